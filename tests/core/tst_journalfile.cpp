// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journal.h"
#include "journalsamples.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace tst_journalfile {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::journalsamples;

class TestJournalFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void defaultFile();
    void isPrivate();
    void becomesPrivate();
    void followsLinks();
    void isMadeOnce();
    void refusesOthers_data();
    void refusesOthers();
    void noticesDamage();
    void waitsNoLongerThanItsPatience();
    void cannotWrite_data();
    void cannotWrite();
    void severalProgramsAtATime();
    void killed();
    void fullDisk();

private:
    QString file() const { return m_folder->filePath(u"data/journal.sqlite"_s); }
    QByteArray content() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr int runsOfEach = 10;

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    return stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 0777 : 0;
}

void startAnother(QProcess &process, const QString &what, const QString &file)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {TestProgram::name(), u"--as"_s, what, file});
}

// What other processes do ---------------------------------------------------------------------

int write(const QString &file)
{
    for (int i = 0; i < runsOfEach; ++i) {
        const auto begun = sure(open(file)->begin(run()));
        sure(open(file)->add(begun.number, columns, rows(1, 20)));
        sure(open(file)->settle(begun.number, numbers(rows(1, 20)), RowState::Done));
        sure(open(file)->end(begun.number, Run::State::Done));
    }
    return 0;
}

int waitForTheEnd(const QString &file)
{
    const auto journal = open(file);
    const auto begun = sure(journal->begin(run()));
    sure(journal->add(begun.number, columns, rows(1, 500)));
    sure(journal->settle(begun.number, {1}, RowState::Done));
    sure(journal->add(begun.number, columns, rows(501, 1000)));
    std::puts("added");
    std::fflush(stdout);
    for (;;)
        pause();
}

// On a disk of some megabytes that is its own.
int fill(const QString &file)
{
    const auto journal = open(file);
    const auto begun = sure(journal->begin(run()));
    Result<void> added;
    qint64 last = 0;
    for (; added && last < 100'000; last += 100)
        added = journal->add(begun.number, columns, rows(last + 1, last + 100, 1000));
    std::puts(wordsOf(added).constData());
    const auto kept = sure(journal->rows(begun.number, {{}, 0, 1, Qt::DescendingOrder}));
    std::printf("%lld of %lld\n", qint64(kept.value(0).number), last - 100);
    QFile::remove(QFileInfo(file).path() + u"/ballast"_s);
    sure(journal->add(begun.number, columns, rows(last - 99, last, 1000)));
    RawFile raw(file);
    std::puts(qPrintable(raw.run(u"PRAGMA integrity_check"_s).toString()));
    return 0;
}

int runAsAnother(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QString file = QString::fromLocal8Bit(argv[3]);
    const QByteArray what = argv[2];
    return what == "writer" ? write(file) : what == "victim" ? waitForTheEnd(file) : fill(file);
}

int runEither(int argc, char **argv)
{
    const bool isAnother = argc == 4 && QByteArray(argv[1]) == "--as";
    return isAnother ? runAsAnother(argc, argv) : runTest<TestJournalFile, QCoreApplication>(argc, argv);
}

} // namespace

void TestJournalFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QByteArray TestJournalFile::content() const
{
    QFile read(file());
    return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
}

void TestJournalFile::defaultFile()
{
    qputenv("XDG_DATA_HOME", "/of/mine");
    QCOMPARE(Journal::defaultFile(), u"/of/mine/watchbill/journal.sqlite"_s);
    qunsetenv("XDG_DATA_HOME");
    QCOMPARE(Journal::defaultFile(), QDir::homePath() + u"/.local/share/watchbill/journal.sqlite"_s);
    qputenv("WATCHBILL_JOURNAL", "/of/mine/changes");
    QCOMPARE(Journal::defaultFile(), u"/of/mine/changes"_s);
    qunsetenv("WATCHBILL_JOURNAL");
}

void TestJournalFile::isPrivate()
{
    const mode_t usual = umask(0);
    const auto journal = open(file());
    const auto begun = sure(journal->begin(run()));
    sure(journal->add(begun.number, columns, rows(1, 3)));
    umask(usual);
    QCOMPARE(modeOf(QFileInfo(file()).path()), 0700U);
    const auto files = QDir(QFileInfo(file()).path()).entryInfoList(QDir::Files);
    QVERIFY(QFile::exists(file() + u"-wal"_s) && QFile::exists(file() + u"-shm"_s));
    for (const QFileInfo &one : files)
        QVERIFY2(modeOf(one.filePath()) == 0600, qPrintable(one.fileName()));
}

void TestJournalFile::becomesPrivate()
{
    open(file());
    QCOMPARE(chmod(QFile::encodeName(file()).constData(), 0644), 0);
    const auto journal = open(file());
    QCOMPARE(modeOf(file()), 0600U);
    QCOMPARE(modeOf(file() + u"-wal"_s), 0600U);
}

void TestJournalFile::followsLinks()
{
    const auto begun = sure(open(file())->begin(run()));
    const QString link = m_folder->filePath(u"link.sqlite"_s);
    QVERIFY(QFile::link(file(), link));
    QVERIFY(sure(open(link)->run(begun.number)).state == Run::State::Running);
}

