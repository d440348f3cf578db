// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/detailpanel.h"

#include "detail/errorview.h"
#include "detail/metadataview.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
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

// Its copy button takes what is too long to be shown, too.
constexpr const char *wholeText = "wholeText";

void setText(QLabel *label, const QString &text)
{
    if (label->property(wholeText) == text)
        return;
    label->setProperty(wholeText, text);
    label->setText(format::word(text));
}

QLabel *fieldValue()
{
    auto *value = new QLabel;
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

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"–"_s : text;
}

} // namespace

DetailPanel::DetailPanel(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_stack(new QStackedWidget)
    , m_message(new QLabel)
    , m_tabs(new QTabWidget)
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
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&monitor, &TaskMonitor::refreshed, this, &DetailPanel::follow);
    setTask(std::nullopt);
}

QWidget *DetailPanel::overviewPage()
{
    const QString names[FieldCount] = {tr("Status"),  tr("Type"),    tr("Task ID"),  tr("User ID"),
                                       tr("Created"), tr("Updated"), tr("Duration"), tr("Result ID")};
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(12, 12, 12, 10);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(9);
    // Two columns of fields: the panel is wide and low.
    for (int field = 0; field < FieldCount; ++field) {
        const int line = field % fieldLines;
        const int column = field / fieldLines * 3;
        auto *name = new QLabel(names[field]);
        name->setForegroundRole(QPalette::PlaceholderText);
        m_fields[field] = fieldValue();
        const bool isId = field == IdField || field == UserField || field == ResultField;
        if (isId)
            m_fields[field]->setFont(theme::monospace());
        grid->addWidget(name, line, column);
        QHBoxLayout *value = isId ? withCopyButton(m_fields[field]) : plainLine(m_fields[field]);
        if (field == StatusField)
            value->insertWidget(0, m_statusIcon);
        if (field == ResultField)
            m_copyResult = value->itemAt(1)->widget();
        grid->addLayout(value, line, column + 1);
        grid->setColumnMinimumWidth(column + 2, 24);
    }
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(4, 1);
    grid->setRowStretch(fieldLines, 1);
    m_fields[StatusField]->setObjectName(u"detailStatus"_s);
    m_fields[IdField]->setObjectName(u"detailId"_s);
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

void DetailPanel::setTask(const std::optional<TaskId> &id)
{
    if (id && m_id == id)
        return;
    m_id = id;
    m_task.reset();
    m_listed.reset();
    if (id)
        load();
    else
        showMessage(tr("Select a task to see its details."));
}

// Reads the task again when the list shows that it changed.
void DetailPanel::follow()
{
    if (!m_id)
        return;
    const int row = m_monitor.feed().window().indexOf(*m_id);
    if (row >= 0 && m_monitor.feed().window().rows()[row].task != m_listed)
        load();
    else
        showTimes();
}

void DetailPanel::load()
{
    const int row = m_monitor.feed().window().indexOf(*m_id);
    m_listed = row >= 0 ? std::optional(m_monitor.feed().window().rows()[row].task) : std::nullopt;
    onFinished(m_monitor.service().getTask(*m_id), this, [this, id = *m_id](const Result<Task> &task) {
        if (m_id == id)
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
    setText(m_fields[StatusField], task.status.toText());
    setText(m_fields[TypeField], task.type);
    setText(m_fields[IdField], task.id.toText());
    setText(m_fields[UserField], task.userId.toText());
    setText(m_fields[ResultField], orDash(task.resultId.value_or(ResultId()).toText()));
    m_copyResult->setVisible(task.resultId.has_value());
    m_metadata->setMetadata(task.metadata);
    const QString error = task.errorMessage.value_or(QString());
    m_error->setError(error);
    m_tabs->setTabIcon(
        2, error.isEmpty() ? QIcon() : theme::icon(u"error"_s, theme::statusColor(TaskStatus::Kind::Failed)));
    showTimes();
    m_stack->setCurrentWidget(m_tabs);
}

void DetailPanel::showTimes()
{
    if (!m_task)
        return;
    const Timestamp now = m_monitor.knownUntil();
    const auto withAge = [&](const std::optional<Timestamp> &time) {
        if (!time)
            return u"–"_s;
        return time->isFinite() ? u"%1  (%2)"_s.arg(format::time(time), format::age(time, now))
                                : format::time(time);
    };
    setText(m_fields[CreatedField], withAge(m_task->createdAt));
    setText(m_fields[UpdatedField], withAge(m_task->updatedAt));
    m_fields[CreatedField]->setToolTip(format::exactTime(m_task->createdAt));
    m_fields[UpdatedField]->setToolTip(format::exactTime(m_task->updatedAt));
    const auto duration = format::taskDuration(*m_task, now);
    const QString text = duration ? format::duration(*duration) : QString();
    setText(m_fields[DurationField],
            duration && m_task->status.isActive() ? tr("%1 so far").arg(text) : orDash(text));
}

void DetailPanel::showMessage(const QString &text)
{
    m_message->setText(text);
    m_stack->setCurrentWidget(m_message);
}

} // namespace watchbill
