// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QVariant;

namespace watchbill {

/// For how long, and how much, the journal keeps the earlier values of changed tasks. Chosen in the window and stored
/// in its settings; every program that changes tasks respects it.
struct JournalLimits
{
    static constexpr int mostDays = 3'650;
    static constexpr int mostMegabytes = 1'000'000;

    int days = 30;
    int megabytes = 1'024; // of 1024 × 1024 bytes

    qint64 bytes() const { return qint64(megabytes) * 1'024 * 1'024; }

    /// Reads the settings; the defaults above where they have no valid number.
    static JournalLimits chosen();

    // Keys in the settings.
    static const QString daysKey;
    static const QString megabytesKey;
    static int daysFrom(const QVariant &stored);
    static int megabytesFrom(const QVariant &stored);

    bool operator==(const JournalLimits &) const = default;
};

} // namespace watchbill
