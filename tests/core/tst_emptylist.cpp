// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "live/emptylist.h"
#include "people.h"
#include "service/taskservice.h"
#include "source/sourcesentences.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_emptylist {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Cause = EmptyList::Cause;

class TestEmptyList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cause_data();
    void cause();
    void saysWhatIsSearched();
    void saysWhatNeverMatches_data();
    void saysWhatNeverMatches();
    void namesTheValues();
    void hasTasks();
};

void TestEmptyList::cause_data()
{
    QTest::addColumn<RelationKind>("kind");
    QTest::addColumn<bool>("rowSecurity");
    QTest::addColumn<bool>("isFiltered");
    QTest::addColumn<std::optional<bool>>("hasTasks");
    QTest::addColumn<Cause>("cause");

    using Known = std::optional<bool>;
    using Kind = RelationKind;
    QTest::newRow("empty") << Kind::Table << false << false << Known() << Cause::EmptyTable;
    QTest::newRow("filtered, not asked") << Kind::Table << false << true << Known() << Cause::NoMatch;
    QTest::newRow("filtered, tasks") << Kind::Table << false << true << Known(true) << Cause::NoMatch;
    QTest::newRow("filtered, empty") << Kind::Partitioned << false << true << Known(false)
                                     << Cause::EmptyTable;
    QTest::newRow("row security") << Kind::Table << true << false << Known() << Cause::RowSecurity;
    QTest::newRow("row security, tasks") << Kind::Table << true << true << Known(true) << Cause::NoMatch;
    QTest::newRow("row security, none") << Kind::Table << true << true << Known(false) << Cause::RowSecurity;
    QTest::newRow("view") << Kind::View << false << false << Known() << Cause::Doubt;
    QTest::newRow("view, filtered") << Kind::View << false << true << Known(true) << Cause::NoMatch;
    QTest::newRow("foreign, empty") << Kind::Foreign << false << true << Known(false) << Cause::Doubt;
}

void TestEmptyList::cause()
{
    QFETCH(RelationKind, kind);
    QFETCH(bool, rowSecurity);
    QFETCH(bool, isFiltered);
    QFETCH(std::optional<bool>, hasTasks);
    TaskSource source;
    source.schema = u"public"_s;
    source.table = u"tasks"_s;
    source.kind = kind;
    source.viewpoint.role = u"reader"_s;
    source.viewpoint.rowSecurityActive = rowSecurity;
    TaskFilter filter;
    if (isFiltered)
        filter.condition = filter::containing(u"x"_s);
    const EmptyList list = explainEmptyList(source, filter, hasTasks);
    QTEST(list.cause, "cause");
    // Wherever rows may be hidden, it is said from whom.
    QCOMPARE(list.sentences.contains(u"Row security"_s) && list.sentences.contains(u"the role reader"_s),
             rowSecurity);
    QVERIFY(rowSecurity || list.sentences.contains(sourcesentences::doubtOfRows(source)));
}

void TestEmptyList::saysWhatIsSearched()
{
    TaskSource source;
    source.columns[TaskField::ErrorMessage].name = u"error_message"_s;
    TaskFilter filter;
    filter.condition = filter::containing(u"gpt-4"_s);
    const QString both = explainEmptyList(source, filter, true).sentences;
    QVERIFY2(both.contains(u"task ids and error messages, not other columns such as metadata"_s),
             qPrintable(both));
    source.columns.clear();
    const QString ids = explainEmptyList(source, filter, true).sentences;
    QVERIFY2(ids.contains(u"task ids, not"_s), qPrintable(ids));
    filter.statuses = {{u"failed"_s}, false};
    filter.condition = {};
    QVERIFY(!explainEmptyList(source, filter, true).sentences.contains(u"covers"_s));
}

