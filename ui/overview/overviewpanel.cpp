// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/overviewpanel.h"

#include "filter/filterchanges.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

enum ListColumn { NameColumn, CountColumn, ListColumnCount };

constexpr int valueRole = Qt::UserRole;
constexpr auto newsworthy = 3s; // counters that are so much older than the list say so

QTreeWidget *list(const QString &name)
{
    auto *tree = new QTreeWidget;
    tree->setAccessibleName(name);
    tree->setColumnCount(ListColumnCount);
    tree->setHeaderHidden(true);
    tree->setRootIsDecorated(false);
    tree->setIndentation(0);
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(CountColumn, QHeaderView::ResizeToContents);
    QPalette palette = tree->palette();
    palette.setColor(QPalette::Base, Qt::transparent);
    tree->setPalette(palette);
    return tree;
}

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setContentsMargins(6, 0, 0, 0);
    return label;
}

// Changes a line in place: clearing the list would lose focus and scroll position.
void setLine(QTreeWidget *tree, int line, const QIcon &icon, const QString &name,
             const std::optional<FieldValue> &value)
{
    while (tree->topLevelItemCount() <= line) {
        auto *item = new QTreeWidgetItem(tree);
        item->setTextAlignment(CountColumn, Qt::AlignRight | Qt::AlignVCenter);
        item->setSizeHint(NameColumn, QSize(0, tree->fontMetrics().height() + 10));
    }
    QTreeWidgetItem *item = tree->topLevelItem(line);
    item->setIcon(NameColumn, icon);
    item->setText(NameColumn, name);
    item->setToolTip(NameColumn, format::toolTip(name));
    item->setData(NameColumn, valueRole, QVariant::fromValue(value));
    const bool isDimmed = value && format::isDimmed(*value);
    item->setForeground(NameColumn, isDimmed ? QBrush(theme::secondaryText()) : QBrush());
}

void setLineCount(QTreeWidget *tree, int count)
{
    while (tree->topLevelItemCount() > count)
        delete tree->takeTopLevelItem(count);
}

// As tall as its lines, so that what follows stands right below.
void fitHeight(QTreeWidget *tree)
{
    const int line = tree->sizeHintForRow(0);
    tree->setFixedHeight(tree->topLevelItemCount() * line + 2 * tree->frameWidth() + 4);
}

// What a line filters by; nothing for the one that shows all.
std::optional<FieldValue> valueOf(const QTreeWidgetItem *line)
{
    return line->data(NameColumn, valueRole).value<std::optional<FieldValue>>();
}

// The line that stands for a set of at most one value; none for what a list cannot show.
QTreeWidgetItem *lineOf(QTreeWidget *tree, const ValueSet &set)
{
    if (set.isEmpty())
        return tree->topLevelItem(0);
    for (int line = 1; line < tree->topLevelItemCount(); ++line) {
        const auto value = valueOf(tree->topLevelItem(line));
        if (value && filter::asksOnlyFor(set, *value))
            return tree->topLevelItem(line);
    }
    return nullptr;
}

// The filter that the chosen line asks for. Nothing if none is chosen.
std::optional<TaskFilter> chosenFilter(const QTreeWidget *tree, const TaskFilter &filter, FilterSet set)
{
    const QList<QTreeWidgetItem *> chosen = tree->selectedItems();
    if (chosen.isEmpty())
        return std::nullopt;
    const auto value = valueOf(chosen.first());
    return value ? filter::only(filter, set, *value) : filter::all(filter, set);
}

} // namespace

OverviewPanel::OverviewPanel(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_query(monitor.queryState())
    , m_statuses(list(tr("Statuses")))
    , m_types(list(tr("Types")))
    , m_note(new QLabel)
    , m_count(new QToolButton)
{
    m_statuses->setObjectName(u"statuses"_s);
    m_types->setObjectName(u"types"_s);
    m_note->setObjectName(u"countersNote"_s);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setContentsMargins(6, 0, 6, 0);
    m_count->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 8);
    layout->setSpacing(6);
    layout->addWidget(heading(tr("Status")));
    layout->addWidget(m_statuses);
    layout->addWidget(m_note);
    layout->addWidget(m_count);
    layout->addSpacing(6);
    layout->addWidget(heading(tr("Type")));
    layout->addWidget(m_types, 1);

    connect(m_statuses, &QTreeWidget::itemSelectionChanged, this, [this] {
        if (const auto filter = chosenFilter(m_statuses, m_query.asked().filter, &TaskFilter::statuses))
            m_query.askFilter(*filter);
    });
    connect(m_types, &QTreeWidget::itemSelectionChanged, this, [this] {
        if (const auto filter = chosenFilter(m_types, m_query.asked().filter, &TaskFilter::types))
            m_query.askFilter(*filter);
    });
    connect(m_count, &QToolButton::clicked, this, [this] {
        if (m_monitor.isCountingExactly())
            m_monitor.stopCounting();
        else
            m_monitor.countExactly();
    });
    connect(&m_query, &QueryState::changed, this, &OverviewPanel::showStatuses);
    connect(&m_query, &QueryState::changed, this, &OverviewPanel::showTypes);
    connect(&monitor.counts(), &AnyReading::changed, this, &OverviewPanel::showStatuses);
    connect(&monitor.types(), &AnyReading::changed, this, &OverviewPanel::showTypes);
    for (const auto signal : {&TaskMonitor::refreshed, &TaskMonitor::stateChanged})
        connect(&monitor, signal, this, &OverviewPanel::showStatuses);
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &OverviewPanel::showCounting);
    m_clock.start();
    showStatuses();
    showTypes();
}

