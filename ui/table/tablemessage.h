// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>

namespace watchbill {

/// The actions that the table's pane offers.
enum class TableAction {
    ClearFilters,
    ChangeConnection,
    EnterPassword,
    Reconnect,
    Refresh,
    LookAgain,
    Resume,
    Cancel,
    CopyIndexStatement,
    CopyRemedy, // of the error
    ShowDetails
};

/// The message in place of the table.
struct TableMessage
{
    QString icon;
    QString title;
    QString text;
    QVector<TableAction> actions;
};

} // namespace watchbill
