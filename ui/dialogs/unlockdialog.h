// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include <chrono>
#include <optional>

namespace watchbill {

/// Confirms that production is unlocked for changes. Cancel is the default, and a check box must be ticked
/// first.
class UnlockDialog : public QDialog
{
    Q_OBJECT

public:
    /// `place` is the connection's name or its table.
    UnlockDialog(const QString &place, const std::optional<std::chrono::milliseconds> &time,
                 QWidget *parent = nullptr);
};

} // namespace watchbill
