// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helptext.h"

#include "filter/queryfields.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::HelpText)
};

constexpr int lineWidth = 80;
constexpr int optionWidth = 26; // where an option's description begins

// The text in indented lines; the first one begins with `lead` instead.
QString wrapped(const QString &lead, const QString &text, int indent)
{
    QString lines;
    QString line = lead.size() < indent || indent == 0 ? lead.leftJustified(indent)
                                                       : lead + u'\n' + QString(indent, u' ');
    qsizetype used = indent;
    for (const QString &word : text.split(u' ')) {
        if (used > indent && used + 1 + word.size() > lineWidth) {
            lines += line + u'\n';
            line = QString(indent, u' ');
            used = indent;
        }
        line += used > indent ? u' ' + word : word;
        used += word.size() + (used > indent ? 1 : 0);
    }
    return lines + line + u'\n';
}

QString spelled(const Option &option)
{
    return "--"_L1 + option.name + (option.value.isEmpty() ? QString() : u' ' + option.value);
}

QString synopsis(const Command &command)
{
    QString line = command.name;
    if (!command.argument.isEmpty())
        line += command.isArgumentOptional ? " ["_L1 + command.argument + u']' : u' ' + command.argument;
    QStringList told;
    for (const Option &option : command.options) {
        if (told.contains(option.name))
            continue;
        if (!option.instead.isEmpty()) {
            const QString either = spelled(option) + " | --"_L1 + option.instead;
            line += option.use == Option::Use::Required ? " ("_L1 + either + u')' : " ["_L1 + either + u']';
            told += option.instead;
            continue;
        }
        const bool required = option.use == Option::Use::Required;
        line += required ? u' ' + spelled(option) : " ["_L1 + spelled(option) + u']';
        if (option.use == Option::Use::Repeatable)
            line += u"…"_s;
    }
    return line;
}

QString described(const QVector<Option> &options, int indent)
{
    QString lines;
    for (const Option &option : options)
        lines += wrapped(QString(indent, u' ') + spelled(option), option.description, optionWidth);
    return lines;
}

} // namespace

QString outputAndExitStatus()
{
    return Texts::tr(
        "Output:\n"
        "  json   Times are ISO 8601 with microseconds and offset. Ids are always strings.\n"
        "         Metadata is the server's own text, so numbers stay exact.\n"
        "         create, get, update: a task, as an object with the columns' names.\n"
        "         by-result: a task, or null if there is none.\n"
        "         list: a list of tasks.\n"
        "         counts: a list of {\"status\": S, \"count\": N, \"precision\": P}. P is \"exact\",\n"
        "         \"estimate\" or \"at least\".\n"
        "         watch: one {\"change\": C, \"task\": T} per line. C is \"created\", \"changed\" or\n"
        "         \"deleted\".\n"
        "         check: one {\"step\": S, \"state\": R, \"sentence\": T, \"advice\": A} per line.\n"
        "         R is \"fine\", \"warning\", \"failed\" or \"skipped\". A is text to copy, or null.\n"
        "         delete ID: {\"deleted\": D}. D is true or false, or null if the answer was\n"
        "         lost with the connection and the task is gone.\n"
        "         delete --where, set-status, rerun, undo: {\"run\": its number, \"state\": R,\n"
        "         \"asked\": how many tasks, …}. R is \"done\", \"cancelled\" or \"failed\". Numbers\n"
        "         of tasks by outcome follow: \"done\", \"undone\", \"gone\" before, \"changed\"\n"
        "         since, \"refused\" by the table, \"ambiguous\", \"diverted\" by a trigger or\n"
        "         rule, \"unknown\" and \"not_reached\". \"error\" is a text or null. \"reasons\" has\n"
        "         the first 20 tasks that were left alone. For rerun, \"new_ids\" has the ids\n"
        "         of the new tasks. With --dry-run: what they would do.\n"
        "         history: a list of runs. create, update and delete ID are runs of one task.\n"
        "         history RUN: one task of the run per line.\n"
        "  csv    RFC 4180 with a header. NULL is an empty field, an empty text is \"\".\n"
        "  table  For people. A list shows some of the columns; on a terminal, as much of\n"
        "         them as fits.\n"
        "\n"
        "Exit status:\n"
        "  0  done\n"
        "  1  the server refused or failed; or delete --where, set-status, rerun or undo left\n"
        "     tasks alone, which the report counts (for a deletion, tasks that were already\n"
        "     gone count as done); or the journal cannot be used, without which nothing is\n"
        "     changed\n"
        "  2  invalid usage or input, or the change was not confirmed\n"
        "  3  not found, or not visible to this role\n"
        "  4  cannot connect, or the login was refused, or a step of check failed; or the\n"
        "     connection broke during a change and was not back within the time limit of a\n"
        "     request: the next command that changes tasks checks for the history whether the\n"
        "     change was made\n"
        "\n"
        "Signals:\n"
        "  A first Ctrl+C, SIGTERM or SIGHUP cancels delete --where, set-status, rerun and\n"
        "  undo, which print their report and end by that signal. A second one quits at once.\n"
        "\n"
        "An option with … can be repeated; any of its values matches, but all queries of\n"
        "--where must match. Put arguments that start with a dash after --.\n");
}

QString queries()
{
    QString text = Texts::tr("Queries (--where):\n");
    for (const QueryField &field : queryFields)
        text += wrapped("  "_L1 + field.example, meaningOf(field), optionWidth);
    return text + u'\n' + wrapped(u"  "_s, queryRules().join(u' '), 2) + u'\n';
}

QString helpText()
{
    QString text = Texts::tr("Usage: watchbillctl [OPTIONS] COMMAND [ARGUMENT] [COMMAND'S OPTIONS]\n"
                             "\n"
                             "Background tasks in PostgreSQL, for scripts.\n"
                             "\n"
                             "Options:\n")
        + described(globalOptions(), 2) + u'\n' + Texts::tr("Commands:\n")
        + wrapped(u"  help"_s, u"[COMMAND]"_s, 7)
        + wrapped({}, Texts::tr("Print this help, or the help of a command."), 6) + u'\n';
    for (const Command &command : commands()) {
        text += wrapped(u"  "_s + command.name, synopsis(command).mid(command.name.size() + 1),
                        command.name.size() + 3)
            + wrapped({}, command.summary, 6) + described(command.options, 6) + u'\n';
    }
    return text + queries() + outputAndExitStatus();
}

QString helpText(const Command &command)
{
    return Texts::tr("Usage: watchbillctl [OPTIONS] %1").arg(synopsis(command)) + "\n\n"_L1
        + wrapped({}, command.summary, 0) + u'\n' + described(command.options, 2) + u'\n'
        + Texts::tr(
               "See watchbillctl --help for the options before the command, the output and the exit status.\n");
}

} // namespace watchbill
