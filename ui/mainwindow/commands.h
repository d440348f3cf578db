// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAction>
#include <QPointer>
#include <QVector>

#include <functional>

class QMenuBar;

namespace watchbill {

/// Something that the window can be told to do, by a name.
struct Command
{
    QString name;
    QString place; // where else it is found, such as "View › Times"
    QPointer<QAction> action; // what it does; none: `run` does
    std::function<void()> run = {};

    bool isEnabled() const { return action ? action->isEnabled() : bool(run); }
    void start() const;
};

namespace commands {

/// All that the menus can do, also what is greyed now. Menus that are filled when they open are filled.
QVector<Command> of(const QMenuBar &menus);

/// Those in whose names and places each of the words occurs: first those whose names begin with what was typed, then those
/// in whose names a word begins with it, then the others; what cannot be done now comes last. All, if nothing was typed.
QVector<Command> matching(const QVector<Command> &all, const QString &typed);

} // namespace commands

} // namespace watchbill
