// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/querytext.h"

#include "filter/filterchanges.h"
#include "filter/queryfields.h"
#include "testprogram.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_querytext {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// The query language: text to filter and back.
class TestQueryText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void makesSets();
    void printsWhatItReads_data();
    void printsWhatItReads();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void doubts_data();
    void doubts();
    void everyExampleIsRead();
    void anyFilterComesBack();
    void anyTextIsReadOrRefused();
};

namespace {

using Field = Condition::Field;
using Kind = Condition::Kind;
using Relation = Condition::Value::Relation;
using Value = Condition::Value;

constexpr quint32 seed = 161803;

QString read(const QString &text)
{
    const auto filter = query::parse(text);
    return filter ? query::print(*filter)
                  : u"error at %1, %2: "_s.arg(filter.error().position).arg(filter.error().length)
            + filter.error().sentence;
}

Condition text(const QString &word)
{
    return filter::containing(word);
}

Condition meta(const Value &value, const QStringList &path = {u"x"_s})
{
    return Condition::term(Field::Metadata, {value}, path);
}

} // namespace

void TestQueryText::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Condition>("condition");

    const auto row = [](const char *text, const Condition &condition) {
        QTest::newRow(text) << QString::fromUtf8(text) << condition;
    };
    const Condition a = text(u"a"_s);
    const Condition b = text(u"b"_s);
    const Condition c = text(u"c"_s);
    row("", {});
    row("  ", {});
    row("a", a);
    row("a b", {Kind::All, {a, b}});
    row("a AND b", {Kind::All, {a, b}});
    row("a OR b c", {Kind::Any, {a, {Kind::All, {b, c}}}});
    row("(a OR b) c", {Kind::All, {{Kind::Any, {a, b}}, c}});
    row("-a", {Kind::Not, {a}});
    row("NOT (a b)", {Kind::Not, {{Kind::All, {a, b}}}});
    row("--a", a);
    row("or and", {Kind::All, {text(u"or"_s), text(u"and"_s)}});
    row(R"("provider \"timeout\" \\")", text(u"provider \"timeout\" \\"_s));
    row("a,b", text(u"a,b"_s));
    row("14:30", text(u"14:30"_s));
    row("Ausfall: a", {Kind::All, {text(u"Ausfall:"_s), a}});
    row("id:9a3e", Condition::term(Field::Id, {{Relation::Equal, u"9a3e"_s}}));
    row("ID:\"9 a\"", Condition::term(Field::Id, {{Relation::Equal, u"9 a"_s}}));
    row("result:null", Condition::term(Field::Result, {{Relation::Null, {}}}));
    row("result:\"null\"", Condition::term(Field::Result, {{Relation::Equal, u"null"_s}}));
    row("id:a*", Condition::term(Field::Id, {{Relation::Starting, u"a"_s}}));
    row("id:\"a*\"", Condition::term(Field::Id, {{Relation::Equal, u"a*"_s}}));
    row("id:\"a b\"*", Condition::term(Field::Id, {{Relation::Starting, u"a b"_s}}));
    row("error:time,out",
        Condition::term(Field::Error, {{Relation::Containing, u"time"_s}, {Relation::Containing, u"out"_s}}));
    row("error:\"\"", Condition::term(Field::Error, {{Relation::Equal, {}}}));
    row("error:/rate.?limit/", Condition::term(Field::Error, {{Relation::Matching, u"rate.?limit"_s}}));
    row(R"(error:/a\/b\\/)", Condition::term(Field::Error, {{Relation::Matching, u"a/b\\\\"_s}}));
    row("created:today", Condition::term(Field::Created, {{Relation::Equal, u"today"_s}}));
    row("created:>2h", Condition::term(Field::Created, {{Relation::Greater, u"2h"_s}}));
    row("updated:2026-11-01..2026-11-05T14:00",
        Condition::term(Field::Updated, {{Relation::Between, u"2026-11-01"_s, u"2026-11-05T14:00"_s}}));
    row("created:>=\"this morning\"",
        Condition::term(Field::Created, {{Relation::GreaterOrEqual, u"this morning"_s}}));
    row("age:>30m", Condition::term(Field::Age, {{Relation::Greater, u"30m"_s}}));
    row("duration:<=1.5s", Condition::term(Field::Duration, {{Relation::LessOrEqual, u"1.5s"_s}}));
    row("meta.x:y", meta({Relation::Equal, u"y"_s}));
    row("meta.x:\"3\"", meta({Relation::EqualText, u"3"_s}));
    row("meta.x:-5", meta({Relation::Equal, u"-5"_s}));
    row("meta.x:>3", meta({Relation::Greater, u"3"_s}));
    row("meta.x:1..3", meta({Relation::Between, u"1"_s, u"3"_s}));
    row("meta.x.\"a b.c\":y", meta({Relation::Equal, u"y"_s}, {u"x"_s, u"a b.c"_s}));
    row("has:meta.session", Condition::term(Field::Metadata, {{Relation::Present, {}}}, {u"session"_s}));
    row("-has:error", {Kind::Not, {Condition::term(Field::Error, {{Relation::Present, {}}})}});
    row("meta:NULL", Condition::term(Field::Metadata, {{Relation::Null, {}}}));
    row("has:error,meta.x",
        {Kind::Any,
         {Condition::term(Field::Error, {{Relation::Present, {}}}),
          Condition::term(Field::Metadata, {{Relation::Present, {}}}, {u"x"_s})}});
    row("is:STUCK", Condition::term(Field::State, {{Relation::Equal, u"stuck"_s}}));
}

