// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profilelistpage.h"

#include "profile/profiledelegate.h"
#include "profile/profilelistmodel.h"
#include "profile/welcomeparts.h"

#include <QFrame>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QFrame *horizontalLine()
{
    auto *frame = new QFrame;
    frame->setFrameShape(QFrame::HLine);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid);
    return frame;
}

} // namespace

ProfileListPage::ProfileListPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new ProfileListModel(this))
    , m_list(new QListView)
    , m_exportMenu(new QMenu(this))
{
    createList();
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_list, 1);
    row->addLayout(createButtons());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addLayout(row, 1);
    layout->addWidget(horizontalLine());
    layout->addWidget(createDemo());
}

void ProfileListPage::createList()
{
    m_list->setObjectName(u"profiles"_s);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ProfileDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMinimumHeight(240);
    connect(m_list, &QListView::activated, this, &ProfileListPage::openRequested);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProfileListPage::update);
}

QLayout *ProfileListPage::createButtons()
{
    QPushButton *open = welcomeparts::button(tr("&Connect"), u"connect"_s);
    QPushButton *edit = welcomeparts::button(tr("&Edit…"), u"editProfile"_s);
    QPushButton *duplicate = welcomeparts::button(tr("D&uplicate…"), u"duplicateProfile"_s);
    QPushButton *remove = welcomeparts::button(tr("&Delete…"), u"deleteProfile"_s);
    QPushButton *create = welcomeparts::button(tr("&New…"), u"newProfile"_s);
    QPushButton *import = welcomeparts::button(tr("&Import…"), u"importProfiles"_s);
    QPushButton *exporting = welcomeparts::button(tr("E&xport"), u"exportProfiles"_s);
    exporting->setMenu(m_exportMenu);
    exporting->setToolTip(tr("Writes connections to a file, without passwords."));
    m_ofAny = {open, edit};
    m_ofNamed = {duplicate, remove};
    m_others = {create, import, exporting};
    auto *side = new QVBoxLayout;
    side->setSpacing(6);
    for (QPushButton *one : {open, create, edit, duplicate, remove})
        side->addWidget(one);
    side->addStretch();
    side->addWidget(import);
    side->addWidget(exporting);
    connect(open, &QPushButton::clicked, this, &ProfileListPage::openRequested);
    connect(create, &QPushButton::clicked, this, &ProfileListPage::newRequested);
    connect(edit, &QPushButton::clicked, this, &ProfileListPage::editRequested);
    connect(duplicate, &QPushButton::clicked, this, &ProfileListPage::duplicateRequested);
    connect(remove, &QPushButton::clicked, this, &ProfileListPage::deleteRequested);
    connect(import, &QPushButton::clicked, this, &ProfileListPage::importRequested);
    return side;
}

QWidget *ProfileListPage::createDemo()
{
    auto *row = new QWidget;
    QPushButton *demo = welcomeparts::demoButton(u"startDemo"_s);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(welcomeparts::paragraph(welcomeparts::aboutDemo()), 1);
    layout->addWidget(demo);
    m_others += demo;
    connect(demo, &QPushButton::clicked, this, &ProfileListPage::demoRequested);
    return row;
}

void ProfileListPage::setProfiles(const QVector<ConnectionProfile> &profiles,
                                  const QMap<QString, ProfileState> &states)
{
    m_model->setProfiles(profiles, states);
}

void ProfileListPage::select(const QString &name)
{
    m_list->setCurrentIndex(m_model->index(qMax(0, m_model->rowOf(name)), 0));
    update();
}

void ProfileListPage::clearSelection()
{
    m_list->setCurrentIndex({});
}

const ConnectionProfile *ProfileListPage::selected() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? &m_model->profile(index.row()) : nullptr;
}

bool ProfileListPage::has(const QString &name) const
{
    return m_model->rowOf(name) >= 0;
}

void ProfileListPage::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    update();
}

void ProfileListPage::focusList()
{
    m_list->setFocus();
}

void ProfileListPage::update()
{
    const ConnectionProfile *profile = selected();
    const bool hasName = profile && !profile->name.isEmpty();
    for (QPushButton *one : std::as_const(m_ofAny))
        one->setEnabled(!m_isBusy && profile);
    for (QPushButton *one : std::as_const(m_ofNamed))
        one->setEnabled(!m_isBusy && hasName);
    for (QPushButton *one : std::as_const(m_others))
        one->setEnabled(!m_isBusy);
}

} // namespace watchbill
