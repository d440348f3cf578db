// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/sorttext.h"

#include "outcome.h"
#include "testprogram.h"

#include <QTest>

namespace tst_sorttext {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Sorts as one word.
class TestSortText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesThereAndBack_data();
    void goesThereAndBack();
    void columnNames();
    void refuses_data();
    void refuses();
};

void TestSortText::goesThereAndBack_data()
{
    QTest::addColumn<TaskSort>("sort");
    QTest::addColumn<QString>("text");

    constexpr auto up = Qt::AscendingOrder;
    constexpr auto down = Qt::DescendingOrder;
    QTest::newRow("first") << TaskSort() << u"-created"_s;
    QTest::newRow("created") << TaskSort{TaskField::CreatedAt, up} << u"created"_s;
    QTest::newRow("updated") << TaskSort{TaskField::UpdatedAt, down} << u"-updated"_s;
    QTest::newRow("duration") << TaskSort{TaskField::Duration, down} << u"-duration"_s;
    QTest::newRow("status") << TaskSort{TaskField::Status, up} << u"status"_s;
    QTest::newRow("type") << TaskSort{TaskField::Type, up} << u"type"_s;
    QTest::newRow("user") << TaskSort{TaskField::UserId, down} << u"-user"_s;
    QTest::newRow("error") << TaskSort{TaskField::ErrorMessage, up} << u"error"_s;
    QTest::newRow("result") << TaskSort{TaskField::ResultId, up} << u"result"_s;
    QTest::newRow("id") << TaskSort{TaskField::Id, up} << u"id"_s;
    QTest::newRow("key") << TaskSort{TaskField::Metadata, down, {u"run"_s, u"retries"_s}}
                         << u"-meta.run.retries"_s;
    QTest::newRow("odd key") << TaskSort{TaskField::Metadata, up, {u"a.b"_s, u"it's \"n\""_s}}
                             << u"meta.\"a.b\".\"it's \\\"n\\\"\""_s;
}

void TestSortText::goesThereAndBack()
{
    QFETCH(TaskSort, sort);
    QFETCH(QString, text);
    QCOMPARE(query::print(sort), text);
    QCOMPARE(query::sortFromText(text).value_or(TaskSort{TaskField::Id}), sort);
}

void TestSortText::columnNames()
{
    QCOMPARE(query::sortFromText(u"-created_at"_s).value_or(TaskSort{TaskField::Id}), TaskSort());
    QCOMPARE(query::sortFromText(u"user_id"_s).value_or(TaskSort()),
             (TaskSort{TaskField::UserId, Qt::AscendingOrder}));
}

void TestSortText::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "-", "--created", "age", "is", "has", "meta", "meta.", "metadata",
                             "meta.a:b", "meta.a OR meta.b", "meta.a,meta.b", "error status", "cost"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestSortText::refuses()
{
    QFETCH(QString, text);
    const auto sort = query::sortFromText(text);
    QCOMPARE(outcomeOf(sort), u"InvalidInput"_s);
    QVERIFY2(sort.error().message.startsWith(u"“%1” is not a sort field. Use one of created, "_s.arg(text)),
             qPrintable(sort.error().message));
}

WATCHBILL_TEST(TestSortText)

} // namespace tst_sorttext

#include "tst_sorttext.moc"
