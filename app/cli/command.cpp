// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"

#include "checkcommand.h"
#include "commandline.h"
#include "filter/sorttext.h"
#include "historycommand.h"
#include "journal/journal.h"
#include "listcommands.h"
#include "optionchecks.h"
#include "profile/givenprofile.h"
#include "profilecommands.h"
#include "runcommands.h"
#include "service/boundedcounting.h"
#include "taskcommands.h"
#include "viewcommands.h"
#include "views/givenquery.h"
#include "watchcommand.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Command)
};

using Use = Option::Use;

// Where ids alone are not unique.
Option key()
{
    return {
        u"key"_s, u"COLUMN=VALUE"_s,
        Texts::tr(
            "Another column of the table's key and the task's value in it, where several tasks share an id."),
        Use::Repeatable, &checkKey};
}

// One of the two is required.
QVector<Option> owner()
{
    return {{u"user"_s, u"U"_s, Texts::tr("The task's user_id. Another user's task is not found."),
             Use::Required, nullptr, u"no-user"_s},
            {u"no-user"_s, {}, Texts::tr("Instead of --user: the task's user_id is NULL.")}};
}

Option status()
{
    return {u"status"_s, u"S"_s, Texts::tr("Only tasks in this status."), Use::Repeatable};
}

Option ofQuery(const GivenQuery::Option &option, const QString &description, Use use = Use::Optional)
{
    return {option.name, option.argument, description, use, nullptr, {}, true};
}

Option where(const QString &description)
{
    return ofQuery(GivenQuery::whereOption, description, Use::Repeatable);
}

Option timeZone()
{
    return ofQuery(
        GivenQuery::zoneOption,
        Texts::tr(
            "The time zone for times in queries, as in Europe/Berlin; by default the view's, or this computer's."));
}

// Which tasks a run is about, and how it is agreed to.
QVector<Option> ofRun(const QString &whereDescription)
{
    return {
        where(whereDescription),
        ofQuery(GivenQuery::viewOption,
                Texts::tr("The tasks of this view; with --where, only those that match both.")),
        timeZone(),
        {u"processing"_s, {}, Texts::tr("Include tasks that are processing. A worker may be using them.")},
        {u"dry-run"_s,
         {},
         Texts::tr("Change nothing: print which tasks would be changed, and the expected result.")},
        {u"yes"_s,
         {},
         Texts::tr("Do not ask for confirmation. Required where there is no terminal to ask on.")},
    };
}

// What narrows a list; each may be given more than once.
QVector<Option> filters()
{
    return {
        {u"user"_s, u"U"_s, Texts::tr("Only this user's tasks; the first characters of a UUID are enough."),
         Use::Repeatable},
        {u"type"_s, u"T"_s, Texts::tr("Only tasks of this type."), Use::Repeatable},
        {u"no-user"_s, {}, Texts::tr("Tasks without a user: their user_id is NULL.")},
        {u"no-type"_s, {}, Texts::tr("Tasks whose type is NULL.")},
        {u"text"_s, u"TEXT"_s,
         Texts::tr("Only tasks with this text in the id or the error message, ignoring case.")},
        where(Texts::tr(
            "Only tasks that match the query, as in 'status:failed created:>2h meta.model:x*'. If repeated, all queries must match. See watchbillctl --help.")),
        ofQuery(
            GivenQuery::viewOption,
            Texts::tr(
                "Only tasks of this view, as in 'Failed today'; list and export in its order. If it has a time zone, times in queries are read in it. See the command views.")),
        timeZone(),
    };
}

Option sort()
{
    return ofQuery(GivenQuery::sortOption, query::sortRules());
}

Command listCommand()
{
    Command list{u"list"_s,
                 {},
                 Texts::tr("Print tasks, newest first unless --sort or --view says otherwise."),
                 filters(),
                 &listTasks};
    list.options.insert(1, status());
    list.options.insert(2, {u"no-status"_s, {}, Texts::tr("Tasks whose status is NULL.")});
    list.options += sort();
    list.options += {u"limit"_s, u"N"_s,
                     Texts::tr("At most this many: 1 to %1, %2 by default.")
                         .arg(QString::number(largestListLimit), QString::number(defaultListLimit)),
                     Use::Optional, &checkLimit};
    return list;
}

