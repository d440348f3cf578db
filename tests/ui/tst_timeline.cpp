// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "timeline/timeline.h"

#include "filter/querytext.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "testserver.h"
#include "timeline/timeaxis.h"
#include "timeline/timestrip.h"
#include "windowtest.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QWheelEvent>

namespace tst_timeline {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int taskCount = 1'440; // one for each minute of 2026-01-10; every tenth has failed

Timestamp at(const QString &iso)
{
    return Timestamp::fromDateTime(QDateTime::fromString(iso, Qt::ISODate));
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void axis_data();
    void axis();
    void showsWhenTasksWereCreated();
    void choosesARange();
    void showsWhatIsAroundTheRange();
    void ratesEndNow();
    void marksThePlaceAboveTheLabels();
    void goesToATime();
    void goesToATimeUpwards();
    void saysWhereTheRowsAre();
    void looksCloser();
    void worksByKeyboard();
    void followsTheFilter();
    void readsNothingWhileHidden();
    void staysHidden();
    void saysThatItTakesTooLong();

private:
    const HistogramReading &histogram() const { return m_open->monitor().histogram(); }
    TimeStrip *strip() const { return m_open->find<TimeStrip>(u"timeStrip"_s); }
    QString query() const { return m_open->find<QLineEdit>(u"searchText"_s)->text(); }
    QString numbers() const { return m_open->find<QLabel>(u"timelineNumbers"_s)->text(); }
    QString place() const { return m_open->find<QLabel>(u"statusPlace"_s)->text(); }
    QString topType() const; // of the first row that is seen: its minute
    int xOf(const QString &iso) const; // in the strip
    void drag(int from, int to);
    void turnWheel(int x, int notches);
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!m_open->monitor().feed().isLoading(), patient); }
    void waitForRange(const QString &from, const QString &until);

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestTimeline::initTestCase()
{
    qputenv("TZ", "UTC");
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status, created_at) SELECT gen_random_uuid(), to_char(t, 'HH24:MI'), "
        "CASE WHEN extract(minute FROM t)::int % 10 = 0 THEN 'failed' ELSE 'completed' END, t "
        "FROM generate_series(timestamptz '2026-01-10 00:00Z', '2026-01-10 23:59Z', interval '1 min') t"_s);
}

void TestTimeline::cleanupTestCase()
{
    m_database.reset();
}

void TestTimeline::init()
{
    m_settings->clear();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    m_open->monitor().scheduler().setInterval({});
    QTRY_VERIFY_WITH_TIMEOUT(m_open->ids().size() >= 200 && histogram() && m_open->monitor().counts(),
                             patient);
    settle();
}

void TestTimeline::cleanup()
{
    m_open.reset();
}

QString TestTimeline::topType() const
{
    const TaskTableView *table = m_open->table();
    int row = table->rowAt(0);
    if (row >= 0 && table->rowViewportPosition(row) < 0)
        ++row;
    return row < 0 ? QString() : m_open->text(row, TaskField::Type);
}

int TestTimeline::xOf(const QString &iso) const
{
    const TimeRange range = histogram().range().value_or(histogram()->range());
    const double share = double(TimeRange{range.from, at(iso)}.span()) / double(range.span());
    return 1 + int((strip()->width() - 2) * share);
}

void TestTimeline::drag(int from, int to)
{
    QWindow *window = m_open->window()->windowHandle();
    const auto position = [&](int x) { return strip()->mapTo(m_open->window(), QPoint(x, 10)); };
    QTest::mousePress(window, Qt::LeftButton, {}, position(from));
    QTest::mouseMove(window, position((from + to) / 2));
    QTest::mouseMove(window, position(to));
    QTest::mouseRelease(window, Qt::LeftButton, {}, position(to));
}

