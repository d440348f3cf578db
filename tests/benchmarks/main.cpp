// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "children.h"
#include "dataset.h"
#include "libpqbaseline.h"
#include "measures.h"
#include "privatesettings.h"
#include "stopwatch.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDate>
#include <QElapsedTimer>
#include <QFile>
#include <QSysInfo>
#include <QThread>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::bench;

namespace {

struct Entry
{
    const char *word; // for --only
    Measurements (*measure)(const Surroundings &);
};

constexpr Entry entries[] = {
    {"first", firstPage},
    {"sqltablemodel", firstPageAgainstSqlTableModel},
    {"roundtrips", refreshRoundTrips},
    {"connect", connectRoundTrips},
    {"server", serverTimeOfRefresh},
    {"deep", deepPages},
    {"partitions", partitions},
    {"shards", shards},
    {"pglite", pglite},
    {"decoding", decoding},
    {"stalls", stalls},
    {"applying", applyingRefresh},
    {"scrolling", scrolling},
    {"memory", memoryAfterScrolling},
    {"counters", counters},
    {"cancel", cancelling},
    {"start", startToPaint},
    {"export", exporting},
    {"idle", idling},
    {"time", histograms},
    {"runs", changing},
    {"queries", queries}, // last: it makes indexes
};

QString lineOf(const QString &path, const QByteArray &beginning)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(beginning))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1).simplified());
    }
    return {};
}

QString heading(const Surroundings &surroundings)
{
    Libpq server(surroundings.tasks);
    const QString size = server.value(u"SELECT pg_size_pretty(pg_total_relation_size('public.tasks'))"_s);
    return u"%1: %L2 tasks (%3), medians of %4 runs\n%5, %6 × %7, %8 of memory\nQt %9, PostgreSQL %10, %11\n\n"_s
        .arg(QDate::currentDate().toString(Qt::ISODate))
        .arg(surroundings.rows)
        .arg(size)
        .arg(runs)
        .arg(QSysInfo::prettyProductName())
        .arg(QThread::idealThreadCount())
        .arg(lineOf(u"/proc/cpuinfo"_s, "model name"), lineOf(u"/proc/meminfo"_s, "MemTotal"),
             QString::fromLatin1(qVersion()), server.value(u"SHOW server_version"_s),
             u"GCC "_s + QStringLiteral(__VERSION__));
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s cannot be written: %s", qPrintable(path), qPrintable(file.errorString()));
}

} // namespace

int main(int argc, char *argv[])
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const PrivateSettings settings;

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures what Watchbill promises about large tables."_s);
    parser.addHelpOption();
    parser.addOptions({{u"rows"_s, u"How many tasks the table has (1000000)."_s, u"N"_s, u"1000000"_s},
                       {u"json"_s, u"Write the figures to FILE, too."_s, u"FILE"_s},
                       {u"only"_s, u"Only measure what WORD names; can be repeated."_s, u"WORD"_s}});
    QCommandLineOption child(u"child"_s, {}, u"PART"_s);
    QCommandLineOption connection(u"connection"_s, {}, u"TEXT"_s);
    child.setFlags(QCommandLineOption::HiddenFromHelp);
    connection.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(child);
    parser.addOption(connection);
    parser.process(application);
    if (parser.isSet(child))
        return Child::perform(parser.value(child), parser.value(connection));

    bool isNumber = false;
    const qint64 rows = parser.value(u"rows"_s).toLongLong(&isNumber);
    const QStringList only = parser.values(u"only"_s);
    QStringList words;
    for (const Entry &entry : entries)
        words += QString::fromLatin1(entry.word);
    for (const QString &word : only) {
        if (!words.contains(word)) {
            std::fprintf(stderr, "watchbill-bench: --only takes %s, not \"%s\".\n",
                         qPrintable(words.join(u", "_s)), qPrintable(word));
            return 2;
        }
    }
    if (!isNumber || rows < 10'000) {
        std::fprintf(stderr, "watchbill-bench: --rows takes a number from 10000, not \"%s\".\n",
                     qPrintable(parser.value(u"rows"_s)));
        return 2;
    }

    Dataset dataset;
    dataset.start();
    const Surroundings surroundings{rows, dataset.withRows(rows), dataset.withRows(10'000),
                                    dataset.withRows(1'000'000), &dataset};
    QElapsedTimer timer;
    timer.start();
    Measurements measurements;
    for (const Entry &entry : entries) {
        if (!only.isEmpty() && !only.contains(QLatin1StringView(entry.word)))
            continue;
        std::fprintf(stderr, "%s … ", entry.word);
        const qint64 begin = timer.elapsed();
        measurements += entry.measure(surroundings);
        std::fprintf(stderr, "%.1f s\n", double(timer.elapsed() - begin) / 1000);
    }
    std::printf("%s%s", qPrintable(heading(surroundings)), qPrintable(toTable(measurements)));
    if (parser.isSet(u"json"_s))
        write(parser.value(u"json"_s), toJson(measurements));
    return 0;
}
