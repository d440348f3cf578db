// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/tablefield.h"

#include "task/sentences.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace watchbill {

TableField::TableField(QObject *parent)
    : QObject(parent)
    , m_edit(new QLineEdit)
    , m_choose(new QPushButton(tr("Choose…")))
    , m_suggestions(new QLabel)
{
    m_edit->setObjectName(u"table"_s);
    m_edit->setPlaceholderText(u"public.tasks"_s);
    m_choose->setObjectName(u"chooseTable"_s);
    m_choose->setAccessibleName(tr("Choose the table"));
    m_choose->setToolTip(tr("Connects and lists the tables that have the columns of a task."));
    m_choose->setAutoDefault(false);
    m_suggestions->setObjectName(u"proposedTables"_s);
    m_suggestions->setTextFormat(Qt::RichText);
    m_suggestions->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_suggestions->setWordWrap(true);
    m_suggestions->setMinimumHeight(m_suggestions->fontMetrics().lineSpacing());
    QSizePolicy policy = m_suggestions->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // they move no field when they come
    m_suggestions->setSizePolicy(policy);
    m_suggestions->hide();
    connect(m_choose, &QPushButton::clicked, this, &TableField::tablesRequested);
    connect(m_suggestions, &QLabel::linkActivated, m_edit, &QLineEdit::setText);
    connect(m_edit, &QLineEdit::textChanged, m_suggestions, &QWidget::hide);
}

void TableField::offer(const QStringList &tables)
{
    auto *menu = new QMenu(m_edit->parentWidget());
    menu->setObjectName(u"foundTables"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &table : tables) {
        menu->addAction(QString(table).replace(u'&', "&&"_L1), this, [this, table] {
            m_edit->setText(table);
            m_edit->setFocus();
        });
    }
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(m_edit->mapToGlobal(m_edit->rect().bottomLeft()));
}

void TableField::suggest(const QStringList &tables)
{
    QStringList links;
    for (const QString &table : tables)
        links += u"<a href=\"%1\">%1</a>"_s.arg(table.toHtmlEscaped());
    m_suggestions->setText(tr("Use %1").arg(listed(links)));
    m_suggestions->setVisible(!tables.isEmpty());
}

void TableField::setLooking(bool isLooking)
{
    m_choose->setEnabled(!isLooking);
}

} // namespace watchbill
