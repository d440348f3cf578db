// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "commandline.h"

#include "helptext.h"
#include "profile/givenprofile.h"
#include "profile/profilestore.h"
#include "task/sentences.h"
#include "task/visibletext.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::CommandLine)
};

Failure badUsage(const QString &sentence)
{
    return failure(TaskError::Kind::InvalidInput, sentence);
}

QString seeHelp()
{
    return Texts::tr("See watchbillctl --help.");
}

// A word in the wrong place may be a connection, password and all, which must not be printed.
QString quoted(const QString &word)
{
    constexpr int most = 60;
    if (word.contains("://"_L1) || word.contains(u'='))
        return u"“…”"_s;
    return u'“' + (word.size() <= most ? word : firstCharacters(word, most) + u'…') + u'”';
}

QString commandNames()
{
    QStringList names;
    for (const Command &command : commands())
        names += command.name;
    return listed(names);
}

const Option *findOption(const QVector<Option> &options, const QString &name)
{
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const Option &one) { return one.name == name; });
    return found == options.end() ? nullptr : &*found;
}

const Command *findCommand(const QString &name)
{
    const auto found = std::find_if(commands().begin(), commands().end(),
                                    [&](const Command &one) { return one.name == name; });
    return found == commands().end() ? nullptr : &*found;
}

// Knows the options of all commands, because one is recognised only after everything is read.
void addAllOptions(QCommandLineParser &parser)
{
    QMap<QString, QString> valueNames;
    const auto add = [&](const QVector<Option> &options) {
        for (const Option &option : options)
            valueNames.insert(option.name, option.value);
    };
    add(globalOptions());
    for (const Command &command : commands())
        add(command.options);
    for (auto it = valueNames.cbegin(); it != valueNames.cend(); ++it) {
        const QStringList names =
            it.key() == "help"_L1 ? QStringList{it.key(), u"h"_s} : QStringList{it.key()};
        parser.addOption(QCommandLineOption(names, {}, it.value()));
    }
}

Result<void> takeOption(CommandLine &line, const QString &name, const QStringList &values)
{
    const Command &command = *line.command;
    const Option *option = findOption(command.options, name);
    if (!option)
        option = findOption(globalOptions(), name);
    if (!option)
        return badUsage(Texts::tr("The command %1 has no option --%2. See watchbillctl %1 --help.")
                            .arg(command.name, name));
    if (values.size() > 1 && option->use != Option::Use::Repeatable)
        return badUsage(Texts::tr("The option --%1 can be given only once.").arg(name));
    for (const QString &value : values) {
        Result<void> fine;
        if (option->isQuery)
            fine = line.query.set(name, value);
        else if (option->check)
            fine = option->check(*option, value);
        if (!fine)
            return fine;
    }
    return {};
}

Result<void> takeOptions(CommandLine &line)
{
    for (auto it = line.options.cbegin(); it != line.options.cend(); ++it) {
        if (const auto fine = takeOption(line, it.key(), it.value()); !fine)
            return fine;
    }
    for (const Option &option : line.command->options) {
        if (!option.instead.isEmpty() && line.has(option.name) && line.has(option.instead))
            return badUsage(
                Texts::tr("The options --%1 and --%2 exclude each other.").arg(option.name, option.instead));
        if (option.use == Option::Use::Required && !line.has(option.name) && !line.has(option.instead))
            return badUsage(Texts::tr("The command %1 needs the option --%2 %3.")
                                .arg(line.command->name, option.name, option.value));
    }
    const bool opensTable =
        line.command->needs == Command::Needs::Table || line.command->needs == Command::Needs::TableAtTimes;
    for (const QString &name : {u"view-as"_s, u"unlock"_s}) {
        if (!opensTable && line.has(name))
            return badUsage(Texts::tr("The command %1 does not take --%2: it opens no table.")
                                .arg(line.command->name, name));
    }
    return line.command->check ? line.command->check(line) : Result<void>();
}

// A number with a minus sign looks like an option, but is meant as the command's argument.
Failure unknownOption(const QString &name, const QStringList &words)
{
    bool isNumber = false;
    name.toDouble(&isNumber);
    const Command *command = findCommand(words.value(0));
    if (!isNumber || !command || command->argument.isEmpty())
        return badUsage(joinSentences({Texts::tr("Unknown option %1.").arg("--"_L1 + name), seeHelp()}));
    if (command->argument.startsWith("RUN"_L1))
        return badUsage(
            Texts::tr(
                "-%1 is not the number of a run. See watchbillctl history for the runs and their numbers.")
                .arg(name));
    return badUsage(Texts::tr("Unknown option -%1. To give it as %2, put it last, after --.")
                        .arg(name, command->argument));
}

