// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/overviewpanel.h"

#include "filter/filterchanges.h"
#include "live/taskmonitor.h"
#include "overview/sidelist.h"
#include "overview/statussection.h"
#include "overview/valuesection.h"
#include "overview/viewsection.h"

#include <QScreen>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr qsizetype mostUsers = 20;
constexpr int margin = 6;

} // namespace

OverviewPanel::OverviewPanel(TaskMonitor &monitor, ViewActions &views, QWidget *parent)
    : QScrollArea(parent)
    , m_monitor(monitor)
    , m_types(new ValueSection(monitor, monitor.typeCounts(),
                               {&TaskFilter::types, tr("Type"), u"types"_s, tr("Types"), u"type"_s,
                                tr("Shows tasks of all types."), tr("Shows only the tasks of this type."),
                                [this] { return types(); }, [] { return QString(); }}))
    , m_users(new ValueSection(monitor, monitor.userCounts(),
                               {&TaskFilter::users, tr("User"), u"users"_s, tr("Users"), u"user"_s,
                                tr("Shows the tasks of all users."), tr("Shows only the tasks of this user."),
                                [this] { return users(); }, [this] { return usersNote(); }}))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setSpacing(12);
    layout->addWidget(new ViewSection(monitor, views));
    layout->addWidget(new StatusSection(monitor));
    layout->addWidget(m_types);
    layout->addWidget(m_users);
    layout->addStretch(1);
    setWidget(content);
    viewport()->setAutoFillBackground(false); // the window's own
    content->setAutoFillBackground(false);
    for (SideList *list : content->findChildren<SideList *>())
        follow(list);
    connect(&monitor.types(), &AnyReading::changed, m_types, &ValueSection::showValues);
    connect(&monitor.users(), &AnyReading::changed, m_users, &ValueSection::showValues);
}

QSize OverviewPanel::sizeHint() const
{
    const int quarter = screen()->availableSize().width() / 4; // the tasks are what matters
    const int wide = std::min(37 * fontMetrics().averageCharWidth(), quarter);
    return {std::max(wide, minimumSizeHint().width()), 400};
}

QSize OverviewPanel::minimumSizeHint() const
{
    return {28 * fontMetrics().averageCharWidth(), 120};
}

// Without the scroll bar its room stays empty, so that nothing moves when it comes.
void OverviewPanel::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    const int bar = verticalScrollBar()->sizeHint().width();
    const bool hasBar = viewport()->width() < contentsRect().width();
    widget()->layout()->setContentsMargins(margin, 8, margin + (hasBar ? 0 : bar), 8);
    widget()->layout()->activate();
}

// Keeps the current line visible while keys move it.
void OverviewPanel::follow(SideList *list)
{
    connect(list, &QTreeWidget::currentItemChanged, this, [this, list](const QTreeWidgetItem *item) {
        if (!item || !list->hasFocus())
            return;
        const QRect line = list->visualItemRect(item);
        const QPoint centre = list->viewport()->mapTo(widget(), line.center());
        ensureVisible(centre.x(), centre.y(), 0, line.height());
    });
}

void OverviewPanel::chooseStatus(std::optional<TaskStatus::Kind> kind)
{
    QueryState &query = m_monitor.queryState();
    const TaskFilter &filter = query.asked().filter;
    query.askFilter(kind ? filter::only(filter, &TaskFilter::statuses, TaskStatus(*kind).value())
                         : filter::all(filter, &TaskFilter::statuses));
}

QVector<FieldValue> OverviewPanel::types() const
{
    const ValueSet inUse = m_monitor.types().value_or(ValueSet());
    QVector<FieldValue> types(inUse.values.begin(), inUse.values.end());
    if (inUse.hasNull)
        types += FieldValue();
    return types;
}

// The earlier ones, while they are counted again.
QVector<FieldValue> OverviewPanel::users() const
{
    const ValueCounts counts = m_monitor.userCounts().value_or(ValueCounts());
    QVector<FieldValue> users;
    bool hasNull = false;
    for (const ValueCount &one : counts.values) {
        hasNull = hasNull || !one.value;
        if (one.value && users.size() < mostUsers)
            users += one.value;
    }
    if (counts.values.isEmpty() && !counts.isWhole) {
        for (const QString &user : m_monitor.users().value_or(QStringList()).mid(0, mostUsers))
            users += user;
    }
    if (hasNull)
        users += FieldValue();
    return users;
}

QString OverviewPanel::usersNote() const
{
    if (!m_monitor.userCounts())
        return {};
    const bool hasMore =
        !m_monitor.userCounts()->isWhole || m_monitor.userCounts()->values.size() > users().size();
    return hasMore ? tr("To find others, type user: in the query.") : QString();
}

} // namespace watchbill
