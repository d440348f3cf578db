// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace watchbill {

void installTranslation()
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QLocale(), u"watchbill"_s, u"_"_s, u":/translations"_s)
        || translator->load(u":/translations/watchbill_en.qm"_s))
        QCoreApplication::installTranslator(translator);
}

} // namespace watchbill