void TestTimeline::turnWheel(int x, int notches)
{
    const QPointF position(x, 10);
    QWheelEvent event(position, strip()->mapToGlobal(position), {}, {0, 120 * notches}, {}, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(strip(), &event);
}

void TestTimeline::waitForRange(const QString &from, const QString &until)
{
    QTRY_VERIFY_WITH_TIMEOUT(histogram() && histogram()->range() == (TimeRange{at(from), at(until)}),
                             patient);
}

void TestTimeline::axis_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QStringList>("texts");

    QTest::newRow("a day") << u"2026-01-10T00:00:00Z"_s << u"2026-01-11T00:00:00Z"_s
                           << QStringList{u"10 Jan"_s, u"12:00"_s};
    QTest::newRow("an hour") << u"2026-01-10T14:00:00Z"_s << u"2026-01-10T15:00:00Z"_s
                             << QStringList{u"10 Jan 14:00"_s, u"14:30"_s};
    QTest::newRow("across midnight") << u"2026-01-10T18:00:00Z"_s << u"2026-01-11T18:00:00Z"_s
                                     << QStringList{u"11 Jan"_s, u"12:00"_s};
    QTest::newRow("years") << u"2024-01-01T00:00:00Z"_s << u"2026-01-01T00:00:00Z"_s
                           << QStringList{u"2024"_s, u"2025"_s};
}

void TestTimeline::axis()
{
    QFETCH(QString, from);
    QFETCH(QString, until);
    const QFontMetrics metrics((QFont()));
    QStringList texts;
    for (const TimeAxis::Tick &tick :
         TimeAxis::ticks({at(from), at(until)}, metrics.horizontalAdvance(u"30 Nov 23:59"_s) * 4, metrics))
        texts += tick.text;
    QTEST(texts, "texts");
}

void TestTimeline::showsWhenTasksWereCreated()
{
    waitForRange(u"2026-01-10T00:00:00Z"_s, u"2026-01-11T00:00:00Z"_s);
    QCOMPARE(histogram()->steps(), 96);
    QCOMPARE(histogram()->number(0), 15);
    QCOMPARE(numbers(), u"1,440 tasks\n10.0 % failed\n1.0/min over 1 d"_s);
    const auto *label = m_open->find<QLabel>(u"timelineNumbers"_s);
    QVERIFY(label->sizeHint().width() <= label->width());
    QVERIFY2(
        label->toolTip().contains(u"The rate is the mean from 2026-01-10 00:00:00 to 2026-01-11 00:00:00."_s),
        qPrintable(label->toolTip()));

    // The picture has both colours.
    const QImage image = strip()->grab().toImage();
    const int middle = xOf(u"2026-01-10T12:05:00Z"_s);
    QCOMPARE(image.pixelColor(middle, strip()->height() - TimeAxis::heightFor(strip()->font()) - 1),
             theme::statusColor(TaskStatus::Kind::Failed));
    QVERIFY(image.pixelColor(middle, 10) != image.pixelColor(middle, strip()->height() - 1));
}

void TestTimeline::choosesARange()
{
    drag(xOf(u"2026-01-10T06:01:00Z"_s), xOf(u"2026-01-10T07:50:00Z"_s));
    QTRY_COMPARE_WITH_TIMEOUT(query(), u"created:2026-01-10T06:00..2026-01-10T07:59"_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"07:59"_s, patient);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), u"120 tasks\n10.0 % failed\n1.0/min over 2 h"_s, patient);

    // The same to the left; and back.
    drag(xOf(u"2026-01-10T07:20:00Z"_s), xOf(u"2026-01-10T06:31:00Z"_s));
    QTRY_VERIFY_WITH_TIMEOUT(query().startsWith(u"created:2026-01-10T06:3"_s), patient);
    QTest::mouseDClick(m_open->window()->windowHandle(), Qt::LeftButton, {},
                       strip()->mapTo(m_open->window(), QPoint(50, 10)));
    QTRY_COMPARE_WITH_TIMEOUT(query(), QString(), patient);
    waitForRange(u"2026-01-10T00:00:00Z"_s, u"2026-01-11T00:00:00Z"_s);
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"23:59"_s, patient);
}

void TestTimeline::showsWhatIsAroundTheRange()
{
    m_open->monitor().queryState().askFilter(
        query::parse(u"created:2026-01-10T12:00..2026-01-10T13:59"_s).value());
    waitForRange(u"2026-01-10T11:00:00Z"_s, u"2026-01-10T15:00:00Z"_s);
    qint64 all = 0;
    for (int step = 0; step < histogram()->steps(); ++step)
        all += histogram()->number(step);
    QCOMPARE(all, 240);
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), u"120 tasks\n10.0 % failed\n1.0/min over 2 h"_s, patient);
}

