// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/tablename.h"

#include "testprogram.h"

#include <QTest>

namespace tst_tablename {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestTableName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBack_data();
    void comesBack();
    void reads();
};

void TestTableName::comesBack_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"public"_s << u"tasks"_s << u"public.tasks"_s;
    QTest::newRow("capitals") << u"App"_s << u"Tasks"_s << u"App.Tasks"_s;
    QTest::newRow("dots and spaces") << u"odd.name"_s << u"My Tasks"_s << u"\"odd.name\".\"My Tasks\""_s;
    QTest::newRow("quotes") << u"a\"b"_s << u"\""_s << u"\"a\"\"b\".\"\"\"\""_s;
    QTest::newRow("comma, as in a list") << u"public"_s << u"a,b"_s << u"public.\"a,b\""_s;
    QTest::newRow("spaces around") << u" s "_s << u" t "_s << u"\" s \".\" t \""_s;
    QTest::newRow("not Latin") << u"Ünïcode schema"_s << u"tâches.2026"_s
                               << u"\"Ünïcode schema\".\"tâches.2026\""_s;
}

void TestTableName::comesBack()
{
    QFETCH(QString, schema);
    QFETCH(QString, table);
    QFETCH(QString, text);
    const TableName name{schema, table};
    QCOMPARE(name.toText(), text);
    QVERIFY(TableName::fromText(text) == name);
}

void TestTableName::reads()
{
    QVERIFY(TableName::fromText(u"tasks"_s) == (TableName{u"public"_s, u"tasks"_s}));
    QVERIFY(TableName::fromText(u"\"My Tasks\""_s) == (TableName{u"public"_s, u"My Tasks"_s}));
    QVERIFY(TableName::fromText(u"\"a.b\" . \"c\""_s) == (TableName{u"a.b"_s, u"c"_s}));
    for (const QString &none : {u""_s, u"a.b.c"_s, u"a."_s, u".a"_s, u"\"a"_s, u"\"\""_s})
        QVERIFY2(!TableName::fromText(none), qPrintable(none));
}

WATCHBILL_TEST(TestTableName)

} // namespace tst_tablename

#include "tst_tablename.moc"
