// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/queryconditions.h"

#include "advice/ownerstatements.h"
#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "filter/timetext.h"
#include "outcome.h"
#include "postgres/sqltext.h"
#include "requests.h"
#include "service/taskservice.h"
#include "task/taskjson.h"
#include "testprogram.h"
#include "testserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

#include <algorithm>

namespace tst_queryconditions {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

namespace {

using Field = Condition::Field;
using Kind = Condition::Kind;
using Relation = Condition::Value::Relation;
using Value = Condition::Value;

constexpr quint32 seed = 314159;
constexpr qint64 second = 1'000'000;

/// What a condition means, said as plainly as possible: of one task, at one moment.
class Meaning
{
public:
    Meaning(const Task &task, Timestamp now)
        : m_task(task)
        , m_now(now)
    {
    }

    bool of(const Condition &condition) const
    {
        const auto holds = [this](const Condition &part) { return of(part); };
        switch (condition.kind) {
        case Kind::All:
            return std::all_of(condition.parts.begin(), condition.parts.end(), holds);
        case Kind::Any:
            return std::any_of(condition.parts.begin(), condition.parts.end(), holds);
        case Kind::Not:
            return !of(condition.parts.first());
        case Kind::Term:
            break;
        }
        return std::any_of(condition.values.begin(), condition.values.end(),
                           [&](const Value &value) { return ofTerm(condition, value); });
    }

private:
    static QString lower(const QString &text) { return text.toLower(); }

    static bool compares(Relation relation, auto a, auto b)
    {
        switch (relation) {
        case Relation::Less:
            return a < b;
        case Relation::LessOrEqual:
            return a <= b;
        case Relation::Greater:
            return a > b;
        default:
            return a >= b;
        }
    }

    FieldValue text(Field field) const
    {
        switch (field) {
        case Field::Status:
            return m_task.status.value();
        case Field::Type:
            return m_task.type;
        case Field::User:
            return m_task.userId ? FieldValue(m_task.userId->toText()) : std::nullopt;
        case Field::Result:
            return m_task.resultId ? FieldValue(m_task.resultId->toText()) : std::nullopt;
        case Field::Error:
            return m_task.errorMessage;
        default:
            return m_task.id.toText();
        }
    }

    bool ofTerm(const Condition &term, const Value &value) const
    {
        switch (term.field) {
        case Field::Text:
            return lower(m_task.id.toText()).contains(lower(value.text))
                || lower(m_task.errorMessage.value_or(QString())).contains(lower(value.text));
        case Field::Created:
            return ofTime(m_task.createdAt, value);
        case Field::Updated:
            return ofTime(m_task.updatedAt, value);
        case Field::Age:
            return m_task.createdAt
                && ofSpan(double(m_now.toServer()) - double(m_task.createdAt->toServer()), value);
        case Field::Duration: {
            const auto end = isActive() ? std::optional(m_now) : m_task.updatedAt;
            return m_task.createdAt && m_task.createdAt->isFinite() && end && end->isFinite()
                && ofSpan(double(end->toServer()) - double(m_task.createdAt->toServer()), value);
        }
        case Field::State:
            return ofState(value.text);
        case Field::Metadata:
            return ofMetadata(term.path, value);
        default:
            return ofText(term.field, value);
        }
    }

    bool isActive() const { return m_task.status.isActive(); }

    bool ofState(const QString &word) const
    {
        if (word == "active"_L1)
            return isActive();
        if (word == "done"_L1)
            return !m_task.status.isNull() && !isActive();
        const auto since = m_task.status == TaskStatus(TaskStatus::Kind::Pending) ? m_task.createdAt
            : m_task.updatedAt                                                    ? m_task.updatedAt
                                                                                  : m_task.createdAt;
        return isActive() && since && since->toServer() < m_now.toServer() - 1'800 * second;
    }

