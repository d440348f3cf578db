// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/auditstatements.h"

#include "postgres/sqltext.h"
#include "source/databaseencoding.h"

using namespace Qt::StringLiterals;

namespace watchbill::auditstatements {

namespace {

QString held(const TaskSource &source, const QString &text)
{
    const bool isHeld = canHold(source.encoding, text);
    QString held;
    for (const QChar character : text) {
        const ushort unit = character.unicode();
        if (unit == 0 || (unit > 0x7f && !isHeld))
            held += u"\\u%1"_s.arg(int(unit), 4, 16, QLatin1Char('0'));
        else
            held += character;
    }
    return held;
}

} // namespace

QString insert(const TaskSource &source, const AuditLine &line)
{
    const auto text = [&](const QString &value) { return sql::literal(held(source, value)); };
    const auto orNull = [&](const QString &value) { return value.isEmpty() ? u"NULL"_s : text(value); };
    return u"INSERT INTO %1.%2 (run, undoes, profile, kind, relation, tasks, asked, query, details) VALUES "
           "(%3, %4, %5, %6, %7, %8, %9, "_s.arg(sql::identifier(source.schema), sql::identifier(tableName),
                                                 text(line.run), orNull(line.undoes), orNull(line.profile),
                                                 text(line.kind), text(source.schema + u'.' + source.table),
                                                 QString::number(line.tasks), QString::number(line.asked))
        + text(line.query) + ", "_L1 + orNull(line.details) + ");"_L1;
}

} // namespace watchbill::auditstatements
