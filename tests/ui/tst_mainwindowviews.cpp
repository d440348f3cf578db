// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "outcome.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "filter/querytext.h"
#include "task/shownzone.h"
#include "views/shellcommand.h"
#include "views/viewstore.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QStatusBar>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>
#include <cstdlib>

namespace tst_mainwindowviews {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// The views in the sidebar: what they show, and what becomes of them.
class TestMainWindowViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void countsThem();
    void countsStuckOnesAsPreferred();
    void showsOne();
    void markFollows();
    void menuLeavesTheQuery();
    void saves();
    void savesWithColumns();
    void savesWithZone();
    void appliesZone();
    void leavesAnUnknownZone();
    void refusesATakenName();
    void updates();
    void renames();
    void moves();
    void deletes();
    void builtInStay();
    void namesAreShownWhole();
    void copiesCommands_data();
    void copiesCommands();
    void carriesThemInFiles();
    void tellsOfADamagedFile();
    void tellsOfAQueryThatCannotBeRead();
    void otherWindowsFollow();
    void linkToTask();

private:
    void open(const QString &profileName = {});
    QTreeWidget *list() const { return m_open->find<QTreeWidget>(u"views"_s); }
    QTreeWidgetItem *line(const QString &name) const;
    void clickView(const QString &name);
    QStringList names() const; // of the saved ones, as they are listed
    QString marked() const;
    QMenu *menuOf(const QString &name);
    void chooseOf(const QString &view, const QString &entry);
    QAction *entryOf(QMenu *menu, const QString &text) const;
    QString query() const { return query::print(m_open->monitor().query().filter); }
    void save(const QString &name, const QString &query, const TaskSort &sort = {});
    template<typename T>
    T *dialog(const QString &name) const;
    void enterName(const QString &name);
    QString said() const { return m_open->window()->statusBar()->currentMessage(); }

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

namespace {

// Of what the test cannot go on without.
template<typename T>
T valueOf(const Result<T> &result)
{
    return success(QtFuture::makeReadyFuture(result));
}

} // namespace

void TestMainWindowViews::initTestCase()
{
    qputenv("TZ", "UTC"); // so that another zone is another one everywhere
    tzset();
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 3, {.status = u"failed"_s});
    insertSamples(*m_database, 4, 5, {.status = u"processing"_s});
    insertSamples(*m_database, 6, 6, {.status = u"completed"_s});
    m_database->execute(u"UPDATE public.tasks SET created_at = now(), updated_at = now() + interval '1 s' * "
                        "left(id::text, 8)::int"_s);
    m_database->execute(
        u"UPDATE public.tasks SET updated_at = now() - interval '2 days' WHERE id = '%1'"_s.arg(sampleId(4)));
}

void TestMainWindowViews::init()
{
    m_settings->clear();
    open();
}

void TestMainWindowViews::open(const QString &profileName)
{
    m_open.reset();
    ConnectionProfile profile = m_database->profile();
    profile.name = profileName;
    m_open = std::make_unique<OpenWindow>(profile);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 6, patient);
}

void TestMainWindowViews::cleanup()
{
    m_open.reset();
}

void TestMainWindowViews::cleanupTestCase()
{
    m_database.reset();
}

QTreeWidgetItem *TestMainWindowViews::line(const QString &name) const
{
    const auto found = list()->findItems(name, Qt::MatchExactly);
    return found.isEmpty() ? nullptr : found.first();
}

void TestMainWindowViews::clickView(const QString &name)
{
    QVERIFY2(line(name), qPrintable(name));
    m_open->clickLine(u"views"_s, name);
}

QStringList TestMainWindowViews::names() const
{
    QStringList names;
    for (qsizetype i = builtInViews().size(); i < list()->topLevelItemCount(); ++i)
        names += list()->topLevelItem(int(i))->text(0);
    return names;
}

QString TestMainWindowViews::marked() const
{
    const auto selected = list()->selectedItems();
    return selected.isEmpty() ? QString() : selected.first()->text(0);
}

