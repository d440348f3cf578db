// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/fieldbuttons.h"

#include "theme/icon.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace watchbill::theme {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::theme::FieldButtons)
};

// Not as the action's text, for which the button would have to be wider.
void nameButton(const QAction *action, const QString &name)
{
    for (QObject *object : action->associatedObjects()) {
        if (auto *button = qobject_cast<QToolButton *>(object))
            button->setAccessibleName(name);
    }
}

} // namespace

void addClearButton(QLineEdit *field)
{
    field->setClearButtonEnabled(true);
    if (const auto *action = field->findChild<QAction *>(u"_q_qlineeditclearaction"_s))
        nameButton(action, Texts::tr("Clear"));
}

void addSearchIcon(QLineEdit *field)
{
    nameButton(field->addAction(secondaryIcon(u"search"_s), QLineEdit::LeadingPosition), Texts::tr("Search"));
}

} // namespace watchbill::theme
