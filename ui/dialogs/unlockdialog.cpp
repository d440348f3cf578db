// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/unlockdialog.h"

#include "connection/environmentbadge.h"
#include "format/format.h"
#include "theme/icon.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int dialogWidth = 480;

QLabel *plainLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

UnlockDialog::UnlockDialog(const QString &name, const std::optional<std::chrono::milliseconds> &time,
                           QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"unlockDialog"_s);
    setWindowTitle(tr("Unlock production"));
    auto *title = plainLabel(tr("Allow changes to %1?").arg(name));
    QFont font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.15);
    title->setFont(font);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(new EnvironmentBadge(Environment::Production), 0, Qt::AlignTop);
    head->addWidget(title, 1);

    const QString end = time ? tr("The lock closes by itself after %1.")
                                   .arg(format::duration(std::chrono::microseconds(*time).count()))
                             : tr("The lock stays open until this window closes.");
    auto *consent = new QCheckBox(tr("I mean to change tasks in production"));
    consent->setObjectName(u"unlockConsent"_s);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *unlock = buttons->addButton(tr("Unlock"), QDialogButtonBox::AcceptRole);
    unlock->setObjectName(u"unlockConfirm"_s);
    unlock->setIcon(theme::icon(u"unlock"_s));
    unlock->setAutoDefault(false);
    unlock->setEnabled(false);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setIcon(QIcon());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addLayout(head);
    layout->addWidget(plainLabel(
        tr("This is production: what is deleted there is gone for the people who use it. Until you unlock it, "
           "the server refuses every change of this window.")
        + u' ' + end));
    layout->addWidget(consent);
    layout->addWidget(buttons);
    cancel->setDefault(true); // both count only once it is in this window
    cancel->setFocus();
    setMinimumWidth(dialogWidth);
    connect(consent, &QCheckBox::toggled, unlock, &QWidget::setEnabled);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace watchbill