QMenu *TestMainWindowViews::menuOf(const QString &name)
{
    if (!line(name))
        qFatal("There is no view %s.", qPrintable(name));
    Q_EMIT list()->customContextMenuRequested(list()->visualItemRect(line(name)).center());
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    if (!menu)
        qFatal("There is no menu.");
    return menu;
}

QAction *TestMainWindowViews::entryOf(QMenu *menu, const QString &text) const
{
    for (QAction *action : menu->actions()) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

void TestMainWindowViews::chooseOf(const QString &view, const QString &entry)
{
    QMenu *menu = menuOf(view);
    QVERIFY2(entryOf(menu, entry), qPrintable(entry));
    m_open->choose(menu, entry);
}

void TestMainWindowViews::save(const QString &name, const QString &query, const TaskSort &sort)
{
    QCOMPARE(outcomeOf(ViewStore().add({name, query, sort})), u"fine"_s);
}

template<typename T>
T *TestMainWindowViews::dialog(const QString &name) const
{
    T *found = m_open->window()->findChild<T *>(name);
    if (!found)
        qFatal("There is no %s.", qPrintable(name));
    return found;
}

void TestMainWindowViews::enterName(const QString &name)
{
    auto *asked = dialog<QDialog>(u"viewNameDialog"_s);
    auto *edit = asked->findChild<QLineEdit *>(u"viewName"_s);
    edit->selectAll();
    QTest::keyClicks(edit, name);
    QTest::keyClick(edit, Qt::Key_Return);
}

void TestMainWindowViews::countsThem()
{
    const auto counts = [this] {
        QStringList lines;
        for (int i = 0; i < list()->topLevelItemCount(); ++i)
            lines += list()->topLevelItem(i)->text(0) + u' ' + list()->topLevelItem(i)->text(1);
        return lines;
    };
    QTRY_COMPARE_WITH_TIMEOUT(
        counts(), QStringList({u"Failed today 3"_s, u"Stuck 1"_s, u"Running now 2"_s, u"Slowest today 6"_s}),
        patient);
}

// At once, as the rows are marked.
void TestMainWindowViews::countsStuckOnesAsPreferred()
{
    const auto isMarked = [this] {
        const int row = int(m_open->ids().indexOf(sampleId(4)));
        return m_open->table()
            ->model()
            ->index(row, column::sectionOf(TaskField::Duration))
            .data(Qt::DecorationRole)
            .isValid();
    };
    QTRY_COMPARE_WITH_TIMEOUT(line(u"Stuck"_s)->text(1), u"1"_s, patient);
    QVERIFY(isMarked());
    m_open->find<QAction>(u"preferencesAction"_s)->trigger();
    auto *limit = dialog<QSpinBox>(u"stuckAfter"_s);
    limit->setValue(3 * 24 * 60);
    QVERIFY(!isMarked());
    QTRY_COMPARE_WITH_TIMEOUT(line(u"Stuck"_s)->text(1), u"0"_s, patient);
    limit->setValue(60);
    QTRY_COMPARE_WITH_TIMEOUT(line(u"Stuck"_s)->text(1), u"1"_s, patient);
}

void TestMainWindowViews::showsOne()
{
    clickView(u"Failed today"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 3, patient);
    QCOMPARE(query(), u"status:failed created:today"_s);
    QCOMPARE(m_open->find<QLineEdit>(u"searchText"_s)->text(), u"status:failed created:today"_s);
    clickView(u"Slowest today"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().value(0), sampleId(6), patient);
    QCOMPARE(m_open->monitor().query().sort, (TaskSort{TaskField::Duration, Qt::DescendingOrder}));
    QCOMPARE(m_open->table()->horizontalHeader()->sortIndicatorSection(),
             column::sectionOf(TaskField::Duration));
    clickView(u"Stuck"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{sampleId(4)}, patient);
    QCOMPARE(m_open->monitor().query().sort, TaskSort());
}

void TestMainWindowViews::markFollows()
{
    QCOMPARE(marked(), QString());
    clickView(u"Stuck"_s);
    QCOMPARE(marked(), u"Stuck"_s);
    m_open->monitor().queryState().askFilter(*query::parse(u"status:processing"_s));
    QCOMPARE(marked(), u"Running now"_s);
    m_open->monitor().queryState().askSort({TaskField::Type, Qt::AscendingOrder});
    QCOMPARE(marked(), QString());
    m_open->monitor().queryState().ask({});
    QCOMPARE(marked(), QString());
}

void TestMainWindowViews::menuLeavesTheQuery()
{
    QTest::mouseClick(list()->viewport(), Qt::RightButton, {},
                      list()->visualItemRect(line(u"Stuck"_s)).center());
    QCOMPARE(query(), QString());
    QCOMPARE(marked(), QString());
}

void TestMainWindowViews::saves()
{
    m_open->monitor().queryState().ask(
        {*query::parse(u"-status:completed created:>7d"_s), {TaskField::Status, Qt::AscendingOrder}});
    m_open->find<QAction>(u"saveView"_s)->trigger();
    enterName(u"Mine & more"_s);
    QCOMPARE(names(), QStringList{u"Mine & more"_s});
    QCOMPARE(marked(), u"Mine & more"_s);
    QCOMPARE(valueOf(ViewStore().view(u"Mine & more"_s)),
             (SavedView{u"Mine & more"_s,
                        u"-status:completed created:>7d"_s,
                        {TaskField::Status, Qt::AscendingOrder}}));
    QTRY_COMPARE_WITH_TIMEOUT(line(u"Mine & more"_s)->text(1), u"5"_s, patient);
}

void TestMainWindowViews::savesWithColumns()
{
    m_open->table()->setColumnHidden(column::sectionOf(TaskField::UserId), true);
    const QVector<QStringList> keys{{u"model"_s}};
    m_open->monitor().queryState().askKeys(keys);
    m_open->table()->setColumnWidth(column::count, 77);
    m_open->find<QAction>(u"saveView"_s)->trigger();
    dialog<QCheckBox>(u"viewColumns"_s)->setChecked(true);
    enterName(u"Narrow"_s);
    m_open->monitor().queryState().askKeys({});
    m_open->table()->setColumnHidden(column::sectionOf(TaskField::UserId), false);
    clickView(u"Stuck"_s);
    QVERIFY(!m_open->table()->isColumnHidden(column::sectionOf(TaskField::UserId)));
    clickView(u"Narrow"_s);
    QVERIFY(m_open->table()->isColumnHidden(column::sectionOf(TaskField::UserId)));
    QCOMPARE(m_open->monitor().query().keys, keys);
    QCOMPARE(m_open->table()->columnWidth(column::count), 77);
    QCOMPARE(query(), QString());

    // A view without columns leaves those that there are.
    clickView(u"Stuck"_s);
    QCOMPARE(m_open->monitor().query().keys, keys);
}

// A zone that was chosen is proposed.
void TestMainWindowViews::savesWithZone()
{
    m_open->find<QAction>(u"saveView"_s)->trigger();
    QVERIFY(!dialog<QCheckBox>(u"viewZone"_s)->isChecked());
    enterName(u"Anywhere"_s);
    QCOMPARE(valueOf(ViewStore().view(u"Anywhere"_s)).zone, QByteArray());

    Preferences().zone.set("Asia/Tokyo");
    open();
    m_open->find<QAction>(u"saveView"_s)->trigger();
    QVERIFY(dialog<QCheckBox>(u"viewZone"_s)->isChecked());
    QCOMPARE(dialog<QCheckBox>(u"viewZone"_s)->text(), u"Include the time &zone, Asia/Tokyo"_s);
    enterName(u"There"_s);
    QCOMPARE(valueOf(ViewStore().view(u"There"_s)).zone, QByteArray("Asia/Tokyo"));

    // An update takes the zone that is shown then, if the view has one.
    Preferences().zone.set("America/New_York");
    open();
    m_open->monitor().queryState().askFilter(*query::parse(u"status:failed"_s));
    chooseOf(u"There"_s, u"Update to Current Query"_s);
    QCOMPARE(valueOf(ViewStore().view(u"There"_s)).zone, QByteArray("America/New_York"));
    chooseOf(u"Anywhere"_s, u"Update to Current Query"_s);
    QCOMPARE(valueOf(ViewStore().view(u"Anywhere"_s)).zone, QByteArray());
}

// An hour ago in Tokyo; in UTC that is still to come.
void TestMainWindowViews::appliesZone()
{
    const QString query = u"created:>="_s
        + QDateTime::currentDateTimeUtc()
              .addSecs(-3600)
              .toTimeZone(QTimeZone("Asia/Tokyo"))
              .toString(u"yyyy-MM-dd'T'HH:mm"_s);
    QCOMPARE(outcomeOf(ViewStore().add({u"There"_s, query, {}, {}, {}, "Asia/Tokyo"})), u"fine"_s);
    QCOMPARE(outcomeOf(ViewStore().add({u"Here"_s, query, {}, {}, {}, "UTC"})), u"fine"_s);
    QCOMPARE(outcomeOf(ViewStore().add({u"Anywhere"_s, u"status:failed"_s, {}})), u"fine"_s);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(line(u"There"_s)->text(1), u"6"_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(line(u"Here"_s)->text(1), u"0"_s, patient);

    clickView(u"There"_s);
    QCOMPARE(said(), u"Times are now in Asia/Tokyo, the time zone of the view."_s);
    QCOMPARE(shownZone().id(), QByteArray("Asia/Tokyo"));
    QCOMPARE(marked(), u"There"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().queryState().isShown(), patient);
    QCOMPARE(m_open->ids().size(), 6);
    clickView(u"Anywhere"_s);
    QCOMPARE(shownZone().id(), QByteArray("Asia/Tokyo"));
    QTRY_COMPARE_WITH_TIMEOUT(line(u"Here"_s)->text(1), u"0"_s, patient);
    clickView(u"Here"_s);
    QCOMPARE(shownZone(), QTimeZone::systemTimeZone());
    QCOMPARE(Preferences().zone.value(), QByteArray());
    QCOMPARE(marked(), u"Here"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 0, patient);
}

void TestMainWindowViews::leavesAnUnknownZone()
{
    QCOMPARE(outcomeOf(ViewStore().add({u"Far"_s, u"status:failed"_s, {}, {}, {}, "Mars/Base"})), u"fine"_s);
    open();
    clickView(u"Far"_s);
    QCOMPARE(said(), u"The view's time zone Mars/Base is unknown on this computer. Times stay in UTC."_s);
    QCOMPARE(query(), u"status:failed"_s);
    QCOMPARE(shownZone(), QTimeZone::systemTimeZone());
}

void TestMainWindowViews::refusesATakenName()
{
    m_open->find<QAction>(u"saveView"_s)->trigger();
    enterName(u"Stuck"_s);
    QVERIFY(dialog<QLabel>(u"viewProblem"_s)->isVisible());
    QVERIFY(dialog<QLabel>(u"viewProblem"_s)->text().contains(u"already a view “Stuck”"_s));
    enterName(u"Stuck here"_s);
    QCOMPARE(names(), QStringList{u"Stuck here"_s});
}

void TestMainWindowViews::updates()
{
    save(u"Mine"_s, u"is:stuck"_s);
    open();
    QMenu *menu = menuOf(u"Mine"_s);
    m_open->choose(menu, u"Update to Current Query"_s);
    QCOMPARE(valueOf(ViewStore().view(u"Mine"_s)).query, QString());
    m_open->monitor().queryState().askFilter(*query::parse(u"status:failed"_s));
    QCOMPARE(marked(), QString());
    chooseOf(u"Mine"_s, u"Update to Current Query"_s);
    QCOMPARE(marked(), u"Mine"_s);
    menu = menuOf(u"Mine"_s);
    QVERIFY(!entryOf(menu, u"Update to Current Query"_s)->isEnabled());
    menu->close();
}

void TestMainWindowViews::renames()
{
    save(u"Mine"_s, u"is:stuck"_s);
    open();
    chooseOf(u"Mine"_s, u"Rename…"_s);
    enterName(u"Ours"_s);
    QCOMPARE(names(), QStringList{u"Ours"_s});
    QCOMPARE(valueOf(ViewStore().view(u"Ours"_s)).query, u"is:stuck"_s);
}

void TestMainWindowViews::moves()
{
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        save(name, u"type:"_s + name);
    open();
    chooseOf(u"c"_s, u"Move Up"_s);
    QCOMPARE(names(), QStringList({u"a"_s, u"c"_s, u"b"_s}));
    chooseOf(u"a"_s, u"Move Down"_s);
    QCOMPARE(names(), QStringList({u"c"_s, u"a"_s, u"b"_s}));
    QMenu *menu = menuOf(u"c"_s);
    QVERIFY(!entryOf(menu, u"Move Up"_s)->isEnabled());
    QVERIFY(entryOf(menu, u"Move Down"_s)->isEnabled());
    menu->close();
}

void TestMainWindowViews::deletes()
{
    save(u"Mine"_s, u"is:stuck"_s);
    open();
    chooseOf(u"Mine"_s, u"Delete…"_s);
    click(dialog<QMessageBox>(u"deleteView"_s)->button(QMessageBox::Cancel));
    QCOMPARE(names(), QStringList{u"Mine"_s});
    QTRY_VERIFY(!m_open->window()->findChild<QMessageBox *>(u"deleteView"_s)); // it goes later
    chooseOf(u"Mine"_s, u"Delete…"_s);
    const auto buttons = dialog<QMessageBox>(u"deleteView"_s)->buttons();
    const auto remove = std::find_if(buttons.begin(), buttons.end(),
                                     [](const QAbstractButton *one) { return one->text() == "&Delete"_L1; });
    QVERIFY(remove != buttons.end());
    click(*remove);
    QCOMPARE(names(), QStringList());
}

void TestMainWindowViews::builtInStay()
{
    QMenu *menu = menuOf(u"Stuck"_s);
    for (const QString &entry : {u"Delete…"_s, u"Rename…"_s, u"Move Up"_s, u"Update to Current Query"_s})
        QVERIFY2(!entryOf(menu, entry), qPrintable(entry));
    QVERIFY(!entryOf(menu, u"Export Views…"_s)->isEnabled());
    menu->close();
}

void TestMainWindowViews::namesAreShownWhole()
{
    m_open->window()->resize(900, 600);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->window()->width(), 900, patient);
    const QAbstractItemView *view = list();
    QTRY_VERIFY_WITH_TIMEOUT(view->sizeHintForColumn(0) <= list()->columnWidth(0), patient);
}

void TestMainWindowViews::copiesCommands_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("copied");

    const QString failed = u"Failed today"_s;
    QTest::newRow("window")
        << failed << u"Bob's shop"_s << u"Copy as watchbill Command"_s
        << u"watchbill --profile='Bob'\\''s shop' --where='status:failed created:today' --sort=-created"_s;
    QTest::newRow("list") << failed << u"shop"_s << u"Copy as watchbillctl Command"_s
                          << u"watchbillctl --profile=shop list --where='status:failed created:today'"_s;
    QTest::newRow("no profile")
        << failed << u""_s << u"Copy as watchbillctl Command"_s
        << u"watchbillctl --connection=CONNECTION list --where='status:failed created:today'"_s;
    QTest::newRow("time zone and columns")
        << u"Tokyo"_s << u"shop"_s << u"Copy as watchbill Command"_s
        << u"watchbill --profile=shop --where=created:today --sort=-created --column=meta.model --time-zone=Asia/Tokyo"_s;
    QTest::newRow("sort") << u"Slowest today"_s << u"shop"_s << u"Copy as watchbillctl Command"_s
                          << u"watchbillctl --profile=shop list --where=created:today --sort=-duration"_s;
}

