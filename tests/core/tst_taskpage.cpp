// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskpage.h"

#include "outcome.h"
#include "postgres/sqltext.h"
#include "requests.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_taskpage {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using Start = PageRequest::Start;

namespace {

constexpr quint32 seed = 271828;
constexpr int rowCount = 600;

// Words that mean something to SQL, to LIKE or to QString::arg, or look alike.
const QStringList words{
    u"pending"_s,
    u"Pending"_s,
    u"failed"_s,
    u""_s,
    u" "_s,
    u"it's"_s,
    u"''"_s,
    u"a%b"_s,
    u"aXb"_s,
    u"%"_s,
    u"_"_s,
    u"a_b"_s,
    u"\\"_s,
    u"a\\b"_s,
    u"\\%"_s,
    u"\\'; --"_s,
    u"';--"_s,
    u"' OR '1'='1"_s,
    u"%1"_s,
    u"%2 %3 %4"_s,
    u"%L1"_s,
    u"?"_s,
    u":name"_s,
    u"$1"_s,
    u"$$"_s,
    u"/*"_s,
    u"NULL"_s,
    u"null"_s,
    u"äöü"_s,
    u"ÄÖÜ"_s,
    u"🚀"_s,
    u"مرحبا"_s,
    u"a\nb"_s,
    u"a\tb"_s,
    u"\u0001"_s,
    u"rate limit"_s,
    u"Rate Limit exceeded"_s,
    u"x'); DROP TABLE tasks; --"_s,
};

} // namespace

struct Row
{
    QString id;
    std::optional<QString> user;
    std::optional<QString> type;
    std::optional<QString> status;
    std::optional<QString> error;
};

namespace {

// The database's locale is C: its case-insensitive search knows ASCII alone.
QString lower(QString text)
{
    for (QChar &c : text) {
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + 32);
    }
    return text;
}

bool matches(const ValueSet &set, const std::optional<QString> &value)
{
    if (set.isEmpty())
        return true;
    return (value && set.values.contains(*value)) != set.excluded;
}

bool matchesUser(const ValueSet &set, const std::optional<QString> &user)
{
    if (set.isEmpty())
        return true;
    const bool isOne = user && std::any_of(set.values.begin(), set.values.end(), [&](const QString &begin) {
                           return user->startsWith(begin.toLower());
                       });
    return isOne != set.excluded;
}

QString textOf(const TaskFilter &filter)
{
    return filter.condition.isEmpty() ? QString() : filter.condition.values.first().text;
}

// What the filter means, said as plainly as possible.
bool matches(const TaskFilter &filter, const Row &row)
{
    const QString text = lower(textOf(filter));
    return matches(filter.statuses, row.status) && matches(filter.types, row.type)
        && matchesUser(filter.users, row.user)
        && (text.isEmpty() || row.id.contains(text) || (row.error && lower(*row.error).contains(text)));
}

QString uuid(QRandomGenerator &random, int users)
{
    // Few users, some of whom begin alike.
    const quint32 first = 0xab00'0000u + quint32(random.bounded(users)) * 0x11u;
    return u"%1-0000-4000-8000-%2"_s.arg(first, 8, 16, QChar(u'0'))
        .arg(random.bounded(users == 6 ? 1 : 1 << 30), 12, 16, QChar(u'0'));
}

QString orNull(const std::optional<QString> &text)
{
    return text ? sql::literal(*text) : u"NULL"_s;
}

} // namespace

class TestTaskPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void eachWordByItself_data();
    void eachWordByItself();
    void filtersAtRandom();
    void beginningOfAUser_data();
    void beginningOfAUser();
    void longValues();
    void shortensRows();
    void leavesOutNothingIfWhole();
    void looksUpWatchedTasks();
    void countsNewerRows();
    void countsNewerRowsUpToALimit();
    void timesBeyond64Bits();
    void tellsTheServersTime();
    void tellsItsEnds();
    void newerRequestReplacesOlder();
    void hasTheKeysAskedFor();

private:
    static QStringList idsOf(TaskService &service, const TaskFilter &filter);
    QStringList idsOf(const TaskFilter &filter) { return idsOf(*m_service, filter); }
    QStringList expected(const TaskFilter &filter) const;
    TaskFilter randomFilter(QRandomGenerator &random) const;

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    QVector<Row> m_rows; // newest first, as a page has them
};

