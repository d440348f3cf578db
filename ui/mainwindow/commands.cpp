// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/commands.h"

#include <QMenu>
#include <QMenuBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Without the marks of its letter for Alt: "&&" is an ampersand.
QString plain(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && ++i == text.size())
            break;
        plain += text[i];
    }
    return plain;
}

void add(QVector<Command> &commands, const QList<QAction *> &actions, const QString &place)
{
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        const QString name = plain(action->text());
        if (QMenu *menu = action->menu()) {
            Q_EMIT menu->aboutToShow();
            add(commands, menu->actions(), place.isEmpty() ? name : place + u" › "_s + name);
        } else {
            commands += Command{name, place, action};
        }
    }
}

bool beginsAWord(const QString &name, const QString &typed)
{
    for (qsizetype at = name.indexOf(typed, 0, Qt::CaseInsensitive); at >= 0;
         at = name.indexOf(typed, at + 1, Qt::CaseInsensitive)) {
        if (at == 0 || !name[at - 1].isLetterOrNumber())
            return true;
    }
    return false;
}

int rankOf(const Command &command, const QString &typed)
{
    const int later = command.isEnabled() ? 0 : 3;
    if (command.name.startsWith(typed, Qt::CaseInsensitive))
        return later;
    return later + (beginsAWord(command.name, typed) ? 1 : 2);
}

} // namespace

void Command::start() const
{
    if (action)
        action->trigger();
    else if (run)
        run();
}

QVector<Command> commands::of(const QMenuBar &menus)
{
    QVector<Command> commands;
    add(commands, menus.actions(), {});
    return commands;
}

QVector<Command> commands::matching(const QVector<Command> &all, const QString &typed)
{
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    QVector<Command> found;
    for (const Command &command : all) {
        const QString text = command.name + u' ' + command.place;
        if (std::all_of(words.begin(), words.end(),
                        [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); }))
            found += command;
    }
    const QString whole = words.join(u' ');
    std::stable_sort(found.begin(), found.end(), [&](const Command &one, const Command &other) {
        return rankOf(one, whole) < rankOf(other, whole);
    });
    return found;
}

} // namespace watchbill