    bool ofText(Field field, const Value &value) const
    {
        const FieldValue own = text(field);
        if (value.relation == Relation::Null)
            return !own;
        if (!own)
            return false;
        switch (value.relation) {
        case Relation::Present:
            return !own->isEmpty();
        case Relation::Starting:
            return own->startsWith(value.text);
        case Relation::Containing:
            return lower(*own).contains(lower(value.text));
        case Relation::Matching:
            return QRegularExpression(value.text, QRegularExpression::CaseInsensitiveOption)
                .match(*own)
                .hasMatch();
        default:
            // Of a uuid, the beginning is enough.
            return field == Field::User || field == Field::Result ? own->startsWith(value.text)
                                                                  : *own == value.text;
        }
    }

    bool ofTime(const std::optional<Timestamp> &time, const Value &value) const
    {
        if (value.relation == Relation::Null)
            return !time;
        if (!time)
            return false;
        const Period begin = *periodFromText(value.text, m_now);
        switch (value.relation) {
        case Relation::Less:
            return *time < begin.from;
        case Relation::LessOrEqual:
            return begin.isPoint() ? *time <= begin.from : *time < begin.until;
        case Relation::Greater:
            return begin.isPoint() ? *time > begin.from : *time >= begin.until;
        case Relation::GreaterOrEqual:
            return *time >= begin.from;
        default:
            break;
        }
        const Period end = value.relation == Relation::Between ? *periodFromText(value.upper, m_now) : begin;
        if (value.relation == Relation::Equal && begin.ago)
            return *time >= begin.from;
        return *time >= begin.from && (end.isPoint() ? *time <= end.from : *time < end.until);
    }

    static bool ofSpan(double span, const Value &value)
    {
        const auto given = [](const QString &text) { return double(*spanFromText(text)); };
        if (value.relation == Relation::Between)
            return span >= given(value.text) && span <= given(value.upper);
        return compares(value.relation, span, given(value.text));
    }

    static QJsonArray unwrapped(const QJsonArray &values)
    {
        QJsonArray all;
        for (const QJsonValue &value : values) {
            if (value.isArray()) {
                for (const QJsonValue &one : value.toArray())
                    all.append(one);
            } else {
                all.append(value);
            }
        }
        return all;
    }

    bool ofMetadata(const QStringList &path, const Value &value) const
    {
        if (!m_task.metadata)
            return value.relation == Relation::Null;
        if (path.isEmpty())
            return value.relation != Relation::Null;
        const QJsonDocument document = QJsonDocument::fromJson(*m_task.metadata);
        QJsonArray found{document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object())};
        for (const QString &key : path) {
            QJsonArray next;
            for (const QJsonValue &one : unwrapped(found)) {
                if (one.isObject() && one.toObject().contains(key))
                    next.append(one.toObject().value(key));
            }
            found = next;
        }
        if (value.relation == Relation::Null)
            return std::all_of(found.begin(), found.end(),
                               [](const QJsonValue &one) { return one.isNull(); });
        const QJsonArray all = unwrapped(found);
        return std::any_of(all.begin(), all.end(), [&](const QJsonValue &one) { return ofJson(one, value); });
    }

    // As JSON writes it.
    static bool isNumber(const QString &text)
    {
        bool isNumber = false;
        text.toDouble(&isNumber);
        return isNumber && !text.startsWith(u'0');
    }

    static bool ofJson(const QJsonValue &own, const Value &value)
    {
        const auto isGreaterOrSo = [&](Relation relation, const QString &text) {
            if (isNumber(text))
                return own.isDouble() && compares(relation, own.toDouble(), text.toDouble());
            return own.isString() && compares(relation, own.toString(), text);
        };
        switch (value.relation) {
        case Relation::Present:
            return !own.isNull() && !(own.isString() && own.toString().isEmpty());
        case Relation::Equal:
            return (own.isString() && own.toString() == value.text)
                || (isNumber(value.text) && own.isDouble() && own.toDouble() == value.text.toDouble())
                || (own.isBool() && value.text == (own.toBool() ? "true"_L1 : "false"_L1));
        case Relation::EqualText:
            return own.isString() && own.toString() == value.text;
        case Relation::Starting:
            return own.isString() && own.toString().startsWith(value.text);
        case Relation::Matching:
            return own.isString()
                && QRegularExpression(value.text, QRegularExpression::CaseInsensitiveOption)
                       .match(own.toString())
                       .hasMatch();
        case Relation::Between:
            return isGreaterOrSo(Relation::GreaterOrEqual, value.text)
                && isGreaterOrSo(Relation::LessOrEqual, value.upper);
        default:
            return isGreaterOrSo(value.relation, value.text);
        }
    }

