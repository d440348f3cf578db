// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journal.h"
#include "journal/journallimits.h"
#include "journalsamples.h"
#include "testprogram.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <memory>

namespace tst_journal {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::journalsamples;

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void tellsOfARun();
    void endsARun_data();
    void endsARun();
    void isInterruptedWithoutItsMark();
    void findsRuns_data();
    void findsRuns();
    void pagesThroughRuns();
    void keepsValuesExactly();
    void keepsWordsExactly();
    void addsAllOrNothing();
    void addsInParts();
    void keepsToTheColumns();
    void tellsTablesApart();
    void settles();
    void settlesAllOrNothing();
    void takesOutWhatWasNotDone();
    void anyRowsInAnyState();
    void readsSections_data();
    void readsSections();
    void missesRuns();
    void tellsWhatIsUnsettled();
    void leavesAloneWhatIsBeingUndone();
    void dropsTheOld();
    void dropsTheLarge();
    void finishesWhatOthersBeganToDrop();
    void keepsWhatIsNotSettled();
    void limitsAreTheWindows();
    void exports();
    void exportsNoHalves();

private:
    QString file() const { return m_folder->filePath(u"journal.sqlite"_s); }
    Journal &journal() { return *m_journal; }

    /// An ended run with rows, all of them done.
    qint64 doneRun(qint64 rowCount, qsizetype bytes = 10);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
};

void TestJournal::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_journal = open(file());
}

void TestJournal::cleanup()
{
    m_journal.reset();
}

qint64 TestJournal::doneRun(qint64 rowCount, qsizetype bytes)
{
    const auto begun = sure(journal().begin(run()));
    const auto added = rows(1, rowCount, bytes);
    sure(journal().add(begun.number, columns, added));
    sure(journal().settle(begun.number, numbers(added), RowState::Done));
    sure(journal().end(begun.number, Run::State::Done));
    return begun.number;
}

void TestJournal::tellsOfARun()
{
    const Timestamp before = Timestamp::fromDateTime(QDateTime::currentDateTimeUtc());
    const auto begun = sure(journal().begin(run()));
    const Run found = sure(journal().run(begun.number));
    Run expected = run();
    expected.number = begun.number;
    expected.begun = found.begun;
    QCOMPARE(found.rows, expected.rows);
    QVERIFY(found == expected);
    QVERIFY(found.begun >= before);
    QVERIFY(found.begun <= Timestamp::fromDateTime(QDateTime::currentDateTimeUtc().addMSecs(1)));

    Run undo = run();
    undo.kind = Run::Kind::Undo;
    undo.undoes = begun.number;
    const auto undoing = sure(journal().begin(undo));
    QCOMPARE(undoing.number, begun.number + 1);
    QCOMPARE(sure(journal().run(undoing.number)).undoes, begun.number);
    QVERIFY(sure(journal().run(undoing.number)).undoneKind == run().kind);
    QVERIFY(!sure(journal().run(begun.number)).undoneKind);
    QVERIFY(sure(journal().run(undoing.number)).kind == Run::Kind::Undo);
}

void TestJournal::endsARun_data()
{
    QTest::addColumn<Run::State>("state");
    QTest::addColumn<QString>("error");
    QTest::newRow("done") << Run::State::Done << QString();
    QTest::newRow("cancelled") << Run::State::Cancelled << QString();
    QTest::newRow("failed") << Run::State::Failed << u"The server has gone."_s;
}

void TestJournal::endsARun()
{
    QFETCH(const Run::State, state);
    QFETCH(const QString, error);
    const auto begun = sure(journal().begin(run()));
    sure(journal().end(begun.number, state, error));
    const Run found = sure(journal().run(begun.number));
    QVERIFY(found.state == state);
    QCOMPARE(found.error, error);
    QVERIFY(found.ended && *found.ended >= found.begun);
}

