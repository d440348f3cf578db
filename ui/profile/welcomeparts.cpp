// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/welcomeparts.h"

#include "theme/icon.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace watchbill::welcomeparts {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::WelcomeWindow)
};

} // namespace

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel *heading(const QString &text, qreal scale)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QPushButton *button(const QString &text, const QString &objectName)
{
    auto *made = new QPushButton(text);
    made->setObjectName(objectName);
    made->setAutoDefault(true); // outside of a dialog it is off by default
    return made;
}

QPushButton *demoButton(const QString &objectName)
{
    QPushButton *demo = button(Texts::tr("Start the de&mo"), objectName);
    demo->setIcon(theme::icon(u"demo"_s));
    return demo;
}

QString aboutDemo()
{
    return Texts::tr("The demo is a private PostgreSQL on this computer with a few thousand tasks "
                     "and a steady stream of new ones. It stops when you close the window.");
}

} // namespace watchbill::welcomeparts
