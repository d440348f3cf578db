// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/taskfeed.h"

#include "outcome.h"
#include "requests.h"
#include "service/taskservice.h"
#include "task/storedfields.h"
#include "testprogram.h"
#include "testserver.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

namespace tst_taskfeed {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using Presence = LoadedRow::Presence;
using SetUp = TestDatabase::SetUp;
using Viewport = TaskFeed::Viewport;

namespace {

constexpr quint32 seed = 161803;
constexpr int mostHeld = 2'200; // 2,000 and the page that came last
const QString user = u"aaaaaaaa-0000-4000-8000-000000000001"_s;
const TaskSort newestFirst{TaskField::CreatedAt, Qt::DescendingOrder};

QStringList idsOf(const QVector<LoadedRow> &rows)
{
    QStringList ids;
    for (const LoadedRow &row : rows)
        ids += row.task.id.toText();
    return ids;
}

} // namespace

// What an item model on the feed would hold, by the signals alone.
class Mirror : public QObject
{
public:
    explicit Mirror(TaskFeed &feed)
        : m_feed(feed)
    {
        connect(&feed, &TaskFeed::aboutToEdit, this,
                [this](const RowEdit &) { check(m_shown.rows() == m_feed.loaded().rows()); });
        connect(&feed, &TaskFeed::edited, this, [this](const RowEdit &edit) {
            m_shown.apply(edit);
            edits += edit;
            check(m_shown.rows() == m_feed.loaded().rows());
        });
        connect(&feed, &TaskFeed::wasReset, this, [this] {
            LoadedRows rows;
            rows.apply({RowEdit::Kind::Insert, 0, m_feed.loaded().size(), 0, m_feed.loaded().rows()});
            m_shown = rows;
            ++resets;
        });
        connect(&feed, &TaskFeed::finished, this, [this](const TaskFeed::Outcome &outcome) {
            outcomes += outcome.error ? toText(outcome.error->kind) : u"fine"_s;
            check(m_shown.rows() == m_feed.loaded().rows());
            const QStringList ids = idsOf(m_shown.rows());
            check(QSet<QString>(ids.begin(), ids.end()).size() == ids.size());
        });
        connect(&feed, &TaskFeed::newerChanged, this, [this] { newer += m_feed.newer(); });
    }

    /// Signals and loaded rows have always agreed, and no row was there twice.
    bool isRight() const { return m_isRight; }

    QVector<RowEdit> edits;
    QVector<int> newer;
    QStringList outcomes;
    int resets = 0;

private:
    void check(bool fine) { m_isRight = m_isRight && fine; }

    TaskFeed &m_feed;
    LoadedRows m_shown;
    bool m_isRight = true;
};

namespace {

// A table view of some rows that keeps the first of them in place, whatever is put in or taken out above.
class View : public QObject
{
public:
    static constexpr int height = 40;

    explicit View(TaskFeed &feed)
        : m_feed(feed)
    {
        connect(&feed, &TaskFeed::finished, this, &View::follow);
    }

    void scrollTo(const TaskId &top)
    {
        m_top = top;
        follow();
    }

    int first() const { return m_feed.loaded().indexOf(m_top); }
    int largest() const { return m_largest; } // that the loaded rows have been

