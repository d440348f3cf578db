// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/formcolumn.h"

#include "format/format.h"
#include "theme/style.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace watchbill {

namespace {

constexpr int lineGap = 4;
constexpr int groupGap = 14;

QLabel *remarkLabel()
{
    auto *remark = new QLabel;
    remark->setTextFormat(Qt::PlainText);
    remark->setWordWrap(true);
    remark->setTextInteractionFlags(Qt::TextSelectableByMouse);
    remark->hide();
    return remark;
}

void setRemark(QLabel *remark, const QString &sentence, const std::function<QColor()> &color)
{
    theme::setTextColor(remark, color);
    remark->setText(sentence);
    remark->setVisible(!sentence.isEmpty());
}

} // namespace

FormColumn::FormColumn(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(10);
    m_layout->setVerticalSpacing(lineGap);
    m_layout->setColumnStretch(1, 1);
}

void FormColumn::addHeading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    const int row = m_layout->rowCount();
    if (row > 1) {
        m_layout->setRowMinimumHeight(row, groupGap - lineGap);
        m_layout->addWidget(label, row + 1, 0, 1, 2);
    } else {
        m_layout->addWidget(label, row, 0, 1, 2);
    }
}

void FormColumn::addField(std::optional<FormField> field, const QString &text,
                          const QVector<QWidget *> &widgets)
{
    const int row = m_layout->rowCount();
    auto *label = new QLabel(text);
    label->setBuddy(widgets.first());
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    for (QWidget *widget : widgets)
        line->addWidget(widget, widget == widgets.first() ? 1 : 0);
    QLabel *remark = remarkLabel();
    m_layout->addWidget(label, row, 0);
    m_layout->addLayout(line, row, 1);
    m_layout->addWidget(remark, row + 1, 1);
    if (field)
        m_lines[*field] = {widgets.first(), remark, widgets.first()->toolTip()};
}

void FormColumn::addWidget(QWidget *widget)
{
    m_layout->addWidget(widget, m_layout->rowCount(), 1);
}

void FormColumn::keepRoom(FormField field, int lines)
{
    Line &line = m_lines[field];
    line.saysProblems = true;
    QLabel *remark = line.remark;
    remark->setMinimumHeight(lines * fontMetrics().lineSpacing());
    QSizePolicy policy = remark->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    remark->setSizePolicy(policy);
}

void FormColumn::addNotes(const QVector<FormField> &fields, int lines)
{
    auto *place = new QWidget;
    place->setMinimumHeight(lines * fontMetrics().lineSpacing());
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(lineGap);
    for (const FormField field : fields) {
        m_lines[field].remark = remarkLabel();
        layout->addWidget(m_lines[field].remark);
    }
    layout->addStretch();
    addWidget(place);
}

void FormColumn::addStretch()
{
    m_layout->setRowStretch(m_layout->rowCount(), 1);
}

void FormColumn::say(FormField field, Tone tone, const QString &sentence)
{
    const auto found = m_lines.find(field);
    if (found == m_lines.end())
        return;
    Line &line = *found;
    if (line.remark->sizePolicy().retainSizeWhenHidden() && line.remark->isVisible())
        line.remark->setMinimumHeight(std::max(line.remark->minimumHeight(), line.remark->height()));
    const bool isProblem = tone == Tone::Problem && !sentence.isEmpty();
    line.sentence = sentence;
    const bool isElsewhere = isProblem && !line.saysProblems;
    setRemark(line.remark, isElsewhere ? QString() : sentence,
              isProblem ? theme::problem : theme::secondaryText);
    QWidget *proxy = line.field->focusProxy();
    theme::setWrong(proxy ? proxy : line.field, isProblem);
    line.field->setAccessibleDescription(sentence);
    line.field->setToolTip(isElsewhere ? format::plainToolTip(sentence) : line.toolTip);
}

QString FormColumn::sentence(FormField field) const
{
    return m_lines.value(field).sentence;
}

} // namespace watchbill
