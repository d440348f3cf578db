// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/savedview.h"

#include "filter/querytext.h"
#include "filter/sorttext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::SavedView)
};

QVariant unlessEmpty(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

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

QVariantMap toStored(const SavedView &view)
{
    QVariantList keys;
    for (const QStringList &path : view.keys)
        keys += QVariant(path);
    const QVariantMap sort{{u"field"_s, query::sortedBy(view.sort)},
                           {u"ascending"_s, view.sort.order == Qt::AscendingOrder}};
    return {{u"name"_s, view.name},
            {u"query"_s, view.query},
            {u"sort"_s, sort},
            {u"columns"_s, unlessEmpty(QString::fromLatin1(view.columns.toBase64()))},
            {u"keys"_s, keys.isEmpty() ? QVariant() : keys},
            {u"zone"_s, unlessEmpty(QString::fromLatin1(view.zone))}};
}

SavedView viewFromStored(const QVariantMap &stored)
{
    SavedView view{stored.value(u"name"_s).toString(), stored.value(u"query"_s).toString(), {}};
    const QVariantMap sort = stored.value(u"sort"_s).toMap();
    if (const auto read = query::sortFromText(sort.value(u"field"_s).toString())) {
        view.sort = *read;
        view.sort.order = sort.value(u"ascending"_s).toBool() ? Qt::AscendingOrder : Qt::DescendingOrder;
    }
    view.columns = QByteArray::fromBase64(stored.value(u"columns"_s).toByteArray());
    for (const QVariant &path : stored.value(u"keys"_s).toList()) {
        if (const QStringList keys = path.toStringList(); !keys.isEmpty())
            view.keys += keys;
    }
    view.zone = stored.value(u"zone"_s).toByteArray();
    return view;
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