    void follow()
    {
        m_largest = std::max(m_largest, m_feed.loaded().size());
        if (first() >= 0)
            m_feed.setViewport(
                {first(), std::min(first() + height, m_feed.loaded().size()) - 1, first() > 0});
    }

private:
    TaskFeed &m_feed;
    TaskId m_top;
    int m_largest = 0;
};

} // namespace

class TestTaskFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase();
    void showsTheFirstPage();
    void emptyTable();
    void refreshShowsChanges();
    void convergesWhileOthersWrite_data();
    void convergesWhileOthersWrite();
    void calmViewportStaysCalm();
    void countsManyNewerRows();
    void bringsNewerRowsWhenAsked();
    void keepsSelectedRows();
    void latestQueryWins();
    void errorKeepsTheRows();
    void badQueryKeepsTheRows();
    void comesBackAfterALostConnection();
    void refreshesOneAtATime();
    void scrollsThroughAll_data();
    void scrollsThroughAll();
    void goesToTheEndAndBack();
    void selectedRowIsHeldWhileScrolling();
    void takenAwayRowsGoAtOnce();
    void mayBeDestroyedAtAnyTime();

private:
    void settle();
    void ask(const TaskQuery &query);
    void show(const TaskQuery &query = {});
    void refresh();
    void look(int first, int last, bool isCalm = false);
    void insert(int count, const QString &time = u"clock_timestamp()"_s);
    void forRow(int row, const QString &assignment);
    QStringList truth(const TaskQuery &query = {});
    QStringList shown() const { return idsOf(m_feed->loaded().rows()); }
    const LoadedRow &row(int index) const { return m_feed->loaded().rows()[index]; }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<TaskFeed> m_feed;
    std::unique_ptr<Mirror> m_mirror;
};

void TestTaskFeed::init()
{
    if (!m_database)
        m_database = std::make_unique<TestDatabase>(SetUp::Reference);
    m_database->execute(u"ROLLBACK"_s); // in case the last test ended halfway
    m_database->execute(u"TRUNCATE tasks"_s);
    m_service = std::make_unique<TaskService>(m_database->profile());
    success(m_service->open());
    m_feed = std::make_unique<TaskFeed>(*m_service);
    m_mirror = std::make_unique<Mirror>(*m_feed);
}

void TestTaskFeed::cleanup()
{
    QVERIFY(m_mirror->isRight());
    m_mirror.reset();
    m_feed.reset();
    m_service.reset();
}

void TestTaskFeed::cleanupTestCase()
{
    m_database.reset();
}

// Until nothing is under way.
void TestTaskFeed::settle()
{
    QEventLoop loop;
    connect(m_feed.get(), &TaskFeed::loadingChanged, &loop, [&] {
        if (!m_feed->isLoading())
            loop.quit();
    });
    QTimer::singleShot(patience, &loop, [] { qFatal("The feed goes on loading."); });
    if (m_feed->isLoading())
        loop.exec();
}

void TestTaskFeed::ask(const TaskQuery &query)
{
    m_feed->queryState().set(query);
    m_feed->load();
}

void TestTaskFeed::show(const TaskQuery &query)
{
    ask(query);
    settle();
}

void TestTaskFeed::refresh()
{
    m_feed->refresh();
    settle();
}

void TestTaskFeed::look(int first, int last, bool isCalm)
{
    m_feed->setViewport({first, last, isCalm});
    settle();
}

// Each a microsecond younger than the one before.
void TestTaskFeed::insert(int count, const QString &time)
{
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, created_at, updated_at) SELECT '%1', 'x', 'pending', t, t FROM "
        "generate_series(1, %2) n, LATERAL (SELECT %3 + n * interval '1 microsecond' AS t) time"_s.arg(
            user, QString::number(count), time));
}

void TestTaskFeed::forRow(int index, const QString &assignment)
{
    m_database->execute(
        u"UPDATE tasks SET %1 WHERE id = '%2'"_s.arg(assignment, row(index).task.id.toText()));
}

QStringList TestTaskFeed::truth(const TaskQuery &query)
{
    const QString order = query.sort.order == Qt::AscendingOrder ? u"ASC"_s : u"DESC"_s;
    const QString where = query.filter.statuses.isEmpty()
        ? u"true"_s
        : u"status = '%1'"_s.arg(query.filter.statuses.values.first());
    QStringList ids;
    for (const QStringList &one :
         m_database->execute(u"SELECT id FROM tasks WHERE %1 ORDER BY %2 %3, %4 id %3"_s.arg(
             where, nameOf(query.sort.field), order,
             query.sort.field == TaskField::Status ? u"created_at %1,"_s.arg(order) : u""_s)))
        ids += one.first();
    return ids;
}

