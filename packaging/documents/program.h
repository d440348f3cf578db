// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

#include <utility>

namespace watchbill {

/// What a program understands, as plain data: the manual page and the completions are made from it.
struct Program
{
    struct Option
    {
        QStringList names; // with their dashes
        QString value; // what it takes, as the help calls it; empty for a switch
        QString description;
        QStringList choices; // the values, if there are only a few to choose from
        bool required = false;
        bool repeatable = false;

        bool takesFile() const { return value.startsWith(QLatin1StringView("FILE")); }
    };

    struct Command
    {
        QString name;
        QString argument; // the one that it takes, as the help calls it; empty: none
        QString summary;
        QVector<Option> options;
        bool isArgumentOptional = false;
    };

    struct Section
    {
        enum class Layout { Flowing, AsTyped };

        QString title;
        QString text; // paragraphs are separated by an empty line
        Layout layout = Layout::Flowing;
        QVector<std::pair<QString, QString>> terms =
            {}; // what can be typed, each with its meaning; they follow the text
    };

    QString name;
    QString summary; // what it is, in a few words
    QString description; // paragraphs, as in a section
    QVector<Option> options;
    QVector<Command> commands; // none: the program does one thing
    QVector<Section> sections; // what the manual page says after the options
};

/// The first sentence, without its full stop: completions have room for no more.
QString firstSentence(const QString &text);

/// Writes the document of that kind (man, bash, zsh or fish) that the arguments of `main` name to
/// standard output, and returns the exit status.
int writeDocument(const Program &program, int argc, char *argv[]);

} // namespace watchbill