void TestTaskPage::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    // Without an index on the texts, which may be a megabyte long.
    m_database->execute(
        u"CREATE TABLE tasks (id uuid PRIMARY KEY, user_id uuid, type text, status text, error_message text, "
        "metadata jsonb, created_at timestamptz NOT NULL, updated_at timestamptz, result_id uuid)"_s);
    QRandomGenerator random(seed);
    const auto word = [&]() -> std::optional<QString> {
        const int chosen = random.bounded(int(words.size()) + 2);
        return chosen < words.size() ? std::optional(words[chosen]) : std::nullopt;
    };
    QStringList values;
    for (int i = 0; i < rowCount; ++i) {
        Row row{uuid(random, 1'000), uuid(random, 6), word(), word(), word()};
        if (random.bounded(10) == 0)
            row.user.reset();
        if (row.error && random.bounded(2) == 0)
            row.error = *row.error + u' ' + words[random.bounded(int(words.size()))];
        m_rows += row;
        values += u'('
            + QStringList{orNull(row.id),    orNull(row.user) + u"::uuid"_s,
                          orNull(row.type),  orNull(row.status),
                          orNull(row.error), u"timestamptz '2026-01-01' - interval '%1 us'"_s.arg(i)}
                  .join(u',')
            + u')';
    }
    m_database->execute(u"INSERT INTO tasks (id, user_id, type, status, error_message, created_at) "
                        "SELECT a::uuid, b, c, d, e, f FROM (VALUES "_s
                        + values.join(u',') + u") v(a, b, c, d, e, f)"_s);
    m_service = std::make_unique<TaskService>(m_database->profile());
    success(m_service->open());
}

void TestTaskPage::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

QStringList TestTaskPage::idsOf(TaskService &service, const TaskFilter &filter)
{
    PageRequest request = pageOf(filter);
    request.limit = 10'000;
    QStringList ids;
    const auto page = await(service.page(request));
    if (!page)
        return {outcomeOf(page), page.error().message};
    for (const TaskRow &row : page->rows)
        ids += row.task.id.toText();
    return ids;
}

QStringList TestTaskPage::expected(const TaskFilter &filter) const
{
    QStringList ids;
    for (const Row &row : m_rows) {
        if (matches(filter, row))
            ids += row.id;
    }
    return ids;
}

void TestTaskPage::eachWordByItself_data()
{
    QTest::addColumn<QString>("word");
    for (const QString &word : words)
        QTest::newRow(word.isEmpty() ? "(empty)" : qPrintable(word)) << word;
    QTest::newRow("not there") << u"not there"_s;
}

void TestTaskPage::eachWordByItself()
{
    QFETCH(QString, word);
    for (const auto part : {&TaskFilter::statuses, &TaskFilter::types}) {
        for (const bool excluded : {false, true}) {
            const TaskFilter filter = filtered(part, {word}, excluded);
            QCOMPARE(idsOf(filter), expected(filter));
        }
    }
    QCOMPARE(idsOf(withText(word)), expected(withText(word)));
}

TaskFilter TestTaskPage::randomFilter(QRandomGenerator &random) const
{
    const auto some = [&](const QStringList &from) {
        ValueSet set{{}, random.bounded(3) == 0};
        for (int count = random.bounded(4); count > 0; --count)
            set.values += from[random.bounded(int(from.size()))];
        return set;
    };
    const Row &one = m_rows[random.bounded(int(m_rows.size()))];
    const QString user = one.user.value_or(u"ffffffff"_s);
    TaskFilter filter;
    filter.statuses = some(words);
    filter.types = some(words);
    if (random.bounded(3) == 0)
        filter.users = some({user, user.left(8), user.left(7), user.toUpper(), u"ab"_s, u"c"_s});
    if (random.bounded(2) == 0) {
        const QStringList texts{words[random.bounded(int(words.size()))],
                                one.id,
                                one.id.left(9),
                                one.id.mid(7, 10),
                                one.id.toUpper(),
                                one.error.value_or(u"x"_s).mid(1, 3),
                                u"0-4"_s,
                                u"AB"_s};
        filter.condition = filter::containing(texts[random.bounded(int(texts.size()))]);
    }
    return filter;
}

void TestTaskPage::filtersAtRandom()
{
    QRandomGenerator random(seed);
    int found = 0;
    for (int round = 0; round < 400; ++round) {
        const TaskFilter filter = randomFilter(random);
        const QStringList ids = idsOf(filter);
        QVERIFY2(
            ids == expected(filter),
            qPrintable(u"seed %1, round %2: statuses %3, types %4, users %5, text “%6”: %7"_s.arg(seed)
                           .arg(round)
                           .arg(filter.statuses.values.join(u'|'), filter.types.values.join(u'|'),
                                filter.users.values.join(u'|'), textOf(filter), ids.join(u' ').left(200))));
        found += ids.isEmpty() ? 0 : 1;
    }
    QVERIFY(found > 100);
}

void TestTaskPage::beginningOfAUser_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("fits");
    QTest::newRow("one digit") << u"a"_s << true;
    QTest::newRow("capital") << u"AB00"_s << true;
    QTest::newRow("group") << u"ab000011-"_s << true;
    QTest::newRow("other") << u"ffff"_s << true;
    QTest::newRow("no hyphen") << u"ab0000110"_s << false;
    QTest::newRow("word") << u"user"_s << false;
    QTest::newRow("wildcard") << u"ab%"_s << false;
    QTest::newRow("quote") << u"' OR true --"_s << false;
    QTest::newRow("empty") << u""_s << false;
}

