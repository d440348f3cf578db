// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/keytext.h"

#include "task/sentences.h"

#include <QAction>
#include <QCoreApplication>

namespace watchbill::theme {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::theme)
};

} // namespace

QString keyText(QKeySequence::StandardKey key)
{
    return QKeySequence(key).toString(QKeySequence::NativeText);
}

QString keyText(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &sequence : action.shortcuts())
        keys += sequence.toString(QKeySequence::NativeText);
    return listed(keys);
}

QString withKey(const QString &text, const QAction &action)
{
    return withKey(text, action.shortcut());
}

QString withKey(const QString &text, const QKeySequence &key)
{
    return key.isEmpty()
        ? text
        : Texts::tr("%1 (%2)", "a tooltip and the key").arg(text, key.toString(QKeySequence::NativeText));
}

} // namespace watchbill::theme