void TestJournalFile::isMadeOnce()
{
    open(file());
    const QByteArray made = content();
    const auto begun = sure(open(file())->begin(run()));
    QCOMPARE(begun.number, 1);
    QCOMPARE(sure(open(file())->runs({})).size(), 1);
    RawFile raw(file());
    QCOMPARE(raw.run(u"PRAGMA journal_mode"_s).toString(), u"wal"_s);
    QCOMPARE(raw.run(u"PRAGMA auto_vacuum"_s).toInt(), 1);
    QVERIFY(!made.isEmpty());
    QVERIFY(!QFile::exists(file() + u".lock"_s));
}

void TestJournalFile::refusesOthers_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("word");
    QTest::newRow("newer version") << u"PRAGMA user_version = 3"_s << QByteArray() << u"Unsupported"_s
                                   << u"newer"_s;
    QTest::newRow("early version") << u"PRAGMA user_version = 1"_s << QByteArray() << u"Unsupported"_s
                                   << u"early version"_s;
    QTest::newRow("other program's") << u"PRAGMA application_id = 7"_s << QByteArray() << u"InvalidInput"_s
                                     << u"not a Watchbill journal"_s;
    QTest::newRow("no database") << QString() << QByteArray(9000, 'x') << u"InvalidInput"_s << u"damaged"_s;
    QTest::newRow("short") << QString() << QByteArray("a note") << u"InvalidInput"_s << u"damaged"_s;
}

void TestJournalFile::refusesOthers()
{
    QFETCH(const QString, statement);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, word);
    open(file());
    if (text.isEmpty()) {
        RawFile(file()).run(statement);
    } else {
        QFile written(file());
        QVERIFY(written.open(QIODevice::WriteOnly) && written.write(text) == text.size());
    }
    const QByteArray before = content();
    const auto refused = Journal::open(file());
    QTEST(outcomeOf(refused), "kind");
    QVERIFY2(refused.error().message.contains(word), wordsOf(refused).constData());
    QVERIFY2(refused.error().message.contains(file()), wordsOf(refused).constData());
    QCOMPARE(content(), before);
}

void TestJournalFile::noticesDamage()
{
    {
        const auto journal = open(file());
        const auto begun = sure(journal->begin(run()));
        sure(journal->add(begun.number, columns, rows(1, 3)));
        RawFile(file()).run(u"UPDATE blocks SET rows = x'0000000000000001'"_s);
        const auto read = journal->rows(begun.number, {});
        QCOMPARE(outcomeOf(read), u"InvalidInput"_s);
        QVERIFY2(read.error().message.contains(u"Row 1 of run 1"_s), wordsOf(read).constData());
        sure(journal->add(begun.number, columns, rows(4, 500)));
    }
    QFile damaged(file());
    QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(8192));
    damaged.write(QByteArray(damaged.size() - 8192, 'x'));
    damaged.close();
    const auto read = open(file())->rows(1, {});
    QCOMPARE(outcomeOf(read), u"InvalidInput"_s);
    QVERIFY2(read.error().message.contains(u"damaged"_s), wordsOf(read).constData());
}

void TestJournalFile::waitsNoLongerThanItsPatience()
{
    const auto journal = sure(Journal::open(file(), std::chrono::milliseconds(20)));
    const auto begun = sure(journal->begin(run()));
    {
        RawFile raw(file());
        raw.run(u"BEGIN IMMEDIATE"_s);
        QCOMPARE(outcomeOf(journal->add(begun.number, columns, rows(1, 3))), u"Timeout"_s);
        QCOMPARE(outcomeOf(journal->begin(run())), u"Timeout"_s);
        QCOMPARE(sure(journal->runs({})).size(), 1); // reading does not wait for a lock
    }
    QCOMPARE(sure(journal->rows(begun.number, {})).size(), 0);
    sure(journal->add(begun.number, columns, rows(1, 3)));
}

void TestJournalFile::cannotWrite_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("file") << u"data/journal.sqlite"_s;
    QTest::newRow("folder") << u"data"_s;
    QTest::newRow("folder above") << QString();
}

void TestJournalFile::cannotWrite()
{
    QFETCH(const QString, name);
    const QByteArray path = QFile::encodeName(m_folder->filePath(name));
    if (!name.isEmpty()) {
        const auto journal = open(file());
        sure(journal->begin(run()));
        sure(journal->add(1, columns, rows(1, 3)));
    }
    const mode_t mode = modeOf(m_folder->filePath(name));
    // Root may do everything, unless it is somebody else for a moment.
    constexpr uid_t nobody = 65534;
    const bool isRoot = geteuid() == 0;
    if (isRoot) {
        QCOMPARE(QProcess::execute(u"chown"_s, {u"-R"_s, QString::number(nobody), m_folder->path()}), 0);
        QCOMPARE(seteuid(nobody), 0);
    }
    QCOMPARE(chmod(path.constData(), mode & 0555), 0);
    const auto added = Journal::open(file()).and_then(
        [&](const std::unique_ptr<Journal> &journal) { return journal->add(1, columns, rows(4, 6)); });
    const auto begun = Journal::open(file()).and_then(
        [&](const std::unique_ptr<Journal> &journal) { return journal->begin(run()); });
    chmod(path.constData(), mode);
    if (isRoot)
        QCOMPARE(seteuid(0), 0);
    QCOMPARE(outcomeOf(added), u"InvalidInput"_s);
    QVERIFY2(added.error().message.contains(file()), wordsOf(added).constData());
    QVERIFY2(added.error().message.contains(u"permissions"_s), wordsOf(added).constData());
    QCOMPARE(outcomeOf(begun), u"InvalidInput"_s);
    if (!name.isEmpty())
        QCOMPARE(sure(open(file())->rows(1, {})).size(), 3);
}

