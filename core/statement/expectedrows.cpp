// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/expectedrows.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill::expectedrows {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ExpectedRows)
};

// Our own word: it appears in the server's message in any language.
const QString word = u"watchbill-rows"_s;

} // namespace

QString guard(qsizetype rows)
{
    // Statements sent together cannot branch: only an error stops them.
    return u"CASE WHEN count(*) OVER () > %1 THEN ('%2: ' || count(*) OVER ())::int END"_s.arg(
        QString::number(rows), word);
}

QString atMost(qsizetype rows, const QString &write)
{
    return u"WITH touched AS (%1) SELECT touched.*, %2 FROM touched"_s.arg(write, guard(rows));
}

QString sentence()
{
    return Texts::tr(
        "This would have changed more tasks than intended, so nothing was changed. Connect again: the table's keys may have changed.");
}

bool wereExceeded(const TaskError &error)
{
    return error.sqlState == "22P02"_L1 && error.serverText.contains(u'"' + word + u": "_s);
}

} // namespace watchbill::expectedrows
