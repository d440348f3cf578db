// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Describes the window's program, from the table that its --help is made from.

#include "../../app/gui/commandline.h"
#include "program.h"
#include "querysection.h"

#include <QCommandLineOption>

using namespace Qt::StringLiterals;

namespace {

using watchbill::Program;

Program::Option describe(const QCommandLineOption &option)
{
    Program::Option described;
    for (const QString &name : option.names())
        described.names += (name.size() == 1 ? "-"_L1 : "--"_L1) + name;
    described.value = option.valueName();
    described.description = option.description();
    if (described.value.contains(u'|'))
        described.choices = described.value.split(u'|');
    return described;
}

Program describeWatchbill()
{
    Program program;
    program.name = u"watchbill"_s;
    program.summary = u"monitor for background tasks in PostgreSQL"_s;
    program.description =
        u"Shows the tasks in a PostgreSQL table and follows their changes. Tasks can be filtered, "
        "inspected, changed and deleted.\n\n"
        "Without options, and unless the environment names a server, it asks for a connection or offers "
        "the demo, which needs the programs of a PostgreSQL server on this machine."_s;
    for (const QCommandLineOption &option : watchbill::CommandLine::options())
        program.options += describe(option);
    program.sections = {
        watchbill::querySection(),
        {u"Exit status"_s,
         u"0 when the window was closed or the screenshot written, 1 if that failed, 2 for invalid usage."_s},
        {u"Environment"_s,
         u"PGHOST, PGSERVICE, PGDATABASE and the other variables of libpq supply what --connection leaves "
         "out. WATCHBILL_PROFILES names another file of profiles, WATCHBILL_VIEWS another file of views, "
         "WATCHBILL_JOURNAL another journal of changes. QT_QPA_PLATFORM chooses how to draw, such as xcb, "
         "wayland or offscreen."_s},
        {u"Files"_s,
         u"~/.pgpass and ~/.pg_service.conf are read by libpq. ~/.config/watchbill contains the window's "
         "settings and, in profiles.json and views.json, the saved connections and views, in a form that "
         "can be edited. Passwords are in none of these files, but in the desktop's keyring."_s},
        {u"Examples"_s,
         u"watchbill --demo\n"
         "watchbill --connection \"service=app\" --table public.tasks\n"
         "watchbill --demo --screenshot tasks.png --size 1280x800"_s,
         Program::Section::Layout::AsTyped},
        {u"See also"_s, u"watchbillctl(1), psql(1)"_s},
    };
    return program;
}

} // namespace

int main(int argc, char *argv[])
{
    return watchbill::writeDocument(describeWatchbill(), argc, argv);
}