void TestJournalFile::severalProgramsAtATime()
{
    std::vector<std::unique_ptr<QProcess>> programs;
    for (int i = 0; i < 3; ++i) {
        programs.push_back(std::make_unique<QProcess>());
        startAnother(*programs.back(), u"writer"_s, file());
    }
    for (const auto &program : programs) {
        QVERIFY(program->waitForFinished(60'000));
        QCOMPARE(program->exitStatus(), QProcess::NormalExit);
        QCOMPARE(program->exitCode(), 0);
    }
    const auto runs = sure(open(file())->runs({}));
    QCOMPARE(runs.size(), 3 * runsOfEach);
    for (const Run &one : runs) {
        QVERIFY(one.state == Run::State::Done);
        QCOMPARE(one.rows, (QMap<RowState, qint64>{{RowState::Done, 20}}));
    }
    QCOMPARE(QDir(QFileInfo(file()).path()).entryList(QDir::Files), QStringList{u"journal.sqlite"_s});
}

void TestJournalFile::killed()
{
    QProcess victim;
    startAnother(victim, u"victim"_s, file());
    QVERIFY(victim.waitForReadyRead(30'000));
    {
        const auto journal = open(file());
        QVERIFY(sure(journal->run(1)).state == Run::State::Running);
        QCOMPARE(sure(journal->unsettled()), QVector<qint64>());
    }
    victim.kill();
    QVERIFY(victim.waitForFinished());
    const auto journal = open(file());
    const Run run = sure(journal->run(1));
    QVERIFY(run.state == Run::State::Interrupted);
    QCOMPARE(run.rows, (QMap<RowState, qint64>{{RowState::Going, 999}, {RowState::Done, 1}}));
    QCOMPARE(sure(journal->unsettled()), QVector<qint64>{1});
    QVector<JournalRow> expected = rows(1, 1000);
    expected[0].state = RowState::Done;
    QVERIFY(sure(journal->rows(1, {})) == expected);
    sure(journal->end(1, Run::State::Failed, u"The program ended."_s));
    QCOMPARE(QDir(QFileInfo(file()).path()).entryList({u"*-run-*"_s}), QStringList());
}

void TestJournalFile::fullDisk()
{
    // A disk of its own, which needs a namespace: root may make one, others where the system allows it.
    QStringList unshare{u"--mount"_s};
    if (geteuid() != 0)
        unshare += {u"--user"_s, u"--map-root-user"_s};
    const QString mount = u"mount -t tmpfs -o size=6m tmpfs \"$1\""_s;
    const auto run = [&](const QString &script, const QStringList &arguments) {
        auto process = std::make_unique<QProcess>();
        process->start(u"unshare"_s,
                       unshare + QStringList{u"sh"_s, u"-euc"_s, script, u"sh"_s, m_folder->path()}
                           + arguments);
        process->waitForFinished(60'000);
        return process;
    };
    if (run(mount, {})->exitCode() != 0)
        QSKIP("This system lets no small disk be mounted (unshare --mount, mount -t tmpfs).");

    const auto filled = run(mount + u"; head -c 2m /dev/zero >\"$1/ballast\"; shift; exec \"$@\""_s,
                            {QCoreApplication::applicationFilePath(), TestProgram::name(), u"--as"_s,
                             u"filler"_s, m_folder->filePath(u"journal.sqlite"_s)});
    const QByteArray errors = filled->readAllStandardError();
    QVERIFY2(filled->exitStatus() == QProcess::NormalExit && filled->exitCode() == 0, errors.constData());
    const QByteArrayList said = filled->readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(said.size(), 3);
    QVERIFY2(said[0].startsWith("InvalidInput") && said[0].contains("full"), said[0].constData());
    // Exactly the rows of the calls that had succeeded.
    const QByteArrayList counts = said[1].split(' ');
    QCOMPARE(counts.size(), 3);
    QCOMPARE(counts[0], counts[2]);
    QVERIFY(counts[0].toInt() > 0 && counts[0].toInt() % 100 == 0);
    QCOMPARE(said[2], QByteArray("ok")); // and it goes on when there is room again
}

WATCHBILL_TEST_MAIN(runEither)

} // namespace tst_journalfile

#include "tst_journalfile.moc"
