// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/fieldspage.h"

#include "detail/errorbrief.h"
#include "detail/idlabel.h"
#include "format/format.h"
#include "format/shownfields.h"
#include "source/furtherkey.h"
#include "task/taskduration.h"
#include "theme/copying.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "theme/theme.h"

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
constexpr int smallerThanText = 2; // the copy buttons, so that they do not raise their lines

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

QLabel *valueLabel(bool isId, Qt::TextElideMode mode)
{
    auto *value = new IdLabel(mode);
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
    const int size = theme::iconSize(copy->fontMetrics()) - smallerThanText;
    copy->setIconSize(QSize(size, size));
    copy->setToolTip(FieldsPage::tr("Copy"));
    QObject::connect(copy, &QToolButton::clicked, value,
                     [value, copy] { theme::copyBy(copy, value->property(wholeText).toString()); });
    return copy;
}

} // namespace

FieldsPage::FieldsPage(QWidget *parent)
    : QScrollArea(parent)
    , m_error(new ErrorBrief)
    , m_grid(new QGridLayout)
    , m_statusIcon(new QLabel)
{
    for (const TaskField field : shownFields) {
        if (field != TaskField::ErrorMessage) // which comes first
            createLine(field, titleOf(field));
    }
    createLine(std::nullopt, tr("Key"));
    valueOf(TaskField::Status)->setObjectName(u"detailStatus"_s);
    valueOf(TaskField::Type)->setObjectName(u"detailType"_s);
    valueOf(TaskField::Id)->setObjectName(u"detailId"_s);
    valueOf(TaskField::CreatedAt)->setObjectName(u"detailCreated"_s);
    m_lines.last().value->setObjectName(u"detailKey"_s);
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

void FieldsPage::createLine(std::optional<TaskField> field, const QString &name)
{
    const StoredField *stored = field ? storedField(*field) : nullptr;
    const bool isId = stored && stored->isId();
    const auto mode = stored && !stored->isTime() ? Qt::ElideMiddle : Qt::ElideRight;
    Line line{field, new QLabel(name), valueLabel(isId, mode), new QWidget};
    line.name->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(line.row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    if (field == TaskField::Status)
        layout->addWidget(m_statusIcon);
    layout->addWidget(line.value, isId ? 0 : 1);
    if (isId) {
        line.copy = copyButton(line.value);
        line.copy->setAccessibleName(tr("Copy %1").arg(name));
        layout->addWidget(line.copy);
        layout->addStretch();
    }
    m_lines += line;
}

QLabel *FieldsPage::valueOf(TaskField field) const
{
    return std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &line) { return line.field == field; })
        ->value;
}

// One column where the panel is narrow, two where it is wide and low.
void FieldsPage::arrange()
{
    const int columns = viewport()->width() < widthForTwoColumns ? 1 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    const int ofFields = int(m_lines.size()) - 1; // without the key's, which goes across
    const int perColumn = (ofFields + columns - 1) / columns;
    for (int i = 0; i < int(m_lines.size()); ++i) {
        const int line = i < ofFields ? i % perColumn : perColumn;
        const int column = i < ofFields ? i / perColumn * 3 : 0;
        m_grid->addWidget(m_lines[i].name, line, column);
        m_grid->addWidget(m_lines[i].row, line, column + 1);
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
    const QString key = source ? FurtherKey(*source).text(task) : QString();
    setValue(m_lines.last().value, key);
    m_lines.last().name->setVisible(!key.isEmpty());
    m_lines.last().row->setVisible(!key.isEmpty());
    showTimes(now);
    giveErrorRoom();
}

void FieldsPage::showStatus()
{
    const TaskStatus &status = m_task->status;
    QPalette palette;
    for (const auto role : {QPalette::WindowText, QPalette::Text})
        palette.setColor(role, theme::statusColor(status.kind()));
    valueOf(TaskField::Status)->setPalette(palette);
    theme::showIcon(m_statusIcon, theme::statusIcon(status.toText()));
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
    for (const Line &line : m_lines) {
        if (line.field)
            showField(line, now);
    }
}

void FieldsPage::showField(const Line &line, Timestamp now)
{
    const TaskField field = *line.field;
    // A column that the table does not have is neither NULL nor empty.
    const bool isMissing = m_source && field != TaskField::Duration && !m_source->has(field);
    setValue(line.value, isMissing ? u"–"_s : shownValue(field, now));
    if (const StoredField *stored = storedField(field); stored && stored->isTime())
        line.value->setToolTip(format::exactTime(timeOf(*m_task, field)));
    if (line.copy)
        line.copy->setVisible(textOf(*m_task, field).has_value());
}

FieldValue FieldsPage::shownValue(TaskField field, Timestamp now) const
{
    if (field == TaskField::Duration) {
        const auto duration = taskDuration(*m_task, now);
        if (!duration)
            return u"–"_s;
        const QString text = format::taskDuration(*duration);
        return m_task->status.isActive() ? tr("%1 so far").arg(text) : text;
    }
    const auto time = timeOf(*m_task, field);
    if (!time)
        return textOf(*m_task, field);
    return time->isFinite() ? u"%1  (%2)"_s.arg(format::time(time), format::age(*time, now))
                            : format::time(time);
}

} // namespace watchbill