void TestTaskPage::beginningOfAUser()
{
    QFETCH(QString, user);
    QFETCH(bool, fits);
    const TaskFilter filter = filtered(&TaskFilter::users, {user});
    if (fits)
        QCOMPARE(idsOf(filter), expected(filter));
    else
        QCOMPARE(outcomeOf(m_service->page(pageOf(filter))), u"InvalidInput"_s);
}

// In a table of their own: the server brings such a pattern to lower case again for each row.
void TestTaskPage::longValues()
{
    QString million; // of which no part repeats, so that it is found or not in one go
    for (int i = 0; million.size() < 1'000'000; ++i)
        million += u"x'\\%_%1 "_s + QString::number(i);
    m_database->execute(
        u"CREATE TABLE long_tasks (LIKE tasks); INSERT INTO long_tasks (id, type, created_at) VALUES "
        "('99999999-0000-4000-8000-000000000001', 'short', now())"_s);
    const QString id = u"99999999-0000-4000-8000-000000000002"_s;
    m_database->execute(
        u"INSERT INTO long_tasks (id, type, status, error_message, created_at) "
        "SELECT '%1', v, v, v, now() FROM (VALUES (%2)) t(v)"_s.arg(id, sql::literal(million)));
    ConnectionProfile profile = m_database->profile();
    profile.table = u"long_tasks"_s;
    TaskService service(profile);
    success(service.open());
    QCOMPARE(idsOf(service, filtered(&TaskFilter::types, {million})), QStringList(id));
    QCOMPARE(idsOf(service, filtered(&TaskFilter::statuses, {u"x"_s, million})), QStringList(id));
    QCOMPARE(idsOf(service, filtered(&TaskFilter::types, {million + u'x'})), QStringList());
    QCOMPARE(idsOf(service, withText(million)), QStringList(id));
    QCOMPARE(idsOf(service, withText(million.mid(7))), QStringList(id));
    QCOMPARE(idsOf(service, withText(million + u'x')), QStringList());
    const TaskRow row = success(service.page(pageOf(withText(million)))).rows.first();
    QCOMPARE(row.task.type.value_or(QString()), million);
    QCOMPARE(row.task.errorMessage, million.left(TaskPage::errorCharacters));
}

void TestTaskPage::shortensRows()
{
    const QString id = m_rows.first().id;
    const QString error = QString(u"é🚀"_s).repeated(TaskPage::errorCharacters);
    m_database->execute(
        u"BEGIN; UPDATE tasks SET metadata = '{\"a\": 1}', error_message = %1 WHERE id = '%2'"_s.arg(
            sql::literal(error), id));
    m_database->execute(u"COMMIT"_s);
    const Task listed = success(m_service->page(limitedTo(1))).rows.first().task;
    QVERIFY(!listed.metadata);
    QCOMPARE(listed.errorMessage,
             QString(u"é🚀"_s).repeated(TaskPage::errorCharacters / 2)); // characters, not halves of them
    const Task watched = success(m_service->page(watching({TaskId(id)}))).watched.first().task;
    QVERIFY(watched == listed);
    const Task whole = success(m_service->getTask(TaskId(id)));
    QCOMPARE(whole.metadata, R"({"a": 1})"_ba);
    QCOMPARE(whole.errorMessage, error);
    m_database->execute(u"UPDATE tasks SET metadata = NULL, error_message = %1 WHERE id = '%2'"_s.arg(
        orNull(m_rows.first().error), id));
}

