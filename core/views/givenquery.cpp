// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/givenquery.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "filter/sorttext.h"
#include "task/shownzone.h"
#include "views/viewstore.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::GivenQuery)
};

Failure unreadable(const QString &option, const QString &why)
{
    return failure(TaskError::Kind::InvalidInput, Texts::tr("--%1 cannot be read: %2").arg(option, why));
}

} // namespace

Result<void> GivenQuery::set(const QString &option, const QString &value)
{
    if (option == whereOption.name) {
        const auto read = query::parse(value);
        if (!read)
            return unreadable(option, query::describe(read.error(), value));
        where = filter::both(where.value_or(TaskFilter()), *read);
        for (const query::Error &doubt : query::doubts(value))
            remarks += doubt.sentence;
    } else if (option == sortOption.name) {
        const auto read = query::sortFromText(value);
        if (!read)
            return unreadable(option, read.error().message);
        sort = *read;
    } else if (option == zoneOption.name) {
        const auto read = zoneFromText(value);
        if (!read)
            return Failure(read.error());
        zone = *read;
    } else {
        const auto read = ViewStore().view(value);
        const auto query = read ? read->taskQuery() : Failure(read.error());
        if (!query) // NotFound would mean a task
            return failure(TaskError::Kind::InvalidInput, query.error().message);
        view = *read;
    }
    return {};
}

TaskFilter GivenQuery::filter() const
{
    const TaskFilter given = where.value_or(TaskFilter());
    return view ? filter::both(given, view->taskQuery().value_or(TaskQuery()).filter) : given;
}

std::optional<QTimeZone> GivenQuery::timeZone() const
{
    return zone || !view ? zone : view->timeZone();
}

} // namespace watchbill
