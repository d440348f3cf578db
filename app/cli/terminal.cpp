// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "terminal.h"

#include "console/console.h"
#include "printabletext.h"

namespace watchbill {

bool writeOutput(const QByteArray &text)
{
    return console::write(console::Stream::Output, text);
}

void writeAside(const QByteArray &lines)
{
    console::write(console::Stream::Error, lines);
}

void rewriteLine(const QString &line)
{
    writeAside("\r\x1b[K" + printableText(line).toUtf8());
}

void writeMessage(const QString &sentence)
{
    const QByteArray line = "watchbillctl: " + printableText(sentence).simplified().toUtf8() + '\n';
    writeAside(line);
}

} // namespace watchbill
