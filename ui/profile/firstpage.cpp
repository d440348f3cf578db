// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/firstpage.h"

#include "profile/exampleview.h"
#include "profile/welcomeparts.h"
#include "theme/icon.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QFrame *card(QLayout *content)
{
    auto *frame = new QFrame;
    frame->setFrameStyle(int(QFrame::Box) | int(QFrame::Plain));
    frame->setForegroundRole(QPalette::Mid); // the frame only: children do not inherit it
    frame->setLayout(content);
    content->setContentsMargins(16, 14, 16, 14);
    return frame;
}

} // namespace

FirstPage::FirstPage(QWidget *parent)
    : QWidget(parent)
{
    auto *cards = new QHBoxLayout;
    cards->setSpacing(14);
    cards->addWidget(card(createConnecting()), 1);
    cards->addWidget(card(createTrying()), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(cards);
    layout->addSpacing(6);
    layout->addWidget(welcomeparts::heading(tr("What you will see"), 1.0));
    layout->addWidget(new ExampleView);
    layout->addStretch();
}

QLayout *FirstPage::createConnecting()
{
    auto *create = welcomeparts::button(tr("&New connection…"), u"firstConnection"_s);
    create->setIcon(theme::icon(u"connect"_s));
    create->setDefault(true);
    auto *import = welcomeparts::button(tr("&Import…"), u"firstImport"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(create);
    buttons->addWidget(import);
    buttons->addStretch();
    auto *connecting = new QVBoxLayout;
    connecting->addWidget(welcomeparts::heading(tr("Connect to your database"), 1.1));
    connecting->addWidget(welcomeparts::paragraph(
        tr("All you need is a login that can read your tasks table. Have the connection URI, or host, "
           "database and user, ready. Named connections are saved here.")));
    connecting->addStretch();
    connecting->addLayout(buttons);
    m_buttons += {create, import};
    connect(create, &QPushButton::clicked, this, &FirstPage::newRequested);
    connect(import, &QPushButton::clicked, this, &FirstPage::importRequested);
    return connecting;
}

QLayout *FirstPage::createTrying()
{
    QPushButton *demo = welcomeparts::demoButton(u"firstDemo"_s);
    auto *trying = new QVBoxLayout;
    trying->addWidget(welcomeparts::heading(tr("Try the demo"), 1.1));
    trying->addWidget(welcomeparts::paragraph(welcomeparts::aboutDemo()));
    trying->addStretch();
    trying->addWidget(demo, 0, Qt::AlignLeft);
    m_buttons += demo;
    connect(demo, &QPushButton::clicked, this, &FirstPage::demoRequested);
    return trying;
}

void FirstPage::setBusy(bool isBusy)
{
    for (QPushButton *one : std::as_const(m_buttons))
        one->setEnabled(!isBusy);
}

} // namespace watchbill