void TestTimeline::marksThePlaceAboveTheLabels()
{
    waitForRange(u"2026-01-10T00:00:00Z"_s, u"2026-01-11T00:00:00Z"_s);
    TimeStrip copy;
    copy.resize(strip()->size());
    copy.show(*m_open->monitor().histogram(), m_open->monitor().histogram().range());
    const auto drawing = [&](int from, int to) {
        return copy.grab(QRect(0, from, copy.width(), to - from)).toImage();
    };
    const int axis = copy.height() - TimeAxis::heightFor(copy.font());
    const int labels = axis + 1 + TimeAxis::lineRoom;
    const QImage lineBefore = drawing(axis, labels);
    const QImage labelsBefore = drawing(labels, copy.height());
    copy.setPlace(m_open->monitor().histogram()->range());
    QVERIFY(drawing(axis, labels) != lineBefore);
    QCOMPARE(drawing(labels, copy.height()), labelsBefore);
}

// What is to come has no tasks yet.
void TestTimeline::ratesEndNow()
{
    const QString all = u"created:2026-01-10..2099-01-01"_s;
    m_open->monitor().queryState().askFilter(query::parse(all).value());
    QTRY_VERIFY_WITH_TIMEOUT(numbers().contains(u"/d over "_s), patient);
    const double days =
        double(TimeRange{at(u"2026-01-10T00:00:00Z"_s), m_open->monitor().serverNow()}.span()) / 86.4e9;
    QCOMPARE(numbers().section(u'\n', 2),
             u"%1/d over %2 d"_s.arg(QLocale().toString(1440 / days, 'f', 1), QString::number(qRound(days))));
}

void TestTimeline::goesToATime()
{
    clickAt(strip(), {xOf(u"2026-01-10T06:05:00Z"_s), 10});
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"06:14"_s, patient); // the last of its step
    QCOMPARE(query(), QString());
}

void TestTimeline::goesToATimeUpwards()
{
    m_open->monitor().queryState().askSort({TaskField::CreatedAt, Qt::AscendingOrder});
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"00:00"_s, patient);
    settle();
    clickAt(strip(), {xOf(u"2026-01-10T06:05:00Z"_s), 10});
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"06:00"_s, patient);

    // A sort by anything else gives way.
    m_open->monitor().queryState().askSort({TaskField::Type, Qt::AscendingOrder});
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().queryState().isShown(), patient);
    settle();
    clickAt(strip(), {xOf(u"2026-01-10T06:05:00Z"_s), 10});
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"06:14"_s, patient);
    QCOMPARE(m_open->monitor().query().sort, TaskSort());
}

void TestTimeline::saysWhereTheRowsAre()
{
    QTRY_VERIFY_WITH_TIMEOUT(place().startsWith(u"1–"_s) && place().endsWith(u" of 1,440"_s), patient);
    m_open->table()->verticalScrollBar()->setValue(10
                                                   * m_open->table()->verticalHeader()->defaultSectionSize());
    QTRY_VERIFY_WITH_TIMEOUT(place().startsWith(u"11–"_s), patient);

    clickAt(strip(), {xOf(u"2026-01-10T06:05:00Z"_s), 10});
    QTRY_COMPARE_WITH_TIMEOUT(topType(), u"06:14"_s, patient);
    settle();
    QTRY_VERIFY_WITH_TIMEOUT(
        QRegularExpression(u"^around 2026-01-10 06:0\\d:\\d\\d, about 7[45] % down of 1,440$"_s)
            .match(place())
            .hasMatch(),
        patient);
    press(m_open->window(), Qt::Key_End);
    m_open->table()->goToEnd();
    QTRY_VERIFY_WITH_TIMEOUT(place().endsWith(u"–1,440 of 1,440"_s), patient);
}

void TestTimeline::looksCloser()
{
    const qint64 day = histogram()->range().span();
    const int x = xOf(u"2026-01-10T06:00:00Z"_s);
    turnWheel(x, 4);
    QTRY_VERIFY_WITH_TIMEOUT(histogram() && histogram()->range().span() < day / 2, patient);
    QVERIFY(histogram()->range().contains(at(u"2026-01-10T06:00:00Z"_s)));
    QVERIFY(std::abs(xOf(u"2026-01-10T06:00:00Z"_s) - x) <= 2); // it stays under the pointer
    QCOMPARE(query(), QString()); // nothing is filtered
    qint64 seen = 0;
    for (int step = 0; step < histogram()->steps(); ++step)
        seen += histogram()->number(step);
    QVERIFY2(numbers().startsWith(QLocale().toString(seen) + " tasks\n"_L1), qPrintable(numbers()));
    turnWheel(x, -8);
    waitForRange(u"2026-01-10T00:00:00Z"_s, u"2026-01-11T00:00:00Z"_s);
    QVERIFY(!histogram().range());
}