    const Task &m_task;
    const Timestamp m_now;
};

} // namespace

/// What the server finds for a query is what the query means.
class TestQueryConditions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void meansWhatItSays();
    void findsByText_data();
    void findsByText();
    void usesIndexes_data();
    void usesIndexes();
    void formsOfUuids();
    void manyUuids();
    void countsRefuseToo();
    void refuses_data();
    void refuses();
    void valuesAsPeopleWriteThem_data();
    void valuesAsPeopleWriteThem();
    void otherTables();

private:
    QString pick(const QStringList &values) { return values[m_random.bounded(int(values.size()))]; }
    Value value(Field field);
    Condition term();
    Condition condition(int depth);
    QStringList ids(const Condition &condition) const;
    QStringList copied(const TaskFilter &filter) const; // what the statement for psql finds

    QRandomGenerator m_random{seed};
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    QVector<Task> m_tasks;
};

namespace {

const QStringList words{u"failed"_s, u"pending"_s, u"processing"_s, u"completed"_s,
                        u"Failed"_s, u""_s,        u"it's %"_s,     u"a_b\\c"_s};
const QStringList texts{u"Rate limit"_s, u"timeout after 30 s"_s, u"100% \\ odd\n(line)"_s, u""_s, u"it's"_s};
const QStringList documents{uR"({"x": 3, "tags": ["a", "urgent"], "model": "concept-xl-2"})"_s,
                            uR"({"x": "3", "tags": "urgent", "y": null, "model": ""})"_s,
                            uR"({"x": 3.0, "y": true, "steps": [{"name": "a", "n": 1}, {"name": "b"}]})"_s,
                            uR"({"x": -5, "model": "concept", "steps": {"name": "b", "n": 10}})"_s,
                            uR"({"it's \"odd\".key": "100%", "x": [1, 20]})"_s,
                            uR"([{"x": 7}, {"y": "true"}])"_s,
                            u"{}"_s};

QString orNull(const QString &text, QRandomGenerator &random)
{
    return random.bounded(6) == 0 ? u"NULL"_s : sql::literal(text);
}

} // namespace

void TestQueryConditions::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE TABLE tasks (id text PRIMARY KEY, user_id uuid, type text, status text, result_id uuid, "
        "error_message text, metadata jsonb, created_at timestamptz, updated_at timestamptz); "
        "CREATE INDEX ON tasks USING gin (metadata jsonb_path_ops); CREATE INDEX ON tasks (created_at, id); "
        "CREATE INDEX ON tasks (user_id, created_at, id)"_s);
    const QStringList users{u"4f1c0000-0000-4000-8000-000000000001"_s,
                            u"4f1c0000-0000-4000-8000-000000000002"_s,
                            u"4f1d0000-0000-4000-8000-000000000001"_s};
    const QStringList times{u"now() - interval '5 min'"_s,
                            u"now() - interval '50 min'"_s,
                            u"now() - interval '3 h'"_s,
                            u"now() - interval '9 days'"_s,
                            u"'2026-01-31T23:59:59.999999Z'"_s,
                            u"'2026-02-01Z'"_s,
                            u"'infinity'"_s,
                            u"NULL"_s};
    QStringList rows;
    for (int i = 0; i < 300; ++i)
        rows += u"(%1,%2,%3,%4,%5,%6,%7,%8,%9)"_s.arg(
            sql::literal(u"%1-%2"_s.arg(i).arg(pick({u"AbC"_s, u"x"_s, u"30 s"_s}))),
            orNull(pick(users), m_random), orNull(pick(words), m_random), orNull(pick(words), m_random),
            orNull(pick(users), m_random), orNull(pick(texts), m_random), orNull(pick(documents), m_random),
            pick(times), pick(times));
    m_database->execute("INSERT INTO tasks VALUES "_L1 + rows.join(u','));
    m_service = std::make_unique<TaskService>(m_database->profile());
    success(m_service->open());
    PageRequest all;
    all.limit = 1'000;
    all.whole = true;
    for (const TaskRow &row : success(m_service->page(all)).rows)
        m_tasks += row.task;
    QCOMPARE(m_tasks.size(), 300);
}

