// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/unlockdialog.h"

#include "dialogs/changetitle.h"
#include "dialogs/plainlabel.h"
#include "format/format.h"
#include "task/sentences.h"
#include "theme/fittingarea.h"
#include "theme/icon.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int unlockLetters = 66;

} // namespace

UnlockDialog::UnlockDialog(const QString &place, const std::optional<std::chrono::milliseconds> &time,
                           QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"unlockDialog"_s);
    setWindowTitle(tr("Unlock production"));
    const QString end = time
        ? tr("Locks again after %1.").arg(format::duration(std::chrono::microseconds(*time).count()))
        : tr("Stays unlocked until this window closes.");
    auto *consent = new QCheckBox(tr("I want to change tasks in production"));
    consent->setObjectName(u"unlockConsent"_s);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *unlock = buttons->addButton(tr("Unlock"), QDialogButtonBox::AcceptRole);
    unlock->setObjectName(u"unlockConfirm"_s);
    unlock->setIcon(theme::icon(u"unlock"_s));
    unlock->setAutoDefault(false);
    unlock->setEnabled(false);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);

    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(20, 18, 20, 16);
    whole->setSpacing(12);
    auto *area = new theme::FittingArea(unlockLetters);
    whole->addWidget(area, 1);
    QVBoxLayout *layout = area->column();
    layout->setSpacing(12);
    layout->addWidget(new ChangeTitle(tr("Allow changes to %1?").arg(place), Environment::Production));
    layout->addWidget(plainLabel(joinSentences(
        {tr("This is production: deleted tasks are gone for its users. Until you unlock it, the "
            "server refuses all changes from this window."),
         end})));
    layout->addWidget(consent);
    whole->addWidget(buttons);
    cancel->setDefault(true); // both count only once it is in this window
    cancel->setFocus();
    connect(consent, &QCheckBox::toggled, unlock, &QWidget::setEnabled);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace watchbill
