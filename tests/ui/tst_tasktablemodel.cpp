// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tasktablemodel.h"

#include "interruption.h"
#include "live/taskmonitor.h"
#include "sampletasks.h"
#include "service/taskservice.h"
#include "task/storedfields.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QAbstractItemModelTester>
#include <QBrush>
#include <QFont>
#include <QIcon>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

namespace tst_tasktablemodel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

namespace {

constexpr int patient = 15'000; // milliseconds
constexpr quint32 seed = 20'251'123;
TaskFilter ofStatus(const QString &status)
{
    TaskFilter filter;
    filter.statuses = {{status}, false};
    return filter;
}

const TaskQuery latestFirst{{}, {TaskField::UpdatedAt, Qt::DescendingOrder}};

} // namespace

/// The model over a real monitor, while another connection changes the table.
class TestTaskTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void followsTheServer_data();
    void followsTheServer();
    void resetsForAnotherQuery();
    void roles();
    void hostileText();
    void rowsThatStayWithTheSelection();
    void withoutConnection();
    void header();
    void sortIsTheServers();
    void invalidIndexes();

private:
    void start(const TaskQuery &query = {});
    void look();
    QStringList ids() const;
    QStringList serversOrder(const TaskQuery &query);
    void change(QRandomGenerator &random);
    QVariant data(int row, TaskField column, int role = Qt::DisplayRole) const;

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<TaskMonitor> m_monitor;
    std::unique_ptr<TaskTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_next = 0; // the next number that was never used
};

