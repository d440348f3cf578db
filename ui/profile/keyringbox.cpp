// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/keyringbox.h"

namespace watchbill {

KeyringBox::KeyringBox(QWidget *parent)
    : QCheckBox(parent)
{
    setObjectName(QStringLiteral("keepPasswords"));
    connect(this, &QCheckBox::clicked, this, &KeyringBox::choose);
    setKeyring(false);
}

void KeyringBox::setKeyring(bool isThere)
{
    setEnabled(isThere);
    setChecked(isThere && m_isToBeKept);
    setText(isThere ? tr("Save passwords in &keyring")
                    : tr("No keyring found: passwords are kept until Watchbill closes"));
}

void KeyringBox::reset()
{
    m_hasChosen = false;
    propose(true);
}

void KeyringBox::propose(bool isToBeKept)
{
    if (m_hasChosen)
        return;
    m_isToBeKept = isToBeKept;
    setChecked(isEnabled() && isToBeKept);
}

void KeyringBox::keepForThisRun()
{
    choose(false);
    setChecked(false);
}

void KeyringBox::choose(bool isToBeKept)
{
    m_isToBeKept = isToBeKept;
    m_hasChosen = true;
}

} // namespace watchbill