void TestQueryText::reads()
{
    QFETCH(QString, text);
    const auto filter = query::parse(text);
    QVERIFY2(filter, qPrintable(read(text)));
    QTEST(filter->condition, "condition");
    QVERIFY(filter->statuses.isEmpty() && filter->types.isEmpty() && filter->users.isEmpty());
}

void TestQueryText::makesSets()
{
    const auto filter =
        query::parse(u"x status:failed,\"\",failed -type:null,a user:4f1c type:b -status:c type:d*"_s);
    QVERIFY(filter);
    QCOMPARE(filter->statuses, (ValueSet{{u"failed"_s, u""_s}, false}));
    QCOMPARE(filter->types, (ValueSet{{u"a"_s}, true, true}));
    QCOMPARE(filter->users, (ValueSet{{u"4f1c"_s}, false}));
    QCOMPARE(filter->condition.parts.size(), 4);
    QCOMPARE(query::print(*filter),
             u"status:failed,\"\" -type:a,null user:4f1c x type:b -status:c type:d*"_s);
    // What is one of several alternatives is no set.
    QVERIFY(query::parse(u"status:a OR type:b"_s)->statuses.isEmpty());
}

void TestQueryText::printsWhatItReads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");

    const auto row = [](const char *text, const char *printed) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(printed);
    };
    row("a AND (b AND c)", "a b c");
    row("((a))", "a");
    row("a OR b AND c", "a OR (b c)");
    row("NOT a", "-a");
    row("-(a)", "-a");
    row("- a", "-a");
    row("NOT(a OR b)", "-(a OR b)");
    row("STATUS:failed", "status:failed");
    row("\"word\"", "word");
    row("\"OR\" \"-x\" \"a:b\" \"\\\\\"", "\"OR\" \"-x\" \"a:b\" \\");
    row("type:\"image\"*", "type:image*");
    row("type:\"a,b\"", "type:\"a,b\"");
    row("meta.\"x\":1", "meta.x:1");
    row("meta.x:\"1\"", "meta.x:\"1\"");
    row("meta.x:NULL", "meta.x:null");
    row("meta:null", "meta:null");
    row("-has:error,result a", "-(has:error OR has:result) a");
    row("status:OR", "status:OR");
    row("created:> today", "error at 8, 1: Expected a value after the operator.");
    row("error:/a b/", "error:/a b/");
    row("created:yesterday..", "created:>=yesterday");
    row("created:..today", "created:<=today");
    row("(a OR b)", "a OR b");
    row("(a OR b) status:c", "status:c (a OR b)");
}

void TestQueryText::printsWhatItReads()
{
    QFETCH(QString, text);
    QTEST(read(text), "printed");
}