void TestTaskFeed::showsTheFirstPage()
{
    insert(500);
    QVERIFY(!m_feed->hasPage());
    ask({});
    QVERIFY(m_feed->isLoading());
    settle();
    QVERIFY(m_feed->hasPage());
    QCOMPARE(m_mirror->resets, 1);
    QCOMPARE(shown(), truth().mid(0, 200));
    QVERIFY(m_feed->loaded().reachedStart() && !m_feed->loaded().reachedEnd());
    look(150, 190);
    QCOMPARE(shown(), truth().mid(0, 400));
    look(360, 399);
    QCOMPARE(shown(), truth());
    QVERIFY(m_feed->loaded().reachedEnd());
    QCOMPARE(m_mirror->resets, 1);
}

void TestTaskFeed::emptyTable()
{
    show();
    QVERIFY(m_feed->hasPage() && m_feed->loaded().isEmpty());
    QVERIFY(m_feed->loaded().reachedStart() && m_feed->loaded().reachedEnd());
    insert(3);
    refresh();
    QCOMPARE(shown(), truth());
    m_database->execute(u"DELETE FROM tasks"_s);
    refresh();
    QVERIFY(m_feed->loaded().isEmpty());
    refresh();
    QCOMPARE(m_mirror->outcomes, QStringList({u"fine"_s, u"fine"_s, u"fine"_s, u"fine"_s}));
}

void TestTaskFeed::refreshShowsChanges()
{
    insert(50);
    show();
    look(0, 40);
    forRow(2, u"status = 'failed', error_message = 'e'"_s);
    m_database->execute(u"DELETE FROM tasks WHERE id = '%1'"_s.arg(row(7).task.id.toText()));
    insert(2);
    m_mirror->edits.clear();
    refresh();
    QCOMPARE(shown(), truth());
    QCOMPARE(row(4).task.status, TaskStatus(TaskStatus::Kind::Failed));
    QCOMPARE(row(4).task.errorMessage, std::optional(u"e"_s));
    QCOMPARE(m_mirror->edits.size(), 3); // nothing but what happened
    m_mirror->edits.clear();
    refresh();
    QVERIFY(m_mirror->edits.isEmpty());
}

void TestTaskFeed::convergesWhileOthersWrite_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("status"); // the filter's, if any
    QTest::newRow("newest") << int(TaskField::CreatedAt) << u""_s;
    QTest::newRow("latest change") << int(TaskField::UpdatedAt) << u""_s;
    QTest::newRow("by status") << int(TaskField::Status) << u""_s;
    QTest::newRow("failed only") << int(TaskField::CreatedAt) << u"failed"_s;
}

void TestTaskFeed::convergesWhileOthersWrite()
{
    QFETCH(int, field);
    QFETCH(QString, status);
    QRandomGenerator random(seed);
    const QString word =
        u"(ARRAY['pending', 'processing', 'completed', 'failed'])[1 + floor(random() * 4)::int]"_s;
    insert(400);
    m_database->execute(u"SELECT setseed(0.5); UPDATE tasks SET status = "_s + word);
    TaskQuery query{{}, {TaskField(field), Qt::DescendingOrder}};
    if (!status.isEmpty())
        query.filter.statuses = {{status}};
    show(query);

    for (int round = 0; round < 60; ++round) {
        const QByteArray where = u"seed %1, round %2"_s.arg(seed).arg(round).toUtf8();
        if (!m_feed->loaded().isEmpty()) {
            const int first = random.bounded(m_feed->loaded().size());
            m_feed->setViewport({first, first + 40, first > 0 || random.bounded(2) == 0});
            QVector<TaskKey> selected;
            for (int count = random.bounded(3); count > 0; --count)
                selected += row(random.bounded(m_feed->loaded().size())).task.id;
            m_feed->setSelected(selected);
        }
        insert(random.bounded(6));
        m_database->execute(
            u"UPDATE tasks SET status = %1, updated_at = clock_timestamp() WHERE random() < 0.02"_s.arg(
                word));
        m_database->execute(u"DELETE FROM tasks WHERE random() < 0.01"_s);
        m_feed->refresh();
        if (random.bounded(3) > 0)
            settle();
        QVERIFY2(m_mirror->isRight(), where.constData());
        QVERIFY2(m_feed->loaded().size() <= mostHeld, where.constData());
    }

    // Now it rests: what is looked at is what is there.
    settle();
    m_feed->setSelected({});
    m_feed->goToStart();
    settle();
    for (int first = 0; first == 0 || first < m_feed->loaded().size(); first += 40) {
        look(first, first + 40, first > 0);
        refresh();
    }
    QVERIFY(m_feed->loaded().reachedEnd());
    QVERIFY2(shown() == truth(query), qPrintable(u"seed %1"_s.arg(seed)));
    for (const LoadedRow &one : m_feed->loaded().rows()) {
        QCOMPARE(one.presence, Presence::Listed);
        const Task stored = success(m_service->getTask(one.task.id));
        QCOMPARE(one.task.status, stored.status);
        QCOMPARE(one.task.updatedAt, stored.updatedAt);
        QCOMPARE(one.task.createdAt, stored.createdAt);
    }
}

