// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/selectionsummaryview.h"

#include "detail/summarycolumn.h"
#include "format/format.h"
#include "format/selectiontext.h"
#include "live/taskmonitor.h"
#include "task/sentences.h"
#include "theme/icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Line = SummaryColumn::Line;

constexpr int widthForColumns = 600;

Line lineOf(const ValueCount &one)
{
    const QString text = format::value(one.value);
    return {text, format::toolTip(one.value.value_or(text)), one.count, {}, format::isDimmed(one.value)};
}

Line statusLine(const ValueCount &one)
{
    Line line = lineOf(one);
    line.icon = theme::statusIcon(one.value.value_or(QString()));
    return line;
}

void fill(SummaryColumn *column, const QString &title, const std::optional<ValueCounts> &counts,
          Line (*toLine)(const ValueCount &), const QString &ifNone)
{
    if (!counts || (counts->values.isEmpty() && !counts->isWhole))
        return column->setContent(title, {}, SelectionSummaryView::tr("Not counted"));
    QVector<Line> lines;
    QVector<FieldValue> values;
    for (const ValueCount &one : counts->values.mid(0, SelectionSummaryView::mostValues)) {
        lines += toLine(one);
        values += one.value;
    }
    const QVector<FieldValue> shortened = format::shortIds(values);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (shortened[i] != values[i]) // of users
            lines[i].text = format::value(shortened[i]);
    }
    const int rest = int(counts->values.size() - lines.size());
    const QString more = !counts->isWhole ? SelectionSummaryView::tr("and others")
        : rest > 0                        ? SelectionSummaryView::tr("and %Ln more", nullptr, rest)
                                          : QString();
    const bool isNumbered = counts->isWhole && counts->values.size() > 1;
    column->setContent(isNumbered ? u"%1 (%2)"_s.arg(title, format::number(counts->values.size())) : title,
                       lines, lines.isEmpty() ? ifNone : more);
}

} // namespace

SelectionSummaryView::SelectionSummaryView(TaskMonitor &monitor, QWidget *parent)
    : QScrollArea(parent)
    , m_monitor(monitor)
    , m_columns(new QHBoxLayout)
    , m_title(new QLabel)
    , m_times(new QLabel)
    , m_statuses(new SummaryColumn)
    , m_types(new SummaryColumn)
    , m_users(new SummaryColumn)
    , m_errors(new SummaryColumn)
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_times->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_title, m_times}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_title->setObjectName(u"summaryTitle"_s);
    m_times->setObjectName(u"summaryTimes"_s);
    m_statuses->setObjectName(u"summaryStatuses"_s);
    m_types->setObjectName(u"summaryTypes"_s);
    m_users->setObjectName(u"summaryUsers"_s);
    m_errors->setObjectName(u"summaryErrors"_s);

    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    for (SummaryColumn *column : {m_statuses, m_types, m_users})
        m_columns->addWidget(column);
    m_columns->addWidget(m_errors, 1);
    m_columns->addStretch(); // takes the room of the errors where these are not shown
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_times);
    layout->addSpacing(6);
    layout->addLayout(m_columns);
    layout->addStretch();
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
}

void SelectionSummaryView::setSelection(const Selection &selection)
{
    m_title->setText(selectiontext::sentence(selection));
    const SelectionSummary summary = selection.isEverything()
        ? summaryOfEverything(m_monitor)
        : summaryOf(selection.tasks, m_monitor.knownUntil());
    if (summary != m_summary || m_times->text().isEmpty())
        show(summary);
}

void SelectionSummaryView::show(const SelectionSummary &summary)
{
    m_summary = summary;
    fill(m_statuses, tr("Status"), summary.statuses, statusLine, {});
    fill(m_types, tr("Type"), summary.types, lineOf, {});
    fill(m_users, tr("Users"), summary.users, lineOf, {});
    fill(m_errors, tr("Errors"), summary.errors, lineOf, tr("No errors"));
    m_errors->setVisible(summary.errors.has_value()); // or a sentence says so
    showTimes();
}

// The icons have the theme's colours.
void SelectionSummaryView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_summary.statuses)
        show(m_summary);
    QScrollArea::changeEvent(event);
}

void SelectionSummaryView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    const bool isNarrow = viewport()->width() < widthForColumns;
    m_columns->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_columns->setSpacing(isNarrow ? 12 : 24);
}

void SelectionSummaryView::showTimes()
{
    if (!m_summary.errors) {
        m_times->setText(
            tr("When all matching tasks are selected, errors, times and durations are not counted."));
        return;
    }
    QStringList sentences;
    if (const auto &created = m_summary.created)
        sentences += created->oldest == created->newest
            ? tr("Created %1.").arg(format::time(created->oldest))
            : tr("Created %1 to %2.").arg(format::time(created->oldest), format::time(created->newest));
    else
        sentences += tr("No creation time.");
    if (m_summary.longest)
        sentences += tr("Longest duration: %1.").arg(format::taskDuration(*m_summary.longest));
    m_times->setText(joinSentences(sentences));
}

} // namespace watchbill