void TestQueryConditions::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

Value TestQueryConditions::value(Field field)
{
    const Relation comparison = std::array{Relation::Less, Relation::LessOrEqual, Relation::Greater,
                                           Relation::GreaterOrEqual}[m_random.bounded(4)];
    const bool isEven = m_random.bounded(2) == 0;
    switch (field) {
    case Field::Text:
        return {Relation::Containing,
                pick({u"30"_s, u"abc"_s, u"RATE"_s, u"%"_s, u"\\"_s, u"_"_s, u"it's"_s})};
    case Field::Created:
    case Field::Updated: {
        const QStringList times{u"2026-01-31"_s, u"2026-02"_s,  u"2026-01-31T23:59:59.999999Z"_s,
                                u"20m"_s,        u"2h"_s,       u"2d"_s,
                                u"infinity"_s,   u"-infinity"_s};
        if (m_random.bounded(5) == 0)
            return {Relation::Null, {}};
        if (m_random.bounded(4) == 0)
            return {Relation::Between, pick(times), pick(times)};
        return {isEven ? comparison : Relation::Equal, pick(times)};
    }
    case Field::Age:
    case Field::Duration:
        return isEven ? Value{comparison, pick({u"20m"_s, u"100m"_s, u"5h"_s, u"20d"_s})}
                      : Value{Relation::Between, u"20m"_s, pick({u"100m"_s, u"1m"_s, u"20d"_s})};
    case Field::State:
        return {Relation::Equal, pick({u"active"_s, u"done"_s, u"stuck"_s})};
    case Field::Metadata: {
        const QStringList values{u"3"_s,    u"-5"_s, u"urgent"_s, u"concept"_s,
                                 u"true"_s, u"b"_s,  u"100%"_s,   u"007"_s};
        const Relation relation = std::array{Relation::Equal,    Relation::EqualText, Relation::Starting,
                                             Relation::Matching, Relation::Null,      Relation::Present,
                                             comparison,         Relation::Between}[m_random.bounded(8)];
        if (relation == Relation::Matching)
            return {relation, pick({u"^CONC"_s, u"g.n"_s, u"\\d%"_s})};
        return {relation, pick(values), relation == Relation::Between ? pick(values) : QString()};
    }
    case Field::User:
    case Field::Result:
        return isEven ? Value{std::array{Relation::Null, Relation::Present}[m_random.bounded(2)], {}}
                      : Value{std::array{Relation::Equal, Relation::Starting}[m_random.bounded(2)],
                              pick({u"4f1c"_s, u"4f1d0000-0000-4000-8000-000000000001"_s, u"4"_s})};
    default:
        break;
    }
    const Relation relation =
        std::array{Relation::Equal,    Relation::Starting, Relation::Containing,
                   Relation::Matching, Relation::Null,     Relation::Present}[m_random.bounded(6)];
    if (relation == Relation::Matching)
        return {relation, pick({u"^RATE.?limit$"_s, u"\\d+ s"_s, u"ed$"_s, u"\\(line\\)"_s})};
    return {relation, pick(words + texts + QStringList{u"f"_s, u"a_"_s, u"%"_s, u"0-"_s})};
}

Condition TestQueryConditions::term()
{
    const auto field = Field(m_random.bounded(int(Field::State) + 1));
    QVector<Value> values;
    for (int i = m_random.bounded(2); i >= 0; --i)
        values += value(field);
    QStringList path;
    if (field == Field::Metadata && m_random.bounded(8) > 0)
        path = pick({u"x"_s, u"y"_s, u"tags"_s, u"model"_s, u"steps/name"_s, u"steps/n"_s,
                     u"it's \"odd\".key"_s})
                   .split(u'/');
    return Condition::term(field, values, path);
}