void TestTaskFeed::calmViewportStaysCalm()
{
    insert(300);
    show();
    look(0, 30, true);
    const QStringList before = shown();
    insert(5);
    forRow(3, u"status = 'failed'"_s);
    m_database->execute(u"DELETE FROM tasks WHERE id = '%1'"_s.arg(before[10]));
    m_mirror->edits.clear();
    refresh();
    QStringList expected = before;
    expected.removeAt(10);
    QCOMPARE(shown().mid(0, 180), expected.mid(0, 180));
    QCOMPARE(row(3).task.status, TaskStatus(TaskStatus::Kind::Failed));
    QCOMPARE(m_feed->newer(), 5);
    for (const RowEdit &edit : m_mirror->edits)
        QVERIFY(edit.kind == RowEdit::Kind::Change || edit.first >= 10);
    insert(2);
    refresh();
    QCOMPARE(m_feed->newer(), 7);
    QCOMPARE(m_mirror->newer, QVector<int>({5, 7}));
    QCOMPARE(shown().first(), before.first());

    // The first row itself goes: still nothing comes in above.
    m_database->execute(u"DELETE FROM tasks WHERE id = '%1'"_s.arg(before[0]));
    refresh();
    QCOMPARE(shown().first(), before[1]);
    QCOMPARE(m_feed->newer(), 7);

    // Further down, too.
    look(100, 130, true);
    const QString seen = shown()[100];
    insert(3);
    refresh();
    QCOMPARE(shown()[100], seen);
    QCOMPARE(m_feed->newer(), 10);
}

void TestTaskFeed::countsManyNewerRows()
{
    insert(300);
    show();
    look(0, 30, true);
    const QStringList before = shown();
    insert(TaskPage::newerLimit + 50);
    refresh();
    QCOMPARE(m_feed->newer(), TaskPage::newerLimit);
    QCOMPARE(shown(), before);
    QVERIFY(m_feed->loaded().size() <= 400);
}

void TestTaskFeed::bringsNewerRowsWhenAsked()
{
    insert(300);
    show();
    look(0, 30, true);
    insert(5);
    refresh();
    QCOMPARE(m_feed->newer(), 5);
    m_feed->goToStart();
    settle();
    QCOMPARE(m_feed->newer(), 0);
    QCOMPARE(shown().mid(0, 200), truth().mid(0, 200));

    // Who does not look away sees them come.
    look(0, 30, false);
    insert(4);
    refresh();
    QCOMPARE(m_feed->newer(), 0);
    QCOMPARE(shown().mid(0, 100), truth().mid(0, 100));

    // So many that nothing of what was held is near any more.
    insert(900);
    refresh();
    QCOMPARE(m_feed->newer(), 0);
    QCOMPARE(shown(), truth().mid(0, 200));
}

