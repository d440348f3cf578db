// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/detailpanel.h"

#include "detail/errorview.h"
#include "detail/idlabel.h"
#include "detail/metadataview.h"
#include "detail/selectionsummaryview.h"
#include "filter/filterchanges.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "source/furtherkey.h"
#include "task/taskduration.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int fieldLines = 4;

constexpr const char *wholeText = "wholeText";

// Its copy button takes what is too long to be shown, too; NULL as nothing.
void setValue(QLabel *label, const FieldValue &value)
{
    const QString shown = format::value(value);
    label->setProperty(wholeText, value.value_or(QString()));
    if (label->text() != shown) // or a selection would go
        label->setText(shown);
    label->setForegroundRole(format::isDimmed(value) ? QPalette::PlaceholderText : QPalette::WindowText);
}

QLabel *fieldValue(bool isId)
{
    auto *value = isId ? new IdLabel : new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setMinimumWidth(60);
    return value;
}

QHBoxLayout *plainLine(QLabel *value)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(value, 1);
    return line;
}

QHBoxLayout *withCopyButton(QLabel *value)
{
    auto *copy = new QToolButton;
    copy->setAutoRaise(true);
    copy->setIcon(theme::icon(u"copy"_s));
    copy->setIconSize(QSize(14, 14));
    copy->setToolTip(DetailPanel::tr("Copy"));
    QObject::connect(copy, &QToolButton::clicked, value,
                     [value] { QApplication::clipboard()->setText(value->property(wholeText).toString()); });
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(value);
    line->addWidget(copy);
    line->addStretch();
    return line;
}

template<typename Tag>
FieldValue textOf(const std::optional<Id<Tag>> &id)
{
    return id ? FieldValue(id->toText()) : std::nullopt;
}

} // namespace

DetailPanel::DetailPanel(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_stack(new QStackedWidget)
    , m_message(new QLabel)
    , m_tabs(new QTabWidget)
    , m_summary(new SelectionSummaryView(monitor))
    , m_statusIcon(new QLabel)
    , m_metadata(new MetadataView)
    , m_error(new ErrorView)
{
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setMargin(16);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(overviewPage(), tr("Overview"));
    m_tabs->addTab(m_metadata, tr("Metadata"));
    m_tabs->addTab(m_error, tr("Error"));
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_tabs);
    m_stack->addWidget(m_summary);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&monitor, &TaskMonitor::refreshed, this, &DetailPanel::follow);
    connect(m_metadata, &MetadataView::columnRequested, this, &DetailPanel::columnRequested);
    connect(m_metadata, &MetadataView::conditionRequested, this, [&monitor](const Condition &condition) {
        QueryState &query = monitor.queryState();
        query.askFilter(filter::with(query.asked().filter, condition));
    });
    setTask(std::nullopt);
}