void TestTaskPage::leavesOutNothingIfWhole()
{
    PageRequest request = limitedTo(3);
    request.whole = true;
    m_database->execute(u"UPDATE tasks SET metadata = '{\"a\": 1}' WHERE id = '%1'"_s.arg(m_rows.first().id));
    const TaskPage page = success(m_service->page(request));
    QCOMPARE(page.rows.first().task.metadata, R"({"a": 1})"_ba);
    m_database->execute(u"UPDATE tasks SET metadata = NULL"_s);
}

void TestTaskPage::looksUpWatchedTasks()
{
    const TaskFilter filter = filtered(&TaskFilter::types, {u"it's"_s, u"%1"_s, u"%2 %3 %4"_s});
    QVector<TaskKey> ids{TaskId(u"99999999-0000-4000-8000-00000000dead"_s)};
    for (int i = 0; i < 50; ++i)
        ids += TaskId(m_rows[i].id);
    PageRequest request = watching(ids, filter);
    request.limit = 1;
    request.countBefore = success(m_service->page(limitedTo(1))).rows.first().key; // with everything else
    const TaskPage page = success(m_service->page(request));
    QCOMPARE(page.watched.size(), 50);
    for (const WatchedTask &one : page.watched) {
        const qsizetype index = ids.indexOf(one.task.id) - 1;
        QCOMPARE(one.matches, matches(filter, m_rows[index]));
        QVERIFY(one.task.type == m_rows[index].type);
    }
}

void TestTaskPage::countsNewerRows()
{
    for (const QString &word : words) {
        TaskFilter filter = filtered(&TaskFilter::types, {word}, true);
        filter.condition = filter::containing(u"a"_s);
        PageRequest request = pageOf(filter);
        const TaskPage all = success(m_service->page(request));
        QVERIFY(all.rows.size() > 20);
        QCOMPARE(all.newer, 0);
        request.countBefore = all.rows[17].key;
        QCOMPARE(success(m_service->page(request)).newer, 17);
        request.query.sort.order = Qt::AscendingOrder;
        QVERIFY(success(m_service->page(request)).newer > 0);
    }
}

void TestTaskPage::countsNewerRowsUpToALimit()
{
    PageRequest request = limitedTo(1);
    request.countBefore = success(m_service->page(request)).rows.first().key;
    m_database->execute(
        u"INSERT INTO tasks (id, created_at) SELECT gen_random_uuid(), now() FROM generate_series(1, %1)"_s
            .arg(TaskPage::newerLimit - 1));
    QCOMPARE(success(m_service->page(request)).newer, TaskPage::newerLimit - 1);
    m_database->execute(
        u"INSERT INTO tasks (id, created_at) SELECT gen_random_uuid(), now() FROM generate_series(1, 7)"_s);
    QCOMPARE(success(m_service->page(request)).newer, TaskPage::newerLimit);
    m_database->execute(u"DELETE FROM tasks WHERE created_at > '2026-01-01'"_s);
}

// 1970 and 64 bits of microseconds end in the year 294247, PostgreSQL's timestamps thirty years later.
void TestTaskPage::timesBeyond64Bits()
{
    m_database->execute(
        u"INSERT INTO tasks (id, created_at, updated_at) VALUES "
        "('99999999-0000-4000-8000-000000000001', '294276-12-31 23:59:59.999999Z', '4713-01-01 BC')"_s);
    const auto page = await(m_service->page(limitedTo(2)));
    VERIFY_FINE(page);
    QCOMPARE(page->rows.first().task.createdAt->toIso8601(), u"+294276-12-31T23:59:59.999999+00:00"_s);
    QVERIFY(page->rows.first().task.updatedAt->isFinite());
    PageRequest next = limitedTo(1);
    next.start = Start::After;
    next.key = page->rows.first().key;
    QCOMPARE(success(m_service->page(next)).rows.first().task.id, page->rows[1].task.id);
    m_database->execute(u"DELETE FROM tasks WHERE created_at > '2026-01-01'"_s);
}