void TestTaskFeed::keepsSelectedRows()
{
    insert(30);
    TaskQuery query;
    query.filter.statuses = {{u"pending"_s}};
    query.sort = {TaskField::UpdatedAt, Qt::DescendingOrder};
    show(query);
    const QStringList before = shown();
    const QString leaves = before[3];
    const QString goes = before[5];
    const QString moves = before[7];
    m_feed->setSelected({TaskId(leaves), TaskId(goes), TaskId(moves)});
    look(0, 29, true);
    m_database->execute(
        u"UPDATE tasks SET status = 'failed', updated_at = now() WHERE id = '%1'"_s.arg(leaves));
    m_database->execute(
        u"UPDATE tasks SET updated_at = now() WHERE id IN ('%1', '%2')"_s.arg(moves, before[9]));
    m_database->execute(u"DELETE FROM tasks WHERE id IN ('%1', '%2')"_s.arg(goes, before[6]));
    m_mirror->edits.clear();
    refresh();

    QCOMPARE(shown().mid(0, 6), before.mid(0, 6));
    QCOMPARE(row(3).presence, Presence::LeftFilter);
    QCOMPARE(row(3).task.status, TaskStatus(TaskStatus::Kind::Failed));
    QCOMPARE(row(5).presence, Presence::Deleted);
    QCOMPARE(row(5).task.status, TaskStatus(TaskStatus::Kind::Pending));
    const int moved = m_feed->loaded().indexOf(TaskId(moves));
    QVERIFY(moved >= 0);
    QCOMPARE(row(moved).presence, Presence::Listed);
    QVERIFY(!shown().contains(before[6]));
    for (const RowEdit &edit : m_mirror->edits) {
        if (edit.kind == RowEdit::Kind::Insert)
            QVERIFY(!idsOf(edit.rows).contains(moves));
    }

    // It comes back.
    m_database->execute(u"UPDATE tasks SET status = 'pending' WHERE id = '%1'"_s.arg(leaves));
    refresh();
    QCOMPARE(row(m_feed->loaded().indexOf(TaskId(leaves))).presence, Presence::Listed);

    m_database->execute(u"UPDATE tasks SET status = 'failed' WHERE id = '%1'"_s.arg(leaves));
    m_feed->setSelected({});
    refresh();
    QVERIFY(!shown().contains(leaves) && !shown().contains(goes));
    m_feed->goToStart();
    settle();
    QCOMPARE(shown(), truth(query));
}

void TestTaskFeed::latestQueryWins()
{
    insert(20);
    show();
    m_database->execute(u"UPDATE tasks SET status = 'failed' WHERE id IN (SELECT id FROM tasks LIMIT 5)"_s);
    const QStringList before = shown();
    m_mirror->outcomes.clear();
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s);
    ask(pageOf(filtered(&TaskFilter::types, {u"none"_s})).query);
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(u"SELECT count(*) FROM pg_locks WHERE NOT granted"_s), u"1"_s,
                              30'000);
    ask(pageOf(filtered(&TaskFilter::statuses, {u"none"_s})).query);
    const TaskQuery last = pageOf(filtered(&TaskFilter::statuses, {u"failed"_s})).query;
    ask(last);
    QCOMPARE(shown(), before); // until the answer comes
    QCOMPARE(m_feed->query(), last);
    QCOMPARE(m_feed->shownQuery(), TaskQuery());
    m_database->execute(u"COMMIT"_s);
    settle();
    QCOMPARE(m_feed->shownQuery(), last);
    QCOMPARE(m_mirror->outcomes, QStringList(u"fine"_s)); // the replaced ones are no news
    QCOMPARE(m_mirror->resets, 2);
    QCOMPARE(shown(), truth(last));
}