Condition TestQueryConditions::condition(int depth)
{
    if (depth == 0)
        return term();
    switch (m_random.bounded(4)) {
    case 0:
        return term();
    case 1:
        return filter::negated(condition(depth - 1));
    default:
        return filter::joined(m_random.bounded(2) ? Kind::All : Kind::Any,
                              {condition(depth - 1), condition(depth - 1)});
    }
}

QStringList TestQueryConditions::ids(const Condition &condition) const
{
    PageRequest request = pageOf(filter::fromCondition(condition), {TaskField::Id, Qt::AscendingOrder});
    request.limit = 1'000;
    QStringList ids;
    for (const TaskRow &row : success(m_service->page(request)).rows)
        ids += row.task.id.toText();
    std::sort(ids.begin(), ids.end());
    return ids;
}

QStringList TestQueryConditions::copied(const TaskFilter &filter) const
{
    QStringList ids;
    for (const auto &row : m_database->execute(
             ownerstatements::matching(*m_service->source(), {filter, {TaskField::Id, Qt::AscendingOrder}})))
        ids += row.first();
    std::sort(ids.begin(), ids.end());
    return ids;
}

void TestQueryConditions::meansWhatItSays()
{
    int found = 0;
    const Timestamp now = Timestamp::fromDateTime(QDateTime::currentDateTimeUtc());
    for (int round = 0; round < 600; ++round) {
        const Condition asked = condition(2);
        QStringList expected;
        for (const Task &task : m_tasks) {
            if (Meaning(task, now).of(asked))
                expected += task.id.toText();
        }
        std::sort(expected.begin(), expected.end());
        const QStringList got = ids(asked);
        QVERIFY2(got == expected,
                 qPrintable(u"seed %1, round %2: %3\nmore %4\nless %5"_s.arg(seed).arg(round).arg(
                     query::print(asked),
                     QStringList(got)
                         .filter(QRegularExpression(u"^(?!(%1)$)"_s.arg(expected.join(u'|'))))
                         .mid(0, 3)
                         .join(u' '),
                     QStringList(expected)
                         .filter(QRegularExpression(u"^(?!(%1)$)"_s.arg(got.join(u'|'))))
                         .mid(0, 3)
                         .join(u' '))));
        found += !got.isEmpty() && got.size() < m_tasks.size();

        // Likewise what is copied for psql, which has the first 200.
        if (got.size() <= 200)
            QCOMPARE(copied(filter::fromCondition(asked)), got);
    }
    QVERIFY2(found > 300, qPrintable(QString::number(found)));
}

void TestQueryConditions::findsByText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("where"); // the same, as SQL

    const auto row = [](const char *text, const char *where) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(where);
    };
    row("status:failed -has:error", "status = 'failed' AND coalesce(error_message, '') = ''");
    row("meta.model:concept*", "metadata->>'model' LIKE 'concept%'");
    row("meta.x:3", "metadata->>'x' IN ('3', '3.0')");
    row("meta.tags:urgent", "metadata::text LIKE '%urgent%'");
    row("meta.x:>3", "metadata->'x' = '[1, 20]' OR metadata->0->>'x' = '7'");
    row("-meta.x:3", "metadata IS NULL OR NOT coalesce(metadata->>'x', '') IN ('3', '3.0')");
    row("has:meta.model", "coalesce(metadata->>'model', '') <> ''");
    row("created:>9999-12-31", "created_at = 'infinity'");
    row("created:infinity", "created_at = 'infinity'");
    row("-created:infinity", "created_at IS DISTINCT FROM 'infinity'");
    row("created:2026", "created_at >= '2026-01-01' AND created_at < '2027-01-01'");
    row("created:>-0043-03-15T00:00Z", "created_at > '0044-03-16 BC'");
    row("created:2026-02..", "created_at >= '2026-02-01'");
    row("is:stuck",
        "(status = 'pending' AND created_at < now() - interval '30 min') OR (status = 'processing' AND "
        "coalesce(updated_at, created_at) < now() - interval '30 min')");
    row("created:>20m", "created_at > now() - interval '20 min'");
    row("age:>20m", "created_at < now() - interval '20 min'");
    row("created:2026-01..2026-02-01", "created_at >= '2026-01-01' AND created_at < '2026-02-02'");
    row("(error:/rate.?limit/ OR error:timeout) -type:null",
        "error_message ~* 'rate.?limit|timeout' AND type IS NOT NULL");
}

