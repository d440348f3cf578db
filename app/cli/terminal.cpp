// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "terminal.h"

#include "printabletext.h"

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <csignal>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace watchbill {

std::optional<int> terminalWidth()
{
    constexpr int usual = 80; // where the terminal does not tell
#ifdef Q_OS_WIN
    return _isatty(_fileno(stdout)) ? std::optional(usual) : std::nullopt;
#else
    if (!isatty(STDOUT_FILENO))
        return std::nullopt;
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
#endif
}

bool writeOutput(const QByteArray &text)
{
    const bool written = std::fwrite(text.constData(), 1, size_t(text.size()), stdout) == size_t(text.size());
    return std::fflush(stdout) == 0 && written;
}

bool isOutputClosed()
{
#ifdef Q_OS_WIN
    return false;
#else
    pollfd output{STDOUT_FILENO, 0, 0};
    return poll(&output, 1, 0) == 1;
#endif
}

void outliveOutput()
{
#ifndef Q_OS_WIN
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

void writeMessage(const QString &sentence)
{
    const QByteArray line = "watchbillctl: " + printableText(sentence).simplified().toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

} // namespace watchbill
