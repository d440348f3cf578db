// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/taskcolumns.h"

#include "task/taskpage.h"

using namespace Qt::StringLiterals;

namespace watchbill {

QString microseconds(const QString &expression)
{
    // Beyond that day, 64 bits of microseconds since 1970 are full.
    return u"CASE WHEN isfinite(%1) AND %1 < '294247-01-01' THEN (extract(epoch FROM %1) * 1000000)::bigint "
           "WHEN %1 > '2000-01-01' THEN 9223372036854775807 "
           "WHEN %1 < '2000-01-01' THEN -9223372036854775808 END"_s.arg(expression);
}

namespace taskcolumns {

QString selectList(const TaskSource &source, Extent extent)
{
    const auto text = [&](TaskField field) { return source.expression(field) + "::text"_L1; };
    const auto time = [&](TaskField field) {
        return source.has(field) ? microseconds(source.expression(field)) : u"NULL"_s;
    };
    const bool whole = extent == Extent::Whole;
    const QString error = whole
        ? text(TaskField::ErrorMessage)
        : u"left(%1, %2)"_s.arg(text(TaskField::ErrorMessage), QString::number(TaskPage::errorCharacters));
    return QStringList{text(TaskField::Id),
                       text(TaskField::UserId),
                       text(TaskField::Type),
                       text(TaskField::Status),
                       text(TaskField::ResultId),
                       error,
                       whole ? text(TaskField::Metadata) : u"NULL"_s,
                       time(TaskField::CreatedAt),
                       time(TaskField::UpdatedAt)}
        .join(u',');
}

} // namespace taskcolumns

} // namespace watchbill