void TestQueryText::tellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("words"); // of the sentence

    const auto row = [](const char *text, int position, int length, const char *words) {
        QTest::newRow(text) << QString::fromUtf8(text) << position << length << QString::fromUtf8(words);
    };
    row("a stauts:failed", 2, 6, "“stauts” is not a field; did you mean status?");
    row("http://x", 0, 4, "“http” is not a field. Put text with a colon in quotes.");
    row("a (b", 2, 1, "This parenthesis is not closed.");
    row("a )", 2, 1, "This parenthesis was not opened.");
    row("()", 1, 1, "Expected a term.");
    row("a OR", 4, 1, "Expected a term.");
    row("OR a", 0, 2, "AND and OR need a term on both sides");
    row("a AND", 2, 3, "Expected a term after AND.");
    row("a AND OR b", 2, 3, "Expected a term after AND.");
    row("-", 0, 1, "Expected a term to exclude.");
    row("\"a", 0, 1, "This quote is not closed.");
    row("\"\"", 0, 2, "An empty text matches every task.");
    row("error:/a", 6, 1, "The closing slash");
    row("error://", 6, 2, "between the slashes");
    row("status:", 7, 1, "Expected a value.");
    row("status:a,", 9, 1, "Expected a value.");
    row("status: a", 7, 1, "Expected a value. Write it without a blank before it.");
    row("status:(a OR b)", 7, 1, "Separate alternatives with commas");
    row("status:a, b", 9, 1, "Write it without a blank before it.");
    row("has:", 4, 1, "Expected a field after has:");
    row("has:error,", 10, 1, "Expected a field after has:");
    row("has:error,status", 10, 6, "“status” does not work with has:");
    row("is:null", 3, 4, "“null” is not a state. Use active, done or stuck.");
    row("age:null", 4, 4, "use created:null or updated:null");
    row("meta:null,x", 0, 4, "Expected a metadata key after “meta”");
    row("status:>a", 7, 2, "status cannot be compared with < or >.");
    row("error:a*", 6, 2, "no * is needed");
    row("type:*", 5, 1, "Expected text before the *.");
    row("created:soon", 8, 4, "“soon” is not a time.");
    row("created:today..soon", 8, 11, "“soon” is not a time.");
    row("created:this morning", 8, 4,
        "Put “this morning” in quotes to read it as one time: created:\"this morning\"");
    row("created:>9 am", 8, 2, "Put “9 am” in quotes");
    row("created:1 h", 8, 1, "Put “1 h” in quotes");
    row("created:last monday", 8, 4, "Put “last monday” in quotes");
    row("created:infinity..2026", 8, 14, "did you mean 2026..infinity?");
    row("created:this one", 8, 4, "“this” is not a time.");
    row("created:..", 8, 2, "before or after");
    row("created:/x/", 8, 3, "created does not take a pattern.");
    row("age:30m", 4, 3, "Add > or <: age:>30m or age:<30m.");
    row("age:x", 4, 1, "“x” is not a time span.");
    row("age:>5", 4, 2, "“5” is not a time span.");
    row("is:broken", 3, 6, "“broken” is not a state.");
    row("has:status", 4, 6, "“status” does not work with has:");
    row("meta:x", 0, 4, "Expected a metadata key after “meta”");
    row("meta.:x", 4, 1, "Expected a metadata key after the dot.");
    row("meta.a", 0, 6, "Expected a colon and a value after “meta.a”.");
    QTest::newRow("deep") << QString(500, u'(') << 100 << 1 << u"Parentheses are nested"_s;
    QTest::newRow("days upside down")
        << u"created:2026-11-05..2026-11-01"_s << 8 << 22 << u"did you mean 2026-11-01..2026-11-05?"_s;
    QTest::newRow("spans upside down") << u"age:2h..1h"_s << 4 << 6 << u"did you mean 1h..2h?"_s;
    QTest::newRow("signs and range") << u"age:>2h..1h"_s << 4 << 7 << u"“2h..1h” is not a time span"_s;
    QTest::newRow("times ago upside down") << u"created:1h..2h"_s << 8 << 6 << u"did you mean 2h..1h?"_s;
    QTest::newRow("numbers upside down") << u"meta.n:10..9"_s << 7 << 5 << u"did you mean 9..10?"_s;
    QTest::newRow("deep exclusion") << QString(500, u'-') + u'a' << 99 << 1 << u"Exclusions are nested"_s;
}

void TestQueryText::tellsWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    const auto filter = query::parse(text);
    QVERIFY(!filter);
    QVERIFY2(filter.error().sentence.contains(words), qPrintable(filter.error().sentence));
    QTEST(int(filter.error().position), "position");
    QTEST(int(filter.error().length), "length");
    const QString &meant = filter.error().meant;
    QCOMPARE(!meant.isEmpty(), words.contains("did you mean"_L1));
    if (!meant.isEmpty())
        QVERIFY(query::parse(text.replace(filter.error().position, filter.error().length, meant)));
}

