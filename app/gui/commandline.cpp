// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "commandline.h"

#include "profile/givenprofile.h"
#include "profile/profilestore.h"
#include "task/sentences.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::CommandLine)
};

struct Options
{
    QCommandLineOption help = QCommandLineParser().addHelpOption();
    QCommandLineOption version = QCommandLineParser().addVersionOption();
    QCommandLineOption profile{
        u"profile"_s,
        Text::tr("A saved profile, with its passwords from the keyring. Other options override its "
                 "settings."),
        Text::tr("NAME")};
    QCommandLineOption connection{
        u"connection"_s,
        Text::tr("The database with the tasks: a libpq URI or key=value pairs. Whatever is left out "
                 "comes from the PG* variables, the service file and ~/.pgpass."),
        Text::tr("URI")};
    QCommandLineOption table{u"table"_s,
                             Text::tr("The table that holds the tasks; public.tasks if not given."),
                             Text::tr("[SCHEMA.]NAME")};
    QCommandLineOption serviceRole{
        u"service-role"_s,
        Text::tr("A role that sees all tasks, tried first; the window shows which role is in effect."),
        Text::tr("ROLE")};
    QCommandLineOption serviceConnection{
        u"service-connection"_s, Text::tr("The service role's own login, if it has one."), Text::tr("URI")};
    QCommandLineOption readOnly{u"read-only"_s, Text::tr("Let the server refuse every change.")};
    QCommandLineOption demo{u"demo"_s,
                            Text::tr("Start a private PostgreSQL with simulated tasks and look at them.")};
    QCommandLineOption screenshot{
        u"screenshot"_s,
        Text::tr("Write a screenshot of the window once it shows the first tasks, then exit."),
        Text::tr("FILE.png")};
    QCommandLineOption size{u"size"_s, Text::tr("The window's size in pixels, such as 1280x800."),
                            Text::tr("WxH")};
    QCommandLineOption theme{u"theme"_s, Text::tr("Colours: light or dark; as the desktop if not given."),
                             Text::tr("light|dark")};

    QList<QCommandLineOption> all() const
    {
        return {help,     version, profile,    connection, table, serviceRole, serviceConnection,
                readOnly, demo,    screenshot, size,       theme};
    }
};

Failure unusable(const QString &sentence)
{
    return failure(TaskError::Kind::InvalidInput, sentence);
}

// It may be a connection, password and all, which must not be printed.
QString shown(const QString &word)
{
    return word.contains("://"_L1) || word.contains(u'=') ? u"…"_s : word;
}

Result<QSize> sizeOf(const QString &text)
{
    static const QRegularExpression syntax(uR"(^(\d{3,5})x(\d{3,5})$)"_s);
    const QRegularExpressionMatch match = syntax.match(text);
    if (!match.hasMatch())
        return unusable(
            Text::tr("--size takes a width and a height in pixels, such as 1280x800, not “%1”.").arg(text));
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

Result<theme::Scheme> schemeOf(const QString &text)
{
    if (text == "light"_L1)
        return theme::Scheme::Light;
    if (text == "dark"_L1)
        return theme::Scheme::Dark;
    return unusable(Text::tr("--theme takes light or dark, not “%1”.").arg(text));
}

// libpq connects without being told where, if the environment says it.
bool environmentNamesServer()
{
    return qEnvironmentVariableIsSet("PGHOST") || qEnvironmentVariableIsSet("PGHOSTADDR")
        || qEnvironmentVariableIsSet("PGSERVICE") || qEnvironmentVariableIsSet("PGDATABASE");
}

Result<CommandLine> interpret(const QCommandLineParser &parser, const Options &options)
{
    CommandLine line;
    if (!parser.positionalArguments().isEmpty())
        return unusable(Text::tr("Unexpected argument “%1”. Give a connection with --connection.")
                            .arg(shown(parser.positionalArguments().first())));
    const auto given = [&](const QCommandLineOption &option) {
        return parser.isSet(option) ? std::optional(parser.value(option)) : std::nullopt;
    };
    const GivenProfile profile{
        parser.value(options.profile), given(options.connection),        given(options.table),
        given(options.serviceRole),    given(options.serviceConnection), parser.isSet(options.readOnly)};
    const bool isConnecting = !profile.isEmpty() || parser.isSet(options.profile);
    if (parser.isSet(options.profile) && profile.name.isEmpty())
        return unusable(Text::tr("--profile must not be empty."));
    if (parser.isSet(options.demo) && isConnecting)
        return unusable(Text::tr("--demo brings its own connection and cannot be combined with "
                                 "others."));
    if (parser.isSet(options.demo))
        line.mode = CommandLine::Mode::Demo;
    else if (isConnecting || environmentNamesServer())
        line.mode = CommandLine::Mode::Connect;
    const auto found = profile.profile(ProfileStore());
    if (!found)
        return Failure(found.error());
    line.profile = *found;
    line.screenshot = parser.value(options.screenshot);
    if (parser.isSet(options.size)) {
        const auto size = sizeOf(parser.value(options.size));
        if (!size)
            return Failure(size.error());
        line.size = *size;
    }
    if (parser.isSet(options.theme)) {
        const auto scheme = schemeOf(parser.value(options.theme));
        if (!scheme)
            return Failure(scheme.error());
        line.scheme = *scheme;
    }
    return line;
}

} // namespace

QList<QCommandLineOption> CommandLine::options()
{
    return Options().all();
}

Result<CommandLine> CommandLine::read(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Watch, filter and delete background tasks that live in PostgreSQL."));
    const Options options;
    parser.addOptions(options.all());
    if (!parser.parse(application.arguments()))
        return unusable(joinSentences({parser.errorText(), Text::tr("See --help.")}));
    if (parser.isSet(options.help))
        parser.showHelp();
    if (parser.isSet(options.version))
        parser.showVersion();
    return interpret(parser, options);
}

} // namespace watchbill