void OverviewPanel::chooseStatus(std::optional<TaskStatus::Kind> kind)
{
    const TaskFilter &filter = m_query.asked().filter;
    m_query.askFilter(kind ? filter::only(filter, &TaskFilter::statuses, TaskStatus(*kind).value())
                           : filter::all(filter, &TaskFilter::statuses));
}

void OverviewPanel::showStatuses()
{
    const QSignalBlocker blocker(m_statuses);
    const auto counts = m_monitor.countsBesideList();
    QVector<FieldValue> words;
    const auto add = [&words](const FieldValue &word) {
        if (!words.contains(word))
            words.append(word);
    };
    for (const QString &word : usualStatuses())
        add(word);
    if (counts) {
        for (const StatusCount &one : counts->statuses)
            add(one.status);
    }
    const ValueSet &asked = m_query.asked().filter.statuses;
    for (const QString &chosen : asked.values)
        add(chosen);
    if (asked.hasNull)
        add(std::nullopt);
    const auto countText = [&](const FieldValue &status) {
        if (!counts)
            return tr("–");
        for (const StatusCount &one : counts->statuses) {
            if (one.status == status)
                return format::count(one.count);
        }
        return format::number(0);
    };
    setLine(m_statuses, 0, theme::icon(u"status-all"_s), tr("All"), {});
    m_statuses->topLevelItem(0)->setText(CountColumn, counts ? format::count(counts->total()) : tr("–"));
    for (int i = 0; i < words.size(); ++i) {
        setLine(m_statuses, i + 1, theme::statusIcon(words[i].value_or(QString())), format::value(words[i]),
                words[i]);
        m_statuses->topLevelItem(i + 1)->setText(CountColumn, countText(words[i]));
    }
    setLineCount(m_statuses, int(words.size()) + 1);
    fitHeight(m_statuses);
    m_statuses->setCurrentItem(lineOf(m_statuses, m_query.asked().filter.statuses));
    showCounting();
}

// What a status can be: the words of an enum, else the four that the keys choose.
QStringList OverviewPanel::usualStatuses() const
{
    const auto &source = m_monitor.source();
    const QStringList labels = source ? source->columns.value(TaskField::Status).labels : QStringList();
    if (!labels.isEmpty())
        return labels;
    QStringList words;
    for (const auto kind : {TaskStatus::Kind::Pending, TaskStatus::Kind::Processing,
                            TaskStatus::Kind::Completed, TaskStatus::Kind::Failed})
        words += TaskStatus(kind).toText();
    return words;
}

void OverviewPanel::showTypes()
{
    const QSignalBlocker blocker(m_types);
    setLine(m_types, 0, theme::icon(u"type"_s), tr("All"), {});
    const ValueSet inUse = m_monitor.types().value_or(ValueSet());
    QVector<FieldValue> types(inUse.values.begin(), inUse.values.end());
    if (inUse.hasNull)
        types += FieldValue();
    for (int i = 0; i < types.size(); ++i)
        setLine(m_types, i + 1, theme::secondaryIcon(u"type"_s), format::value(types[i]), types[i]);
    setLineCount(m_types, int(types.size()) + 1);
    m_types->setCurrentItem(lineOf(m_types, m_query.asked().filter.types));
}

void OverviewPanel::showCounting()
{
    const auto counts = m_monitor.countsBesideList();
    const bool isCounting = m_monitor.isCountingExactly();
    const bool isExact = counts && counts->total().precision == Count::Precision::Exact;
    const bool isLive = m_monitor.state() == TaskMonitor::State::Live && m_monitor.feed().hasPage();
    const bool hasFailed = isLive && !counts && !m_monitor.counts().isReading();
    const auto &error = m_monitor.counts().error();
    const bool isOfInput =
        error && error->kind == TaskError::Kind::InvalidInput; // to count again would not help
    m_count->setVisible(isCounting || (counts && !isExact) || (hasFailed && !isOfInput));
    m_count->setIcon(theme::icon(isCounting ? u"close"_s : u"status-all"_s));
    m_count->setText(isCounting ? tr("Stop counting") : tr("Count exactly"));
    QStringList notes;
    if (isCounting)
        notes += tr("Counting every task…");
    else if (hasFailed)
        notes += isOfInput ? error->message : tr("Counting failed");
    else if (isLive && !counts)
        notes += tr("Counting…");
    else if (counts && counts->total().precision == Count::Precision::Estimate)
        notes += tr("≈ estimated by the server");
    else if (counts && counts->total().precision == Count::Precision::AtLeast)
        notes += tr("+ at least this many");
    if (const QString age = ageText(); !age.isEmpty())
        notes += age;
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

// Where the counters stand still while the list does not.
QString OverviewPanel::ageText() const
{
    const auto age = m_monitor.counts().age();
    const auto ageOfList = m_monitor.age();
    if (!age || !ageOfList || !m_monitor.countsBesideList() || *age < *ageOfList + newsworthy)
        return {};
    return tr("Counted %1 ago").arg(format::duration(age->count() / 1000 * 1'000'000));
}

} // namespace watchbill
