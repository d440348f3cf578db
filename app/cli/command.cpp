// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"

#include "checkcommand.h"
#include "commandline.h"
#include "filter/querytext.h"
#include "listcommands.h"
#include "profile/givenprofile.h"
#include "profilecommands.h"
#include "taskcommands.h"
#include "viewcommands.h"
#include "views/viewstore.h"
#include "watchcommand.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Command)
};

using Use = Option::Use;

Result<void> checkConnectionOption(const Option &option, const QString &value)
{
    return GivenProfile().set(option.name, value);
}

Result<void> checkFormat(const Option &, const QString &name)
{
    return formatFromText(name).map([](Output::Format) {});
}

Result<void> checkLimit(const Option &option, const QString &text)
{
    bool isNumber = false;
    const int limit = text.toInt(&isNumber);
    if (isNumber && limit >= 1 && limit <= largestListLimit)
        return {};
    return failure(TaskError::Kind::InvalidInput,
                   Text::tr("--%1 must be a whole number from 1 to %2.")
                       .arg(option.name, QString::number(largestListLimit)));
}

Result<void> checkWhere(const Option &option, const QString &text)
{
    const auto filter = query::parse(text);
    if (filter)
        return {};
    return failure(
        TaskError::Kind::InvalidInput,
        Text::tr("--%1 cannot be read: %2").arg(option.name, query::describe(filter.error(), text)));
}

// Not found would mean a task.
Result<void> checkView(const Option &, const QString &name)
{
    const auto view = ViewStore().view(name);
    const auto query = view ? view->taskQuery() : Failure(view.error());
    if (query)
        return {};
    return failure(TaskError::Kind::InvalidInput, query.error().message);
}

Result<void> checkInterval(const Option &option, const QString &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && seconds >= shortestWatchInterval && seconds <= longestWatchInterval)
        return {};
    return failure(
        TaskError::Kind::InvalidInput,
        Text::tr("--%1 must be a number of seconds from %2 to %3.")
            .arg(option.name, QString::number(shortestWatchInterval), QString::number(longestWatchInterval)));
}

// An unset variable of a script, which would otherwise mean another server, other eyes or other data.
Result<void> checkNotEmpty(const Option &option, const QString &text)
{
    if (!text.isEmpty())
        return {};
    return failure(TaskError::Kind::InvalidInput, Text::tr("--%1 must not be empty.").arg(option.name));
}

Result<void> checkKey(const Option &option, const QString &text)
{
    if (text.indexOf(u'=') > 0)
        return {};
    return failure(TaskError::Kind::InvalidInput,
                   Text::tr("--%1 takes a column and its value, as in tenant=acme.").arg(option.name));
}

// Where ids alone are not unique.
Option key()
{
    return {
        u"key"_s, u"COLUMN=VALUE"_s,
        Text::tr(
            "A further column of the table's key and the task's value in it, where several tasks have the same id."),
        Use::Repeatable, &checkKey};
}

// One of the two has to be given.
QVector<Option> owner()
{
    return {{u"user"_s, u"U"_s, Text::tr("The task's user_id. Another user's task is not found."),
             Use::Required, nullptr, u"no-user"_s},
            {u"no-user"_s, {}, Text::tr("Instead of --user: the task's user_id is NULL.")}};
}

Option status()
{
    return {u"status"_s, u"S"_s, Text::tr("Only tasks in this status."), Use::Repeatable};
}

// What narrows a list; each may be given more than once.
QVector<Option> filters()
{
    return {
        {u"user"_s, u"U"_s, Text::tr("Only this user's tasks; the first characters of a UUID are enough."),
         Use::Repeatable},
        {u"type"_s, u"T"_s, Text::tr("Only tasks of this type."), Use::Repeatable},
        {u"no-user"_s, {}, Text::tr("Tasks without a user: their user_id is NULL.")},
        {u"no-type"_s, {}, Text::tr("Tasks whose type is NULL.")},
        {u"text"_s, u"TEXT"_s,
         Text::tr("Only tasks with this text in the id or the error message, ignoring case.")},
        {u"where"_s, u"QUERY"_s,
         Text::tr(
             "Only tasks that the query finds, as in 'status:failed created:>2h meta.model:x*'; of several queries, all have to. See watchbillctl --help."),
         Use::Repeatable, &checkWhere},
        {u"view"_s, u"NAME"_s,
         Text::tr(
             "Only tasks of this view, as in 'Failed today'; list and export in its order. See the command views."),
         Use::Optional, &checkView},
    };
}

Command listCommand()
{
    Command list{u"list"_s, {}, Text::tr("Print tasks, newest first."), filters(), &listTasks};
    list.options.insert(1, status());
    list.options.insert(2, {u"no-status"_s, {}, Text::tr("Tasks whose status is NULL.")});
    list.options += {u"limit"_s, u"N"_s,
                     Text::tr("At most this many: 1 to %1, %2 by default.")
                         .arg(QString::number(largestListLimit), QString::number(defaultListLimit)),
                     Use::Optional, &checkLimit};
    return list;
}

Command exportCommand()
{
    Command exporting{
        u"export"_s, u"FILE"_s,
        Text::tr(
            "Write all tasks to a file, exactly and however many they are: as CSV, JSON or, one to a line, "
            "JSON Lines, by the file's ending (.csv, .json, .jsonl). Prints how many. A file that is "
            "there is replaced when all of it is written."),
        filters(), &exportTasks};
    exporting.options.prepend(status());
    return exporting;
}

