// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "commandline.h"

#include "filter/querytext.h"
#include "filter/sorttext.h"
#include "profile/givenprofile.h"
#include "profile/profilestore.h"
#include "task/sentences.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::CommandLine)
};

QCommandLineOption ofQuery(const GivenQuery::Option &option, const QString &description)
{
    return {option.name, description, option.argument};
}

struct Options
{
    QCommandLineOption help = QCommandLineParser().addHelpOption();
    QCommandLineOption version = QCommandLineParser().addVersionOption();
    QCommandLineOption demo{u"demo"_s,
                            Texts::tr("Start a private PostgreSQL with simulated tasks and show them.")};
    QCommandLineOption screenshot{
        u"screenshot"_s,
        Texts::tr("Write a screenshot of the window once it shows the first tasks, then exit."),
        Texts::tr("FILE.png")};
    QCommandLineOption size{u"size"_s, Texts::tr("The window's size in pixels, such as 1280x800."),
                            Texts::tr("WxH")};
    QCommandLineOption theme{u"theme"_s, Texts::tr("Colours: light or dark; by default the desktop's."),
                             Texts::tr("light|dark")};

    QCommandLineOption where = ofQuery(
        GivenQuery::whereOption,
        Texts::tr(
            "Show only tasks that match this query, as in 'status:failed created:today'. Press F1 in the window for the query language."));

    QCommandLineOption sort = ofQuery(GivenQuery::sortOption, query::sortRules());

    QCommandLineOption column{
        u"column"_s,
        Texts::tr("Also show this metadata key as a column, as in meta.model. Can be given more than once."),
        Texts::tr("KEY")};

    QCommandLineOption zone = ofQuery(
        GivenQuery::zoneOption,
        Texts::tr(
            "Show and read times in this time zone, as in Europe/Berlin, until another one is chosen."));

    QCommandLineOption view =
        ofQuery(GivenQuery::viewOption,
                Texts::tr("Start with this view, as in 'Failed today'; watchbillctl views lists them."));

    QList<QCommandLineOption> all() const
    {
        QList<QCommandLineOption> all{help, version};
        for (const GivenProfile::Option &one : GivenProfile::options())
            all += QCommandLineOption(one.name, one.description, one.argument);
        return all
            + QList<QCommandLineOption>{demo, where, sort, column, zone, view, screenshot, size, theme};
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
            Texts::tr("--size takes a width and a height in pixels, such as 1280x800, not “%1”.").arg(text));
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

Result<theme::Scheme> schemeOf(const QString &text)
{
    if (text == "light"_L1)
        return theme::Scheme::Light;
    if (text == "dark"_L1)
        return theme::Scheme::Dark;
    return unusable(Texts::tr("--theme takes light or dark, not “%1”.").arg(text));
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
        return unusable(Texts::tr("Unexpected argument “%1”. Give a connection with --connection.")
                            .arg(shown(parser.positionalArguments().first())));
    GivenProfile given;
    for (const GivenProfile::Option &option : GivenProfile::options()) {
        if (!parser.isSet(option.name))
            continue;
        if (const auto fine = given.set(option.name, parser.value(option.name)); !fine)
            return Failure(fine.error());
    }
    const bool isConnecting = !given.isEmpty();
    line.remarks = given.remarks();
    if (parser.isSet(options.demo) && isConnecting)
        return unusable(Texts::tr("--demo brings its own connection and cannot be combined with "
                                  "others."));
    if (parser.isSet(options.demo))
        line.mode = CommandLine::Mode::Demo;
    else if (isConnecting || environmentNamesServer())
        line.mode = CommandLine::Mode::Connect;
    const auto found = given.profile(ProfileStore());
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
    for (const QCommandLineOption &option : {options.where, options.sort, options.zone, options.view}) {
        for (const QString &text : parser.values(option)) {
            if (const auto fine = line.query.set(option.names().first(), text); !fine)
                return Failure(fine.error());
        }
    }
    for (const QString &name : parser.values(options.column)) {
        const QStringList key = query::metadataPath(name);
        if (key.isEmpty())
            return unusable(
                Texts::tr("--column takes a metadata key, such as meta.model, not “%1”.").arg(name));
        line.keys += key;
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
        Texts::tr("Watch, filter and delete background tasks that live in PostgreSQL."));
    const Options options;
    parser.addOptions(options.all());
    if (!parser.parse(application.arguments()))
        return unusable(joinSentences({parser.errorText(), Texts::tr("See --help.")}));
    if (parser.isSet(options.help) || parser.isSet(options.version)) {
        CommandLine line;
        line.answer = parser.isSet(options.help)
            ? parser.helpText()
            : QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion() + u'\n';
        return line;
    }
    return interpret(parser, options);
}

} // namespace watchbill
