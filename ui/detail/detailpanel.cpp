// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/detailpanel.h"

#include "detail/errorview.h"
#include "detail/fieldspage.h"
#include "detail/metadataview.h"
#include "detail/selectionsummaryview.h"
#include "filter/filterchanges.h"
#include "live/taskmonitor.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

DetailPanel::DetailPanel(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_stack(new QStackedWidget)
    , m_message(new QLabel)
    , m_tabs(new QTabWidget)
    , m_summary(new SelectionSummaryView(monitor))
    , m_fields(new FieldsPage)
    , m_metadata(new MetadataView)
    , m_error(new ErrorView)
{
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setMargin(16);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_fields, tr("Overview"));
    m_tabs->addTab(m_metadata, tr("Metadata"));
    m_tabs->addTab(m_error, tr("Error"));
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_tabs);
    m_stack->addWidget(m_summary);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&monitor, &TaskMonitor::refreshed, this, &DetailPanel::follow);
    connect(m_tabs, &QTabWidget::tabBarClicked, this, [this] { m_wantsError = false; });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { m_wantsError = false; });
    connect(m_metadata, &MetadataView::columnRequested, this, &DetailPanel::columnRequested);
    connect(m_metadata, &MetadataView::reported, this, &DetailPanel::reported);
    connect(m_metadata, &MetadataView::conditionRequested, this, [&monitor](const Condition &condition) {
        QueryState &query = monitor.queryState();
        query.askFilter(filter::with(query.asked().filter, condition));
    });
    setAccessibleName(tr("Details"));
    setTask(std::nullopt);
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

// What is shown in place of a message, once it is there, takes the focus over.
void DetailPanel::enter()
{
    m_stack->currentWidget()->setFocus(Qt::ShortcutFocusReason);
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
    const int row = m_monitor.feed().loaded().indexOf(*m_key);
    if (row >= 0 && m_monitor.feed().loaded().rows()[row].task != m_listed)
        load();
    else
        showTimes();
}

void DetailPanel::load()
{
    const int row = m_monitor.feed().loaded().indexOf(*m_key);
    m_listed = row >= 0 ? std::optional(m_monitor.feed().loaded().rows()[row].task) : std::nullopt;
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
    const bool isOther = !m_task || m_task->key() != task.key();
    m_task = task;
    m_fields->setTask(task, m_monitor.source(), m_monitor.knownUntil());
    m_metadata->setMetadata(task.metadata);
    m_error->setError(task.errorMessage);
    markError();
    if (isOther)
        chooseTab();
    m_stack->setCurrentWidget(m_tabs);
}

// An empty page of the error gives way to the overview until a task has one again.
void DetailPanel::chooseTab()
{
    const bool isEmpty = m_tabs->currentWidget() == m_error && !hasError();
    const bool isWantedAgain = m_wantsError && hasError();
    if (isEmpty)
        m_tabs->setCurrentWidget(m_fields);
    else if (isWantedAgain)
        m_tabs->setCurrentWidget(m_error);
    m_wantsError = isEmpty || (m_wantsError && !hasError());
}

bool DetailPanel::hasError() const
{
    return m_task && !m_task->errorMessage.value_or(QString()).isEmpty();
}

void DetailPanel::markError()
{
    m_tabs->setTabIcon(
        2, hasError() ? theme::icon(u"error"_s, theme::statusColor(TaskStatus::Kind::Failed)) : QIcon());
}

void DetailPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        markError();
    QWidget::changeEvent(event);
}

void DetailPanel::showTimes()
{
    m_summary->showTimes();
    if (m_task)
        m_fields->showTimes(m_monitor.knownUntil());
}

void DetailPanel::showMessage(const QString &text)
{
    m_message->setText(text);
    m_stack->setCurrentWidget(m_message);
}

} // namespace watchbill
