// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/privatearguments.h"

#include "testprogram.h"

#include <QByteArrayList>
#include <QTest>

#include <sys/resource.h>

namespace tst_privatearguments {

using namespace watchbill;

class TestPrivateArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hides_data();
    void hides();
    void forbidsCoreFiles();
};

void TestPrivateArguments::hides_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<QByteArray>("left"); // for others to see

    const auto all = [](const char *text) { return QByteArray(text); };
    const auto hidden = [](const char *text) { return QByteArray(qsizetype(qstrlen(text)), '*'); };
    QTest::newRow("command") << all("list") << all("list");
    QTest::newRow("empty") << all("") << all("");
    QTest::newRow("switch") << all("--connection") << all("--connection");
    QTest::newRow("URI without") << all("postgresql://db.example.com/app")
                                 << all("postgresql://db.example.com/app");
    QTest::newRow("pairs without") << all("host=db user=ann") << all("host=db user=ann");
    QTest::newRow("URI") << all("postgresql://ann:s3cret@db/app") << hidden("postgresql://ann:s3cret@db/app");
    QTest::newRow("URI parameter") << all("postgres:///app?password=s3cret")
                                   << hidden("postgres:///app?password=s3cret");
    QTest::newRow("parameter in disguise")
        << all("postgres:///app?pass%77ord=s3cret") << hidden("postgres:///app?pass%77ord=s3cret");
    QTest::newRow("pairs") << all("host=db password=s3cret") << hidden("host=db password=s3cret");
    QTest::newRow("other names for it")
        << all("Host=db;Username=ann;Pwd=s3cret") << hidden("Host=db;Username=ann;Pwd=s3cret");
    QTest::newRow("of the key") << all("sslpassword='s3cret'") << hidden("sslpassword='s3cret'");
    QTest::newRow("of OAuth") << all("oauth_client_secret=s3cret") << hidden("oauth_client_secret=s3cret");
    QTest::newRow("option") << all("--connection=host=db password=s3cret")
                            << all("--connection=") + hidden("host=db password=s3cret");
    QTest::newRow("option with a URI") << all("--service-connection=postgres://a:s3cret@b")
                                       << all("--service-connection=") + hidden("postgres://a:s3cret@b");
    QTest::newRow("without its option") << all("password=s3cret") << hidden("password=s3cret");
}

void TestPrivateArguments::hides()
{
    QFETCH(QByteArray, argument);
    QByteArray name = "watchbill";
    QByteArray original = argument;
    QByteArray last = "end";
    char *argv[] = {name.data(), original.data(), last.data(), nullptr};
    PrivateArguments arguments(3, argv);
    QTEST(original, "left");
    QCOMPARE(name, QByteArray("watchbill"));
    QCOMPARE(last, QByteArray("end"));

    QCOMPARE(arguments.count(), 3);
    QCOMPARE(QByteArray(arguments.values()[0]), name);
    QCOMPARE(QByteArray(arguments.values()[1]), argument);
    QCOMPARE(QByteArray(arguments.values()[2]), last);
    QCOMPARE(arguments.values()[3], nullptr);
}

void TestPrivateArguments::forbidsCoreFiles()
{
    rlimit limit = {};
    forbidCoreFiles();
    QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
    QCOMPARE(limit.rlim_cur, rlim_t(0));
}

WATCHBILL_TEST(TestPrivateArguments)

} // namespace tst_privatearguments

#include "tst_privatearguments.moc"
