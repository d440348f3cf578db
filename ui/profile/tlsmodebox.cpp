// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/tlsmodebox.h"

using namespace Qt::StringLiterals;

namespace watchbill {

TlsModeBox::TlsModeBox(QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(u"tlsMode"_s);
    addItem(tr("verify-full: encrypted, server checked"), u"verify-full"_s);
    addItem(tr("verify-ca: encrypted, authority checked"), u"verify-ca"_s);
    addItem(tr("require: encrypted, nothing checked"), u"require"_s);
    addItem(tr("prefer: encrypted if possible"), u"prefer"_s);
    addItem(tr("disable: not encrypted"), u"disable"_s);
    addItem(tr("Default (from environment)"), QString());
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(24);
    show({});
    connect(this, &QComboBox::activated, this, [this] { m_isChosen = true; });
}

QString TlsModeBox::mode() const
{
    return currentData().toString();
}

void TlsModeBox::setMode(const QString &mode)
{
    m_isChosen = true;
    show(mode);
}

void TlsModeBox::proposeFor(bool isLocal)
{
    if (!m_isChosen)
        show(isLocal ? QString() : u"verify-full"_s);
}

void TlsModeBox::release(bool isLocal)
{
    m_isChosen = false;
    proposeFor(isLocal);
}

void TlsModeBox::show(const QString &mode)
{
    if (findData(mode) < 0)
        addItem(mode, mode);
    setCurrentIndex(findData(mode));
}

} // namespace watchbill