void TestTaskFeed::errorKeepsTheRows()
{
    insert(300);
    show();
    look(100, 140, true);
    const LoadedRows before = m_feed->loaded();
    m_mirror->edits.clear();
    m_database->execute(u"ALTER TABLE tasks RENAME TO elsewhere"_s);
    refresh();
    QCOMPARE(m_mirror->outcomes.last(), u"Unsupported"_s);
    QVERIFY(m_feed->loaded() == before);
    QVERIFY(m_mirror->edits.isEmpty());
    QVERIFY(!m_feed->isLoading());
    m_database->execute(u"ALTER TABLE elsewhere RENAME TO tasks; UPDATE tasks SET status = 'failed'"_s);
    refresh();
    QCOMPARE(m_mirror->outcomes.last(), u"fine"_s);
    QCOMPARE(row(100).task.status, TaskStatus(TaskStatus::Kind::Failed));
    QCOMPARE(m_mirror->resets, 1);
}

void TestTaskFeed::badQueryKeepsTheRows()
{
    insert(30);
    show();
    const TaskQuery bad = pageOf(filtered(&TaskFilter::users, {u"not a uuid"_s})).query;
    show(bad);
    QCOMPARE(m_mirror->outcomes.last(), u"InvalidInput"_s);
    QCOMPARE(shown(), truth());
    QCOMPARE(m_feed->shownQuery(), TaskQuery());
    QCOMPARE(m_feed->query(), bad);
    refresh();
    QCOMPARE(m_mirror->outcomes.last(), u"InvalidInput"_s); // not rows of another query
    const TaskQuery good = pageOf(filtered(&TaskFilter::users, {user}), newestFirst).query;
    show(good);
    QCOMPARE(m_feed->shownQuery(), good);
    QCOMPARE(shown(), truth());
}

void TestTaskFeed::comesBackAfterALostConnection()
{
    insert(30);
    show();
    m_database->execute(u"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid()"_s);
    refresh();
    QCOMPARE(m_mirror->outcomes.last(), u"Connection"_s);
    QCOMPARE(shown(), truth());
    insert(1);
    refresh();
    QCOMPARE(m_mirror->outcomes.last(), u"fine"_s);
    QCOMPARE(shown(), truth());
    QCOMPARE(m_mirror->resets, 1);
}

void TestTaskFeed::refreshesOneAtATime()
{
    insert(30);
    show();
    m_mirror->outcomes.clear();
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s);
    for (int i = 0; i < 10; ++i)
        m_feed->refresh();
    m_database->execute(u"DELETE FROM tasks; COMMIT"_s);
    settle();
    QCOMPARE(m_mirror->outcomes,
             QStringList({u"fine"_s, u"fine"_s})); // the first, and one for all that were asked for meanwhile
    QVERIFY(m_feed->loaded().isEmpty());
}

void TestTaskFeed::scrollsThroughAll_data()
{
    QTest::addColumn<bool>("early");
    QTest::newRow("view follows after the answer") << false;
    QTest::newRow("view follows each edit") << true;
}

