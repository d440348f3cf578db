// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "children.h"

#include "dataset.h"
#include "libpqbaseline.h"
#include "openlist.h"
#include "openwindow.h"

#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QMainWindow>
#include <QMetaEnum>
#include <QScrollBar>
#include <QTableWidget>
#include <QTimer>

#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill::bench {

namespace {

constexpr const char *names[] = {"bare", "start", "scroll", "idle"};

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

// Says "painted" and ends the program when a table with rows has been painted.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QAbstractItemView *view)
        : QObject(view)
        , m_view(view)
    {
        view->viewport()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_view->model()->rowCount() > 0) {
            QTimer::singleShot(0, this, [] {
                say(u"painted"_s);
                QApplication::quit();
            });
        }
        return false;
    }

private:
    QAbstractItemView *m_view;
};

int showBare(const QString &connection)
{
    const auto rows =
        Libpq(connection)
            .rows(
                u"SELECT id, created_at, updated_at, user_id, type, status, result_id, left(error_message, 300) "
                "FROM public.tasks ORDER BY created_at DESC, id DESC LIMIT 200"_s);
    QMainWindow window;
    QTableWidget table(int(rows.size()), int(rows.first().size()));
    for (int row = 0; row < table.rowCount(); ++row) {
        for (int column = 0; column < table.columnCount(); ++column)
            table.setItem(row, column, new QTableWidgetItem(rows[row][column]));
    }
    window.setCentralWidget(&table);
    window.resize(1200, 800);
    new PaintWatch(&table);
    window.show();
    const int code = QApplication::exec();
    window.takeCentralWidget();
    return code;
}

// As Application does it.
int showStart(const QString &connection)
{
    theme::apply(theme::Scheme::Light);
    OpenConnection opened(profileFor(connection));
    Preferences preferences;
    MainWindow window(opened, preferences);
    window.resize(1200, 800);
    new PaintWatch(window.findChild<TaskTableView *>());
    window.show();
    return QApplication::exec();
}

void wait(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

void waitForRows(TaskFeed &feed)
{
    while (!feed.hasPage() || feed.isLoading()) {
        QEventLoop loop;
        QObject::connect(&feed, &TaskFeed::loadingChanged, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

// What Linux tells of this process; 0 elsewhere.
qint64 residentKilobytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

int scroll(const QString &connection)
{
    const OpenWindow open(profileFor(connection));
    TaskFeed &feed = open.monitor().feed();
    waitForRows(feed);
    wait(2s); // counters, types and the first refresh have come, too
    const qint64 before = residentKilobytes();
    qint64 most = before;
    qint64 pages = 0;
    while (!feed.loaded().reachedEnd()) {
        QScrollBar *bar = open.table()->verticalScrollBar();
        bar->setValue(bar->maximum());
        QApplication::processEvents(); // a person sees each page
        waitForRows(feed);
        if (++pages % 100 == 0)
            most = std::max(most, residentKilobytes());
    }
    say(u"%1 %2 %3"_s.arg(before).arg(std::max(most, residentKilobytes())).arg(pages));
    return 0;
}

double percentOfACore(std::chrono::seconds time)
{
    const std::clock_t before = std::clock();
    wait(time);
    return 100.0 * double(std::clock() - before) / CLOCKS_PER_SEC / double(time.count());
}

int idle(const QString &connection)
{
    const OpenWindow open(profileFor(connection));
    waitForRows(open.monitor().feed());
    wait(3s); // what is done once is done
    const double shown = percentOfACore(20s);
    open.window()->hide();
    say(u"%1 %2"_s.arg(shown).arg(percentOfACore(20s)));
    return 0;
}

} // namespace

Child::Child(Part part, const QString &connection)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(),
                    {u"--child"_s, QString::fromLatin1(names[int(part)]), u"--connection"_s, connection});
}

Child::~Child()
{
    m_process.waitForFinished(-1);
}

QStringList Child::nextLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(-1))
            qFatal("A part of the benchmark ended without an answer.");
    }
    return QString::fromUtf8(m_process.readLine()).simplified().split(u' ');
}

int Child::perform(const QString &part, const QString &connection)
{
    using Work = int (*)(const QString &);
    constexpr Work works[] = {showBare, showStart, scroll, idle};
    for (int i = 0; i < int(std::size(names)); ++i) {
        if (part == QLatin1StringView(names[i]))
            return works[i](connection);
    }
    qFatal("There is no part \"%s\".", qPrintable(part));
}

} // namespace watchbill::bench
