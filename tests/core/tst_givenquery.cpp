// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/querytext.h"
#include "filter/sorttext.h"
#include "outcome.h"
#include "testprogram.h"
#include "views/givenquery.h"
#include "views/viewstore.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_givenquery {

using namespace Qt::StringLiterals;
using namespace watchbill;

using Given = QVector<std::pair<QString, QString>>; // options with their values

class TestGivenQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isRead_data();
    void isRead();
    void isRefused_data();
    void isRefused();
    void tellsWhatMayMeanSomethingElse();
    void cleanupTestCase();

private:
    QTemporaryDir m_folder;
};

void TestGivenQuery::initTestCase()
{
    qputenv("WATCHBILL_VIEWS", m_folder.filePath(u"views.json"_s).toUtf8());
    SavedView tokyo{u"Tokyo"_s, u"status:failed"_s, {TaskField::Duration, Qt::DescendingOrder}};
    tokyo.zone = "Asia/Tokyo";
    VERIFY_FINE(ViewStore().add(tokyo));
}

void TestGivenQuery::cleanupTestCase()
{
    qunsetenv("WATCHBILL_VIEWS");
}

void TestGivenQuery::isRead_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("sort");
    QTest::addColumn<QByteArray>("zone");

    const std::pair tokyo{u"view"_s, u"Tokyo"_s};
    QTest::newRow("nothing") << Given() << QString() << QString() << QByteArray();
    QTest::newRow("queries, all of which must match")
        << Given{{u"where"_s, u"status:failed"_s}, {u"where"_s, u"type:a OR type:b"_s}}
        << u"status:failed (type:a OR type:b)"_s << QString() << QByteArray();
    QTest::newRow("view") << Given{tokyo} << u"status:failed"_s << QString() << QByteArray("Asia/Tokyo");
    QTest::newRow("view and query") << Given{tokyo, {u"where"_s, u"user:ann"_s}}
                                    << u"user:ann status:failed"_s << QString() << QByteArray("Asia/Tokyo");
    QTest::newRow("sort") << Given{{u"sort"_s, u"-status"_s}} << QString() << u"-status"_s << QByteArray();
    QTest::newRow("view in another time zone")
        << Given{tokyo, {u"time-zone"_s, u"Europe/Berlin"_s}} << u"status:failed"_s << QString()
        << QByteArray("Europe/Berlin");
}

void TestGivenQuery::isRead()
{
    QFETCH(Given, given);
    GivenQuery query;
    for (const auto &[option, value] : given) {
        const auto fine = query.set(option, value);
        VERIFY_FINE(fine);
    }
    QFETCH(QString, filter);
    const auto asked = query::parse(filter);
    QVERIFY(asked);
    QCOMPARE(query::print(query.filter()), query::print(*asked));
    QTEST(query.sort ? query::print(*query.sort) : QString(), "sort");
    QTEST(query.timeZone() ? query.timeZone()->id() : QByteArray(), "zone");
    QCOMPARE(query.remarks, QStringList());
}

void TestGivenQuery::isRefused_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("words");

    QTest::newRow("query") << u"where"_s << u"stauts:x"_s << u"--where cannot be read: “stauts”"_s;
    QTest::newRow("sort") << u"sort"_s << u"cost"_s << u"--sort cannot be read: “cost”"_s;
    QTest::newRow("time zone") << u"time-zone"_s << u"Mars/Base"_s << u"“Mars/Base”"_s;
    QTest::newRow("view") << u"view"_s << u"Mine"_s << u"There is no view “Mine”."_s;
}

void TestGivenQuery::isRefused()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    QFETCH(QString, words);
    const auto refused = GivenQuery().set(option, value);
    QCOMPARE(outcomeOf(refused), u"InvalidInput"_s);
    QVERIFY2(refused.error().message.contains(words), wordsOf(refused).constData());
}

void TestGivenQuery::tellsWhatMayMeanSomethingElse()
{
    GivenQuery query;
    const auto fine = query.set(u"where"_s, u"a or b"_s);
    VERIFY_FINE(fine);
    QCOMPARE(query.remarks.size(), 1);
}

WATCHBILL_TEST(TestGivenQuery)

} // namespace tst_givenquery

#include "tst_givenquery.moc"
