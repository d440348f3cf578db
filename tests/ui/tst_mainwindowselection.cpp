// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "windowtest.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What the window says of what is selected, and what can be done with it.
class TestMainWindowSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void everythingByKey();

private:
    void open();
    QString label(const QString &name) const { return m_open->find<QLabel>(name)->text(); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowSelection::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
}

void TestMainWindowSelection::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestMainWindowSelection::cleanup()
{
    m_open.reset();
    m_database.reset();
}

void TestMainWindowSelection::cleanupTestCase()
{
    m_settings.reset();
}

void TestMainWindowSelection::open()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->ids().isEmpty() && m_open->monitor().totalBesideList(), patient);
    m_open->table()->setFocus();
}

void TestMainWindowSelection::everythingByKey()
{
    insertSamples(*m_database, 1, 350);
    open();
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(label(u"statusSelected"_s), u"200 selected"_s);
    press(m_open->window(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_open->table()->selection().isEverything());
    QCOMPARE(label(u"statusSelected"_s), u"all 350 that match selected"_s);
    QVERIFY(m_open->find<QPushButton>(u"selectionAction"_s)->isVisible());
    press(m_open->window(), Qt::Key_Escape);
    QVERIFY(m_open->table()->selection().isEmpty());
    QVERIFY(!m_open->find<QLabel>(u"statusSelected"_s)->isVisible());
}

WATCHBILL_WINDOW_TEST(TestMainWindowSelection)

#include "tst_mainwindowselection.moc"