Command explainCommand()
{
    Command explaining{
        u"explain"_s,
        {},
        Text::tr(
            "Print how the server means to find what list prints: the steps of its plan with their costs, and the one "
            "that takes the most. For people unless --format is given: json is the server's own."),
        filters(),
        &explainList,
        Command::Needs::Table,
        true};
    explaining.options.prepend(status());
    explaining.options += {u"analyze"_s, {}, Text::tr("Run the query, and print what each step took.")};
    return explaining;
}

Command countsCommand()
{
    Command counts{
        u"counts"_s,
        {},
        Text::tr("Print how many tasks there are in each status. Above 50000 in a status the number "
                 "is the planner's estimate or, under row security, \"at least\"."),
        filters(),
        &countTasks};
    counts.options += {u"exact"_s, {}, Text::tr("Count exactly, however long it takes.")};
    return counts;
}

Command watchCommand()
{
    Command watch{
        u"watch"_s,
        {},
        Text::tr("Print changes, one line each, until interrupted: tasks that were created, changed (with "
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
         Text::tr("Seconds between two polls: %1 to %2, %3 by default. Longer when a poll is slow.")
             .arg(QString::number(shortestWatchInterval), QString::number(longestWatchInterval),
                  QString::number(usual)),
         Use::Optional, &checkInterval};
    return watch;
}

QVector<Command> taskCommands()
{
    return {
        {u"create"_s,
         {},
         Text::tr("Store a new task and print it."),
         {{u"user"_s, u"U"_s, Text::tr("Its user_id."), Use::Required},
          {u"type"_s, u"T"_s, Text::tr("Its type, such as concept_generation."), Use::Required},
          {u"metadata"_s, u"JSON"_s, Text::tr("A JSON object; {} by default."), Use::Optional,
           &checkNotEmpty},
          {u"status"_s, u"S"_s,
           Text::tr("Its status; by default what the table gives a new task, or pending."), Use::Optional,
           &checkNotEmpty}},
         &createTask},
        {u"get"_s, u"ID"_s, Text::tr("Print a task."), owner() << key(), &getTask},
        {u"update"_s,
         u"ID"_s,
         Text::tr("Set a task's status and updated_at, and print it."),
         {{u"status"_s, u"S"_s, Text::tr("pending, processing, completed, failed, or a word of your own."),
           Use::Required},
          {u"result"_s, u"R"_s, Text::tr("Set result_id too.")},
          {u"error"_s, u"TEXT"_s, Text::tr("Set error_message too.")},
          key()},
         &updateTask},
        {u"delete"_s, u"ID"_s,
         Text::tr("Delete a task. Prints whether there was one to delete; if not, the exit status is 3."),
         owner() << key(), &deleteTask},
        {u"by-result"_s, u"R"_s,
         Text::tr(
             "Print the task that has this result_id. None is no error: it prints null, and the exit status is 0."),
         owner(), &taskByResult},
    };
}

QVector<Command> profileCommands()
{
    constexpr auto needs = Command::Needs::Nothing;
    return {
        {u"profiles"_s,
         {},
         Text::tr("Print the saved profiles. Their passwords are in the keyring and not printed."),
         {},
         &listProfiles,
         needs},
        {u"export-profiles"_s,
         u"FILE"_s,
         Text::tr("Write profiles to a file that import-profiles reads, without their passwords."),
         {{u"name"_s, u"NAME"_s, Text::tr("Only this profile."), Use::Repeatable}},
         &exportProfiles,
         needs},
        {u"import-profiles"_s,
         u"FILE"_s,
         Text::tr("Add the profiles from a file and print them. A profile whose name is taken gets a "
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
            Text::tr("Print the views, built in and saved, for --view; for people unless --format is given."),
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
        Text::tr(
            "Try the connection step by step and print what is found, for people unless --format is given: "
            "whether the host answers, TLS and the certificate, the login, the role and row security, the "
            "table, its columns, rights and indexes, pooler, replica and notifications. Changes nothing. "
            "If something failed, the exit status is 4."),
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
            {u"unlock"_s, {}, Text::tr("Allow changes to production, which the server refuses otherwise.")},
            {u"view-as"_s, u"USER_ID"_s,
             Text::tr("Show the tasks that row security shows this user with the role authenticated, as on "
                      "Supabase. Read-only."),
             Use::Optional, &checkNotEmpty},
            {u"format"_s, u"FORMAT"_s, Text::tr("json (the default), table or csv."), Use::Optional,
             &checkFormat},
            {u"guard-formulas"_s,
             {},
             Text::tr(
                 "With csv: put an apostrophe before each cell that begins with = + - @, a tab or a carriage return, "
                 "which a spreadsheet would run as a formula.")},
            {u"verbose"_s,
             {},
             Text::tr(
                 "Print to standard error who is connected where, and all that the server says of an error.")},
            {u"help"_s, {}, Text::tr("Print this help, or the help of a command.")},
            {u"version"_s, {}, Text::tr("Print the version.")},
        };
        return all;
    }();
    return options;
}

const QVector<Command> &commands()
{
    static const QVector<Command> all = taskCommands()
        + QVector<Command>{listCommand(),    exportCommand(), countsCommand(),
                           explainCommand(), watchCommand(),  checkCommand()}
        + QVector<Command>{viewsCommand()} + profileCommands();
    return all;
}

} // namespace watchbill