void TestMainWindowViews::copiesCommands()
{
    QFETCH(QString, view);
    QFETCH(QString, profile);
    QFETCH(QString, entry);
    QCOMPARE(
        outcomeOf(ViewStore().add({u"Tokyo"_s, u"created:today"_s, {}, {}, {{u"model"_s}}, "Asia/Tokyo"})),
        u"fine"_s);
    open(profile);
    chooseOf(view, entry);
    QFETCH(QString, copied);
    const QString connection = m_database->profile().withoutPasswords().connection;
    QCOMPARE(QApplication::clipboard()->text(),
             copied.replace("CONNECTION"_L1, shellcommand::quoted(connection)));
}

void TestMainWindowViews::carriesThemInFiles()
{
    save(u"Mine"_s, u"is:stuck"_s);
    open();
    QTemporaryDir folder;
    const QString file = folder.filePath(u"sent.json"_s);
    chooseOf(u"Mine"_s, u"Export Views…"_s);
    Q_EMIT dialog<QFileDialog>(u"exportViews"_s)->fileSelected(file);
    QCOMPARE(said(), u"1 view(s) exported to %1."_s.arg(file));
    chooseOf(u"Mine"_s, u"Import Views…"_s);
    Q_EMIT dialog<QFileDialog>(u"importViews"_s)->fileSelected(file);
    QCOMPARE(names(), QStringList{u"Mine"_s});
    QCOMPARE(said(), u"You already have all views of this file."_s);
    QCOMPARE(outcomeOf(ViewStore().replace(u"Mine"_s, {u"Mine"_s, u"is:done"_s, {}})), u"fine"_s);
    Q_EMIT dialog<QFileDialog>(u"importViews"_s)->fileSelected(file);
    QCOMPARE(names(), QStringList({u"Mine"_s, u"Mine (2)"_s}));
    QCOMPARE(said(), u"1 view(s) imported: Mine (2)."_s);
    Q_EMIT dialog<QFileDialog>(u"importViews"_s)->fileSelected(folder.filePath(u"missing"_s));
    QVERIFY2(said().startsWith("Cannot read"_L1), qPrintable(said()));
}

