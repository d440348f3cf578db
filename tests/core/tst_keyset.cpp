// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/keyset.h"

#include "outcome.h"
#include "postgres/sqltext.h"
#include "service/taskservice.h"
#include "statement/taskorder.h"
#include "task/storedfields.h"
#include "testprogram.h"
#include "testserver.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

namespace tst_keyset {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Start = PageRequest::Start;

namespace {

constexpr quint32 seed = 314159;
constexpr int rowCount = 150;

struct Table
{
    const char *name;
    QString id; // its column's type
    QString created; // the type of both times
    QString definition; // %1 for the id's type, %2 for that of the times
};

QVector<Table> tables()
{
    const QString plain =
        u"CREATE TABLE public.tasks (id %1 PRIMARY KEY, created_at %2, updated_at %2, user_id text, "
        "type text, status text, result_id bigint, error_message text, metadata json);"_s;
    return {
        // Its indexes make the orders by type, status and user go on with created_at.
        {"reference", u"uuid"_s, u"timestamptz"_s,
         u"CREATE TABLE public.tasks (id %1 PRIMARY KEY, created_at %2, updated_at %2, user_id uuid, type text, status text, "
         "result_id uuid, error_message text, metadata jsonb);"
         "CREATE INDEX ON public.tasks (created_at, id); CREATE INDEX ON public.tasks (status, created_at, id);"
         "CREATE INDEX ON public.tasks (type, created_at, id); CREATE INDEX ON public.tasks (user_id, created_at, id);"_s},
        {"numbers without indexes", u"bigint"_s, u"timestamp"_s, plain},
        {"texts", u"text COLLATE \"C\""_s, u"timestamptz"_s, plain},
        {"enum", u"int"_s, u"timestamptz(3)"_s,
         u"CREATE TYPE public.word AS ENUM ('pending', 'a', 'failed', 'B', 'completed');"_s
             + QString(plain).replace(u"status text"_s, u"status public.word"_s)},
        {"padded", u"varchar(60)"_s, u"timestamptz"_s,
         QString(plain).replace(u"type text"_s, u"type char(20)"_s)},
        {"other collation", u"uuid"_s, u"timestamptz"_s,
         QString(plain).replace(u"type text"_s, u"type text COLLATE \"en-x-icu\""_s)},
        {"no NULLs", u"uuid"_s, u"timestamptz"_s,
         QString(plain).replace(u"created_at %2"_s, u"created_at %2 NOT NULL"_s)},
    };
}

const QVector<TaskField> fields{TaskField::Id,        TaskField::UserId,    TaskField::Type,
                                TaskField::Status,    TaskField::ResultId,  TaskField::ErrorMessage,
                                TaskField::CreatedAt, TaskField::UpdatedAt, TaskField::Duration};

// What a person expects a list to be sorted by, said apart from the code that is tested.
QString sortedBy(TaskField field)
{
    if (field == TaskField::Duration)
        return u"CASE WHEN isfinite(created_at) THEN CASE WHEN status::text IN ('pending', 'processing') "
               "THEN extract(epoch FROM now())::float8 - extract(epoch FROM created_at)::float8 WHEN isfinite(updated_at) "
               "THEN extract(epoch FROM updated_at)::float8 - extract(epoch FROM created_at)::float8 END END"_s;
    if (field == TaskField::ErrorMessage)
        return u"left(error_message, 200)"_s;
    return nameOf(field);
}

class RandomRows
{
public:
    explicit RandomRows(const Table &table)
        : m_table(table)
        , m_random(seed)
    {
    }

    QString insertion()
    {
        QStringList rows;
        for (int i = 0; i < rowCount; ++i)
            rows += u'('
                + QStringList{id(i),      time(!isSet("created_at %2 NOT NULL"_L1)),
                              time(true), user(),
                              type(),     status(),
                              result(),   error()}
                      .join(u',')
                + u')';
        return u"INSERT INTO public.tasks (id, created_at, updated_at, user_id, type, status, result_id, error_message) VALUES "_s
            + rows.join(u',');
    }

private:
    bool isSet(QLatin1StringView what) const { return m_table.definition.contains(what); }

    QString pick(const QStringList &from) { return from[m_random.bounded(int(from.size()))]; }