// Of a table without a column, or with other ids than UUIDs.
void TestEmptyList::saysWhatNeverMatches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("sentence"); // a part of it; empty if there is none
    QTest::newRow("no column") << u"error:x"_s << u"no column error_message, so nothing matches error:x."_s;
    QTest::newRow("presence") << u"status:a (type:b OR has:error)"_s << u"so nothing matches has:error."_s;
    QTest::newRow("times") << u"updated:today"_s << u"no column updated_at"_s;
    QTest::newRow("excluded") << u"-error:x"_s << u""_s;
    QTest::newRow("NULL") << u"error:x,null"_s << u""_s;
    QTest::newRow("beginning") << u"id:9a3e"_s << u"to find what begins with it, write id:9a3e*"_s;
    QTest::newRow("user") << u"user:\"a b\""_s << u"write user:\"a b\"*"_s;
    QTest::newRow("long without a column") << u"error:"_s + QString(200, u'9') << u"99…."_s;
    QTest::newRow("long") << u"id:"_s + QString(200, u'9') << u""_s;
    QTest::newRow("several") << u"id:9a3e,b"_s << u""_s;
    QTest::newRow("beginning of a UUID") << u"result:9a3e"_s << u""_s;
    QTest::newRow("empty") << u"user:\"\""_s << u""_s; // what begins with nothing is all
    QTest::newRow("others") << u"status:failed meta.a:1 is:done created:null"_s << u""_s;
}

void TestEmptyList::saysWhatNeverMatches()
{
    QFETCH(QString, query);
    QFETCH(QString, sentence);
    TaskSource source;
    for (const TaskField field : {TaskField::Id, TaskField::UserId, TaskField::Status, TaskField::Type,
                                  TaskField::CreatedAt, TaskField::ResultId, TaskField::Metadata})
        source.columns[field].family = TaskColumn::Family::Text;
    source.columns[TaskField::ResultId].family = TaskColumn::Family::Uuid;
    const QString sentences = explainEmptyList(source, query::parse(query).value(), true).sentences;
    if (sentence.isEmpty())
        QCOMPARE(sentences, u"No tasks match the current filters."_s);
    else
        QVERIFY2(sentences.contains(sentence), qPrintable(sentences));
}

// Of an enum.
void TestEmptyList::namesTheValues()
{
    TaskSource source;
    TaskColumn &status = source.columns[TaskField::Status];
    status.name = u"state"_s;
    status.family = TaskColumn::Family::Enum;
    status.labels = QStringList{u"PENDING"_s, u"FAILED"_s};
    const auto said = [&](const QString &text) {
        return explainEmptyList(source, query::parse(text).value(), true).sentences;
    };
    QVERIFY2(said(u"status:failed created:today"_s)
                 .contains("The values of state are PENDING, FAILED, so nothing matches status:failed."_L1),
             qPrintable(said(u"status:failed created:today"_s)));
    for (const QString &text :
         {u"status:failed,FAILED"_s, u"-status:failed"_s, u"status:F*"_s, u"status:/f/"_s})
        QVERIFY2(!said(text).contains("PENDING"_L1), qPrintable(said(text)));
    for (int i = 0; i < 100; ++i)
        status.labels += QString::number(i);
    QVERIFY(!said(u"status:failed"_s).contains("PENDING"_L1));
}

// It is about what the role sees, as everything else is.
void TestEmptyList::hasTasks()
{
    TestDatabase database(TestDatabase::SetUp::Supabase);
    people::settleIn(database);
    const auto ask = [&](const QString &user) {
        TaskService service(database.profile(user));
        if (!await(service.open()))
            return std::optional<bool>();
        const auto answer = await(service.hasTasks());
        return answer ? std::optional(*answer) : std::nullopt;
    };
    QCOMPARE(ask({}), std::optional(false));
    database.execute(
        u"INSERT INTO public.tasks (user_id, type) VALUES ('%1', 't')"_s.arg(people::bob.toText()));
    QCOMPARE(ask({}), std::optional(true));
    QCOMPARE(ask(u"ann"_s), std::optional(false));
}

WATCHBILL_TEST(TestEmptyList)

} // namespace tst_emptylist

#include "tst_emptylist.moc"
