// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accessiblenames.h"
#include "openwindow.h"
#include "people.h"
#include "pgbouncer.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "connection/fittinglabel.h"
#include "connection/lockmenu.h"
#include "dialogs/changedialog.h"
#include "dialogs/unlockdialog.h"
#include "dialogs/viewasdialog.h"
#include "pane/accessactions.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSet>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

namespace tst_mainwindowaccess {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

/// Whether the window may change tasks, and as which role it sees them.
class TestMainWindowAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void productionIsLocked();
    void unlockingIsDeliberate();
    void unlocksAndLocks();
    void locksByItselfUnderADialog();
    void readOnlyByItsProfile();
    void viewsAsTheUserOfATask();
    void viewsAsOneUserOnly();
    void viewsAsWhoeverIsTyped();
    void cannotAct();
    void saysWhoLooksWhenNarrow();
    void leavesRoomBesideALongName_data();
    void leavesRoomBesideALongName();
    void saysThatAPoolerIsBetween();
    void controlsHaveNames();
    void menuKeysDiffer();

private:
    void open(Environment environment, bool readOnly = false, const QString &name = u"Shop"_s);
    QToolButton *lock() const { return m_open->find<QToolButton>(u"connectionLock"_s); }
    QAction *remove() const { return m_open->find<QAction>(u"deleteAction"_s); }
    AccessActions *access() const { return m_open->window()->findChild<AccessActions *>(); }
    template<typename T>
    T *dialog() const
    {
        return m_open->window()->findChild<T *>();
    }
    void unlock(const std::optional<std::chrono::milliseconds> &time);

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowAccess::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
}

void TestMainWindowAccess::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 3, {.user = 1});
    insertSamples(*m_database, 4, 5, {.status = u"failed"_s, .user = 2});
}

void TestMainWindowAccess::cleanup()
{
    m_open.reset();
    m_database.reset();
}

void TestMainWindowAccess::open(Environment environment, bool readOnly, const QString &name)
{
    ConnectionProfile profile = people::serviceRole(*m_database);
    profile.name = name;
    profile.environment = environment;
    profile.readOnly = readOnly;
    m_open = std::make_unique<OpenWindow>(profile, profile.name);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 5, patient);
}

void TestMainWindowAccess::unlock(const std::optional<std::chrono::milliseconds> &time)
{
    access()->confirmUnlocking(time);
    QVERIFY(QTest::qWaitForWindowActive(dialog<UnlockDialog>()));
    auto *consent = m_open->find<QCheckBox>(u"unlockConsent"_s);
    clickAt(consent, {8, consent->height() / 2});
    click(m_open->find<QPushButton>(u"unlockConfirm"_s));
    QTRY_VERIFY(!dialog<UnlockDialog>());
    m_open->window()->activateWindow(); // as a window manager does
    QVERIFY(QTest::qWaitForWindowActive(m_open->window()));
}

void TestMainWindowAccess::productionIsLocked()
{
    open(Environment::Production);
    QVERIFY(lock()->isVisible());
    QCOMPARE(lock()->text(), u"locked"_s);
    QStringList times;
    for (const QAction *action : lock()->menu()->actions()) {
        if (action->isVisible())
            times += action->text().remove(u'&');
    }
    QCOMPARE(times,
             QStringList({u"Unlock for 5 Minutes…"_s, u"Unlock for 15 Minutes…"_s, u"Unlock for 1 Hour…"_s,
                          u"Unlock until the Window Closes…"_s}));
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(!remove()->isEnabled());
    QVERIFY2(remove()->toolTip().startsWith(u"Production is locked"_s), qPrintable(remove()->toolTip()));
    QCOMPARE(lock()->toolTip(), remove()->toolTip());
    QVERIFY(lock()->menu()->menuAction()->isVisible()); // in the menu of tasks
    press(m_open->window(), Qt::Key_Delete);
    QVERIFY(!dialog<ChangeDialog>());
    QCOMPARE(m_open->window()->statusBar()->currentMessage(), remove()->toolTip());
    m_open.reset();

    open(Environment::Staging);
    QVERIFY(!lock()->isVisible());
    QVERIFY(!access()->lockMenu()->menuAction()->isVisible());
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(remove()->isEnabled());
}