    QString uuid()
    {
        return u"'%1-0000-4000-8000-%2'"_s.arg(m_random.bounded(3), 8, 16, QChar(u'0'))
            .arg(m_random.bounded(1'000'000'000), 12, 16, QChar(u'0'));
    }

    QString id(int i)
    {
        if (m_table.id == u"uuid")
            return uuid();
        if (m_table.id == u"bigint" || m_table.id == u"int")
            return QString::number(i * 37 % 1'009 - 500);
        return sql::literal(pick({u"a"_s, u"B"_s, u"ä"_s, u"it's"_s, u"\\"_s, u"%1"_s})
                            + QString::number(i * 37 % 1'009));
    }

    // Neighbours in microseconds, far times, both infinities, NULL.
    QString time(bool nullable)
    {
        QStringList times{u"'-infinity'"_s,
                          u"'infinity'"_s,
                          u"'0044-03-15 12:00 BC'"_s,
                          u"'9999-12-31 23:59:59.999999'"_s,
                          u"'1969-12-31 23:59:59.999999'"_s,
                          u"'1970-01-01'"_s};
        for (int i = 0; i < 12; ++i)
            times += u"'2026-01-31 12:00:00.%1'"_s.arg(999'990 + m_random.bounded(10), 6, 10, QChar(u'0'));
        if (nullable)
            times += {u"NULL"_s, u"NULL"_s, u"NULL"_s};
        return pick(times);
    }

    QString user()
    {
        if (isSet("user_id uuid"_L1))
            return m_random.bounded(4) == 0 ? u"NULL"_s : uuid();
        return pick({u"NULL"_s, u"''"_s, u"'me'"_s, u"'Me'"_s, u"'it''s me'"_s});
    }

    QString type()
    {
        return pick({u"NULL"_s, u"''"_s, u"'a'"_s, u"'A'"_s, u"'b'"_s, u"'ä'"_s, u"'a b'"_s, u"'a-b'"_s,
                     u"'%1 %2'"_s, u"'it''s'"_s, u"E'back\\\\slash'"_s, u"'concept_refinement'"_s, u"'🚀'"_s,
                     u"'\u0001'"_s});
    }

    QString status()
    {
        return pick({u"NULL"_s, u"'pending'"_s, u"'failed'"_s, u"'completed'"_s, u"'a'"_s, u"'B'"_s});
    }

    QString result()
    {
        if (m_random.bounded(3) == 0)
            return u"NULL"_s;
        return isSet("result_id uuid"_L1) ? uuid() : QString::number(m_random.bounded(-3, 4));
    }

    // Some are alike for longer than they are sorted by.
    QString error()
    {
        return pick({u"NULL"_s, u"NULL"_s, u"''"_s, u"'%1'"_s, u"'rate limit'"_s, u"E'a\\nb\\\\'"_s,
                     u"repeat('ä', 200) || 'x'"_s, u"repeat('ä', 200) || 'y'"_s, u"repeat('ä', 199)"_s});
    }

    const Table m_table;
    QRandomGenerator m_random;
};

QStringList idsOf(const QVector<TaskRow> &rows)
{
    QStringList ids;
    for (const TaskRow &row : rows)
        ids += row.task.id.toText();
    return ids;
}

} // namespace

class TestKeyset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();
    void cleanupTestCase();
    void pagesForwards_data();
    void pagesForwards();
    void pagesBackwards_data();
    void pagesBackwards();
    void pagesFromAnyRow_data();
    void pagesFromAnyRow();
    void refusesForeignKeys();
    void keyOfARowThatIsGone();

private:
    struct World
    {
        std::unique_ptr<TestDatabase> database;
        std::unique_ptr<TaskService> service;
        TaskSource source;
    };

    static void addOrders();
    TaskSort sort() const;
    TaskPage page(const PageRequest &request); // leaves an error in m_fault
    // All ids in the server's order; checks that it is an order by the field.
    QStringList truth();

    std::map<int, World> m_worlds; // one for each table, kept for all tests
    World *m_world = nullptr;
    QString m_fault;
};

void TestKeyset::initTestCase_data()
{
    QTest::addColumn<int>("table");
    const QVector<Table> all = tables();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << i;
}

void TestKeyset::init()
{
    QFETCH_GLOBAL(int, table);
    World &world = m_worlds[table];
    m_world = &world;
    m_fault.clear();
    if (world.service)
        return;
    const Table chosen = tables()[table];
    world.database = std::make_unique<TestDatabase>();
    world.database->execute(
        u"SET client_min_messages = error;"_s
        + QString(chosen.definition).replace(u"%1"_s, chosen.id).replace(u"%2"_s, chosen.created));
    world.database->execute(RandomRows(chosen).insertion());
    world.service = std::make_unique<TaskService>(world.database->profile());
    world.source = success(world.service->open());
}

void TestKeyset::cleanup()
{
    if (QTest::currentTestFailed())
        qWarning("The seed was %u.", seed);
}

void TestKeyset::cleanupTestCase()
{
    m_worlds.clear();
}

void TestKeyset::addOrders()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<bool>("ascending");
    for (const TaskField field : fields) {
        const QByteArray name = field == TaskField::Duration ? "duration" : nameOf(field).toLatin1();
        QTest::newRow((name + " ascending").constData()) << int(field) << true;
        QTest::newRow((name + " descending").constData()) << int(field) << false;
    }
}

TaskSort TestKeyset::sort() const
{
    QFETCH(int, field);
    QFETCH(bool, ascending);
    return {TaskField(field), ascending ? Qt::AscendingOrder : Qt::DescendingOrder};
}

TaskPage TestKeyset::page(const PageRequest &request)
{
    const auto answer = await(m_world->service->page(request));
    if (answer)
        return *answer;
    m_fault = answer.error().message;
    TaskPage none;
    none.reachedStart = none.reachedEnd = true;
    return none;
}

QStringList TestKeyset::truth()
{
    const TaskSort by = sort();
    const QString direction = by.order == Qt::AscendingOrder ? u"ASC"_s : u"DESC"_s;
    const auto rows = m_world->database->execute(
        u"SELECT id, dense_rank() OVER (ORDER BY %1 %2) FROM public.tasks t ORDER BY %3"_s.arg(
            sortedBy(by.field), direction,
            keyset::orderBy(taskorder::sortColumns(m_world->source, by.field), by.order)));
    QStringList ids;
    qint64 rank = 0;
    for (const QStringList &row : rows) {
        ids += row[0];
        if (row[1].toLongLong() < rank)
            m_fault = u"The order is not by the field."_s;
        rank = row[1].toLongLong();
    }
    return ids;
}

void TestKeyset::pagesForwards_data()
{
    addOrders();
}

void TestKeyset::pagesForwards()
{
    const QStringList expected = truth();
    for (const int size : {7, rowCount, rowCount + 1}) {
        QStringList ids;
        PageRequest request;
        request.query.sort = sort();
        request.limit = size;
        TaskPage one = page(request);
        QVERIFY(one.reachedStart);
        for (ids = idsOf(one.rows); !one.reachedEnd && ids.size() <= rowCount; ids += idsOf(one.rows)) {
            QCOMPARE(one.rows.size(), size);
            request.start = Start::After;
            request.key = one.rows.last().key;
            one = page(request);
            QVERIFY(!one.reachedStart);
        }
        QCOMPARE(m_fault, u""_s);
        QCOMPARE(ids, expected);
    }
}

void TestKeyset::pagesBackwards_data()
{
    addOrders();
}

void TestKeyset::pagesBackwards()
{
    const QStringList expected = truth();
    for (const int size : {7, rowCount, rowCount + 1}) {
        QStringList ids;
        PageRequest request;
        request.query.sort = sort();
        request.limit = size;
        request.start = Start::Last;
        TaskPage one = page(request);
        QVERIFY(one.reachedEnd);
        for (ids = idsOf(one.rows); !one.reachedStart && ids.size() <= rowCount;
             ids = idsOf(one.rows) + ids) {
            QCOMPARE(one.rows.size(), size);
            request.start = Start::Before;
            request.key = one.rows.first().key;
            one = page(request);
            QVERIFY(!one.reachedEnd);
        }
        QCOMPARE(m_fault, u""_s);
        QCOMPARE(ids, expected);
    }
}

void TestKeyset::pagesFromAnyRow_data()
{
    addOrders();
}

void TestKeyset::pagesFromAnyRow()
{
    const QStringList expected = truth();
    PageRequest request;
    request.query.sort = sort();
    request.limit = rowCount;
    const QVector<TaskRow> all = page(request).rows;
    QCOMPARE(idsOf(all), expected);
    request.limit = 5;
    request.start = Start::From;
    for (int i = 0; i < rowCount; i += 11) {
        request.key = request.countBefore = all[i].key;
        const TaskPage one = page(request);
        QCOMPARE(m_fault, u""_s);
        QCOMPARE(idsOf(one.rows), expected.mid(i, 5));
        QCOMPARE(one.newer, i);
        QCOMPARE(one.rows.first().key, all[i].key);
    }
}

void TestKeyset::refusesForeignKeys()
{
    PageRequest request;
    request.start = Start::After;
    const QVector<std::optional<SortKey>> keys{std::nullopt, SortKey{}, SortKey{{u"2026-01-01"_s}},
                                               SortKey{{u"2026-01-01"_s, std::nullopt}},
                                               SortKey{{u"2026-01-01"_s, u"1"_s, u"2"_s}}};
    for (const auto &key : keys) {
        request.key = key;
        const auto answer = await(m_world->service->page(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, TaskError::Kind::InvalidInput);
    }
    request = {};
    request.countBefore = SortKey{};
    const auto answer = await(m_world->service->page(request));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, TaskError::Kind::InvalidInput);
}

// A key is a place in the order, whether or not a row still stands there. The last test: rows go.
void TestKeyset::keyOfARowThatIsGone()
{
    for (const TaskField field : fields) {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            PageRequest request;
            request.query.sort = {field, order};
            request.limit = rowCount;
            const QVector<TaskRow> all = page(request).rows;
            const int at = int(all.size()) / 2;
            m_world->database->execute(u"DELETE FROM public.tasks WHERE id = "_s
                                       + sql::literal(all[at].task.id.toText()));
            QStringList expected = idsOf(all);
            expected.removeAt(at);

            request.limit = 4;
            request.key = all[at].key;
            request.start = Start::From;
            QCOMPARE(idsOf(page(request).rows), expected.mid(at, 4));
            request.start = Start::After;
            QCOMPARE(idsOf(page(request).rows), expected.mid(at, 4));
            request.start = Start::Before;
            QCOMPARE(idsOf(page(request).rows), expected.mid(at - 4, 4));
            QCOMPARE(m_fault, u""_s);
        }
    }
}

WATCHBILL_TEST(TestKeyset)

} // namespace tst_keyset

#include "tst_keyset.moc"