// The command's name comes first.
Result<void> takePositional(CommandLine &line, const QStringList &words)
{
    if (words.isEmpty())
        return badUsage(
            joinSentences({Texts::tr("No command given. Use one of %1.").arg(commandNames()), seeHelp()}));
    const bool isHelp = words.first() == "help"_L1 && words.size() > 1;
    const QString name = words[isHelp ? 1 : 0];
    line.command = findCommand(name);
    if (!line.command)
        return badUsage(joinSentences(
            {Texts::tr("Unknown command %1. Use one of %2.").arg(quoted(name), commandNames()), seeHelp()}));
    if (!line.text.isEmpty())
        return {};
    const int wanted = line.command->argument.isEmpty() ? 0 : 1;
    if (words.size() - 1 > wanted)
        return badUsage(Texts::tr("Unexpected argument %1 for the command %2.")
                            .arg(quoted(words[1 + wanted]), line.command->name));
    if (words.size() - 1 < wanted && !line.command->isArgumentOptional)
        return badUsage(Texts::tr("The command %1 needs the argument %2.")
                            .arg(line.command->name, line.command->argument));
    line.argument = words.value(1);
    return {};
}

Result<void> takeProfile(CommandLine &line)
{
    if (line.has(u"format"_s))
        line.format = *formatFromText(line.value(u"format"_s));
    else if (line.command->isForPeople)
        line.format = Output::Format::Table;
    if (line.has(u"guard-formulas"_s) && line.format != Output::Format::Csv)
        return badUsage(Texts::tr("The option --guard-formulas needs --format csv."));
    line.remarks += line.query.remarks;
    if (line.command->needs == Command::Needs::Nothing)
        return {};
    GivenProfile given;
    for (const GivenProfile::Option &option : GivenProfile::options()) {
        if (!line.has(option.name))
            continue;
        if (const auto fine = given.set(option.name, line.value(option.name)); !fine)
            return fine;
    }
    line.remarks += given.remarks();
    return given.profile(ProfileStore()).map([&](const ConnectionProfile &found) { line.profile = found; });
}

// Help is given even where something else is wrong.
std::optional<CommandLine> helpOrVersion(const QCommandLineParser &parser)
{
    CommandLine line;
    QStringList words = parser.positionalArguments();
    const bool isHelp = words.value(0) == "help"_L1;
    if (isHelp)
        words.removeFirst();
    if (isHelp && !words.isEmpty() && words.first() != "help"_L1 && !findCommand(words.first()))
        return std::nullopt; // it is told which there are
    if (isHelp || parser.isSet(u"help"_s)) {
        const Command *command = findCommand(words.value(0));
        line.text = command ? helpText(*command) : helpText();
        return line;
    }
    if (parser.isSet(u"version"_s)) {
        line.text = u"watchbillctl " WATCHBILL_VERSION "\n"_s;
        return line;
    }
    return std::nullopt;
}

} // namespace

Result<Output::Format> formatFromText(const QString &text)
{
    if (text == "json"_L1)
        return Output::Format::Json;
    if (text == "table"_L1)
        return Output::Format::Table;
    if (text == "csv"_L1)
        return Output::Format::Csv;
    return badUsage(Texts::tr("Unknown --format %1. Use json, table or csv.").arg(quoted(text)));
}

Result<CommandLine> CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    addAllOptions(parser);
    const bool understood = parser.parse(arguments);
    if (auto line = helpOrVersion(parser))
        return *line;
    if (!parser.unknownOptionNames().isEmpty())
        return unknownOption(parser.unknownOptionNames().first(), parser.positionalArguments());
    if (!understood)
        return badUsage(parser.errorText());

    CommandLine line;
    for (const QString &name : parser.optionNames())
        line.options[name] = parser.values(name);
    if (const auto fine = takePositional(line, parser.positionalArguments()); !fine)
        return Failure(fine.error());
    if (const auto fine = takeOptions(line); !fine)
        return Failure(fine.error());
    if (const auto fine = takeProfile(line); !fine)
        return Failure(fine.error());
    return line;
}

} // namespace watchbill