QWidget *DetailPanel::overviewPage()
{
    const QString names[FieldCount] = {tr("Status"),   tr("Type"),      tr("Task ID"),
                                       tr("User ID"),  tr("Created"),   tr("Updated"),
                                       tr("Duration"), tr("Result ID"), tr("Key")};
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(12, 12, 12, 10);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(9);
    // Two columns of fields: the panel is wide and low.
    for (int field = 0; field < FieldCount; ++field) {
        const int line = field == KeyField ? fieldLines : field % fieldLines;
        const int column = field == KeyField ? 0 : field / fieldLines * 3;
        auto *name = new QLabel(names[field]);
        name->setForegroundRole(QPalette::PlaceholderText);
        const bool isId = field == IdField || field == UserField || field == ResultField;
        m_fields[field] = fieldValue(isId);
        if (isId)
            m_fields[field]->setFont(theme::monospace());
        grid->addWidget(name, line, column);
        QHBoxLayout *value = isId ? withCopyButton(m_fields[field]) : plainLine(m_fields[field]);
        if (field == StatusField)
            value->insertWidget(0, m_statusIcon);
        if (field == KeyField)
            m_keyName = name;
        if (field == ResultField)
            m_copyResult = value->itemAt(1)->widget();
        grid->addLayout(value, line, column + 1);
        grid->setColumnMinimumWidth(column + 2, 24);
    }
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(4, 1);
    grid->setRowStretch(fieldLines + 1, 1);
    m_fields[StatusField]->setObjectName(u"detailStatus"_s);
    m_fields[IdField]->setObjectName(u"detailId"_s);
    m_fields[KeyField]->setObjectName(u"detailKey"_s);
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

void DetailPanel::setSelection(const Selection &selection, const std::optional<TaskKey> &current)
{
    if (selection.isEverything() || selection.tasks.size() > 1) {
        setTask(std::nullopt);
        m_summary->setSelection(selection);
        m_stack->setCurrentWidget(m_summary);
    } else {
        setTask(selection.isEmpty() ? current : std::optional(selection.tasks.first().key()));
    }
}

void DetailPanel::setTask(const std::optional<TaskKey> &key)
{
    if (key && m_key == key)
        return;
    m_key = key;
    m_task.reset();
    m_listed.reset();
    if (key)
        load();
    else
        showMessage(tr("Select a task to see its details."));
}

// Reads the task again when the list shows that it changed.
void DetailPanel::follow()
{
    if (!m_key)
        return;
    const int row = m_monitor.feed().window().indexOf(*m_key);
    if (row >= 0 && m_monitor.feed().window().rows()[row].task != m_listed)
        load();
    else
        showTimes();
}

void DetailPanel::load()
{
    const int row = m_monitor.feed().window().indexOf(*m_key);
    m_listed = row >= 0 ? std::optional(m_monitor.feed().window().rows()[row].task) : std::nullopt;
    onFinished(m_monitor.service().getTask(*m_key), this, [this, key = *m_key](const Result<Task> &task) {
        if (m_key == key)
            received(task);
    });
}

void DetailPanel::received(const Result<Task> &task)
{
    if (task)
        return show(*task);
    if (task.error().kind == TaskError::Kind::Cancelled)
        return;
    if (task.error().kind == TaskError::Kind::Connection && m_task) {
        m_listed.reset(); // read it when the connection is back
        return;
    }
    m_task.reset();
    showMessage(task.error().message);
}

void DetailPanel::show(const Task &task)
{
    if (m_task == task)
        return;
    m_task = task;
    const QColor color = theme::statusColor(task.status.kind());
    QPalette palette = m_fields[StatusField]->palette();
    palette.setColor(QPalette::WindowText, color);
    palette.setColor(QPalette::Text, color);
    m_fields[StatusField]->setPalette(palette);
    m_statusIcon->setPixmap(
        theme::statusIcon(task.status.toText()).pixmap(QSize(16, 16), devicePixelRatioF()));
    setValue(m_fields[StatusField], task.status.value());
    setValue(m_fields[TypeField], task.type);
    setValue(m_fields[IdField], task.id.toText());
    setValue(m_fields[UserField], textOf(task.userId));
    const auto &source = m_monitor.source();
    const QString key = source ? FurtherKey(*source).text(task) : QString();
    setValue(m_fields[KeyField], key);
    m_fields[KeyField]->setVisible(!key.isEmpty());
    m_keyName->setVisible(!key.isEmpty());
    showColumn(ResultField, TaskField::ResultId, textOf(task.resultId));
    m_copyResult->setVisible(task.resultId.has_value());
    m_metadata->setMetadata(task.metadata);
    m_error->setError(task.errorMessage);
    m_tabs->setTabIcon(2,
                       task.errorMessage.value_or(QString()).isEmpty()
                           ? QIcon()
                           : theme::icon(u"error"_s, theme::statusColor(TaskStatus::Kind::Failed)));
    showTimes();
    m_stack->setCurrentWidget(m_tabs);
}

void DetailPanel::showTimes()
{
    m_summary->showTimes();
    if (!m_task)
        return;
    const Timestamp now = m_monitor.knownUntil();
    const auto withAge = [&](const std::optional<Timestamp> &time) {
        if (!time)
            return FieldValue();
        return FieldValue(time->isFinite() ? u"%1  (%2)"_s.arg(format::time(time), format::age(time, now))
                                           : format::time(time));
    };
    showColumn(CreatedField, TaskField::CreatedAt, withAge(m_task->createdAt));
    showColumn(UpdatedField, TaskField::UpdatedAt, withAge(m_task->updatedAt));
    m_fields[CreatedField]->setToolTip(format::exactTime(m_task->createdAt));
    m_fields[UpdatedField]->setToolTip(format::exactTime(m_task->updatedAt));
    const auto duration = taskDuration(*m_task, now);
    const QString text = duration ? format::duration(*duration) : u"–"_s;
    setValue(m_fields[DurationField],
             duration && m_task->status.isActive() ? tr("%1 so far").arg(text) : text);
}

// A column that the table does not have is neither NULL nor empty.
void DetailPanel::showColumn(Field field, TaskField column, const FieldValue &value)
{
    const auto &source = m_monitor.source();
    setValue(m_fields[field], source && !source->has(column) ? u"–"_s : value);
}

void DetailPanel::showMessage(const QString &text)
{
    m_message->setText(text);
    m_stack->setCurrentWidget(m_message);
}

} // namespace watchbill