Command exportCommand()
{
    Command exporting{
        u"export"_s, u"FILE"_s,
        Texts::tr(
            "Write all tasks to a file, exactly and without a limit, as CSV, JSON or JSON Lines, depending on the file name's extension (.csv, .json, .jsonl). Prints the number of tasks. An existing file is replaced once the export is complete."),
        filters(), &exportTasks};
    exporting.options.prepend(status());
    return exporting;
}

Command explainCommand()
{
    Command explaining{
        u"explain"_s,
        {},
        Texts::tr(
            "Print the server's plan for the list command: its steps with their costs, and the most expensive one. Readable text unless --format is given; json is the server's own output."),
        filters(),
        &explainList,
        Command::Needs::Table,
        true};
    explaining.options.prepend(status());
    explaining.options += sort();
    explaining.options += {u"analyze"_s, {}, Texts::tr("Run the query, and print what each step took.")};
    return explaining;
}

Command countsCommand()
{
    Command counts{u"counts"_s,
                   {},
                   Texts::tr("Print how many tasks there are in each status. Above %1 in a status the number "
                             "is the planner's estimate or, under row security, \"at least\".")
                       .arg(largestBoundedCount),
                   filters(),
                   &countTasks};
    counts.options += {u"exact"_s, {}, Texts::tr("Count exactly, with no time limit.")};
    return counts;
}

Command watchCommand()
{
    Command watch{
        u"watch"_s,
        {},
        Texts::tr("Print changes, one line each, until interrupted: tasks that were created, changed (with "
                  "their new values, also when they leave the filter) or deleted. Existing tasks are not "
                  "printed; use list for that. It polls every few seconds and misses what changes and "
                  "changes back in between. Deletions, and changes that do not touch updated_at, are seen "
                  "only for the %1 tasks that changed last. A deleted task is printed as it was last seen, "
                  "without its metadata. A broken connection is retried until it is back.")
            .arg(SeenTasks::most),
        filters(),
        &watchTasks};
    watch.options.prepend(status());
    const auto usual = std::chrono::duration<double>(RefreshScheduler::defaultInterval).count();
    watch.options +=
        {u"interval"_s, u"SECONDS"_s,
         Texts::tr("Seconds between two polls: %1 to %2, %3 by default. Longer when a poll is slow.")
             .arg(QString::number(shortestWatchInterval), QString::number(longestWatchInterval),
                  QString::number(usual)),
         Use::Optional, &checkInterval};
    return watch;
}

Result<void> checkDeletion(const CommandLine &given)
{
    const bool isOfOne = !given.argument.isEmpty();
    if (!isOfOne && !given.query.where && !given.query.view)
        return failure(
            TaskError::Kind::InvalidInput,
            Texts::tr("The command delete needs the argument ID, or --where QUERY or --view NAME."));
    for (const Option &option : ofRun({})) {
        if (isOfOne && given.has(option.name))
            return failure(
                TaskError::Kind::InvalidInput,
                Texts::tr("The argument ID and the option --%1 exclude each other.").arg(option.name));
    }
    for (const QString &name : {u"user"_s, u"no-user"_s, u"key"_s}) {
        if (!isOfOne && given.has(name))
            return failure(
                TaskError::Kind::InvalidInput,
                Texts::tr("The option --%1 needs the argument ID. In a query, write user:U.").arg(name));
    }
    if (isOfOne && !given.has(u"user"_s) && !given.has(u"no-user"_s))
        return failure(TaskError::Kind::InvalidInput,
                       Texts::tr("To delete a task by its ID, also give --user U or --no-user."));
    return isOfOne ? Result<void>() : checkSaysWhich(given);
}

Command deleteCommand()
{
    QVector<Option> options = owner() << key();
    options.first().use = Use::Optional;
    options += ofRun(Texts::tr(
        "Instead of ID: delete all tasks that match the query, in one run that is in the history and can be undone. If repeated, all queries must match."));
    Command deletion{
        u"delete"_s, u"ID"_s,
        Texts::tr(
            "Delete one task, or with --where all matching tasks. For one task, prints whether it existed; if not, the exit status is 3. ID requires --user or --no-user. Both are in the history, and undo restores the tasks."),
        options, &deleteTasks};
    deletion.isArgumentOptional = true;
    deletion.check = &checkDeletion;
    return deletion;
}

