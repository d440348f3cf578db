// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/querycompletion.h"

#include "filter/querytext.h"
#include "testprogram.h"

#include <QTest>

namespace tst_querycompletion {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestQueryCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void completes_data();
    void completes();
    void saysWhatFieldsMean();
    void everySuggestionCanBeRead();
    void knowsWhatNobodyHas_data();
    void knowsWhatNobodyHas();
};

namespace {

const query::KnownValues known{{u"pending"_s, u"failed"_s, u"odd one"_s},
                               {u"image_a"_s, u"image_b"_s, u"text"_s},
                               {u"4f1c0000-0000-4000-8000-000000000001"_s},
                               {{{u"model"_s}, u"concept-xl-2"_s},
                                {{u"model"_s}, u"other"_s},
                                {{u"odd key"_s, u"n"_s}, u"3"_s},
                                {{u"tags"_s}, {}}}};

// The text with "|" for the cursor, and what it becomes by each suggestion.
QStringList completed(const QString &withCursor)
{
    const qsizetype cursor = withCursor.indexOf(u'|');
    const QString text = QString(withCursor).remove(cursor, 1);
    const query::Completion completion = query::complete(text, cursor, known);
    QStringList texts;
    for (const query::Suggestion &one : completion.suggestions)
        texts += text.left(completion.begin) + one.text + text.mid(completion.end);
    return texts;
}

} // namespace

void TestQueryCompletion::completes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("completed"); // those with a bar between them

    const auto row = [](const char *text, const char *completed) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(completed);
    };
    row("|", "");
    row("sta|", "status:");
    row("a (-Sta|)", "a (-status:)");
    row("status:fa|", "status:failed");
    row("status:failed,p|", "status:failed,pending");
    row("status:failed|", "");
    row("status:o|", "status:\"odd one\"");
    row("status:\"odd o| x", "status:\"odd one\" x");
    row("-type:im|", "-type:image_a|-type:image_b");
    row("type:age|", "type:image_a|type:image_b");
    row("user:|", "user:4f1c0000-0000-4000-8000-000000000001");
    row("meta.m|", "meta.model:");
    row("meta.od|", "meta.\"odd key\".n:");
    row("meta.model:|", "meta.model:concept-xl-2|meta.model:other");
    row("meta.model:con|", "meta.model:concept-xl-2");
    row("meta.\"odd key\".n:|", "meta.\"odd key\".n:3");
    row("is:s|", "is:stuck");
    row("has:meta.t|", "has:meta.tags");
    row("created:to|", "created:today");
    row("created:>=ye|", "created:>=yesterday");
    row("created:<t|", "created:<today|created:<\"this morning\"");
    row("user:0000|", "");
    // In the middle of a word, which the suggestion takes the place of.
    row("st|atus:failed", "status:failed");
    row("sta|created:today", "status:created:today"); // another term
    row("a status:fa|iled created:today", "a status:failed created:today");
    row("status:pe|nding,failed", "status:pending,failed");
    row("(status:fa|il)", "(status:failed)");
    row("status:\"odd| one\" x", "status:\"odd one\" x");
    row("created:ye|ster..today", "created:yesterday..today");
    row("created:yesterday..to|", "created:yesterday..today");
    row("created:2026-11-01..tod|", "created:2026-11-01..today");
    row("has:error,us|", "has:error,user");
    row("type:\"a\\\"b,c\",te|", "type:\"a\\\"b,c\",text");
    row("duration:>5|", "duration:>5m");
    row("nothing:|", "");
    row("\"status:|", "");
    row("error:x|", "");
}

void TestQueryCompletion::completes()
{
    QFETCH(QString, text);
    QTEST(completed(text).join(u'|'), "completed");
}

void TestQueryCompletion::saysWhatFieldsMean()
{
    const query::Completion completion = query::complete(u"st"_s, 2, known);
    QCOMPARE(completion.suggestions.first().text, u"status:"_s);
    QVERIFY(completion.suggestions.first().meaning.contains(u"commas"_s));
}

void TestQueryCompletion::everySuggestionCanBeRead()
{
    for (const QString &field :
         {u"created:"_s, u"age:"_s, u"has:"_s, u"is:"_s, u"status:"_s, u"meta.model:"_s}) {
        const QStringList texts = completed(field + u'|');
        QVERIFY(!texts.isEmpty());
        for (const QString &text : texts)
            QVERIFY2(query::parse(text), qPrintable(text));
    }
}

void TestQueryCompletion::knowsWhatNobodyHas_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("sentences");
    QTest::addColumn<QString>("meant");

    const auto row = [](const char *query, const char *sentences, const char *meant = "") {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(sentences)
                             << QString::fromUtf8(meant);
    };
    row("status:failed", "");
    row("status:Failed", "No task has the status “Failed” so far; did you mean failed?", "status:failed");
    row("status:faild,failed", "No task has the status “faild” so far; did you mean failed?",
        "status:failed");
    row("status:faild,pending type:email", "No task has the status “faild” so far; did you mean failed?",
        "status:failed,pending type:email");
    row("status:lost", "No task has the status “lost” so far.");
    row("-status:faild", "");
    row("type:emial", "No task has the type “emial” so far; did you mean email?", "type:email");
    row("status:fail*", "");
    row("status:null", "");
}

void TestQueryCompletion::knowsWhatNobodyHas()
{
    QFETCH(QString, query);
    query::KnownValues values;
    values.statuses = QStringList{u"pending"_s, u"failed"_s};
    values.types = QStringList{u"email"_s};
    const TaskFilter filter = query::parse(query).value();
    QStringList sentences;
    QStringList meant;
    for (const query::UnknownValue &one : query::unknownValues(filter, values)) {
        sentences += one.sentence;
        if (!one.meant.isEmpty())
            meant += query::print(one.filter);
    }
    QTEST(sentences.join(u' '), "sentences");
    QTEST(meant.join(u' '), "meant");
    QVERIFY(query::unknownValues(filter, {}).isEmpty()); // nothing is known
}

WATCHBILL_TEST(TestQueryCompletion)

} // namespace tst_querycompletion

#include "tst_querycompletion.moc"
