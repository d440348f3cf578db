// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "completion.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

const QString generated = u"Generated from the program's own tables of options."_s;

// In single quotes, which all three shells know; fish wants a backslash inside them doubled.
QString quoted(QString text)
{
    text.replace(u'\'', "'\\''"_L1);
    return u'\'' + text + u'\'';
}

QString fishQuoted(QString text)
{
    text.replace(u'\\', "\\\\"_L1);
    text.replace(u'\'', "\\'"_L1);
    return u'\'' + text + u'\'';
}

QStringList namesOf(const QVector<Program::Option> &options)
{
    QStringList names;
    for (const Program::Option &option : options)
        names += option.names;
    return names;
}

QStringList namesOf(const QVector<Program::Command> &commands)
{
    QStringList names;
    for (const Program::Command &command : commands)
        names += command.name;
    return names;
}

// Options that take a value, each name once. One that several commands have means the same in all of them.
QMap<QString, Program::Option> optionsWithValue(const Program &program)
{
    QVector<Program::Option> all = program.options;
    for (const Program::Command &command : program.commands)
        all += command.options;
    QMap<QString, Program::Option> byName;
    for (const Program::Option &option : all) {
        for (const QString &name : option.names) {
            if (!option.value.isEmpty())
                byName.insert(name, option);
        }
    }
    return byName;
}

// Lines of a bash `case` over the option before the word that is completed.
QString bashValueCases(const Program &program)
{
    QString cases;
    QStringList free;
    const auto options = optionsWithValue(program);
    for (auto it = options.cbegin(); it != options.cend(); ++it) {
        if (it->takesFile())
            cases +=
                "        %1)\n            _filedir\n            return\n            ;;\n"_L1.arg(it.key());
        else if (!it->choices.isEmpty())
            cases +=
                "        %1)\n            COMPREPLY=($(compgen -W %2 -- \"$cur\"))\n            return\n            ;;\n"_L1
                    .arg(it.key(), quoted(it->choices.join(u' ')));
        else
            free += it.key();
    }
    return cases + "        %1)\n            return\n            ;;\n"_L1.arg(free.join(" | "_L1));
}

QString bashCommandOptions(const Program &program)
{
    QString text = u"    case $command in\n"_s;
    for (const Program::Command &command : program.commands) {
        if (!command.options.isEmpty())
            text += "        %1) options+=%2 ;;\n"_L1.arg(command.name,
                                                          quoted(u' ' + namesOf(command.options).join(u' ')));
    }
    return text + "    esac\n"_L1;
}

// What _arguments of zsh reads: '*--name=[description]:value:action'.
QString zshSpecification(const Program::Option &option, const QString &name)
{
    QString description = firstSentence(option.description);
    for (const QChar c : u"\\[]:"_s)
        description.replace(c, u'\\' + QString(c));
    const bool isLong = name.startsWith("--"_L1);
    QString text = option.repeatable ? u'*' + name : "(%1)%2"_L1.arg(option.names.join(u' '), name);
    if (!option.value.isEmpty())
        text += isLong ? u'=' : u'+';
    text += u'[' + description + u']';
    if (!option.value.isEmpty()) {
        text += u':' + option.value + u':';
        if (option.takesFile())
            text += "_files"_L1;
        else if (!option.choices.isEmpty())
            text += u'(' + option.choices.join(u' ') + u')';
    }
    return quoted(text);
}

QString zshSpecifications(const QVector<Program::Option> &options, const QString &indent)
{
    QString text;
    for (const Program::Option &option : options) {
        for (const QString &name : option.names)
            text += indent + zshSpecification(option, name) + u'\n';
    }
    return text;
}

QString zshCommands(const Program &program)
{
    QString text;
    for (const Program::Command &command : program.commands) {
        QString summary = firstSentence(command.summary);
        summary.replace(u':', "\\:"_L1);
        text += "        "_L1 + quoted(command.name + u':' + summary) + u'\n';
    }
    return text;
}

