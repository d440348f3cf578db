// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "manualpage.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Text that roff prints as it is. A hyphen would be printed as a typographic one, which no shell takes.
QString escaped(QString text)
{
    text.replace(u'\\', "\\e"_L1);
    text.replace(u'-', "\\-"_L1);
    text.replace(u"…"_s, "\\|.\\|.\\|."_L1);
    if (text.startsWith(u'.') || text.startsWith(u'\''))
        text.prepend("\\&"_L1);
    return text;
}

QString bold(const QString &text)
{
    return "\\fB"_L1 + escaped(text) + "\\fR"_L1;
}

QString italic(const QString &text)
{
    return "\\fI"_L1 + escaped(text) + "\\fR"_L1;
}

// Words to choose from are literal; placeholders of values are in italics.
QString spelledValue(const Program::Option &option)
{
    if (option.value.isEmpty())
        return {};
    const bool isLiteral = option.value.contains(u'|');
    return u' ' + (isLiteral ? bold(option.value) : italic(option.value));
}

QString spelled(const Program::Option &option)
{
    QStringList names;
    for (const QString &name : option.names)
        names += bold(name);
    return names.join(", "_L1) + spelledValue(option);
}

QString heading(const QString &title)
{
    return ".SH \""_L1 + escaped(title.toUpper()) + "\"\n"_L1;
}

QString paragraphs(const QString &text)
{
    QString page;
    for (const QString &paragraph : text.split("\n\n"_L1))
        page += ".PP\n"_L1 + escaped(paragraph) + u'\n';
    return page;
}

QString asTyped(const QString &text)
{
    QString page = u".PP\n.nf\n"_s;
    for (const QString &line : text.split(u'\n'))
        page += escaped(line) + u'\n';
    return page + ".fi\n"_L1;
}

QString described(const QVector<Program::Option> &options)
{
    QString page;
    for (const Program::Option &option : options)
        page += ".TP\n"_L1 + spelled(option) + u'\n' + escaped(option.description) + u'\n';
    return page;
}

QString synopsis(const Program &program)
{
    QString line = bold(program.name) + " [\\fIOPTIONS\\fR]"_L1;
    if (!program.commands.isEmpty())
        line += " \\fICOMMAND\\fR [\\fIARGUMENT\\fR] [\\fICOMMAND'S OPTIONS\\fR]"_L1;
    return ".PP\n"_L1 + line + u'\n';
}

QString commandHeading(const Program::Command &command)
{
    QString line = bold(command.name);
    if (!command.argument.isEmpty())
        line += command.isArgumentOptional ? " ["_L1 + italic(command.argument) + u']'
                                           : u' ' + italic(command.argument);
    for (const Program::Option &option : command.options) {
        const QString name = bold(option.names.last()) + spelledValue(option);
        line += option.required ? u' ' + name : " ["_L1 + name + u']';
        if (option.repeatable)
            line += escaped(u"…"_s);
    }
    return line;
}

QString described(const Program::Command &command)
{
    QString page = ".TP\n"_L1 + commandHeading(command) + u'\n' + escaped(command.summary) + u'\n';
    if (!command.options.isEmpty())
        page += ".RS\n"_L1 + described(command.options) + ".RE\n"_L1;
    return page;
}

} // namespace

QString manualPage(const Program &program)
{
    QString page = ".TH "_L1 + escaped(program.name.toUpper())
        + " 1 \"\" \"Watchbill " WATCHBILL_VERSION "\" \"User Commands\"\n.nh\n.ad l\n"_L1
        + heading(u"Name"_s) + escaped(program.name) + " \\- "_L1 + escaped(program.summary) + u'\n'
        + heading(u"Synopsis"_s) + synopsis(program) + heading(u"Description"_s)
        + paragraphs(program.description) + heading(u"Options"_s) + described(program.options);
    if (!program.commands.isEmpty())
        page += heading(u"Commands"_s);
    for (const Program::Command &command : program.commands)
        page += described(command);
    for (const Program::Section &section : program.sections) {
        page += heading(section.title)
            + (section.layout == Program::Section::Layout::AsTyped ? asTyped(section.text)
                                                                   : paragraphs(section.text));
        for (const auto &[term, meaning] : section.terms)
            page += ".TP\n"_L1 + bold(term) + u'\n' + escaped(meaning) + u'\n';
    }
    return page;
}

} // namespace watchbill
