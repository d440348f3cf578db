// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include <chrono>
#include <optional>

namespace watchbill {

/// Asks, before changes to a production are allowed, whether that is really meant. Cancel is the default, and a
/// tick has to be set first.
class UnlockDialog : public QDialog
{
    Q_OBJECT

public:
    /// `place` is what the connection is called, or where it leads.
    UnlockDialog(const QString &place, const std::optional<std::chrono::milliseconds> &time,
                 QWidget *parent = nullptr);
};

} // namespace watchbill
