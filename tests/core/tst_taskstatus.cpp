// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskstatus.h"

#include "testprogram.h"

#include <QTest>

namespace tst_taskstatus {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestTaskStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromText_data();
    void fromText();
    void fromKind_data();
    void fromKind();
    void defaultIsEmpty();
};

void TestTaskStatus::fromText_data()
{
    using Kind = TaskStatus::Kind;
    QTest::addColumn<QString>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("active");

    QTest::newRow("pending") << u"pending"_s << Kind::Pending << true;
    QTest::newRow("processing") << u"processing"_s << Kind::Processing << true;
    QTest::newRow("completed") << u"completed"_s << Kind::Completed << false;
    QTest::newRow("failed") << u"failed"_s << Kind::Failed << false;
    QTest::newRow("unknown") << u"canceled"_s << Kind::Other << false;
    QTest::newRow("capital") << u"Pending"_s << Kind::Other << false;
    QTest::newRow("blank behind") << u"pending "_s << Kind::Other << false;
    QTest::newRow("begins like one") << u"pend"_s << Kind::Other << false;
    QTest::newRow("empty") << u""_s << Kind::Other << false;
    QTest::newRow("not Latin") << u"в очереди 🚀"_s << Kind::Other << false;
}

void TestTaskStatus::fromText()
{
    QFETCH(QString, text);
    const TaskStatus status = TaskStatus::fromText(text);
    QCOMPARE(status.toText(), text);
    QTEST(status.kind(), "kind");
    QTEST(status.isActive(), "active");
    QCOMPARE(status, TaskStatus::fromText(text));
    QVERIFY(status != TaskStatus::fromText(text + u'x'));
}

void TestTaskStatus::fromKind_data()
{
    using Kind = TaskStatus::Kind;
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("text");

    QTest::newRow("pending") << Kind::Pending << u"pending"_s;
    QTest::newRow("processing") << Kind::Processing << u"processing"_s;
    QTest::newRow("completed") << Kind::Completed << u"completed"_s;
    QTest::newRow("failed") << Kind::Failed << u"failed"_s;
    QTest::newRow("other") << Kind::Other << u""_s;
}

void TestTaskStatus::fromKind()
{
    QFETCH(TaskStatus::Kind, kind);
    QFETCH(QString, text);
    const TaskStatus status(kind);
    QCOMPARE(status.kind(), kind);
    QCOMPARE(status.toText(), text);
    QCOMPARE(status, TaskStatus::fromText(text));
}

void TestTaskStatus::defaultIsEmpty()
{
    QCOMPARE(TaskStatus().toText(), u""_s);
    QCOMPARE(TaskStatus().kind(), TaskStatus::Kind::Other);
}

WATCHBILL_TEST(TestTaskStatus)

} // namespace tst_taskstatus

#include "tst_taskstatus.moc"