void TestMainWindowAccess::unlockingIsDeliberate()
{
    open(Environment::Production);
    access()->confirmUnlocking(5min);
    QVERIFY(QTest::qWaitForWindowActive(dialog<UnlockDialog>()));
    QStringList texts;
    for (const QLabel *label : dialog<UnlockDialog>()->findChildren<QLabel *>())
        texts += label->text();
    QVERIFY2(texts.join(u' ').contains(u"Allow changes to Shop (public.tasks in "_s),
             qPrintable(texts.join(u' ')));
    QVERIFY2(texts.join(u' ').contains(u"Locks again after 5 min"_s), qPrintable(texts.join(u' ')));
    QVERIFY(!m_open->find<QPushButton>(u"unlockConfirm"_s)->isEnabled());
    press(dialog<UnlockDialog>(), Qt::Key_Return); // the default is to leave it locked
    QTRY_VERIFY(!dialog<UnlockDialog>());
    QCOMPARE(lock()->text(), u"locked"_s);
}

void TestMainWindowAccess::unlocksAndLocks()
{
    open(Environment::Production);
    m_open->clickCell(0, TaskField::Type);
    unlock(15min);
    QVERIFY2(lock()->text().startsWith(u"unlocked for 1"_s), qPrintable(lock()->text())); // 15:00 or 14:59
    QVERIFY(remove()->isEnabled());
    press(m_open->window(), Qt::Key_Delete);
    QVERIFY(dialog<ChangeDialog>() && QTest::qWaitForWindowActive(dialog<ChangeDialog>()));
    QVERIFY(!m_open->find<QPushButton>(u"deleteConfirm"_s)->isEnabled()); // on production any number is typed
    QTest::keyClicks(m_open->find<QLineEdit>(u"deleteNumber"_s), u"1"_s);
    click(m_open->find<QPushButton>(u"deleteConfirm"_s));
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(*m_database), sampleIds(4, 1), patient);
    lock()->menu()->popup({}); // the button's own way waits until it is closed
    QVERIFY(QTest::qWaitForWindowExposed(lock()->menu()));
    m_open->choose(lock()->menu(), u"Lock Now"_s);
    QCOMPARE(lock()->text(), u"locked"_s);
    QVERIFY(!remove()->isEnabled());
    unlock(std::nullopt);
    QCOMPARE(lock()->text(), u"unlocked"_s);
}

void TestMainWindowAccess::locksByItselfUnderADialog()
{
    open(Environment::Production);
    m_open->clickCell(0, TaskField::Type);
    unlock(2s);
    press(m_open->window(), Qt::Key_Delete);
    QVERIFY(dialog<ChangeDialog>());
    QTRY_COMPARE_WITH_TIMEOUT(lock()->text(), u"locked"_s, patient);
    QVERIFY(!m_open->find<QPushButton>(u"deleteConfirm"_s)->isEnabled());
    const auto *obstacle = m_open->find<QLabel>(u"deleteObstacle"_s);
    QVERIFY(obstacle->isVisible());
    QVERIFY2(obstacle->text().startsWith(u"Production is locked"_s), qPrintable(obstacle->text()));
    QCOMPARE(storedIds(*m_database), sampleIds(5, 1));
}

void TestMainWindowAccess::readOnlyByItsProfile()
{
    open(Environment::Production, true);
    QCOMPARE(lock()->text(), u"read-only"_s);
    QVERIFY(!lock()->menu()); // that lock is in the connection's settings
    QVERIFY2(lock()->toolTip().contains(u"Edit the connection"_s), qPrintable(lock()->toolTip()));
}

void TestMainWindowAccess::viewsAsTheUserOfATask()
{
    open(Environment::Staging);
    auto *notice = m_open->find<QWidget>(u"viewAsNotice"_s);
    QVERIFY(!notice->isVisible());
    QMenu *menu = m_open->openMenu(0, TaskField::Type);
    m_open->choose(menu, u"View as This User"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 4), patient);
    QVERIFY(notice->isVisible());
    const QString words = u"viewing as user "_s + sampleUser(2).left(8) + u"… (authenticated)"_s;
    QTRY_COMPARE(m_open->find<QLabel>(u"viewAsWords"_s)->text(), words); // once it is laid out
    QVERIFY2(m_open->window()->windowTitle().startsWith(words), qPrintable(m_open->window()->windowTitle()));
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"statusPlace"_s)->text(), u"1–2 of 2"_s, patient);
    QTRY_VERIFY(m_open->monitor().types());
    QCOMPARE(m_open->monitor().users().value_or(QStringList()), QStringList());

    // Their hands are not borrowed.
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(!remove()->isEnabled());
    QVERIFY2(remove()->toolTip().contains(u"Stop viewing"_s), qPrintable(remove()->toolTip()));
    click(m_open->find<QToolButton>(u"stopViewAs"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 1), patient);
    QVERIFY(!notice->isVisible());
    QVERIFY(!m_open->window()->windowTitle().contains(u"viewing as"_s));
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(remove()->isEnabled());
}