void TestTimeline::worksByKeyboard()
{
    strip()->setFocus();
    press(m_open->window(), Qt::Key_Left);
    press(m_open->window(), Qt::Key_Left);
    QVERIFY2(strip()->accessibleDescription().contains(u"15 tasks"_s),
             qPrintable(strip()->accessibleDescription()));
    press(m_open->window(), Qt::Key_Left, Qt::ShiftModifier);
    press(m_open->window(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(query(), u"created:2026-01-10T23:15..2026-01-10T23:44"_s, patient);
    press(m_open->window(), Qt::Key_Escape);
    QTRY_COMPARE_WITH_TIMEOUT(query(), QString(), patient);
}

void TestTimeline::followsTheFilter()
{
    m_open->monitor().queryState().askFilter(query::parse(u"status:failed"_s).value());
    QTRY_VERIFY_WITH_TIMEOUT(histogram() && histogram()->parts.size() == 1, patient);
    QCOMPARE(histogram()->parts.first().status, FieldValue(u"failed"_s));
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), u"144 of 1,440 tasks\n10.0 % failed\n6.0/h over 1 d"_s, patient);
    m_open->monitor().queryState().askFilter(query::parse(u"-status:failed created:2026-01-10"_s).value());
    QTRY_COMPARE_WITH_TIMEOUT(numbers(), u"1,296 of 1,440 tasks\n10.0 % failed\n54/h over 1 d"_s, patient);
    m_open->monitor().queryState().askFilter(query::parse(u"type:\"12:34\""_s).value());
    QTRY_VERIFY_WITH_TIMEOUT(numbers().endsWith(u"\n0.0 % failed"_s), patient); // of one there is no rate
    m_open->monitor().queryState().askFilter(query::parse(u"type:nothing"_s).value());
    QTRY_VERIFY_WITH_TIMEOUT(histogram() && histogram()->isEmpty(), patient);
    strip()->grab();
    QTest::keyClick(strip(), Qt::Key_Left);
    drag(20, 60); // without effect
    QCOMPARE(query(), u"type:nothing"_s);
}

void TestTimeline::readsNothingWhileHidden()
{
    m_open->find<QAction>(u"timelineAction"_s)->trigger();
    QVERIFY(!strip()->isVisible());
    m_open->monitor().queryState().askFilter(query::parse(u"status:failed"_s).value());
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().queryState().isShown(), patient);
    m_open->refresh();
    settle();
    QCOMPARE(histogram()->parts.size(), 2); // still those of before
    m_open->find<QAction>(u"timelineAction"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(histogram()->parts.size(), 1, patient);
}

void TestTimeline::staysHidden()
{
    m_open->find<QAction>(u"timelineAction"_s)->trigger();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QVERIFY(!strip()->isVisible());
    QVERIFY(!m_open->find<QAction>(u"timelineAction"_s)->isChecked());
}

void TestTimeline::saysThatItTakesTooLong()
{
    m_open.reset();
    TestDatabase database(TestDatabase::SetUp::Reference);
    database.execute(
        u"INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 'x', 'failed' FROM generate_series(1, 3); "
        "ALTER TABLE tasks RENAME TO base; CREATE FUNCTION slow(text) RETURNS text LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_sleep(10) WHERE current_query() LIKE '%width_bucket%'; RETURN $1; END $$; "
        "CREATE VIEW tasks AS SELECT id, created_at, updated_at, user_id, type, slow(status) AS status, result_id, error_message, metadata FROM base"_s);
    ConnectionProfile profile = database.profile();
    profile.timeLimit = std::chrono::seconds(1);
    m_open = std::make_unique<OpenWindow>(profile);
    QTRY_VERIFY_WITH_TIMEOUT(histogram().error() && histogram().error()->kind == TaskError::Kind::Timeout,
                             patient);
    QVERIFY(!m_open->ids().isEmpty());
    m_open.reset();
}

WATCHBILL_WINDOW_TEST(TestTimeline)

} // namespace tst_timeline

#include "tst_timeline.moc"