void TestQueryText::doubts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word"); // what they are about; empty if there is none
    QTest::addColumn<QString>("sentence"); // a part of it
    const auto row = [](const char *text, const char *word, const char *sentence) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(word)
                            << QString::fromUtf8(sentence);
    };
    row("status:failed or type:a", "or", "“or” is searched as a word; write OR to match either term.");
    row("rate Or limit", "Or", "“Or” is searched as a word");
    row("status:failed and type:a", "and", "write AND, or leave it out");
    row("not status:failed", "not", "write NOT or -");
    row("(a or b) c", "or", "write OR");
    row("image_*", "image_*", "no * is needed");
    row("type:*_job", "*_job", "the one within “*_job” is searched for literally.");
    row("type:a*b*", "a*b*", "Only a * at the end");
    row("status:failed created:yesterday Evening type:a", "created:yesterday",
        "created:\"yesterday Evening\"");
    row("created:1h ago", "created:1h", "Put “1h ago” in quotes");
    row("created:1h 30m status:failed", "created:1h", "Put “1h 30m” in quotes");
    row("created:yesterday at 9 am", "created:yesterday", "Put “yesterday at 9 am” in quotes");
    row("(created:>2026-11-20 14:30)", "created:>2026-11-20", "Put “2026-11-20 14:30” in quotes");
    row("error:/time.?out/i a", "error:/time.?out/",
        "“i” is searched as a word. Regular expressions take no flags");
    row("type:\"a b\"c", "type:\"a b\"", "“c” is searched as a word of its own.");
    row("status=failed", "status=failed", "write it as in status:failed");
    row("a Status='failed'", "Status='failed'", "write it as in status:failed");
    row("status!=failed", "status!=failed", "write it as in -status:failed");
    row("created>=yesterday", "created>=yesterday", "write it as in created:>=yesterday");
    row("status>3", "status>3", "write it as in status:failed,processing");
    row("status：failed", "status：failed", "write it as in status:failed");
    row("status = failed", "=", "without blanks, as in status:failed");
    row("status :failed", ":failed", "without blanks, as in status:failed");
    row("status:failed ,pending", ",pending", "write a field's values without blanks");
    row("created:yesterday .. ", "..", "or created:yesterday..today");
    row("created:yesterday ..today", "..today", "without blanks");
    row("a || b", "||", "write OR");
    row("a && b", "&&", "write AND, or leave it out");
    row("!status:failed", "!status:failed", "write NOT or -");
    row("!(a b)", "!", "write NOT or -");
    row("–status:failed", "–status:failed", "write NOT or -");
    row("“provider timeout”", "“provider", "Only straight double quotes");
    row("'provider timeout'", "'provider", "Only straight double quotes");
    row("status:'failed'", "'failed'", "Only straight double quotes");
    for (const char *text : {"a=b", "x > y z", "it's \"'a'\"", "\"status=failed\"", "error:a=b", "a ! b",
                             "| a", "meta.x:a=b", "(a) :)"})
        row(text, "", "");
    for (const char *text :
         {"created:today failed", "created:\"today\" 9am", "created:today (9am)", "created:2h 30",
          "a \"or\" b", "or", "found or", "not", "type:a*", "type:\"a*b\"", "\"a*\"", "error:/a*b/",
          "type:or", "ordinary android nothing", "status:( a or b"})
        row(text, "", "");
}

void TestQueryText::doubts()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    QFETCH(QString, sentence);
    const QVector<query::Error> doubts = query::doubts(text);
    QCOMPARE(doubts.size(), word.isEmpty() ? 0 : 1);
    if (word.isEmpty())
        return;
    QCOMPARE(text.mid(doubts.first().position, doubts.first().length), word);
    QVERIFY2(doubts.first().sentence.contains(sentence), qPrintable(doubts.first().sentence));
    QVERIFY(query::parse(text)); // it is no error
}

void TestQueryText::everyExampleIsRead()
{
    for (const QueryField &field : queryFields) {
        QCOMPARE(read(field.example), QString(field.example));
        QVERIFY(!meaningOf(field).isEmpty());
        QCOMPARE(nameLike(field.name + u'x'),
                 field.name.size() > 2 ? QString(field.name) : nameLike(field.name + u'x'));
    }
    QCOMPARE(nameLike(u"zzzzzz"_s), QString());
}

namespace {

class RandomFilter
{
public:
    explicit RandomFilter(quint32 from)
        : m_random(from)
    {
    }

    int below(int limit) { return m_random.bounded(limit); }