void TestMainWindowAccess::viewsAsOneUserOnly()
{
    open(Environment::Staging);
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(access()->viewAsThisUser()->isEnabled());
    m_open->clickCell(1, TaskField::Type, Qt::ShiftModifier); // of the same user
    QVERIFY(access()->viewAsThisUser()->isEnabled());
    m_open->clickCell(2, TaskField::Type, Qt::ShiftModifier);
    QVERIFY(!access()->viewAsThisUser()->isEnabled());
    QCOMPARE(access()->viewAsThisUser()->toolTip(),
             u"The selected tasks belong to several users. Select tasks of one user."_s);
    access()->viewAs()->trigger();
    QVERIFY(QTest::qWaitForWindowActive(dialog<ViewAsDialog>()));
    QCOMPARE(m_open->find<QLineEdit>(u"viewAsUser"_s)->text(), QString()); // none is guessed
}

void TestMainWindowAccess::viewsAsWhoeverIsTyped()
{
    open(Environment::Staging);
    m_open->clickCell(4, TaskField::Type);
    access()->viewAs()->trigger();
    QVERIFY(QTest::qWaitForWindowActive(dialog<ViewAsDialog>()));
    auto *user = m_open->find<QLineEdit>(u"viewAsUser"_s);
    QCOMPARE(user->text(), sampleUser(1)); // of the selected task
    QCOMPARE(m_open->find<QLineEdit>(u"viewAsRole"_s)->text(), u"authenticated"_s);
    user->selectAll();
    QTest::keyClicks(user, people::stranger.toText());
    press(dialog<ViewAsDialog>(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog<ViewAsDialog>(), patient);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"stateTitle"_s)->text(),
                              u"No tasks visible to this user"_s, patient);
    QVERIFY(m_open->ids().isEmpty());
}

void TestMainWindowAccess::cannotAct()
{
    open(Environment::Staging);
    access()->viewAs()->trigger();
    QVERIFY(QTest::qWaitForWindowActive(dialog<ViewAsDialog>()));
    QVERIFY(!m_open->find<QPushButton>(u"viewAsConfirm"_s)->isEnabled());
    auto *user = m_open->find<QLineEdit>(u"viewAsUser"_s);
    user->setText(u"ann"_s);
    click(m_open->find<QPushButton>(u"viewAsConfirm"_s));
    auto *problem = m_open->find<QLabel>(u"viewAsProblem"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem->text().contains(u"“ann” is not a UUID"_s), patient);
    user->setText(people::ann.toText());
    QCOMPARE(problem->text(), QString());
    m_open->find<QLineEdit>(u"viewAsRole"_s)->setText(u"nobody_here"_s);
    click(m_open->find<QPushButton>(u"viewAsConfirm"_s));
    QTRY_COMPARE_WITH_TIMEOUT(problem->text(), u"The server has no role “nobody_here”."_s, patient);
    press(dialog<ViewAsDialog>(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog<ViewAsDialog>());
    QCOMPARE(m_open->ids(), sampleIds(5, 1)); // nothing has changed
    QVERIFY(!m_open->monitor().source()->viewpoint.viewAs);
}

void TestMainWindowAccess::saysWhoLooksWhenNarrow()
{
    open(Environment::Production, false, u"The shop of the northern region, as support staff sees it"_s);
    auto *viewpoint = m_open->find<FittingLabel>(u"viewpoint"_s);
    const QString all = u"authenticator as service_role · sees all rows (bypasses RLS)"_s;
    QCOMPARE(viewpoint->text(), all);
    QSet<QString> texts;
    for (int width = m_open->window()->width(); width >= m_open->window()->minimumSizeHint().width();
         width -= 20) {
        m_open->window()->resize(width, 500);
        QCoreApplication::processEvents();
        QVERIFY(viewpoint->isVisible());
        QVERIFY(viewpoint->fontMetrics().horizontalAdvance(viewpoint->text()) <= viewpoint->width());
        texts += viewpoint->text();
    }
    QVERIFY(texts.contains(all));
    QVERIFY(texts.contains(u"service_role · sees all rows"_s));
    QVERIFY(viewpoint->toolTip().contains(u"authenticator"_s));
}

void TestMainWindowAccess::leavesRoomBesideALongName_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<int>("width");
    QTest::newRow("small window") << 1.0 << 1'000;
    QTest::newRow("large letters") << 1.5 << 1'280;
}

