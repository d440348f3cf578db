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

// The text in lines that begin so many characters in; the first one after `lead`.
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
        "  json   A task is an object with the columns' names; list prints a list, by-result\n"
        "         null where there is none, delete {\"deleted\": true} or false (null if its\n"
        "         answer was lost with the connection, and the task is gone), and counts a\n"
        "         list of {\"status\": S, \"count\": N, \"precision\": \"exact\", \"estimate\" or\n"
        "         \"at least\"}. watch prints {\"change\": C, \"task\": T} on a line, where C is\n"
        "         \"created\", \"changed\" or \"deleted\". check prints {\"step\": S, \"state\":\n"
        "         \"fine\", \"warning\", \"failed\" or \"skipped\", \"sentence\": T, \"advice\": what\n"
        "         can be copied, or null} on a line. Times are ISO 8601 with microseconds and\n"
        "         offset, ids always strings, and the metadata is the server's own text:\n"
        "         numbers stay exact. delete --where, set-status, rerun and undo print\n"
        "         {\"run\": its number, \"state\": \"done\", \"cancelled\" or \"failed\", \"asked\":\n"
        "         how many tasks, and how many of them are \"done\", \"undone\", \"gone\" before,\n"
        "         \"changed\" since, \"refused\" by the table, \"ambiguous\", \"diverted\" by a\n"
        "         trigger or rule, \"unknown\" or \"not_reached\", \"error\": T or null,\n"
        "         \"reasons\": the first 20 tasks that were left as they were, and of rerun\n"
        "         \"new_ids\": those of the tasks that it has made}; with\n"
        "         --dry-run what they would do. history prints a list of runs, and of one\n"
        "         run its tasks, one on a line. What create, update and delete ID do are\n"
        "         runs of one task there.\n"
        "  csv    RFC 4180 with a header. NULL is nothing between the commas, an empty text\n"
        "         is \"\".\n"
        "  table  For people: a list shows some of the columns, and on a terminal as much of\n"
        "         them as fits.\n"
        "\n"
        "Exit status:\n"
        "  0  done\n"
        "  1  the server refused or failed; also if delete --where, set-status, rerun or undo\n"
        "     left some tasks as they were, which the report counts (a task to delete that\n"
        "     was gone already is done), or if the journal cannot be used, without which\n"
        "     nothing is changed\n"
        "  2  wrong usage or bad input, or nobody agreed to the change\n"
        "  3  not found, or not visible to this role\n"
        "  4  cannot connect, or the login was refused, or check found that something failed;\n"
        "     also if the connection broke during a change and could not be opened again in\n"
        "     the time that a request may take: the next command that changes tasks finds out\n"
        "     for the history whether it was made\n"
        "Ctrl+C, SIGTERM and SIGHUP cancel what delete --where, set-status, rerun and undo\n"
        "do, which end by that signal after their report; the second one ends them at once.\n"
        "\n"
        "An option with … can be repeated; any of its values matches, but all queries of\n"
        "--where have to. What begins with a dash and is no option goes after --.\n");
}

QString queries()
{
    QString text = Texts::tr("Queries (--where):\n");
    for (const QueryField &field : queryFields)
        text += wrapped("  "_L1 + field.example, meaningOf(field), optionWidth);
    return text + u'\n' + wrapped(u"  "_s, queryRules(), 2) + u'\n';
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