void TestQueryConditions::findsByText()
{
    QFETCH(QString, text);
    QFETCH(QString, where);
    const auto filter = query::parse(text);
    QVERIFY(filter);
    // What is copied for psql finds the same.
    QCOMPARE(copied(*filter), ids(filter::joined(Kind::All, filter::parts(*filter))).mid(0, 200));
    const QString expected = m_database->value(
        u"SET TimeZone = '%2'; SELECT coalesce(string_agg(id, ',' ORDER BY id COLLATE \"C\"), '') FROM tasks WHERE %1"_s
            .arg(where, QString::fromUtf8(QTimeZone::systemTimeZoneId())));
    QVERIFY(!expected.isEmpty());
    QCOMPARE(ids(filter::joined(Kind::All, filter::parts(*filter))).join(u','), expected);
}

void TestQueryConditions::usesIndexes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("index");
    QTest::newRow("a value in the metadata") << u"meta.model:concept-xl-2"_s << u"tasks_metadata_idx"_s;
    QTest::newRow("a number") << u"meta.x:3"_s << u"tasks_metadata_idx"_s;
    QTest::newRow("alternatives") << u"meta.x:3,5"_s << u"tasks_metadata_idx"_s;
    QTest::newRow("a time") << u"created:2026-01-31"_s << u"tasks_created_at_id_idx"_s;
    QTest::newRow("a span") << u"created:>2h"_s << u"tasks_created_at_id_idx"_s;
    QTest::newRow("an age") << u"age:<2h"_s << u"tasks_created_at_id_idx"_s;
    QTest::newRow("the beginning of a UUID") << u"user:4f1c"_s << u"tasks_user_id_created_at_id_idx"_s;
    QTest::newRow("of alternatives") << u"user:4f1c* OR user:5*"_s << u"tasks_user_id_created_at_id_idx"_s;
}

// What an index can serve, as the planner sees it once it is not to read the whole table.
void TestQueryConditions::usesIndexes()
{
    QFETCH(QString, text);
    QFETCH(QString, index);
    const auto filter = query::parse(text);
    QVERIFY(filter);
    const auto where = TaskConditions(*m_service->source()).of(*filter);
    QVERIFY(where);
    QString plan;
    for (const auto &row : m_database->execute(
             "SET enable_seqscan = off; EXPLAIN SELECT FROM public.tasks t WHERE "_L1 + *where))
        plan += row.first() + u'\n';
    QVERIFY2(plan.contains(index) && plan.contains("Index Cond"_L1), qPrintable(plan));
}

// As the server takes them, where the column is of them.
void TestQueryConditions::formsOfUuids()
{
    for (const QString &form :
         {u"4F1C0000-0000-4000-8000-000000000001"_s, u"4f1c0000000040008000000000000001"_s,
          u"{4f1c0000-0000-4000-8000-000000000001}"_s}) {
        const QStringList found = ids(Condition::term(Field::User, {{Relation::Equal, form}}));
        QVERIFY2(!found.isEmpty(), qPrintable(form));
        QCOMPARE(found,
                 ids(Condition::term(Field::User,
                                     {{Relation::Equal, u"4f1c0000-0000-4000-8000-000000000001"_s}})));
    }
}

