// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sampletasks.h"

#include "postgres/sqltext.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString orNull(const QString &text)
{
    return text.isNull() ? u"NULL"_s : sql::literal(text);
}

} // namespace

QString sampleId(int number)
{
    return u"%1-0000-4000-8000-000000000000"_s.arg(number, 8, 10, QLatin1Char('0'));
}

QStringList sampleIds(int first, int last)
{
    QStringList ids;
    for (int number = first; first <= last ? number <= last : number >= last;
         number += first <= last ? 1 : -1)
        ids += sampleId(number);
    return ids;
}

QString sampleUser(int number)
{
    return u"a%1-0000-4000-8000-000000000000"_s.arg(number, 7, 10, QLatin1Char('0'));
}

void insertSamples(TestDatabase &database, int first, int last, const Sample &sample)
{
    const QString user = sql::literal(sampleUser(sample.user));
    if (!database.value(u"SELECT to_regclass('auth.users')"_s).isNull())
        database.execute(u"INSERT INTO auth.users (id) VALUES (%1) ON CONFLICT DO NOTHING"_s.arg(user));
    const QString rows = u"SELECT (lpad(n::text, 8, '0') || '-0000-4000-8000-000000000000')::uuid, "
                         "timestamptz '2025-01-01 00:00:00+00' + n * interval '1 minute', "
                         "timestamptz '2025-01-01 00:00:30+00' + n * interval '1 minute'"_s;
    const QString values = QStringList{user, sql::literal(sample.type), sql::literal(sample.status),
                                       orNull(sample.error), orNull(sample.metadata)}
                               .join(u',');
    database.execute(
        "INSERT INTO public.tasks (id, created_at, updated_at, user_id, type, status, error_message, metadata) "_L1
        + rows + u',' + values + " FROM generate_series("_L1 + QString::number(first) + u','
        + QString::number(last) + ") AS n"_L1);
}

void setStatus(TestDatabase &database, int number, const QString &status)
{
    database.execute(
        "UPDATE public.tasks SET updated_at = greatest(clock_timestamp(), updated_at + interval '1 us'), status = "_L1
        + sql::literal(status) + " WHERE id = "_L1 + sql::literal(sampleId(number)));
}

QStringList storedIds(TestDatabase &database)
{
    QStringList ids;
    for (const QStringList &row :
         database.execute(u"SELECT id FROM public.tasks ORDER BY created_at DESC, id DESC"_s))
        ids += row.first();
    return ids;
}

} // namespace watchbill
