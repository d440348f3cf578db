// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "linkproxy.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QAction>
#include <QElapsedTimer>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollBar>

namespace tst_silentlink {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;

using State = TaskMonitor::State;

namespace {

constexpr int tasks = 120;
constexpr qint64 foundWithin = 10'000; // milliseconds

} // namespace

/// A window whose link goes silent: it says so, keeps what it shows where it is, works throughout, and comes back
/// as it was.
class TestSilentLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_settings = std::make_unique<PrivateSettings>(); }
    void init();
    void cleanup();

    void saysSoAndComesBackAsItWas();
    void closesAtOnce();

private:
    void open();
    QString banner() const;
    QImage statusIcons() const; // as they are painted

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<LinkProxy> m_link;
    std::unique_ptr<OpenWindow> m_open;
};

void TestSilentLink::init()
{
    m_settings->clear();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, tasks);
    m_link = std::make_unique<LinkProxy>(m_database->connection());
}

void TestSilentLink::cleanup()
{
    m_open.reset();
    m_link.reset();
    m_database.reset();
}

void TestSilentLink::open()
{
    ConnectionProfile profile = m_database->profile();
    profile.connection = m_link->connection();
    m_open = std::make_unique<OpenWindow>(profile);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(tasks, 1), patient);
}

QString TestSilentLink::banner() const
{
    const auto *label = m_open->find<QLabel>(u"bannerText"_s);
    return label->isVisible() ? label->text() : QString();
}

QImage TestSilentLink::statusIcons() const
{
    QWidget *viewport = m_open->table()->viewport();
    const QImage image = viewport->grab().toImage();
    return image.copy(0, 0, 30, image.height());
}

void TestSilentLink::saysSoAndComesBackAsItWas()
{
    open();
    QScrollBar *bar = m_open->table()->verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    const int row = m_open->table()->rowAt(60);
    m_open->clickCell(row, TaskField::Type);
    const QStringList selected = m_open->selectedIds();
    QCOMPARE(selected, QStringList{m_open->ids()[row]});
    const int place = m_open->table()->rowViewportPosition(row);
    const QImage colourful = statusIcons();

    QElapsedTimer timer;
    timer.start();
    m_link->setBlackHole(true);
    QTRY_VERIFY_WITH_TIMEOUT(banner().startsWith(u"No answer for "_s), patient);
    QVERIFY(timer.elapsed() < foundWithin);
    QVERIFY2(banner().contains(u" Data from "_s), qPrintable(banner()));
    static const QRegularExpression end(u"If the connection is dead, a new one opens within [1-5] s\\.$"_s);
    QVERIFY2(end.match(banner()).hasMatch(), qPrintable(banner()));
    QCOMPARE(m_open->find<QLabel>(u"statusConnection"_s)->text(), u"○ no answer"_s);
    QVERIFY(!m_open->find<QAction>(u"deleteAction"_s)->isEnabled());
    QVERIFY(statusIcons() != colourful);
    QCOMPARE(m_open->table()
                 ->model()
                 ->index(row, column::sectionOf(TaskField::Type))
                 .data(Qt::ForegroundRole)
                 .value<QBrush>()
                 .color(),
             theme::secondaryText());
    QCOMPARE(m_open->selectedIds(), selected);

    QTRY_COMPARE_WITH_TIMEOUT(m_open->monitor().state(), State::Broken, patient);
    QVERIFY2(banner().startsWith(u"Data from "_s), qPrintable(banner()));
    QVERIFY2(banner().contains(u"no answer for "_s), qPrintable(banner()));
    QVERIFY2(banner().contains(u"Retrying "_s), qPrintable(banner()));
    QVERIFY2(QTime::fromString(banner().mid(10, 8), u"HH:mm:ss"_s).isValid(), qPrintable(banner()));
    QCOMPARE(m_open->ids(), sampleIds(tasks, 1));

    setStatus(*m_database, 1, u"failed"_s);
    m_link->setBlackHole(false);
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->monitor().isStale(), patient);
    QTRY_COMPARE_WITH_TIMEOUT(banner(), QString(), patient);
    QCOMPARE(m_open->selectedIds(), selected);
    QCOMPARE(m_open->table()->rowViewportPosition(row), place);
    QVERIFY(m_open->find<QAction>(u"deleteAction"_s)->isEnabled());
    QCOMPARE(statusIcons(), colourful);
    bar->setValue(bar->maximum());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(tasks - 1, TaskField::Status), u"failed"_s, patient);
}

void TestSilentLink::closesAtOnce()
{
    open();
    m_link->setBlackHole(true);
    m_open->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_open->monitor().feed().isLoading(), patient);
    QElapsedTimer timer;
    timer.start();
    m_open.reset();
    QVERIFY(timer.elapsed() < 4'000);
}

WATCHBILL_WINDOW_TEST(TestSilentLink)

} // namespace tst_silentlink

#include "tst_silentlink.moc"