QString fishLine(const Program &program, const Program::Option &option, const QString &condition)
{
    QString line = "complete -c "_L1 + program.name + condition;
    for (const QString &name : option.names)
        line += name.startsWith("--"_L1) ? " -l "_L1 + name.mid(2) : " -s "_L1 + name.mid(1);
    if (option.takesFile())
        line += " -r -F"_L1;
    else if (!option.value.isEmpty())
        line += " -x"_L1;
    if (!option.choices.isEmpty())
        line += " -a "_L1 + fishQuoted(option.choices.join(u' '));
    return line + " -d "_L1 + fishQuoted(firstSentence(option.description)) + u'\n';
}

} // namespace

QString bashCompletion(const Program &program)
{
    const bool hasCommands = !program.commands.isEmpty();
    const QString names = namesOf(program.commands).join(u' ');
    QString text = "# bash completion for %1. %2\n_%1()\n{\n    local cur prev words cword split\n"_L1.arg(
                       program.name, generated)
        + "    _init_completion -s || return\n\n"_L1;
    if (hasCommands)
        text +=
            "    local word command=\n    for word in \"${words[@]:1:cword-1}\"; do\n"
            "        if [[ \" %1 \" == *\" $word \"* ]]; then\n            command=$word\n            break\n"
            "        fi\n    done\n\n"_L1.arg(names);
    text += "    case $prev in\n"_L1 + bashValueCases(program) + "    esac\n    $split && return\n\n"_L1
        + "    local options=%1\n"_L1.arg(quoted(namesOf(program.options).join(u' ')));
    if (hasCommands)
        text += bashCommandOptions(program)
            + "    if [[ $cur != -* && -z $command ]]; then\n"
              "        COMPREPLY=($(compgen -W %1 -- \"$cur\"))\n        return\n    fi\n"_L1.arg(
                  quoted(names));
    return text
        + "    if [[ $cur == -* ]]; then\n        COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n    fi\n"
          "} &&\n    complete -F _%1 %1\n"_L1.arg(program.name);
}

QString zshCompletion(const Program &program)
{
    QString text = "#compdef %1\n# %2\n\n"_L1.arg(program.name, generated);
    if (program.commands.isEmpty())
        return text + "local -a options=(\n"_L1 + zshSpecifications(program.options, u"    "_s)
            + ")\n_arguments -S $options\n"_L1;

    text +=
        "_%1() {\n    local curcontext=$curcontext state line\n    local -a commands=(\n"_L1.arg(program.name)
        + zshCommands(program) + "    )\n    local -a options=(\n"_L1
        + zshSpecifications(program.options, u"        "_s)
        + "    )\n    _arguments -C -S $options '1:command:->command' '*::argument:->argument' && return\n"
          "    if [[ $state == command ]]; then\n        _describe command commands\n        return\n    fi\n"
          "    case $words[1] in\n"_L1;
    for (const Program::Command &command : program.commands) {
        text += "    %1)\n        options+=(\n"_L1.arg(command.name);
        if (!command.argument.isEmpty())
            text += "            "_L1
                + quoted((command.isArgumentOptional ? "1::%1:"_L1 : "1:%1:"_L1).arg(command.argument))
                + u'\n';
        text += zshSpecifications(command.options, u"            "_s) + "        )\n        ;;\n"_L1;
    }
    return text + "    esac\n    _arguments -S $options\n}\n\n_%1 \"$@\"\n"_L1.arg(program.name);
}

QString fishCompletion(const Program &program)
{
    QString text = "# fish completion for %1. %2\ncomplete -c %1 -f\n"_L1.arg(program.name, generated);
    const QString noCommand =
        " -n 'not __fish_seen_subcommand_from %1'"_L1.arg(namesOf(program.commands).join(u' '));
    for (const Program::Command &command : program.commands)
        text += "complete -c "_L1 + program.name + noCommand + " -a "_L1 + command.name + " -d "_L1
            + fishQuoted(firstSentence(command.summary)) + u'\n';
    for (const Program::Option &option : program.options)
        text += fishLine(program, option, {});
    for (const Program::Command &command : program.commands) {
        const QString condition = " -n '__fish_seen_subcommand_from %1'"_L1.arg(command.name);
        for (const Program::Option &option : command.options)
            text += fishLine(program, option, condition);
    }
    return text;
}

} // namespace watchbill