void TestTaskTableModel::initTestCase()
{
    theme::apply(theme::Scheme::Light);
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestTaskTableModel::init()
{
    m_database->execute(u"TRUNCATE public.tasks"_s);
    m_service = std::make_unique<TaskService>(m_database->profile());
    m_monitor = std::make_unique<TaskMonitor>(*m_service);
    m_monitor->scheduler().setInterval(0s); // each look is asked for
    m_model = std::make_unique<TaskTableModel>(*m_monitor);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestTaskTableModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_monitor.reset();
    m_service.reset();
}

void TestTaskTableModel::cleanupTestCase()
{
    m_database.reset();
}

void TestTaskTableModel::start(const TaskQuery &query)
{
    m_monitor->start(query);
    QTRY_VERIFY_WITH_TIMEOUT(m_monitor->feed().hasPage() && !m_monitor->feed().isLoading(), patient);
}

void TestTaskTableModel::look()
{
    m_monitor->scheduler().trigger();
    QVERIFY(QTest::qWaitFor([&] { return !m_monitor->feed().isLoading(); }, patient));
}

QStringList TestTaskTableModel::ids() const
{
    QStringList ids;
    for (int row = 0; row < m_model->rowCount(); ++row)
        ids += data(row, TaskField::Id, TaskTableModel::IdRole).toString();
    return ids;
}

QStringList TestTaskTableModel::serversOrder(const TaskQuery &query)
{
    const QString condition = query.filter.statuses.isEmpty()
        ? u"true"_s
        : u"status = '%1'"_s.arg(query.filter.statuses.values.first());
    const QString order = query.sort.order == Qt::AscendingOrder ? u"ASC"_s : u"DESC"_s;
    QStringList ids;
    for (const QStringList &row :
         m_database->execute(u"SELECT id FROM public.tasks WHERE %1 ORDER BY %2 %3, id %3"_s.arg(
             condition, nameOf(query.sort.field), order)))
        ids += row.first();
    return ids;
}

// One thing that an application may do to some tasks.
void TestTaskTableModel::change(QRandomGenerator &random)
{
    const auto some = [&](int share) { return u"random() < 1.0 / %1"_s.arg(share); };
    switch (random.bounded(6)) {
    case 0: { // new ones, at the start of the list or anywhere in it
        const int count = 1 + random.bounded(6);
        insertSamples(*m_database, m_next, m_next + count - 1, {.status = u"pending"_s});
        if (random.bounded(2) == 0)
            m_database->execute(
                u"UPDATE public.tasks SET updated_at = clock_timestamp() WHERE id >= '%1'"_s.arg(
                    sampleId(m_next)));
        m_next += count;
        break;
    }
    case 1: // gone
        m_database->execute("DELETE FROM public.tasks WHERE "_L1 + some(12));
        break;
    case 2: // changed where they stand
        m_database->execute("UPDATE public.tasks SET error_message = md5(random()::text) WHERE "_L1
                            + some(4));
        break;
    case 3: // moved to the start, all at the same moment: the id breaks the tie
        m_database->execute("UPDATE public.tasks SET updated_at = now(), status = 'completed' WHERE "_L1
                            + some(8));
        break;
    case 4: // moved anywhere
        m_database->execute(
            "UPDATE public.tasks SET updated_at = updated_at + (random() - 0.5) * interval '2 hours' WHERE "_L1
            + some(5));
        break;
    default: // NULL and infinity are values, too
        m_database->execute(
            "UPDATE public.tasks SET updated_at = CASE floor(random() * 3) WHEN 0 THEN NULL WHEN 1 THEN 'infinity' "
            "ELSE '-infinity' END::timestamptz WHERE "_L1
            + some(15));
    }
}

QVariant TestTaskTableModel::data(int row, TaskField column, int role) const
{
    return m_model->index(row, column::sectionOf(column)).data(role);
}

void TestTaskTableModel::followsTheServer_data()
{
    QTest::addColumn<TaskQuery>("query");

    QTest::newRow("latest first") << latestFirst;
    QTest::newRow("oldest first") << TaskQuery{{}, {TaskField::UpdatedAt, Qt::AscendingOrder}};
    QTest::newRow("of one status") << TaskQuery{ofStatus(u"pending"_s), latestFirst.sort};
    QTest::newRow("without an index") << TaskQuery{{}, {TaskField::ErrorMessage, Qt::AscendingOrder}};
}

void TestTaskTableModel::followsTheServer()
{
    QFETCH(TaskQuery, query);
    QRandomGenerator random(seed);
    m_database->execute(u"SELECT setseed(0.5)"_s);
    m_next = 100;
    insertSamples(*m_database, 1, 40, {.status = u"pending"_s});
    insertSamples(*m_database, 41, 80, {.status = u"failed"_s, .error = u"out of memory"_s});
    start(query);
    QCOMPARE(ids(), serversOrder(query));

    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    for (int round = 0; round < 40; ++round) {
        QMap<QString, QPersistentModelIndex> held;
        for (int row = 0; row < m_model->rowCount(); ++row)
            held.insert(ids()[row], m_model->index(row, row % column::count));
        for (int changes = random.bounded(4); changes >= 0; --changes)
            change(random);
        look();
        const QStringList expected = serversOrder(query);
        QCOMPARE(ids(), expected);
        for (auto one = held.cbegin(); one != held.cend(); ++one) {
            QCOMPARE(one->isValid(), expected.contains(one.key()));
            if (one->isValid())
                QCOMPARE(one->data(TaskTableModel::IdRole).toString(), one.key());
        }
    }
    QCOMPARE(resets.size(), 0); // or a selection would be lost
    for (const QStringList &row :
         m_database->execute(u"SELECT id, status, coalesce(error_message, '') FROM public.tasks"_s)) {
        const int place = m_model->rowOf(TaskId(row[0]));
        if (place < 0)
            continue; // another status
        QCOMPARE(data(place, TaskField::Status, TaskTableModel::ValueRole).toString(), row[1]);
        QCOMPARE(data(place, TaskField::ErrorMessage, TaskTableModel::ValueRole).toString(), row[2]);
    }
}

void TestTaskTableModel::resetsForAnotherQuery()
{
    insertSamples(*m_database, 1, 3, {.status = u"pending"_s});
    insertSamples(*m_database, 4, 5, {.status = u"failed"_s});
    start();
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    m_monitor->setQuery({ofStatus(u"failed"_s), {}});
    QCOMPARE(ids(), sampleIds(5, 1)); // until the answer is there
    QTRY_COMPARE_WITH_TIMEOUT(ids(), sampleIds(5, 4), patient);
    QCOMPARE(resets.size(), 1);
}

void TestTaskTableModel::roles()
{
    insertSamples(
        *m_database, 1, 1,
        {.status = u"failed"_s, .type = u"concept_refinement"_s, .user = 7, .error = u"first\nsecond"_s});
    insertSamples(*m_database, 2, 2, {.status = u"canceled"_s});
    m_database->execute(u"UPDATE public.tasks SET result_id = '%1', updated_at = NULL WHERE id = '%2'"_s.arg(
        sampleUser(9), sampleId(2)));
    start();
    const auto texts = [&](int row, int role) {
        QStringList cells;
        for (int column = 0; column < column::count; ++column)
            cells += data(row, shownFields[column], role).toString();
        return cells;
    };
    QStringList shown = texts(1, Qt::DisplayRole);
    QVERIFY2(shown[column::sectionOf(TaskField::UpdatedAt)].endsWith(u" ago"_s),
             qPrintable(shown[column::sectionOf(TaskField::UpdatedAt)]));
    QCOMPARE(QDateTime::fromString(shown[column::sectionOf(TaskField::CreatedAt)], u"yyyy-MM-dd HH:mm:ss"_s),
             QDateTime(QDate(2025, 1, 1), QTime(0, 1), Qt::UTC).toLocalTime());
    shown[column::sectionOf(TaskField::UpdatedAt)] = shown[column::sectionOf(TaskField::CreatedAt)] =
        QString();
    QCOMPARE(shown,
             QStringList({u"failed"_s, u"concept_refinement"_s, u"00000001"_s, u"a0000007"_s, QString(),
                          QString(), u"30 s"_s, u"first"_s, QString()}));
    QCOMPARE(texts(1, TaskTableModel::ValueRole),
             QStringList({u"failed"_s, u"concept_refinement"_s, sampleId(1), sampleUser(7),
                          u"2025-01-01T00:01:00.000000+00:00"_s, u"2025-01-01T00:01:30.000000+00:00"_s,
                          QString(), u"first\nsecond"_s, QString()}));
    QCOMPARE(texts(1, TaskTableModel::IdRole), QStringList(column::count, sampleId(1)));

    QCOMPARE(data(0, TaskField::Status).toString(), u"canceled"_s); // shown as it came
    QCOMPARE(data(0, TaskField::UpdatedAt).toString(), QString());
    QCOMPARE(data(0, TaskField::Duration).toString(), QString());
    QCOMPARE(data(0, TaskField::ErrorMessage).toString(), QString());
    QCOMPARE(data(0, TaskField::ResultId).toString(), u"a0000009"_s);

    // Never colour alone: a status has its own icon as well.
    QVERIFY(!data(1, TaskField::Status, Qt::DecorationRole).value<QIcon>().isNull());
    QVERIFY(data(1, TaskField::Status, Qt::DecorationRole).value<QIcon>().pixmap(16).toImage()
            != data(0, TaskField::Status, Qt::DecorationRole).value<QIcon>().pixmap(16).toImage());
    QVERIFY(!data(1, TaskField::Type, Qt::DecorationRole).isValid());
    QCOMPARE(data(1, TaskField::Status, Qt::ForegroundRole).value<QBrush>().color(),
             theme::statusColor(TaskStatus::Kind::Failed));
    QVERIFY(!data(1, TaskField::Type, Qt::ForegroundRole).isValid());
    QCOMPARE(data(1, TaskField::Id, Qt::FontRole).value<QFont>().family(), theme::monospace().family());
    QVERIFY(data(1, TaskField::Id, Qt::ToolTipRole).toString().contains(sampleId(1)));
    QVERIFY(data(1, TaskField::CreatedAt, Qt::ToolTipRole)
                .toString()
                .contains(u"2025-01-01T00:01:00.000000+00:00"_s));
    QVERIFY(!data(1, TaskField::Type, Qt::EditRole).isValid());
    QVERIFY(!(m_model->flags(m_model->index(1, 0)) & Qt::ItemIsEditable));
}

void TestTaskTableModel::hostileText()
{
    const QString hostile = u"<img src=x> & \"%1\"\t\u202E\nsecond"_s;
    insertSamples(*m_database, 1, 1, {.status = hostile, .type = hostile, .error = hostile});
    start();
    QCOMPARE(data(0, TaskField::ErrorMessage).toString(), u"<img src=x> & \"%1\" ⟨U+202E⟩"_s);
    for (const TaskField column : {TaskField::Status, TaskField::Type, TaskField::ErrorMessage}) {
        if (column != TaskField::ErrorMessage)
            QCOMPARE(data(0, column).toString(), u"<img src=x> & \"%1\"␉⟨U+202E⟩␊second"_s);
        QCOMPARE(data(0, column, TaskTableModel::ValueRole).toString(), hostile);
        const QString toolTip = data(0, column, Qt::ToolTipRole).toString();
        QVERIFY2(toolTip.contains(u"&lt;img src=x&gt; &amp; &quot;%1&quot;"_s), qPrintable(toolTip));
    }
}

void TestTaskTableModel::rowsThatStayWithTheSelection()
{
    insertSamples(*m_database, 1, 4, {.status = u"processing"_s});
    start({ofStatus(u"processing"_s), {}});
    m_monitor->feed().setSelected({TaskId(sampleId(2)), TaskId(sampleId(3))});
    setStatus(*m_database, 3, u"completed"_s);
    m_database->execute(u"DELETE FROM public.tasks WHERE id = '%1'"_s.arg(sampleId(2)));
    look();
    QCOMPARE(ids(), sampleIds(4, 1));
    const int left = 1;
    const int deleted = 2;
    QCOMPARE(data(left, TaskField::Status).toString(), u"completed"_s); // as it is now
    QVERIFY(data(left, TaskField::Type, Qt::FontRole).value<QFont>().italic());
    QVERIFY(
        data(left, TaskField::Type, Qt::ToolTipRole).toString().contains(u"no longer matches the filter"_s));
    QCOMPARE(data(deleted, TaskField::Status).toString(), u"processing"_s); // as it was
    QVERIFY(data(deleted, TaskField::Type, Qt::FontRole).value<QFont>().strikeOut());
    QVERIFY(data(deleted, TaskField::Type, Qt::ToolTipRole).toString().contains(u"was deleted"_s));
    for (const int row : {left, deleted})
        QCOMPARE(data(row, TaskField::Type, Qt::ForegroundRole).value<QBrush>().color(),
                 theme::secondaryText());
    QVERIFY(!data(0, TaskField::Type, Qt::FontRole).value<QFont>().italic());

    m_monitor->feed().setSelected({});
    look();
    QCOMPARE(ids(), QStringList({sampleId(4), sampleId(1)}));
}

// Rows that are no longer kept up to date must not look live.
void TestTaskTableModel::withoutConnection()
{
    insertSamples(*m_database, 1, 2, {.status = u"failed"_s});
    start();
    {
        const Interruption interruption(*m_database);
        m_monitor->scheduler().trigger();
        QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), TaskMonitor::State::Broken, patient);
        QCOMPARE(ids(), sampleIds(2, 1));
        QCOMPARE(data(0, TaskField::Status, Qt::ForegroundRole).value<QBrush>().color(),
                 theme::secondaryText());
    }
    m_monitor->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_monitor->state(), TaskMonitor::State::Live, patient);
    // Not before they were read again.
    QTRY_COMPARE_WITH_TIMEOUT(data(0, TaskField::Status, Qt::ForegroundRole).value<QBrush>().color(),
                              theme::statusColor(TaskStatus::Kind::Failed), patient);
}