void TestJournal::isInterruptedWithoutItsMark()
{
    auto begun = sure(journal().begin(run()));
    m_journal = open(file()); // a run is no matter of one opening
    QVERIFY(sure(journal().run(begun.number)).state == Run::State::Running);
    begun.mark.reset();
    QVERIFY(sure(journal().run(begun.number)).state == Run::State::Interrupted);
    QVERIFY(sure(journal().runs({})).first().state == Run::State::Interrupted);
    QVERIFY(!sure(journal().run(begun.number)).ended);
    sure(journal().end(begun.number, Run::State::Failed, u"The program ended."_s));
    QVERIFY(sure(journal().run(begun.number)).state == Run::State::Failed);
    QCOMPARE(QDir(m_folder->path()).entryList({u"*-run-*"_s}), QStringList());
}

void TestJournal::findsRuns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QVector<qint64>>("found");
    QTest::newRow("all") << QString() << QVector<qint64>{3, 2, 1};
    QTest::newRow("query") << u"Größe"_s << QVector<qint64>{2};
    QTest::newRow("other case") << u"GRÖßE"_s << QVector<qint64>{2};
    QTest::newRow("no pattern") << u"s%"_s << QVector<qint64>{3};
    QTest::newRow("table") << u"public.tasks"_s << QVector<qint64>{3, 2, 1};
    QTest::newRow("details") << u"to completed"_s << QVector<qint64>{3, 2, 1};
    QTest::newRow("error") << u"gone away"_s << QVector<qint64>{1};
    QTest::newRow("none") << u"nothing of the kind"_s << QVector<qint64>();
}

void TestJournal::findsRuns()
{
    QFETCH(const QString, text);
    for (const QString &query : {u"status:failed"_s, u"meta.größe:xl"_s, u"error:100s%"_s})
        sure(journal().begin(run(query)));
    sure(journal().end(1, Run::State::Failed, u"The server has gone away."_s));
    QVector<qint64> found;
    for (const Run &one : sure(journal().runs({text})))
        found += one.number;
    QTEST(found, "found");
}

void TestJournal::pagesThroughRuns()
{
    for (int i = 0; i < 5; ++i)
        doneRun(i);
    const auto first = sure(journal().runs({{}, 2}));
    QCOMPARE(first.size(), 2);
    QCOMPARE(first[1].number, 4);
    QCOMPARE(first[1].rows, (QMap<RowState, qint64>{{RowState::Done, 3}}));
    const auto second = sure(journal().runs({{}, 10, 4}));
    QCOMPARE(second.size(), 3);
    QCOMPARE(second.first().number, 3);
}

void TestJournal::keepsValuesExactly()
{
    JournalRow row;
    row.number = 7;
    row.key = {TaskId(u"a\xdc80\xdcff\0\xfeff"_s + QChar(0xd800)), {u"\xfeffü"_s, QString(), u"\xdce4"_s}};
    row.state = RowState::Ambiguous;
    row.reason = u"No \xdce4."_s;
    row.before = RowValues{std::nullopt, QByteArray(), "", QByteArray("\0\xff\xfe", 3), "\xef\xbb\xbfx"};
    JournalRow created = row;
    created.number = 8;
    created.before = std::nullopt;
    created.after = RowValues(5);
    JournalRow empty = row;
    empty.number = 9;
    empty.key = {};
    empty.before = RowValues();

    const auto begun = sure(journal().begin(run()));
    const QStringList names{u"\xdce4"_s, u"\xfeff"_s, QString(), u"d"_s, u"e"_s};
    sure(journal().add(begun.number, names, {row, created, empty}));
    m_journal = open(file());
    const auto read = sure(journal().rows(begun.number, {}));
    QCOMPARE(read.size(), 3);
    QVERIFY(read[0] == row);
    QVERIFY(read[1] == created);
    QVERIFY(read[2] == empty);
    QVERIFY(!read[0].before->at(0));
    QVERIFY(read[0].before->at(1) && read[0].before->at(1)->isEmpty());
    QCOMPARE(sure(journal().run(begun.number)).columns, names);
}