void TestTaskFeed::scrollsThroughAll()
{
    QFETCH(bool, early);
    constexpr int step = 30;
    insert(3'000);
    show();
    const QStringList all = truth();
    View view(*m_feed);
    if (early)
        connect(m_feed.get(), &TaskFeed::edited, &view, &View::follow);
    view.scrollTo(row(0).task.id);
    settle();

    QStringList seen;
    while (seen.size() < all.size()) {
        QVERIFY2(view.first() >= 0, "what is looked at was let go");
        const QStringList visible = shown().mid(view.first(), step);
        QCOMPARE(visible, all.mid(seen.size(), step));
        seen += visible;
        view.scrollTo(TaskId(shown().value(view.first() + step, shown().last())));
        settle();
    }
    QCOMPARE(seen, all);
    QVERIFY(m_feed->loaded().reachedEnd());

    seen.clear();
    for (TaskId last = m_feed->loaded().rows().last().task.id; seen.size() < all.size();) {
        const int bottom = m_feed->loaded().indexOf(last);
        const int top = std::max(0, bottom - step + 1);
        QVERIFY2(bottom >= 0, "what is looked at was let go");
        seen = shown().mid(top, bottom - top + 1) + seen;
        QVERIFY(seen == all.last(seen.size()));
        last = row(std::max(0, top - 1)).task.id;
        view.scrollTo(row(std::max(0, top - step)).task.id);
        settle();
    }
    QCOMPARE(seen, all);
    QVERIFY(m_feed->loaded().reachedStart());
    QVERIFY2(view.largest() <= mostHeld, qPrintable(QString::number(view.largest())));
    QVERIFY(m_mirror->outcomes.size() < 80); // pages, not rows
    QCOMPARE(m_mirror->resets, 1);
}

void TestTaskFeed::goesToTheEndAndBack()
{
    insert(1'000);
    show();
    const QStringList all = truth();
    View view(*m_feed);
    view.scrollTo(TaskId(all[960]));
    m_feed->goToEnd();
    settle();
    QCOMPARE(shown(), all.last(200));
    QVERIFY(m_feed->loaded().reachedEnd() && !m_feed->loaded().reachedStart());
    m_feed->goToEnd(); // is there already
    QVERIFY(!m_feed->isLoading());
    insert(5);
    refresh();
    QCOMPARE(shown(), all.last(200));
    view.scrollTo(TaskId(all[820]));
    settle();
    QCOMPARE(shown(), all.last(400));
    m_feed->goToStart();
    view.scrollTo({});
    settle();
    QCOMPARE(shown(), truth().mid(0, 200));
    QVERIFY(m_feed->loaded().reachedStart() && !m_feed->loaded().reachedEnd());
    QCOMPARE(m_feed->newer(), 0);
}

void TestTaskFeed::selectedRowIsHeldWhileScrolling()
{
    insert(3'000);
    show();
    const TaskId selected = row(5).task.id;
    m_feed->setSelected({selected});
    for (int first = 0; !m_feed->loaded().reachedEnd(); first += 100)
        look(first, first + 40, true);
    QVERIFY(m_feed->loaded().indexOf(selected) >= 0);
    m_database->execute(u"UPDATE tasks SET status = 'failed' WHERE id = '%1'"_s.arg(selected.toText()));
    refresh();
    // Far away, and still up to date.
    QCOMPARE(row(m_feed->loaded().indexOf(selected)).task.status, TaskStatus(TaskStatus::Kind::Failed));
    m_feed->setSelected({});
    refresh();
    look(2'950, 2'999, true);
    QVERIFY(m_feed->loaded().size() <= mostHeld);
}

void TestTaskFeed::takenAwayRowsGoAtOnce()
{
    insert(300);
    show();
    const QStringList all = shown();
    const TaskKey first = row(0).task.key();
    const TaskKey selected = row(7).task.key();
    m_feed->setSelected({selected});
    m_feed->tookAway({first, selected, TaskId(u"elsewhere"_s)});
    QVERIFY(!m_feed->isLoading());
    QCOMPARE(shown(), all.mid(1, 6) + all.mid(8));
    QVERIFY(m_feed->loaded().reachedStart() && !m_feed->loaded().reachedEnd());

    // They are still in the table, so that an answer could bring them back: only one that was asked for later does.
    m_feed->refresh();
    m_feed->tookAway({TaskId(all[0]), TaskId(all[20])});
    settle();
    QCOMPARE(shown(), all.mid(1, 19) + all.mid(21));
    refresh();
    QCOMPARE(shown(), all);
}

void TestTaskFeed::mayBeDestroyedAtAnyTime()
{
    insert(100);
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s);
    TaskFeed *feed = new TaskFeed(*m_service);
    feed->load();
    delete feed;
    ask({});
    m_database->execute(u"COMMIT"_s);
    settle();
    QCOMPARE(shown(), truth());
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s);
    m_feed->refresh();
    m_service.reset(); // what is under way is answered with Cancelled
    settle();
    m_database->execute(u"COMMIT"_s);
    QCOMPARE(m_mirror->outcomes.last(), u"Cancelled"_s);
    QCOMPARE(shown(), truth());
}

WATCHBILL_TEST(TestTaskFeed)

} // namespace tst_taskfeed

#include "tst_taskfeed.moc"
