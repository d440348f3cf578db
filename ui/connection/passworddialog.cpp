// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/passworddialog.h"

#include "theme/fittingarea.h"
#include "theme/icon.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int letters = 64;

} // namespace

PasswordDialog::PasswordDialog(const QString &login, const QString &server, QWidget *parent)
    : QDialog(parent)
    , m_problem(new QLabel)
    , m_password(new QLineEdit)
    , m_keep(new QCheckBox(tr("&Save in keyring")))
{
    setObjectName(u"passwordDialog"_s);
    setWindowTitle(tr("Password"));
    auto *question =
        new QLabel(tr("&Password of %1 on %2")
                       .arg(QString(login).replace(u'&', "&&"_L1), QString(server).replace(u'&', "&&"_L1)));
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    question->setBuddy(m_password);
    m_password->setObjectName(u"passwordEdit"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_problem->setObjectName(u"passwordProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    theme::setTextColor(m_problem, theme::problem);
    m_keep->setObjectName(u"keepPassword"_s);
    m_keep->hide();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Connect"));
    buttons->button(QDialogButtonBox::Ok)->setObjectName(u"passwordConnect"_s);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(20, 18, 20, 16);
    whole->setSpacing(16);
    auto *area = new theme::FittingArea(letters);
    whole->addWidget(area, 1);
    QVBoxLayout *layout = area->column();
    layout->setSpacing(10);
    layout->addWidget(question);
    layout->addWidget(m_password);
    layout->addWidget(m_problem);
    layout->addWidget(m_keep);
    whole->addWidget(buttons);
    m_password->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void PasswordDialog::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void PasswordDialog::setKeyring(bool isThere)
{
    m_keep->setVisible(isThere);
    m_keep->setChecked(isThere);
}

QString PasswordDialog::password() const
{
    return m_password->text();
}

bool PasswordDialog::keepsPassword() const
{
    return m_keep->isChecked();
}

} // namespace watchbill