void TestJournal::keepsWordsExactly()
{
    Run odd = run();
    for (QString *text : {&odd.profile, &odd.place, &odd.database, &odd.schema, &odd.table, &odd.role,
                          &odd.query, &odd.details})
        *text = u"\xfeff“%1”\xdce4\0\n"_s;
    odd.asked = 5'000'000'000;
    const auto begun = sure(journal().begin(odd));
    const Run read = sure(journal().run(begun.number));
    odd.number = begun.number;
    odd.begun = read.begun;
    QVERIFY(read == odd);
}

void TestJournal::addsAllOrNothing()
{
    const auto begun = sure(journal().begin(run()));
    sure(journal().add(begun.number, columns, rows(1, 3)));
    QCOMPARE(outcomeOf(journal().add(begun.number, columns, {row(4), row(3)})), u"Conflict"_s);
    QCOMPARE(numbers(sure(journal().rows(begun.number, {}))), (QVector<qint64>{1, 2, 3}));
    RawFile raw(file());
    QCOMPARE(raw.run(u"SELECT count(*) FROM blocks"_s).toInt(), 1);
    QCOMPARE(outcomeOf(journal().add(begun.number + 1, columns, {row(4)})), u"NotFound"_s);
}

void TestJournal::addsInParts()
{
    const auto begun = sure(journal().begin(run()));
    sure(journal().add(begun.number, columns, rows(1, 3), Journal::Flush::Later));
    QCOMPARE(outcomeOf(journal().add(begun.number, columns, rows(3, 5), Journal::Flush::Later)),
             u"Conflict"_s);
    QCOMPARE(numbers(sure(journal().rows(begun.number, {}))), (QVector<qint64>{1, 2, 3}));
    JournalRow gone = row(4);
    gone.before.reset();
    gone.after.reset();
    sure(journal().add(begun.number, columns, {gone}));
    QCOMPARE(sure(journal().rows(begun.number, {})), rows(1, 3) + QVector<JournalRow>{gone});
    sure(journal().drop(begun.number, {1, 2, 3, 4}));
    QVERIFY(sure(journal().rows(begun.number, {})).isEmpty());
}

void TestJournal::keepsToTheColumns()
{
    const auto begun = sure(journal().begin(run()));
    QStringList others = columns;
    std::swap(others[0], others[1]);
    sure(journal().add(begun.number, columns, rows(1, 3)));
    QCOMPARE(outcomeOf(journal().add(begun.number, others, rows(4, 6))), u"Conflict"_s);
    QCOMPARE(sure(journal().run(begun.number)).columns, columns);
    QCOMPARE(sure(journal().rows(begun.number, {})).size(), 3);
}

// As through two tunnels to one port of this computer.
void TestJournal::tellsTablesApart()
{
    Run one;
    one.place = u"localhost:5432/shop"_s;
    one.cluster = u"1"_s;
    Run other = one;
    QVERIFY(isOfSameTable(one, other));
    other.cluster = u"2"_s;
    QVERIFY(!isOfSameTable(one, other));
    other.profile = one.profile = u"shop"_s;
    QVERIFY(!isOfSameTable(one, other));
    other.cluster.clear(); // where the role may not ask
    QVERIFY(isOfSameTable(one, other));
    other.place = u"localhost:5433/shop"_s; // by which the profile connects now
    QVERIFY(isOfSameTable(one, other));
    other.table = u"others"_s;
    QVERIFY(!isOfSameTable(one, other));
}

void TestJournal::settles()
{
    const auto begun = sure(journal().begin(run()));
    sure(journal().add(begun.number, columns, rows(1, 4)));
    sure(journal().settle(begun.number, {1, 2}, RowState::Done));
    sure(journal().settle(begun.number, {3}, RowState::Changed, u"Its status is “%2” now."_s));
    sure(journal().settle(begun.number, {2}, RowState::Returning));
    QCOMPARE(
        sure(journal().run(begun.number)).rows,
        (QMap<RowState, qint64>{
            {RowState::Going, 1}, {RowState::Done, 1}, {RowState::Returning, 1}, {RowState::Changed, 1}}));
    sure(journal().settle(begun.number, {2}, RowState::Undone));
    const auto read = sure(journal().rows(begun.number, {}));
    QVERIFY(read[1].state == RowState::Undone);
    QVERIFY(read[2].state == RowState::Changed);
    QCOMPARE(read[2].reason, u"Its status is “%2” now."_s);
    QVERIFY(read[1].before == row(2).before);
    RawFile raw(file()); // what is flushed and what is not must not have been mixed up
    QCOMPARE(raw.run(u"SELECT sum(last - first + 1) FROM spans"_s).toInt(), 4);
}