QVector<Command> runCommands()
{
    Command setStatuses{
        u"set-status"_s, u"STATUS"_s,
        Texts::tr(
            "Set the status and updated_at of all matching tasks, in one run that is in the history and can be undone. STATUS is pending, processing, completed, failed, or a word of your own."),
        ofRun(Texts::tr("The tasks that match the query. If repeated, all queries must match.")), &setStatus};
    setStatuses.options.insert(2, {u"result"_s, u"R"_s, Texts::tr("Set result_id too.")});
    setStatuses.options.insert(3, {u"error"_s, u"TEXT"_s, Texts::tr("Set error_message too.")});
    setStatuses.check = &checkSetStatus;

    Command rerun{
        u"rerun"_s,
        {},
        Texts::tr(
            "Store a copy of each matching task as a new task, which the application processes like any other; the old one stays. The copy has the same user, type and metadata, and no result or error. The run is in the history and can be undone. Requires a profile that allows it, or --may-run-again."),
        ofRun(Texts::tr("The tasks that match the query. If repeated, all queries must match.")),
        &rerunTasks};
    rerun.options.removeIf([](const Option &option) { return option.name == "processing"_L1; });
    rerun.options.insert(2,
                         {u"type"_s, u"T"_s,
                          Texts::tr("The type of the new tasks, instead of the old one's."), Use::Optional,
                          &checkNotEmpty});
    rerun.options.insert(3,
                         {u"user"_s, u"U"_s,
                          Texts::tr("The user_id of the new tasks, instead of the old one's."), Use::Optional,
                          &checkNotEmpty});
    rerun.options.insert(
        4,
        {u"metadata"_s, u"JSON"_s,
         Texts::tr("The metadata of the new tasks, a JSON object, instead of the old one's."), Use::Optional,
         &checkNotEmpty, u"add-metadata"_s});
    rerun.options.insert(
        5,
        {u"add-metadata"_s, u"JSON"_s,
         Texts::tr(
             "Instead of --metadata: the old task's metadata with the members of this JSON object added or replaced."),
         Use::Optional, &checkNotEmpty});
    rerun.check = &checkSaysWhich;

    Command undo{
        u"undo"_s,
        u"RUN"_s,
        Texts::tr(
            "Restore the tasks that a run changed and remove those that it created, except tasks that have changed since. RUN is its number in the history."),
        {},
        &undoRun};
    for (const Option &option : ofRun({})) {
        if (option.name == "dry-run"_L1 || option.name == "yes"_L1)
            undo.options += option;
    }
    undo.check = &checkRunNumber;

    Command history{
        u"history"_s,
        u"RUN|FILE"_s,
        Texts::tr(
            "Print the changes this user has made from this machine, with this program or in the window, newest first. With RUN, the number of a run: its tasks, with the reasons for those left unchanged; as JSON, one line per task with its values before and after."),
        {{u"where"_s, u"TEXT"_s,
          Texts::tr(
              "Only runs with this text in their query, place, table, role, details or error, ignoring case.")},
         {u"limit"_s, u"N"_s,
          Texts::tr("At most this many runs: 1 to %1, %2 by default.")
              .arg(QString::number(largestListLimit), QString::number(Journal::Search().limit)),
          Use::Optional, &checkLimit},
         {u"export"_s, u"RUN"_s,
          Texts::tr(
              "Write the tasks of this run as JSON Lines, with their values before and after, to the file given as the argument."),
          Use::Optional, &checkNumber}},
        &printHistory,
        Command::Needs::TableAtTimes};
    history.isArgumentOptional = true;
    history.check = &checkHistory;
    return {setStatuses, rerun, undo, history};
}

