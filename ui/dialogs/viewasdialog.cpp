// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/viewasdialog.h"

#include "dialogs/plainlabel.h"
#include "theme/fittingarea.h"
#include "theme/icon.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int viewAsLetters = 70;
constexpr int problemLines = 3; // so that nothing moves

} // namespace

ViewAsDialog::ViewAsDialog(const ViewAsUser &proposal, const QStringList &users, QWidget *parent)
    : QDialog(parent)
    , m_user(new QLineEdit(proposal.id.toText()))
    , m_role(new QLineEdit(proposal.role))
    , m_problem(plainLabel({}))
{
    setObjectName(u"viewAsDialog"_s);
    setWindowTitle(tr("View as user"));
    m_user->setObjectName(u"viewAsUser"_s);
    m_user->setFont(theme::monospace());
    m_user->setPlaceholderText(tr("full user_id"));
    m_user->setCompleter(new QCompleter(users, this));
    m_role->setObjectName(u"viewAsRole"_s);
    m_problem->setObjectName(u"viewAsProblem"_s);
    m_problem->setMinimumHeight(problemLines * fontMetrics().lineSpacing());
    m_problem->setAlignment(Qt::AlignTop);

    auto *form = new QFormLayout;
    form->addRow(tr("&User id"), m_user);
    form->addRow(tr("&Role"), m_role);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_act = buttons->addButton(tr("View as User"), QDialogButtonBox::AcceptRole);
    m_act->setObjectName(u"viewAsConfirm"_s);
    m_act->setIcon(theme::icon(u"eye"_s));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(20, 18, 20, 16);
    whole->setSpacing(12);
    auto *area = new theme::FittingArea(viewAsLetters);
    whole->addWidget(area, 1);
    QVBoxLayout *layout = area->column();
    layout->setSpacing(12);
    layout->addWidget(plainLabel(tr(
        "Shows what row security lets this user see, using the user's JWT claims (request.jwt.claims, as on Supabase) and the application's user role. Read-only while active.")));
    layout->addLayout(form);
    layout->addWidget(m_problem);
    whole->addWidget(buttons);
    m_act->setDefault(true); // not before the dialog has it: then another would be

    connect(m_user, &QLineEdit::textChanged, this, &ViewAsDialog::update);
    connect(m_role, &QLineEdit::textChanged, this, &ViewAsDialog::update);
    connect(buttons, &QDialogButtonBox::accepted, this, &ViewAsDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    update();
}

void ViewAsDialog::update()
{
    m_problem->clear();
    m_act->setEnabled(!m_user->text().trimmed().isEmpty() && !m_role->text().trimmed().isEmpty());
}

void ViewAsDialog::choose()
{
    if (m_act->isEnabled())
        Q_EMIT chosen({UserId(m_user->text().trimmed()), m_role->text().trimmed()});
}

void ViewAsDialog::showWaiting()
{
    theme::setTextColor(m_problem, {});
    m_problem->setText(tr("Asking the server…"));
    m_act->setEnabled(false);
}

void ViewAsDialog::showProblem(const QString &sentence)
{
    update();
    theme::setTextColor(m_problem, theme::problem);
    m_problem->setText(sentence);
}

} // namespace watchbill