    QString word()
    {
        static const QString letters = u"ab0-:,.*/\\\"<>=() \tÄ\n'%_OR🚀"_s;
        QString word;
        for (int i = below(6); i >= 0; --i)
            word += letters[below(int(letters.size()))];
        return below(8) == 0 ? QStringList{u"OR"_s, u"null"_s, u"NOT"_s, u"AND"_s, u"meta.a"_s}[below(5)]
                             : word;
    }

    Value value(const QueryField &field)
    {
        using FieldKind = QueryField::Kind;
        const Relation comparisons[] = {Relation::Less, Relation::LessOrEqual, Relation::Greater,
                                        Relation::GreaterOrEqual};
        switch (field.kind) {
        case FieldKind::Time: {
            const QStringList times{u"today"_s, u"2h"_s, u"2026-11-01T14:00"_s, u"this morning"_s};
            const Relation relation = below(2) ? comparisons[below(4)] : Relation::Equal;
            return below(4) ? Value{relation, times[below(4)]}
                            : Value{Relation::Between, times[below(4)], times[below(4)]}; // never upside down
        }
        case FieldKind::Span:
            return {comparisons[below(4)], QStringList{u"30m"_s, u"1.5 h"_s}[below(2)]};
        case FieldKind::State:
            return {Relation::Equal, stateWords[below(3)]};
        case FieldKind::Text:
            return below(3) ? Value{Relation::Containing, word()}
                            : Value{Relation::Matching, u"a/b\\\\ \\d"_s};
        case FieldKind::Json:
            return below(2) ? Value{Relation::EqualText, word()} : Value{comparisons[below(4)], word()};
        default:
            return below(4) ? Value{below(3) ? Relation::Equal : Relation::Starting, word()}
                            : Value{Relation::Null, {}};
        }
    }

    Condition term()
    {
        if (below(3) == 0)
            return filter::containing(word());
        const QueryField &field = queryFields[below(int(queryFields.size()))];
        if (field.kind == QueryField::Kind::Presence)
            return Condition::term(Field::Error, {{Relation::Present, {}}});
        QVector<Value> values;
        for (int i = below(2); i >= 0; --i)
            values += value(field);
        QStringList path;
        if (field.kind == QueryField::Kind::Json) {
            for (int i = below(3); i >= 0; --i)
                path += word();
        }
        return Condition::term(field.field, values, path);
    }

    Condition condition(int depth)
    {
        if (depth == 0 || below(3) == 0)
            return term();
        if (below(3) == 0)
            return filter::negated(condition(depth - 1));
        QVector<Condition> parts;
        for (int i = below(3) + 1; i >= 0; --i)
            parts += condition(depth - 1);
        return filter::joined(below(2) ? Kind::All : Kind::Any, parts);
    }

private:
    QRandomGenerator m_random;
};

} // namespace

void TestQueryText::anyFilterComesBack()
{
    RandomFilter random(seed);
    for (int round = 0; round < 3'000; ++round) {
        const TaskFilter filter = filter::fromCondition(random.condition(4));
        const QString printed = query::print(filter);
        const auto back = query::parse(printed);
        QVERIFY2(back,
                 qPrintable(u"round %1: %2\n%3"_s.arg(round).arg(printed,
                                                                 back ? QString() : back.error().sentence)));
        QVERIFY2(*back == filter, qPrintable(u"round %1: %2"_s.arg(round).arg(printed)));
        QCOMPARE(query::print(*back), printed);
    }
}

void TestQueryText::anyTextIsReadOrRefused()
{
    RandomFilter random(seed);
    for (int round = 0; round < 3'000; ++round) {
        QString text;
        for (int i = random.below(6); i >= 0; --i)
            text += QStringList{random.word(), u" "_s,  u"meta.x:"_s, u"created:>"_s,
                                u"OR "_s,      u"-("_s, u")"_s}[random.below(7)];
        const auto filter = query::parse(text);
        if (filter) {
            const auto back = query::parse(query::print(*filter));
            QVERIFY2(back && *back == *filter, qPrintable(text + u'\n' + query::print(*filter)));
        } else {
            QVERIFY2(filter.error().position >= 0 && filter.error().position <= text.size(),
                     qPrintable(text));
            QVERIFY(filter.error().sentence.endsWith(u'.') || filter.error().sentence.endsWith(u'?'));
        }
    }
}

WATCHBILL_TEST(TestQueryText)

} // namespace tst_querytext

#include "tst_querytext.moc"
