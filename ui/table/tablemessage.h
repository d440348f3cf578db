// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>

namespace watchbill {

/// What the table's pane offers to do about its state.
enum class TableAction {
    ClearFilters,
    ChangeConnection,
    EnterPassword,
    Reconnect,
    Refresh,
    LookAgain,
    Resume,
    Cancel,
    CopyIndexStatement
};

/// What stands in the table's place.
struct TableMessage
{
    QString icon;
    QString title;
    QString text;
    QVector<TableAction> actions;
};

} // namespace watchbill