void TestMainWindowAccess::leavesRoomBesideALongName()
{
    QFETCH(double, scale);
    QFETCH(int, width);
    const QFont usual = QApplication::font();
    const auto restore = qScopeGuard([&] { QApplication::setFont(usual); });
    QFont font = usual;
    font.setPointSizeF(usual.pointSizeF() * scale);
    QApplication::setFont(font);
    const QString name = u"The shop of the northern region, as support staff sees it. "_s.repeated(3);
    open(Environment::Production, false, name);
    m_open->window()->resize(width, 500);
    m_open->choose(m_open->openMenu(0, TaskField::Type), u"View as This User"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 4), patient);
    QCoreApplication::processEvents();
    QCOMPARE(m_open->window()->width(), width);
    const auto *title = m_open->find<QLabel>(u"connectionTitle"_s);
    QVERIFY(title->text().startsWith(u"The "_s));
    QVERIFY(title->fontMetrics().horizontalAdvance(title->text()) <= title->width());
    QCOMPARE(title->toolTip(), name);
    for (const auto *label : m_open->window()->findChildren<FittingLabel *>())
        QVERIFY2(label->fontMetrics().horizontalAdvance(label->text()) <= label->width(),
                 qPrintable(label->text()));
    const QString viewpoint = m_open->find<FittingLabel>(u"viewpoint"_s)->text();
    QVERIFY2(viewpoint.startsWith(u"authenticated · "_s) && viewpoint.contains(u"row security"_s),
             qPrintable(viewpoint));
}

// The address is the server's own, as it tells.
void TestMainWindowAccess::saysThatAPoolerIsBetween()
{
    const PgBouncer pooler(m_database->connection(), PgBouncer::Mode::Transaction);
    ConnectionProfile profile = m_database->profile();
    profile.connection = pooler.by(m_database->connection());
    m_open = std::make_unique<OpenWindow>(profile);
    const auto close = qScopeGuard([this] { m_open.reset(); });
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 5, patient);
    const QString place = m_open->find<QLabel>(u"connectionPlace"_s)->toolTip();
    QVERIFY2(place.contains(u" on this computer through a pooler"_s), qPrintable(place));
}

void TestMainWindowAccess::controlsHaveNames()
{
    open(Environment::Production);
    m_open->clickCell(0, TaskField::Type);
    m_open->choose(m_open->openMenu(0, TaskField::Type), u"View as This User"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(5, 4), patient);
    QCOMPARE(namelessControls(*m_open->window()), QStringList());
}

void TestMainWindowAccess::menuKeysDiffer()
{
    open(Environment::Production);
    static const QRegularExpression mnemonic(u"&([^&])"_s);
    for (const bool isPaused : {false, true}) {
        m_open->find<QAction>(u"pauseAction"_s)->setChecked(isPaused);
        int count = 0;
        for (const QMenu *menu : m_open->window()->findChildren<QMenu *>()) {
            QStringList letters;
            for (const QAction *action : menu->actions()) {
                if (const auto match = mnemonic.match(action->text()); match.hasMatch())
                    letters += match.captured(1).toLower();
            }
            count += int(letters.size());
            const QString all = menu->title() + u": "_s + letters.join(u' ');
            QVERIFY2(letters.removeDuplicates() == 0, qPrintable(all));
        }
        QVERIFY(count > 30);
    }
}

WATCHBILL_WINDOW_TEST(TestMainWindowAccess)

} // namespace tst_mainwindowaccess

#include "tst_mainwindowaccess.moc"
