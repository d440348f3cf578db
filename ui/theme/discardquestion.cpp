// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/discardquestion.h"

#include <QCoreApplication>
#include <QDialog>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace watchbill::theme {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::theme::DiscardQuestion)
};

} // namespace

void askToDiscard(QDialog *dialog, const std::function<void()> &discard)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, dialog->windowTitle(), Texts::tr("Discard changes?"),
                                QMessageBox::NoButton, dialog);
    box->setObjectName(u"discardQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(Texts::tr("What you entered in this window will be lost."));
    QPushButton *lose = box->addButton(Texts::tr("&Discard"), QMessageBox::DestructiveRole);
    lose->setObjectName(u"discardChanges"_s);
    QPushButton *keep = box->addButton(Texts::tr("&Keep editing"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    QObject::connect(lose, &QPushButton::clicked, dialog, discard);
    box->open();
}

} // namespace watchbill::theme