QVector<Command> taskCommands()
{
    return {
        {u"create"_s,
         {},
         Texts::tr("Create a task and print it. It is in the history, and undo removes it."),
         {{u"user"_s, u"U"_s, Texts::tr("Its user_id."), Use::Required},
          {u"type"_s, u"T"_s, Texts::tr("Its type, such as concept_generation."), Use::Required},
          {u"metadata"_s, u"JSON"_s, Texts::tr("A JSON object; {} by default."), Use::Optional,
           &checkNotEmpty},
          {u"status"_s, u"S"_s,
           Texts::tr("Its status; by default the table's default for new tasks, or pending."), Use::Optional,
           &checkNotEmpty}},
         &createTask},
        {u"get"_s, u"ID"_s, Texts::tr("Print a task."), owner() << key(), &getTask},
        {u"update"_s,
         u"ID"_s,
         Texts::tr(
             "Set a task's status and updated_at, and print it. The change is in the history and can be undone."),
         {{u"status"_s, u"S"_s, Texts::tr("pending, processing, completed, failed, or a word of your own."),
           Use::Required},
          {u"result"_s, u"R"_s, Texts::tr("Set result_id too.")},
          {u"error"_s, u"TEXT"_s, Texts::tr("Set error_message too.")},
          key()},
         &updateTask},
        deleteCommand(),
        {u"by-result"_s, u"R"_s,
         Texts::tr("Print the task with this result_id. If there is none, prints null with exit status 0."),
         owner(), &taskByResult},
    };
}

QVector<Command> profileCommands()
{
    constexpr auto needs = Command::Needs::Nothing;
    return {
        {u"profiles"_s,
         {},
         Texts::tr("Print the saved profiles. Their passwords are in the keyring and not printed."),
         {},
         &listProfiles,
         needs},
        {u"export-profiles"_s,
         u"FILE"_s,
         Texts::tr("Write profiles to a file that import-profiles reads, without their passwords."),
         {{u"name"_s, u"NAME"_s, Texts::tr("Only this profile."), Use::Repeatable}},
         &exportProfiles,
         needs},
        {u"import-profiles"_s,
         u"FILE"_s,
         Texts::tr("Add the profiles from a file and print them. A profile whose name is taken gets a "
                   "number. Passwords in the file are ignored."),
         {},
         &importProfiles,
         needs},
    };
}

Command viewsCommand()
{
    return {u"views"_s,
            {},
            Texts::tr(
                "Print the built-in and saved views for --view, as readable text unless --format is given."),
            {},
            &listViews,
            Command::Needs::Nothing,
            true};
}

Command checkCommand()
{
    return {
        u"check"_s,
        {},
        Texts::tr(
            "Test the connection step by step and print the findings, as readable text unless --format is given: whether the host answers, TLS and the certificate, the login, the role and row security, the table, its columns, rights and indexes, pooler, replica and notifications. Changes nothing. If a step failed, the exit status is 4."),
        {},
        &checkConnection,
        Command::Needs::Profile,
        true};
}

} // namespace

const QVector<Option> &globalOptions()
{
    static const QVector<Option> options = [] {
        QVector<Option> all;
        for (const GivenProfile::Option &one : GivenProfile::options())
            all.append({one.name, one.argument, one.description, Use::Optional,
                        one.argument.isEmpty() ? nullptr : &checkConnectionOption});
        all += QVector<Option>{
            {u"unlock"_s,
             {},
             Texts::tr("Allow changes to production. Without it, the server is told to refuse them.")},
            {u"view-as"_s, u"USER_ID"_s,
             Texts::tr(
                 "Show the tasks that row security lets this user see with the role authenticated, as on Supabase. Read-only."),
             Use::Optional, &checkNotEmpty},
            {u"format"_s, u"FORMAT"_s, Texts::tr("json (the default), table or csv."), Use::Optional,
             &checkFormat},
            {u"guard-formulas"_s,
             {},
             Texts::tr(
                 "With csv: put an apostrophe before each cell that begins with = + - @, a tab or a carriage return, "
                 "which a spreadsheet would run as a formula.")},
            {u"verbose"_s,
             {},
             Texts::tr(
                 "Print to standard error the login and server in use, and everything the server says about an error.")},
            {u"help"_s, {}, Texts::tr("Print this help, or the help of a command.")},
            {u"version"_s, {}, Texts::tr("Print the version.")},
        };
        return all;
    }();
    return options;
}

const QVector<Command> &commands()
{
    static const QVector<Command> all = taskCommands() + runCommands()
        + QVector<Command>{listCommand(),    exportCommand(), countsCommand(),
                           explainCommand(), watchCommand(),  checkCommand()}
        + QVector<Command>{viewsCommand()} + profileCommands();
    return all;
}

} // namespace watchbill