void TestMainWindowViews::tellsOfADamagedFile()
{
    QFile file(m_settings->viewsFile());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") == 1);
    file.close();
    open();
    QCOMPARE(names(), QStringList());
    QVERIFY(m_open->find<QLabel>(u"viewsNote"_s)->isVisible());
    QVERIFY(m_open->find<QLabel>(u"viewsNote"_s)->text().contains(u"not JSON"_s));
    clickView(u"Stuck"_s);
    QCOMPARE(query(), u"is:stuck"_s);
}

void TestMainWindowViews::tellsOfAQueryThatCannotBeRead()
{
    QFile file(m_settings->viewsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"version": 1, "views": [{"name": "Later", "query": "cost:>3"}]})");
    file.close();
    open();
    clickView(u"Later"_s);
    QVERIFY2(said().startsWith(u"The query of the view “Later” cannot be read"_s), qPrintable(said()));
    QCOMPARE(marked(), QString());
    QCOMPARE(query(), QString());
}

// They are those of all connections, and of other programs.
void TestMainWindowViews::otherWindowsFollow()
{
    save(u"Mine"_s, u"is:stuck"_s);
    QCOMPARE(names(), QStringList());
    QWidget other;
    other.show();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    m_open->window()->activateWindow();
    QTRY_COMPARE(names(), QStringList{u"Mine"_s});
}

void TestMainWindowViews::linkToTask()
{
    open(u"shop"_s);
    m_open->clickCell(0, TaskField::Status);
    m_open->choose(m_open->openMenu(0, TaskField::Status), u"Copy Link to Task"_s);
    QCOMPARE(QApplication::clipboard()->text(),
             u"watchbill --profile=shop --where=id:%1 --sort=-created"_s.arg(m_open->ids().first()));
    m_open->monitor().queryState().askSort({TaskField::Type, Qt::AscendingOrder});
    m_open->clickCell(0, TaskField::Status);
    m_open->choose(m_open->openMenu(0, TaskField::Status), u"Copy Link to Task"_s);
    QVERIFY2(QApplication::clipboard()->text().endsWith(u" --sort=type"_s),
             qPrintable(QApplication::clipboard()->text()));
}

WATCHBILL_WINDOW_TEST(TestMainWindowViews)

} // namespace tst_mainwindowviews

#include "tst_mainwindowviews.moc"
