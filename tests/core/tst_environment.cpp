// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/environment.h"

#include "testprogram.h"

#include <QTest>

namespace tst_environment {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void unknownText();
};

void TestEnvironment::text_data()
{
    QTest::addColumn<int>("environment");
    QTest::addColumn<QString>("text");

    QTest::newRow("development") << int(Environment::Development) << u"development"_s;
    QTest::newRow("staging") << int(Environment::Staging) << u"staging"_s;
    QTest::newRow("production") << int(Environment::Production) << u"production"_s;
}

void TestEnvironment::text()
{
    QFETCH(int, environment);
    QFETCH(QString, text);

    QCOMPARE(toText(Environment(environment)), text);
    QVERIFY(environmentFromText(text) == Environment(environment));
}

void TestEnvironment::unknownText()
{
    QVERIFY(!environmentFromText({}));
    QVERIFY(!environmentFromText(u"Production"_s));
    QVERIFY(!environmentFromText(u"prod"_s));
}

WATCHBILL_TEST(TestEnvironment)

} // namespace tst_environment

#include "tst_environment.moc"
