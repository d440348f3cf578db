// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/selectionline.h"

#include "format/selectiontext.h"
#include "table/taskselection.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace watchbill {

SelectionLine::SelectionLine(TaskSelection &selection, QWidget *parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_text(new QLabel)
    , m_action(new QPushButton)
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setObjectName(u"selectionText"_s);
    m_action->setObjectName(u"selectionAction"_s);
    m_action->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the table
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->setSpacing(10);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, &SelectionLine::act);
    hide();
}

bool SelectionLine::isDue() const
{
    return m_selection.isEverything() || m_selection.lacksTheRest();
}

void SelectionLine::update()
{
    if (!isDue())
        return;
    const Selection selected = m_selection.selected();
    m_text->setText(selectiontext::sentence(selected));
    m_action->setText(selected.isEverything() ? tr("Clear selection") : selectiontext::offer(selected.total));
    m_action->setEnabled(selected.isEverything() || m_selection.canSelectEverything());
}

void SelectionLine::act()
{
    if (m_selection.isEverything())
        m_selection.deselectAll();
    else
        m_selection.selectEverything();
}

} // namespace watchbill
