// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include "completion.h"
#include "manualpage.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace watchbill {

QString firstSentence(const QString &text)
{
    const qsizetype end = text.indexOf(". "_L1);
    const QString sentence = end < 0 ? text : text.left(end);
    return sentence.endsWith(u'.') ? sentence.chopped(1) : sentence;
}

int writeDocument(const Program &program, int argc, char *argv[])
{
    const QString kind = QString::fromLocal8Bit(argc == 2 ? argv[1] : "");
    QString text;
    if (kind == "man"_L1)
        text = manualPage(program);
    else if (kind == "bash"_L1)
        text = bashCompletion(program);
    else if (kind == "zsh"_L1)
        text = zshCompletion(program);
    else if (kind == "fish"_L1)
        text = fishCompletion(program);
    else
        return std::fputs("The only argument is man, bash, zsh or fish.\n", stderr), 2;
    return std::fputs(text.toUtf8().constData(), stdout) < 0 || std::fflush(stdout) != 0 ? 1 : 0;
}

} // namespace watchbill
