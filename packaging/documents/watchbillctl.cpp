// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Describes watchbillctl, from the tables that its --help is made from.

#include "../../app/cli/command.h"
#include "../../app/cli/helptext.h"
#include "program.h"
#include "querysection.h"
#include "task/taskstatus.h"

using namespace Qt::StringLiterals;

namespace {

using namespace watchbill;

QStringList choicesOf(const Option &option)
{
    if (option.name == "status"_L1) {
        using Kind = TaskStatus::Kind;
        QStringList words;
        for (const Kind kind : {Kind::Pending, Kind::Processing, Kind::Completed, Kind::Failed})
            words += TaskStatus(kind).toText();
        return words;
    }
    if (option.name == "format"_L1)
        return {u"json"_s, u"table"_s, u"csv"_s};
    return {};
}

Program::Option describe(const Option &option)
{
    QStringList names{"--"_L1 + option.name};
    if (option.name == "help"_L1)
        names.prepend(u"-h"_s);
    return {names,
            option.value,
            option.description,
            choicesOf(option),
            option.use == Option::Use::Required,
            option.use == Option::Use::Repeatable};
}

QVector<Program::Option> describe(const QVector<Option> &options)
{
    QVector<Program::Option> described;
    for (const Option &option : options)
        described += describe(option);
    return described;
}

// "Title:" begins a section; its lines, which are laid out for a terminal, stay as they are.
QVector<Program::Section> sectionsOf(const QString &help)
{
    QVector<Program::Section> sections;
    for (const QString &block : help.trimmed().split("\n\n"_L1)) {
        const qsizetype end = block.indexOf(":\n"_L1);
        if (end > 0)
            sections.append({block.left(end), block.mid(end + 2), Program::Section::Layout::AsTyped});
        else
            sections.append({u"Notes"_s, block});
    }
    return sections;
}

Program describeWatchbillctl()
{
    Program program;
    program.name = u"watchbillctl"_s;
    program.summary = u"background tasks in PostgreSQL, for scripts"_s;
    program.description =
        u"Creates, prints, counts, updates and deletes the tasks in a PostgreSQL table, or runs them again. "
        "Changes are kept in a history and can be undone. It uses the same core as the window."_s;
    program.options = describe(globalOptions());
    for (const Command &command : commands())
        program.commands.append({command.name, command.argument, command.summary, describe(command.options),
                                 command.isArgumentOptional});
    program.sections = QVector{querySection()} + sectionsOf(outputAndExitStatus());
    program.sections +=
        {u"Files"_s,
         u"~/.config/watchbill/profiles.json, or the file named by WATCHBILL_PROFILES, contains the "
         "profiles, without their passwords; views.json next to it, or the file named by WATCHBILL_VIEWS, "
         "contains the saved views. ~/.local/share/watchbill/journal.sqlite is the journal: the changes, "
         "and the earlier values of the tasks, which undo restores. Its limits of time and size are set in "
         "the window and stored in ~/.config/watchbill/watchbill.conf. ~/.pgpass and ~/.pg_service.conf are "
         "read by libpq."_s};
    program.sections += {u"See also"_s, u"watchbill(1), psql(1)"_s};
    return program;
}

} // namespace

int main(int argc, char *argv[])
{
    return watchbill::writeDocument(describeWatchbillctl(), argc, argv);
}