void TestTaskTableModel::header()
{
    const auto header = [&](TaskField column, int role) {
        return m_model->headerData(column::sectionOf(column), Qt::Horizontal, role).toString();
    };
    QCOMPARE(header(TaskField::ErrorMessage, Qt::DisplayRole), u"Error"_s);
    QCOMPARE(header(TaskField::ErrorMessage, Qt::ToolTipRole),
             QString()); // before anything is known of the table
    m_database->execute(u"ALTER TABLE public.tasks DROP COLUMN result_id"_s);
    start();
    m_database->execute(u"ALTER TABLE public.tasks ADD COLUMN result_id uuid"_s);
    QCOMPARE(header(TaskField::CreatedAt, Qt::ToolTipRole), QString());
    QVERIFY(header(TaskField::ErrorMessage, Qt::ToolTipRole).contains(u"No index"_s));
    QCOMPARE(header(TaskField::ResultId, Qt::ToolTipRole), u"The table has no such column."_s);
    QVERIFY(!m_model->headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
    QVERIFY(!m_model->headerData(-1, Qt::Horizontal, Qt::DisplayRole).isValid());
    QVERIFY(!m_model->headerData(column::count, Qt::Horizontal, Qt::DisplayRole).isValid());
}

void TestTaskTableModel::sortIsTheServers()
{
    insertSamples(*m_database, 1, 3);
    start();
    QVector<TaskSort> asked;
    connect(m_model.get(), &TaskTableModel::sortRequested, this,
            [&](const TaskSort &sort) { asked += sort; });
    m_model->sort(column::sectionOf(TaskField::UserId), Qt::AscendingOrder);
    m_model->sort(-1, Qt::AscendingOrder); // as a view does to be without a sort
    QCOMPARE(asked, (QVector<TaskSort>{{TaskField::UserId, Qt::AscendingOrder}}));
    QCOMPARE(ids(), sampleIds(3, 1));
}

void TestTaskTableModel::invalidIndexes()
{
    insertSamples(*m_database, 1, 2);
    start();
    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 0);
    QCOMPARE(m_model->columnCount(m_model->index(0, 0)), 0);
    QCOMPARE(m_model->columnCount(), column::count);
    QVERIFY(!m_model->data({}, Qt::DisplayRole).isValid());
    QVERIFY(!m_model->index(2, 0).isValid());
    QCOMPARE(m_model->rowOf(TaskId(u"nobody"_s)), -1);
}

WATCHBILL_WINDOW_TEST(TestTaskTableModel)

} // namespace tst_tasktablemodel

#include "tst_tasktablemodel.moc"
