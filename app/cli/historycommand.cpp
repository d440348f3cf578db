// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "historycommand.h"

#include "execution.h"
#include "export/outputfile.h"
#include "runcommands.h"
#include "runrecord.h"
#include "settling.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::HistoryCommand)
};

void printRuns(Execution &execution, const Journal &journal)
{
    Journal::Search search;
    search.text = execution.given().value(u"where"_s);
    if (execution.given().has(u"limit"_s))
        search.limit = execution.given().value(u"limit"_s).toInt();
    const auto runs = journal.runs(search);
    if (!runs)
        return finishWithout(execution, runs.error());
    Records records{recordOf(Run()),
                    {},
                    execution.given().has(u"where"_s) ? Texts::tr("(no matching changes)")
                                                      : Texts::tr("(no changes)")};
    for (const Run &run : *runs)
        records.all += recordOf(run);
    execution.finish({execution.output().records(records), true, {}});
}

void printRows(Execution &execution, const Journal &journal, qint64 number)
{
    const auto run = journal.run(number);
    if (!run)
        return finishWithout(execution, run.error());
    Records records{recordOf(JournalRow()), {}, Texts::tr("(task values are no longer stored)")};
    if (run->rowsKept)
        records.none = Texts::tr("(no tasks affected)");
    Journal::Section section;
    for (bool isMore = true; isMore;) {
        const auto rows = journal.rows(number, section);
        if (!rows)
            return finishWithout(execution, rows.error());
        for (const JournalRow &row : *rows) {
            records.all += recordOf(row, run->kind);
            section.after = row.number;
        }
        isMore = rows->size() == section.limit;
    }
    execution.finish({execution.output().records(records), true, {}});
}

// JSON Lines, as they are exported.
void printWholeRows(Execution &execution, const Journal &journal, qint64 number)
{
    QFile output;
    if (!output.open(stdout, QIODevice::WriteOnly))
        return execution.finishUnwritten();
    const auto exported = journal.exportRun(number, output);
    if (exported && !output.flush())
        return execution.finishUnwritten();
    if (exported)
        execution.finish({});
    else
        finishWithout(execution, exported.error());
}

void exportRows(Execution &execution, const Journal &journal, qint64 number)
{
    OutputFile file(execution.given().argument);
    const auto written =
        file.open().and_then([&] { return journal.exportRun(number, file.device()); }).and_then([&] {
            return file.finish();
        });
    if (!written)
        return finishWithout(execution, written.error());
    execution.finish({});
}

void print(Execution &execution)
{
    const auto journal = openJournal(execution);
    if (!journal)
        return;
    const CommandLine &given = execution.given();
    if (given.has(u"export"_s))
        exportRows(execution, *journal, given.value(u"export"_s).toLongLong());
    else if (given.argument.isEmpty())
        printRuns(execution, *journal);
    else if (given.format == Output::Format::Json)
        printWholeRows(execution, *journal, given.argument.toLongLong());
    else
        printRows(execution, *journal, given.argument.toLongLong());
}

} // namespace

Result<void> checkHistory(const CommandLine &given)
{
    const auto bad = [](const QString &sentence) {
        return Result<void>(failure(TaskError::Kind::InvalidInput, sentence));
    };
    const bool exports = given.has(u"export"_s);
    if (exports && given.argument.isEmpty())
        return bad(Texts::tr("The option --export needs the argument FILE."));
    for (const QString &name : {u"limit"_s, u"where"_s}) {
        if (given.has(name) && !given.argument.isEmpty())
            return bad(
                Texts::tr("The option --%1 is for the list of all runs, without the argument.").arg(name));
    }
    return exports || given.argument.isEmpty() ? Result<void>() : checkRunNumber(given);
}

void printHistory(Execution &execution)
{
    const auto journal = openJournal(execution);
    if (!journal)
        return;
    const auto unsettled = journal->unsettled();
    if (!unsettled)
        return finishWithout(execution, unsettled.error());
    if (unsettled->isEmpty())
        return print(execution);
    execution.passwords().open([&execution](const Result<TaskSource> &source) {
        if (source)
            return settleInterrupted(execution, [&execution] { print(execution); });
        sayUnsettled(source.error());
        print(execution);
    });
}

} // namespace watchbill
