// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/shellcommand.h"

#include "testprogram.h"

#include <QProcess>
#include <QTest>

namespace tst_shellcommand {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestShellCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void connectionWithoutAName();
    void optionsWithoutAName();
#ifdef Q_OS_UNIX
    void survivesAShell_data();
    void survivesAShell();
#endif
};

void TestShellCommand::text_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<SavedView>("view");
    QTest::addColumn<QString>("window");
    QTest::addColumn<QString>("list");

    QTest::newRow("plain") << u"shop"_s << SavedView{{}, u"is:stuck"_s, {}}
                           << u"watchbill --profile=shop --where=is:stuck --sort=-created"_s
                           << u"watchbillctl --profile=shop list --where=is:stuck"_s;
    QTest::newRow("blanks")
        << u"my shop"_s << SavedView{{}, u"status:failed created:today"_s, {}}
        << u"watchbill --profile='my shop' --where='status:failed created:today' --sort=-created"_s
        << u"watchbillctl --profile='my shop' list --where='status:failed created:today'"_s;
    QTest::newRow("no profile, all tasks")
        << u""_s << SavedView() << u"watchbill --sort=-created"_s << u"watchbillctl list"_s;
    QTest::newRow("quote") << u""_s << SavedView{{}, u"it's"_s, {}}
                           << u"watchbill --where='it'\\''s' --sort=-created"_s
                           << u"watchbillctl list --where='it'\\''s'"_s;
    QTest::newRow("sort") << u"shop"_s
                          << SavedView{{}, u"is:done"_s, {TaskField::Duration, Qt::DescendingOrder}}
                          << u"watchbill --profile=shop --where=is:done --sort=-duration"_s
                          << u"watchbillctl --profile=shop list --where=is:done --sort=-duration"_s;
    QTest::newRow("sort by a key")
        << u"shop"_s << SavedView{{}, {}, {TaskField::Metadata, Qt::AscendingOrder, {u"it's"_s, u"a b"_s}}}
        << u"watchbill --profile=shop --sort='meta.it'\\''s.\"a b\"'"_s
        << u"watchbillctl --profile=shop list --sort='meta.it'\\''s.\"a b\"'"_s;
    QTest::newRow("columns and time zone")
        << u"shop"_s
        << SavedView{{}, u"created:today"_s, {}, {}, {{u"model"_s}, {u"run"_s, u"a b"_s}}, "Asia/Tokyo"}
        << u"watchbill --profile=shop --where=created:today --sort=-created --column=meta.model "
           "--column='meta.run.\"a b\"' --time-zone=Asia/Tokyo"_s
        << u"watchbillctl --profile=shop list --where=created:today --time-zone=Asia/Tokyo"_s;
}

void TestShellCommand::text()
{
    QFETCH(QString, profile);
    QFETCH(SavedView, view);
    ConnectionProfile named;
    named.name = profile;
    QTEST(shellcommand::window(named, view), "window");
    QTEST(shellcommand::list(named, view), "list");
}

// What is not saved has no name that others would know.
void TestShellCommand::connectionWithoutAName()
{
    ConnectionProfile profile;
    profile.connection = u"postgresql://me:secret@db.example.com/app"_s;
    QCOMPARE(profile.setTableName(u"app.\"tasks 2\""_s).has_value(), true);
    profile.serviceRole = u"service_role"_s;
    const QString command = shellcommand::list(profile, {{}, u"is:stuck"_s, {}});
    QVERIFY2(!command.contains(u"secret"_s), qPrintable(command));
    QVERIFY2(command.startsWith(u"watchbillctl --connection="_s) && command.contains(u"db.example.com"_s)
                 && command.endsWith(
                     u" --table='app.\"tasks 2\"' --service-role=service_role list --where=is:stuck"_s),
             qPrintable(command));
    QVERIFY2(!command.contains(u"stuck-after"_s) && !command.contains(u"read-only"_s), qPrintable(command));
}

// What counts as stuck is the profile's, and what may be changed, too.
void TestShellCommand::optionsWithoutAName()
{
    ConnectionProfile profile;
    profile.serviceConnection = u"postgresql://boss:secret@db.example.com/app"_s;
    profile.readOnly = true;
    profile.mayRunAgain = true;
    profile.originKey = u"retry of"_s;
    profile.stuckAfter = std::chrono::minutes(5);
    const QString command = shellcommand::window(profile, {{}, u"is:stuck"_s, {}});
    QVERIFY2(!command.contains(u"secret"_s), qPrintable(command));
    QVERIFY2(command.contains(u" --service-connection="_s) && command.contains(u"boss"_s),
             qPrintable(command));
    QVERIFY2(command.endsWith(u" --read-only --may-run-again --origin-key='retry of' --stuck-after=5 "
                              "--where=is:stuck --sort=-created"_s),
             qPrintable(command));
}

#ifdef Q_OS_UNIX
void TestShellCommand::survivesAShell_data()
{
    QTest::addColumn<QString>("word");

    QTest::newRow("empty") << u""_s;
    QTest::newRow("plain") << u"is:stuck"_s;
    QTest::newRow("leading dash") << u"-status:failed"_s;
    QTest::newRow("quotes") << u"error:\"it's\" ''"_s;
    QTest::newRow("expansions") << u"$HOME `id` $(id) ~ * ? [a] {a,b} !! \\ \\n"_s;
    QTest::newRow("signs") << u"a;b|c&d>e<f(g)#h %1"_s;
    QTest::newRow("lines") << u"a\nb\tc "_s;
    QTest::newRow("other letters") << u"größer 🚀 “x”"_s;
    QTest::newRow("tilde") << u"~root"_s;
    QTest::newRow("assignment") << u"A=b"_s;
}

void TestShellCommand::survivesAShell()
{
    QFETCH(QString, word);
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, "printf %s --where="_L1 + shellcommand::quoted(word)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), "--where="_L1 + word);
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}
#endif

WATCHBILL_TEST(TestShellCommand)

} // namespace tst_shellcommand

#include "tst_shellcommand.moc"