void TestJournal::settlesAllOrNothing()
{
    const auto begun = sure(journal().begin(run()));
    sure(journal().add(begun.number, columns, rows(1, 2)));
    QCOMPARE(outcomeOf(journal().settle(begun.number, {1, 3}, RowState::Done)), u"NotFound"_s);
    QCOMPARE(outcomeOf(journal().settle(begun.number + 1, {1}, RowState::Done)), u"NotFound"_s);
    QCOMPARE(sure(journal().run(begun.number)).rows, (QMap<RowState, qint64>{{RowState::Going, 2}}));
}

void TestJournal::takesOutWhatWasNotDone()
{
    const auto begun = sure(journal().begin(run()));
    sure(journal().add(begun.number, columns, rows(1, 4)));
    sure(journal().drop(begun.number, {2, 4, 9}));
    QCOMPARE(numbers(sure(journal().rows(begun.number, {}))), (QVector<qint64>{1, 3}));
    QVERIFY(sure(journal().rows(begun.number, {}))[1] == row(3));
    sure(journal().drop(begun.number, {1, 3}));
    RawFile raw(file());
    QCOMPARE(raw.run(u"SELECT count(*) FROM blocks"_s).toInt(), 0);
}

// As if each row were kept on its own.
void TestJournal::anyRowsInAnyState()
{
    const auto begun = sure(journal().begin(run()));
    QMap<qint64, JournalRow> expected;
    QRandomGenerator random(1);
    const auto anyNumbers = [&](qsizetype most) {
        QVector<qint64> chosen;
        const QVector<qint64> there = expected.keys();
        for (qint64 i = random.bounded(most) + 1; i > 0 && !there.isEmpty(); --i)
            chosen += there[random.bounded(there.size())];
        return chosen;
    };
    for (int step = 0; step < 300; ++step) {
        QVector<JournalRow> added;
        for (qint64 number = random.bounded(2'000) + 1, i = random.bounded(700); i > 0; --i, ++number) {
            if (expected.contains(number) || random.bounded(50) == 0)
                continue;
            added += row(number, random.bounded(40));
            added.last().state = random.bounded(3) == 0 ? RowState::Changed : RowState::Going;
        }
        if (step % 4 == 0) {
            std::shuffle(added.begin(), added.end(), random);
            sure(journal().add(begun.number, columns, added));
            for (const JournalRow &one : std::as_const(added))
                expected[one.number] = one;
        }
        const RowState state = RowState(random.bounded(1, 10));
        const QString reason = random.bounded(2) == 0 ? QString() : u"for %1"_s.arg(step % 3);
        const QVector<qint64> settled = anyNumbers(20);
        sure(journal().settle(begun.number, settled, state, reason));
        for (const qint64 number : settled) {
            expected[number].state = state;
            expected[number].reason = reason;
        }
        const QVector<qint64> dropped = anyNumbers(5);
        sure(journal().drop(begun.number, dropped));
        for (const qint64 number : dropped)
            expected.remove(number);
    }
    QVERIFY(expected.size() > 500);
    QMap<RowState, qint64> counts;
    QVector<JournalRow> done;
    for (const JournalRow &one : std::as_const(expected)) {
        ++counts[one.state];
        if (one.state == RowState::Done)
            done += one;
    }
    QCOMPARE(sure(journal().run(begun.number)).rows, counts);
    QCOMPARE(sure(journal().rows(begun.number, {{}, 0, 10'000})), expected.values());
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        QVector<JournalRow> read;
        for (Journal::Section section{{RowState::Done}, 0, 7, order};;) {
            const auto rows = sure(journal().rows(begun.number, section));
            if (rows.isEmpty())
                break;
            read += rows;
            section.after = rows.last().number;
        }
        QCOMPARE(read, done);
        std::reverse(done.begin(), done.end());
    }
    sure(journal().drop(begun.number, expected.keys()));
    QCOMPARE(RawFile(file()).run(u"SELECT count(*) FROM blocks"_s).toInt(), 0);
}

void TestJournal::readsSections_data()
{
    using Section = Journal::Section;
    QTest::addColumn<Journal::Section>("section");
    QTest::addColumn<QVector<qint64>>("found");
    QTest::newRow("all") << Section() << QVector<qint64>{1, 2, 3, 4, 5, 6};
    QTest::newRow("first") << Section{{}, 0, 2} << QVector<qint64>{1, 2};
    QTest::newRow("next") << Section{{}, 2, 2} << QVector<qint64>{3, 4};
    QTest::newRow("after the last") << Section{{}, 6, 2} << QVector<qint64>();
    QTest::newRow("last") << Section{{}, 0, 2, Qt::DescendingOrder} << QVector<qint64>{6, 5};
    QTest::newRow("before") << Section{{}, 5, 2, Qt::DescendingOrder} << QVector<qint64>{4, 3};
    QTest::newRow("done") << Section{{RowState::Done}} << QVector<qint64>{2, 4, 6};
    QTest::newRow("two states") << Section{{RowState::Gone, RowState::Done}, 2, 3, Qt::AscendingOrder}
                                << QVector<qint64>{3, 4, 6};
    QTest::newRow("none of them") << Section{{RowState::Undone}} << QVector<qint64>();
}

void TestJournal::readsSections()
{
    QFETCH(const Journal::Section, section);
    const auto other = sure(journal().begin(run()));
    const auto begun = sure(journal().begin(run()));
    sure(journal().add(begun.number, columns, rows(1, 6)));
    sure(journal().add(other.number, columns, rows(1, 9)));
    sure(journal().settle(begun.number, {2, 4, 6}, RowState::Done));
    sure(journal().settle(begun.number, {3}, RowState::Gone));
    QTEST(numbers(sure(journal().rows(begun.number, section))), "found");
}

void TestJournal::missesRuns()
{
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QCOMPARE(outcomeOf(journal().run(1)), u"NotFound"_s);
    QCOMPARE(outcomeOf(journal().rows(1, {})), u"NotFound"_s);
    QCOMPARE(outcomeOf(journal().end(1, Run::State::Done)), u"NotFound"_s);
    QCOMPARE(outcomeOf(journal().exportRun(1, buffer)), u"NotFound"_s);
    QCOMPARE(sure(journal().runs({})).size(), 0);
}

void TestJournal::tellsWhatIsUnsettled()
{
    doneRun(3);
    auto lost = sure(journal().begin(run()));
    sure(journal().add(lost.number, columns, rows(1, 3)));
    QCOMPARE(sure(journal().unsettled()), QVector<qint64>()); // it is under way
    lost.mark.reset();
    QCOMPARE(sure(journal().unsettled()), QVector<qint64>{lost.number});
    sure(journal().settle(lost.number, {1, 2}, RowState::Done));
    QCOMPARE(sure(journal().unsettled()), QVector<qint64>{lost.number});
    sure(journal().settle(lost.number, {3}, RowState::Refused));
    QCOMPARE(sure(journal().unsettled()), QVector<qint64>());

    const auto failed = sure(journal().begin(run()));
    sure(journal().add(failed.number, columns, rows(1, 3)));
    sure(journal().end(failed.number, Run::State::Failed)); // without settling its rows
    QCOMPARE(sure(journal().unsettled()), QVector<qint64>{failed.number});
}

void TestJournal::leavesAloneWhatIsBeingUndone()
{
    const qint64 undone = doneRun(3);
    Run undo = run();
    undo.undoes = undone;
    auto undoing = sure(journal().begin(undo));
    sure(journal().settle(undone, {1}, RowState::Returning));
    QCOMPARE(sure(journal().unsettled()), QVector<qint64>());
    sure(journal().settle(undone, {1}, RowState::Undone));
    sure(journal().keepWithin(0, 0));
    QVERIFY(sure(journal().run(undone)).rowsKept);
    sure(journal().settle(undone, {2}, RowState::Returning));
    undoing.mark.reset();
    QCOMPARE(sure(journal().unsettled()), QVector<qint64>{undone});
}

void TestJournal::dropsTheOld()
{
    const qint64 old = doneRun(2500);
    const qint64 recent = doneRun(3);
    {
        RawFile raw(file());
        raw.run(
            u"UPDATE runs SET begun = begun - 864000000000, ended = ended - 864000000000 WHERE number = 1"_s);
    }
    QCOMPARE(sure(journal().keepWithin(11, 1'000'000'000)), 0);
    QVERIFY(sure(journal().run(old)).rowsKept);
    QCOMPARE(sure(journal().keepWithin(9, 1'000'000'000)), 1);
    const Run dropped = sure(journal().run(old));
    QVERIFY(!dropped.rowsKept);
    QCOMPARE(dropped.rows, (QMap<RowState, qint64>{{RowState::Done, 2500}}));
    QCOMPARE(sure(journal().rows(old, {})).size(), 0);
    QCOMPARE(sure(journal().rows(recent, {})).size(), 3);
    QVERIFY(sure(journal().run(recent)).rowsKept);
    RawFile raw(file());
    QCOMPARE(raw.run(u"SELECT count(*) FROM blocks"_s).toInt(), 1);
    QCOMPARE(raw.run(u"SELECT sum(last - first + 1) FROM spans"_s).toInt(), 3);
    QCOMPARE(raw.run(u"PRAGMA integrity_check"_s).toString(), u"ok"_s);
}

void TestJournal::dropsTheLarge()
{
    for (int i = 0; i < 4; ++i)
        doneRun(100, 10'000); // a megabyte each
    m_journal.reset(); // which carries over what is written beside the file
    m_journal = open(file());
    QVERIFY(QFileInfo(file()).size() > 4'000'000);
    QCOMPARE(sure(journal().keepWithin(1, 2'500'000)), 2);
    QVector<bool> kept;
    for (const Run &one : sure(journal().runs({})))
        kept += one.rowsKept;
    QCOMPARE(kept, (QVector<bool>{true, true, false, false}));
    QVERIFY2(QFileInfo(file()).size() <= 2'500'000, QByteArray::number(QFileInfo(file()).size()).constData());
    QCOMPARE(QFileInfo(file() + u"-wal"_s).size(), 0);
}

void TestJournal::finishesWhatOthersBeganToDrop()
{
    const qint64 left = doneRun(5);
    RawFile raw(file());
    raw.run(u"UPDATE runs SET kept = 0"_s);
    raw.run(u"INSERT INTO former VALUES (1, 2, 2500)"_s);
    QCOMPARE(sure(journal().rows(left, {})).size(), 0);
    sure(journal().keepWithin(1, 1'000'000'000));
    QCOMPARE(raw.run(u"SELECT count(*) FROM blocks"_s).toInt(), 0);
    sure(journal().keepWithin(0, 0));
    QCOMPARE(sure(journal().run(left)).rows, (QMap<RowState, qint64>{{RowState::Done, 2500}}));
}

void TestJournal::keepsWhatIsNotSettled()
{
    const qint64 lost = doneRun(3);
    sure(journal().settle(lost, {2}, RowState::Returning));
    const auto running = sure(journal().begin(run()));
    sure(journal().add(running.number, columns, rows(1, 3)));
    sure(journal().settle(running.number, {1, 2, 3}, RowState::Done));
    const qint64 done = doneRun(3);
    const qint64 without = doneRun(0);
    sure(journal().keepWithin(0, 0));
    QVERIFY(sure(journal().run(lost)).rowsKept);
    QVERIFY(sure(journal().run(running.number)).rowsKept);
    QVERIFY(!sure(journal().run(done)).rowsKept);
    QVERIFY(sure(journal().run(without)).rowsKept); // it had none
    QCOMPARE(sure(journal().rows(lost, {})).size(), 3);
    QCOMPARE(doneRun(1), without + 1); // numbers are not used again
}

// Whatever the program that reads them is called.
void TestJournal::limitsAreTheWindows()
{
    const QTemporaryDir folder;
    for (const auto format : {QSettings::NativeFormat, QSettings::IniFormat})
        QSettings::setPath(format, QSettings::UserScope, folder.path());
    QCOMPARE(JournalLimits::chosen(), (JournalLimits{30, 1'024}));
    QSettings settings(u"watchbill"_s, u"watchbill"_s);
    settings.setValue(u"journal/days"_s, 7);
    settings.setValue(u"journal/megabytes"_s, u"many"_s);
    settings.sync();
    QCOMPARE(JournalLimits::chosen(), (JournalLimits{7, 1'024}));
    QCOMPARE(JournalLimits::chosen().bytes(), 1'073'741'824);
}

void TestJournal::exports()
{
    const auto begun = sure(journal().begin(run()));
    JournalRow odd = row(2);
    odd.key.rest = {u"“2”"_s};
    odd.before = RowValues{"\xef\xbb\xbfü\n", QByteArray("\xff\x00", 2), std::nullopt};
    odd.after = std::nullopt;
    sure(journal().add(begun.number, columns, {row(1), odd}));
    sure(journal().add(begun.number, columns, rows(3, 1200)));
    sure(journal().settle(begun.number, {2}, RowState::Changed, u"By “others”."_s));
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    sure(journal().exportRun(begun.number, buffer));
    const QByteArrayList lines = buffer.data().split('\n');
    QCOMPARE(lines.size(), 1201);
    QCOMPARE(lines.last(), QByteArray());
    QCOMPARE(lines[0],
             QByteArray("{\"number\": 1, \"key\": [\"1\"], \"state\": \"going\", \"reason\": \"\", "
                        "\"before\": {\"id\": \"1\", \"status\": \"failed\", \"metadata\": \"xxxxxxxxxx\"}, "
                        "\"after\": {\"id\": \"1\", \"status\": \"completed\", \"metadata\": null}}"));
    const QJsonObject second = QJsonDocument::fromJson(lines[1]).object();
    QCOMPARE(second[u"key"_s].toArray(), (QJsonArray{u"2"_s, u"“2”"_s}));
    QCOMPARE(second[u"state"_s].toString(), u"changed"_s);
    QCOMPARE(second[u"reason"_s].toString(), u"By “others”."_s);
    const QJsonObject before = second[u"before"_s].toObject();
    QCOMPARE(before[u"id"_s].toString(), u"\ufeffü\n"_s);
    QCOMPARE(before[u"status"_s].toObject()[u"base64"_s].toString(), u"/wA="_s);
    QVERIFY(before[u"metadata"_s].isNull());
    QVERIFY(second[u"after"_s].isNull());
    QCOMPARE(QJsonDocument::fromJson(lines[1199]).object()[u"number"_s].toInt(), 1200);
}

void TestJournal::exportsNoHalves()
{
    const qint64 number = doneRun(3);
    QBuffer closed;
    QVERIFY(closed.open(QIODevice::ReadOnly));
    QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): ReadOnly device");
    QCOMPARE(outcomeOf(journal().exportRun(number, closed)), u"InvalidInput"_s);
    sure(journal().keepWithin(0, 0));
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QCOMPARE(outcomeOf(journal().exportRun(number, buffer)), u"NotFound"_s);
}

WATCHBILL_TEST(TestJournal)

} // namespace tst_journal

#include "tst_journal.moc"