// They are looked up in another way than a few.
void TestQueryConditions::manyUuids()
{
    QVector<Condition::Value> values;
    for (int n = 0; n < 1'000; ++n)
        values += {Relation::Equal, QUuid::createUuid().toString(QUuid::WithoutBraces)};
    QCOMPARE(ids(Condition::term(Field::User, values)), QStringList());
    const QVector<Condition::Value> few{{Relation::Equal, u"{4F1C0000-0000-4000-8000-000000000001}"_s},
                                        {Relation::Equal, u"4f1d"_s},
                                        {Relation::Null, {}}};
    QVERIFY(!ids(Condition::term(Field::User, few)).isEmpty());
    QCOMPARE(ids(Condition::term(Field::User, values + few)), ids(Condition::term(Field::User, few)));
    QCOMPARE(ids(filter::negated(Condition::term(Field::User, values + few))),
             ids(filter::negated(Condition::term(Field::User, few))));
    const auto many = QueryConditions(*m_service->source()).of(Condition::term(Field::User, values));
    QVERIFY(many);
    QVERIFY2(many->left(40).contains(u" = ANY ('{"_s), qPrintable(many->left(100)));
}

// The counters say the same of a person's input as the list.
void TestQueryConditions::countsRefuseToo()
{
    const auto filter = query::parse(u"error:/(/"_s);
    for (const auto &counts :
         {await(m_service->countsByStatus(*filter)), await(m_service->exactCountsByStatus(*filter))}) {
        QCOMPARE(outcomeOf(counts), u"InvalidInput"_s);
        QVERIFY2(counts.error().message.contains(u"“(”"_s), qPrintable(counts.error().message));
    }
}

void TestQueryConditions::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("no beginning of a UUID") << u"user:nobody"_s << u"“nobody” is neither a user's UUID"_s;
    QTest::newRow("of a result") << u"result:x"_s
                                 << u"“x” is neither a UUID, as the column result_id has them"_s;
    QTest::newRow("a broken pattern") << u"error:/(/"_s << u"The server cannot use the value “(”"_s;
    QTest::newRow("a broken pattern in JSON") << u"meta.x:/(/"_s << u"The server cannot use the value “(”"_s;
    QTest::newRow("NUL") << u"error:a%1b"_s.arg(QChar(u'\0')) << u"NUL"_s;
}

void TestQueryConditions::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    const auto filter = query::parse(text);
    QVERIFY(filter);
    const auto page = await(m_service->page(pageOf(*filter)));
    QCOMPARE(outcomeOf(page), u"InvalidInput"_s);
    QVERIFY2(page.error().message.contains(words), qPrintable(page.error().message));
}

void TestQueryConditions::valuesAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("document");
    QTest::addColumn<bool>("isFound");
    const auto row = [](const char *text, const char *document, bool isFound) {
        QTest::addRow("%s of %s", text, document)
            << QString::fromUtf8(text) << QString::fromUtf8(document) << isFound;
    };
    row("meta.x:>.5", R"({"x": 0.75})", true);
    row("meta.x:>.5", R"({"x": 0.25})", false);
    row("meta.x:<-.5", R"({"x": -0.75})", true);
    row("meta.x:>=+3", R"({"x": 3})", true);
    row("meta.x:.25...5", R"({"x": 0.3})", true);
    row("meta.x:>=03", R"({"x": "04"})", true); // a text: numbers have no zeros before them
    row("meta.x:>=+a", R"({"x": "+b"})", true);
    // A dot is the end of a line, too, as in an error.
    row("meta.x:/a.b/", R"({"x": "a\nb"})", true);
    row("meta.x:/^b/", R"({"x": "a\nb"})", false);
    row("meta.x:/a[^c]B$/", R"({"x": "a\nb"})", true);
}

void TestQueryConditions::valuesAsPeopleWriteThem()
{
    QFETCH(QString, text);
    QFETCH(QString, document);
    const auto filter = query::parse(text);
    QVERIFY(filter);
    const auto where = TaskConditions(*m_service->source()).of(*filter);
    QVERIFY(where);
    QTEST(m_database->value(
              u"SELECT %1 FROM (SELECT %2::jsonb AS metadata) t"_s.arg(*where, sql::literal(document)))
              == u"t"_s,
          "isFound");
}

