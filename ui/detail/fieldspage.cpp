// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/fieldspage.h"

#include "detail/errorbrief.h"
#include "detail/idlabel.h"
#include "format/fieldtitle.h"
#include "format/format.h"
#include "source/furtherkey.h"
#include "task/storedfields.h"
#include "task/taskduration.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int widthForTwoColumns = 640;
constexpr int linesOfTwoColumns = 4;

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

QLabel *valueLabel(bool isId)
{
    auto *value = isId ? new IdLabel : new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setMinimumWidth(60);
    if (isId)
        value->setFont(theme::monospace());
    return value;
}

QToolButton *copyButton(QLabel *value)
{
    auto *copy = new QToolButton;
    copy->setAutoRaise(true);
    copy->setIcon(theme::icon(u"copy"_s));
    copy->setIconSize(QSize(14, 14));
    copy->setToolTip(FieldsPage::tr("Copy"));
    QObject::connect(copy, &QToolButton::clicked, value,
                     [value] { QApplication::clipboard()->setText(value->property(wholeText).toString()); });
    return copy;
}

} // namespace

FieldsPage::FieldsPage(QWidget *parent)
    : QScrollArea(parent)
    , m_error(new ErrorBrief)
    , m_grid(new QGridLayout)
    , m_statusIcon(new QLabel)
{
    constexpr TaskField fields[] = {TaskField::Status,   TaskField::Type,      TaskField::Id,
                                    TaskField::UserId,   TaskField::CreatedAt, TaskField::UpdatedAt,
                                    TaskField::Duration, TaskField::ResultId};
    static_assert(std::size(fields) == KeyField);
    for (int field = 0; field < KeyField; ++field)
        createField(Field(field), format::fieldTitle(fields[field]));
    createField(KeyField, tr("Key"));
    m_values[StatusField]->setObjectName(u"detailStatus"_s);
    m_values[IdField]->setObjectName(u"detailId"_s);
    m_values[KeyField]->setObjectName(u"detailKey"_s);
    m_grid->setContentsMargins(12, 8, 12, 8);
    m_grid->setHorizontalSpacing(12);
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_error);
    layout->addLayout(m_grid);
    layout->addStretch();
    arrange();
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
}

void FieldsPage::createField(Field field, const QString &name)
{
    const bool isId = field == IdField || field == UserField || field == ResultField;
    m_names[field] = new QLabel(name);
    m_names[field]->setForegroundRole(QPalette::PlaceholderText);
    m_values[field] = valueLabel(isId);
    m_lines[field] = new QWidget;
    auto *line = new QHBoxLayout(m_lines[field]);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    if (field == StatusField)
        line->addWidget(m_statusIcon);
    line->addWidget(m_values[field], isId ? 0 : 1);
    if (!isId)
        return;
    QToolButton *copy = copyButton(m_values[field]);
    copy->setAccessibleName(tr("Copy %1").arg(name));
    line->addWidget(copy);
    line->addStretch();
    if (field == ResultField)
        m_copyResult = copy;
}

// One column where the panel is narrow, two where it is wide and low.
void FieldsPage::arrange()
{
    const int columns = viewport()->width() < widthForTwoColumns ? 1 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int field = 0; field < FieldCount; ++field) {
        const bool isAcross = columns == 1 || field == KeyField;
        const int line = columns == 1 ? field
            : field == KeyField       ? linesOfTwoColumns
                                      : field % linesOfTwoColumns;
        const int column = isAcross ? 0 : field / linesOfTwoColumns * 3;
        m_grid->addWidget(m_names[field], line, column);
        m_grid->addWidget(m_lines[field], line, column + 1);
    }
    m_grid->setVerticalSpacing(columns == 1 ? 7 : 4);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnMinimumWidth(2, columns == 1 ? 0 : 24);
    m_grid->setColumnStretch(4, columns == 1 ? 0 : 1);
}

void FieldsPage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
    giveErrorRoom();
}

// What the fields leave, so that a long error hides none of them.
void FieldsPage::giveErrorRoom()
{
    const int all = viewport()->height();
    m_error->setRoom(std::min(all / 2, all - m_grid->sizeHint().height()));
}

void FieldsPage::setTask(const Task &task, const std::optional<TaskSource> &source, Timestamp now)
{
    m_task = task;
    m_source = source;
    const bool canTell = !source || source->has(TaskField::ErrorMessage);
    m_error->setError(task.errorMessage, canTell && task.status.kind() == TaskStatus::Kind::Failed);
    showStatus();
    setValue(m_values[TypeField], task.type);
    setValue(m_values[IdField], task.id.toText());
    setValue(m_values[UserField], textOf(task, TaskField::UserId));
    const QString key = source ? FurtherKey(*source).text(task) : QString();
    setValue(m_values[KeyField], key);
    m_names[KeyField]->setVisible(!key.isEmpty());
    m_lines[KeyField]->setVisible(!key.isEmpty());
    showColumn(ResultField, TaskField::ResultId, textOf(task, TaskField::ResultId));
    m_copyResult->setVisible(task.resultId.has_value());
    showTimes(now);
    giveErrorRoom();
}

void FieldsPage::showStatus()
{
    const TaskStatus &status = m_task->status;
    QPalette palette;
    for (const auto role : {QPalette::WindowText, QPalette::Text})
        palette.setColor(role, theme::statusColor(status.kind()));
    m_values[StatusField]->setPalette(palette);
    m_statusIcon->setPixmap(theme::statusIcon(status.toText()).pixmap(QSize(16, 16), devicePixelRatioF()));
    setValue(m_values[StatusField], status.value());
}

// The status has the theme's colours.
void FieldsPage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_task)
        showStatus();
}

void FieldsPage::showTimes(Timestamp now)
{
    if (!m_task)
        return;
    const auto withAge = [&](const std::optional<Timestamp> &time) {
        if (!time)
            return FieldValue();
        return FieldValue(time->isFinite() ? u"%1  (%2)"_s.arg(format::time(time), format::age(time, now))
                                           : format::time(time));
    };
    showColumn(CreatedField, TaskField::CreatedAt, withAge(m_task->createdAt));
    showColumn(UpdatedField, TaskField::UpdatedAt, withAge(m_task->updatedAt));
    m_values[CreatedField]->setToolTip(format::exactTime(m_task->createdAt));
    m_values[UpdatedField]->setToolTip(format::exactTime(m_task->updatedAt));
    const auto duration = taskDuration(*m_task, now);
    const QString text = duration ? format::taskDuration(*duration) : u"–"_s;
    setValue(m_values[DurationField],
             duration && m_task->status.isActive() ? tr("%1 so far").arg(text) : text);
}

// A column that the table does not have is neither NULL nor empty.
void FieldsPage::showColumn(Field field, TaskField column, const FieldValue &value)
{
    setValue(m_values[field], m_source && !m_source->has(column) ? u"–"_s : value);
}

} // namespace watchbill