void TestTaskPage::tellsTheServersTime()
{
    const QString clock = u"SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"_s;
    const qint64 before = m_database->value(clock).toLongLong();
    const TaskPage page = success(m_service->page({}));
    const qint64 after = m_database->value(clock).toLongLong();
    QVERIFY(page.serverTime.microseconds() >= before && page.serverTime.microseconds() <= after);
    QVERIFY(page.elapsedMicroseconds > 0);
}

void TestTaskPage::tellsItsEnds()
{
    PageRequest request = limitedTo(rowCount);
    TaskPage page = success(m_service->page(request));
    QVERIFY(page.reachedStart && !page.reachedEnd); // there might be one more
    request.limit = rowCount + 1;
    page = success(m_service->page(request));
    QVERIFY(page.reachedStart && page.reachedEnd);
    request.start = Start::Before;
    request.key = page.rows.first().key;
    page = success(m_service->page(request));
    QVERIFY(page.rows.isEmpty() && page.reachedStart && !page.reachedEnd);
    page = success(m_service->page(pageOf(withText(u"nothing like that"_s))));
    QVERIFY(page.rows.isEmpty() && page.reachedStart && page.reachedEnd);
}

void TestTaskPage::newerRequestReplacesOlder()
{
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE"_s);
    const auto first = m_service->page({});
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value(u"SELECT count(*) FROM pg_locks WHERE NOT granted"_s), u"1"_s,
                              30'000);
    const auto second = m_service->page({});
    const auto third = m_service->page(limitedTo(3));
    QCOMPARE(outcomeOf(first), u"Cancelled"_s);
    QCOMPARE(outcomeOf(second), u"Cancelled"_s);
    m_database->execute(u"COMMIT"_s);
    QCOMPARE(success(third).rows.size(), 3);
}

// As text, whatever they are; shortened like an error.
void TestTaskPage::hasTheKeysAskedFor()
{
    TestDatabase database(TestDatabase::SetUp::Reference);
    const auto insert = [&](const QString &metadata) {
        database.execute(
            u"INSERT INTO tasks (user_id, type, created_at, metadata) VALUES (gen_random_uuid(), 'x', "
            "'2026-01-01'::timestamptz + (SELECT count(*) FROM tasks) * interval '1 s', %1)"_s.arg(metadata));
    };
    insert(u"NULL"_s);
    insert(u"'{\"model\": \"xl\", \"run\": {\"n\": 12345678901234567890.10, \"it''s\": true}}'"_s);
    insert(u"'{\"model\": null, \"run\": [7]}'"_s);
    insert(u"jsonb_build_object('model', repeat('x', 1000), 'run', '{}'::jsonb)"_s);
    insert(u"'[1]'"_s);
    TaskService service(database.profile());
    success(service.open());
    PageRequest request = sortedBy(TaskField::CreatedAt);
    request.query.keys = {{u"model"_s}, {u"run"_s, u"n"_s}, {u"run"_s, u"it's"_s}, {u"run"_s}};
    const TaskPage page = success(service.page(request));
    using Values = QVector<std::optional<QString>>;
    QCOMPARE(page.rows.size(), 5);
    QCOMPARE(page.rows[0].task.chosen, Values(4));
    QCOMPARE(page.rows[1].task.chosen,
             (Values{u"xl"_s, u"12345678901234567890.10"_s, u"true"_s,
                     u"{\"n\": 12345678901234567890.10, \"it's\": true}"_s}));
    QCOMPARE(page.rows[2].task.chosen, (Values{{}, {}, {}, u"[7]"_s}));
    QCOMPARE(page.rows[3].task.chosen, (Values{QString(TaskPage::errorCharacters, u'x'), {}, {}, u"{}"_s}));
    QCOMPARE(page.rows[4].task.chosen, Values(4));

    // Also of what is watched, and through a view; a column of text has no keys.
    request.watched = {page.rows[1].task.key()};
    QCOMPARE(success(service.page(request)).watched.first().task.chosen.first(), u"xl"_s);
    for (const auto &[type, model] :
         {std::pair(u"json"_s, std::optional(u"xl"_s)), {u"text"_s, std::nullopt}}) {
        database.execute(u"ALTER TABLE tasks ALTER metadata TYPE %1 USING metadata::text::%1"_s.arg(type));
        QCOMPARE(success(service.page(request)).rows[1].task.chosen.first(), model);
    }
}

WATCHBILL_TEST(TestTaskPage)

} // namespace tst_taskpage

#include "tst_taskpage.moc"