// Columns of other types, or none.
void TestQueryConditions::otherTables()
{
    TestDatabase database;
    database.execute(
        u"CREATE TYPE state AS ENUM ('pending', 'failed'); "
        "CREATE TABLE tasks (id int PRIMARY KEY, user_id text, type varchar(20), status state, metadata json, "
        "created_at timestamp); INSERT INTO tasks VALUES "
        "(1, 'ann', 'image_a', 'failed', '{\"x\": 1}', now() AT TIME ZONE 'UTC' - interval '1 h'), "
        "(2, 'bob', 'image_b', 'pending', '{\"x\": [1]}', now() AT TIME ZONE 'UTC' - interval '2 days'), "
        "(3, NULL, 'other', NULL, NULL, NULL)"_s);
    TaskService service(database.profile());
    success(service.open());
    const auto found = [&](const QString &text) {
        const auto filter = query::parse(text);
        const auto page = await(service.page(pageOf(*filter, {TaskField::Id, Qt::AscendingOrder})));
        if (!page)
            return page.error().message;
        QStringList ids;
        for (const TaskRow &row : page->rows)
            ids += row.task.id.toText();
        return ids.join(u' ');
    };
    QCOMPARE(found(u"meta.x:1"_s), u"1 2"_s);
    QCOMPARE(found(u"type:image_*"_s), u"1 2"_s);
    QCOMPARE(found(u"user:an*"_s), u"1"_s);
    QCOMPARE(found(u"status:f*"_s), u"1"_s);
    QCOMPARE(found(u"status:/^P/"_s), u"2"_s);
    QCOMPARE(found(u"is:active"_s), u"2"_s);
    QCOMPARE(found(u"is:done"_s), u"1"_s);
    QCOMPARE(found(u"is:stuck"_s), u"2"_s);
    QCOMPARE(found(u"created:>90m"_s), u"1"_s);
    QCOMPARE(found(u"-created:>90m"_s), u"2 3"_s);
    QCOMPARE(found(u"id:2"_s), u"2"_s);
    QCOMPARE(found(u"id:1*"_s), u"1"_s);
    QCOMPARE(found(u"error:x"_s), u""_s); // there is no such column
    QCOMPARE(found(u"has:error OR updated:today"_s), u""_s);
    // Escapes that json keeps, but that are no text for the server.
    database.execute(
        uR"(UPDATE tasks SET metadata = E'{"x": 2, "nul": "a\\u0000b", "half": "\\ud83d", "\\ude00k": "\\ud83d\\ude00 \\\\u0000"}' WHERE id = 3)"_s);
    QCOMPARE(found(u"meta.x:1"_s), u"1 2"_s);
    QCOMPARE(found(u"-meta.x:1 meta.nul:ab has:meta.k"_s), u"3"_s);
    QCOMPARE(found(u"meta.k:\"😀 \\\\u0000\""_s), u"3"_s);
    QCOMPARE(found(u"has:meta.half"_s), u""_s);
    PageRequest withKeys = pageOf({}, {TaskField::Id, Qt::AscendingOrder});
    withKeys.query.keys = {{u"x"_s}, {u"k"_s}};
    const auto page = await(service.page(withKeys));
    QVERIFY2(page, qPrintable(page ? QString() : page.error().message));
    QCOMPARE(page->rows[2].task.chosen, (QVector<FieldValue>{u"2"_s, u"😀 \\u0000"_s}));
    QVERIFY(await(service.metadataInUse()));
    database.execute(u"UPDATE tasks SET metadata = NULL WHERE id = 3"_s);
    QCOMPARE(found(u"error:null updated:null"_s), u"1 2 3"_s);
    QVERIFY2(found(u"duration:>1s"_s).contains("no column updated_at"_L1),
             qPrintable(found(u"duration:>1s"_s)));
    QVERIFY2(found(u"id:x"_s).contains("is not a whole number"_L1), qPrintable(found(u"id:x"_s)));
    database.execute(u"ALTER TABLE tasks ALTER metadata TYPE text"_s);
    QVERIFY(await(service.open()));
    QVERIFY2(found(u"meta.x:1"_s).contains("not JSON"_L1), qPrintable(found(u"meta.x:1"_s)));
    QCOMPARE(found(u"has:meta"_s), u"1 2"_s);
    database.execute(
        u"ALTER TABLE tasks ALTER metadata TYPE jsonb[] USING ARRAY['{\"y\": \"a\"}', metadata::jsonb]"_s);
    QVERIFY(await(service.open()));
    QCOMPARE(found(u"meta.x:1"_s), u"1 2"_s);
    QCOMPARE(found(u"meta.y:a -meta.x:1"_s), u"3"_s);
}

WATCHBILL_TEST(TestQueryConditions)

} // namespace tst_queryconditions

#include "tst_queryconditions.moc"
