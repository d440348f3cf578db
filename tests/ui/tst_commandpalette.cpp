// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/querytext.h"
#include "mainwindow/commands.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "windowtest.h"

#include <QDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QPointer>
#include <QTest>
#include <QTreeWidget>

namespace tst_commandpalette {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestCommandPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void ranks_data();
    void ranks();
    void showsAllCommands();
    void columnsStay();
    void startsOne();
    void startsAView();
    void leadsToASetting();
    void moves();
    void leavesWhatCannotBeDone();
    void findsNothing();
    void closes();

private:
    QDialog *palette() const { return m_open->window()->findChild<QDialog *>(u"commandPalette"_s); }
    QTreeWidget *list() const { return m_open->find<QTreeWidget>(u"commands"_s); }
    QStringList names() const;
    void type(const QString &text) { QTest::keyClicks(m_open->find<QLineEdit>(u"commandText"_s), text); }
    void key(Qt::Key key) { QTest::keyClick(m_open->find<QLineEdit>(u"commandText"_s), key); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestCommandPalette::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 3, {.status = u"failed"_s});
}

void TestCommandPalette::init()
{
    m_settings->clear();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 3, patient);
    press(m_open->window(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(palette());
}

void TestCommandPalette::cleanup()
{
    m_open.reset();
}

void TestCommandPalette::cleanupTestCase()
{
    m_database.reset();
}

QStringList TestCommandPalette::names() const
{
    QStringList names;
    for (int i = 0; i < list()->topLevelItemCount(); ++i)
        names += list()->topLevelItem(i)->text(0);
    return names;
}

void TestCommandPalette::ranks_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("names");

    QTest::newRow("nothing") << u""_s
                             << QStringList{u"Export…"_s, u"Go to Time…"_s, u"As Times"_s, u"Reset It"_s,
                                            u"Undo"_s};
    QTest::newRow("beginning first") << u"e"_s
                                     << QStringList{u"Export…"_s, u"Go to Time…"_s, u"As Times"_s,
                                                    u"Reset It"_s};
    QTest::newRow("a word of it next") << u"ti"_s << QStringList{u"Go to Time…"_s, u"As Times"_s};
    QTest::newRow("any case, any order") << u"TIME go"_s << QStringList{u"Go to Time…"_s};
    QTest::newRow("by its place") << u"view as"_s << QStringList{u"As Times"_s};
    QTest::newRow("what cannot be done last") << u"u"_s << QStringList{u"Undo"_s};
    QTest::newRow("unknown") << u"xyz"_s << QStringList();
}

void TestCommandPalette::ranks()
{
    const auto nothing = [] {};
    const QVector<Command> all{{u"Export…"_s, u"File"_s, {}, nothing},
                               {u"Go to Time…"_s, u"Tasks"_s, {}, nothing},
                               {u"As Times"_s, u"View › Times"_s, {}, nothing},
                               {u"Reset It"_s, u"Tasks"_s, {}, nothing},
                               {u"Undo"_s, {}, {}, {}}};
    QFETCH(QString, typed);
    QStringList names;
    for (const Command &command : commands::matching(all, typed))
        names += command.name;
    QTEST(names, "names");
}

void TestCommandPalette::showsAllCommands()
{
    for (const QString &name : {u"New Connection…"_s, u"All Connections…"_s, u"Refresh"_s, u"Failed"_s,
                                u"UTC"_s, u"Slowest today"_s, u"Keyboard Shortcuts"_s, u"Copy Task ID"_s})
        QVERIFY2(names().contains(name), qPrintable(name + u" is missing among "_s + names().join(u", "_s)));
    QVERIFY(!names().contains(u"Commands…"_s));
    QVERIFY(!names().contains(QString())); // the headings of the preferences
    const auto refresh = list()->findItems(u"Refresh"_s, Qt::MatchExactly);
    QCOMPARE(refresh.value(0)->text(1), u"View"_s);
    QCOMPARE(refresh.value(0)->text(2), u"F5"_s);
}

// Whatever is found, the places and shortcuts stand where they stood.
void TestCommandPalette::columnsStay()
{
    const auto places = [this] {
        return std::pair(list()->header()->sectionViewportPosition(1),
                         list()->header()->sectionViewportPosition(2));
    };
    const auto before = places();
    for (const QString &text : {u"ti"_s, u"mezone"_s}) {
        type(text);
        QVERIFY(!names().isEmpty());
        QCoreApplication::processEvents();
        QCOMPARE(places(), before);
    }
}

void TestCommandPalette::startsOne()
{
    type(u"select all shown"_s);
    key(Qt::Key_Return);
    QCOMPARE(m_open->selectedIds().size(), 3);
    QTRY_VERIFY(!palette());
}

void TestCommandPalette::startsAView()
{
    type(u"slow"_s);
    QCOMPARE(names().value(0), u"Slowest today"_s);
    key(Qt::Key_Return);
    QCOMPARE(query::print(m_open->monitor().query().filter), u"created:today"_s);
}

void TestCommandPalette::leadsToASetting()
{
    type(u"compact"_s);
    key(Qt::Key_Return);
    QTRY_VERIFY(m_open->window()->findChild<QDialog *>(u"preferencesDialog"_s));
    auto *dialog = m_open->window()->findChild<QDialog *>(u"preferencesDialog"_s);
    QTRY_VERIFY(dialog->isVisible());
    QCOMPARE(dialog->focusWidget()->objectName(), u"density"_s);
}

void TestCommandPalette::moves()
{
    type(u"go to"_s);
    QCOMPARE(list()->currentItem()->text(0), u"Go to Start"_s);
    key(Qt::Key_Down);
    QCOMPARE(list()->currentItem()->text(0), u"Go to End"_s);
    key(Qt::Key_Up);
    QCOMPARE(list()->currentItem()->text(0), u"Go to Start"_s);
}

void TestCommandPalette::leavesWhatCannotBeDone()
{
    type(u"undo"_s);
    QVERIFY(list()->topLevelItem(0)->isDisabled());
    key(Qt::Key_Return);
    QVERIFY(palette()->isVisible());
}

void TestCommandPalette::findsNothing()
{
    type(u"xyz"_s);
    QCOMPARE(names(), QStringList{u"No matching command."_s});
    key(Qt::Key_Return);
    QVERIFY(palette()->isVisible());
}

void TestCommandPalette::closes()
{
    const QPointer<QDialog> open = palette();
    key(Qt::Key_Escape);
    QTRY_VERIFY(!open);
    QVERIFY(m_open->window()->isVisible());
}

WATCHBILL_WINDOW_TEST(TestCommandPalette)

} // namespace tst_commandpalette

#include "tst_commandpalette.moc"
