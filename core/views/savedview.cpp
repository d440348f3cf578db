// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/savedview.h"

#include "filter/querytext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::SavedView)
};

} // namespace

Result<TaskQuery> SavedView::taskQuery() const
{
    const auto filter = query::parse(query);
    if (!filter)
        return failure(TaskError::Kind::InvalidInput,
                       Texts::tr("The query of the view “%1” cannot be read: %2")
                           .arg(name, query::describe(filter.error(), query)));
    return TaskQuery{*filter, sort, keys};
}

std::optional<QTimeZone> SavedView::timeZone() const
{
    return QTimeZone::isTimeZoneIdAvailable(zone) ? std::optional(QTimeZone(zone)) : std::nullopt;
}

const QVector<SavedView> &builtInViews()
{
    static const QVector<SavedView> views{
        {Texts::tr("Failed today"), u"status:failed created:today"_s, {}},
        {Texts::tr("Stuck"), u"is:stuck"_s, {}},
        {Texts::tr("Running now"), u"status:processing"_s, {}},
        {Texts::tr("Slowest today"), u"created:today"_s, {TaskField::Duration, Qt::DescendingOrder}},
    };
    return views;
}

bool isBuiltIn(const QString &viewName)
{
    const auto &views = builtInViews();
    return std::any_of(views.begin(), views.end(),
                       [&](const SavedView &view) { return view.name == viewName; });
}

} // namespace watchbill
