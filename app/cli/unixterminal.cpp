// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "terminal.h"

#include "printabletext.h"

#include <csignal>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace watchbill {

namespace {

// The terminal does not show what is typed, for as long as this lives.
class WithoutEcho
{
public:
    WithoutEcho()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        silent.c_lflag |= ECHONL;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~WithoutEcho() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    WithoutEcho(const WithoutEcho &) = delete;
    WithoutEcho &operator=(const WithoutEcho &) = delete;

private:
    termios m_before{};
};

// Ctrl+C must end the waiting, so that the echo comes back and the program ends. (Elsewhere an interrupted call is
// resumed.)
void letSignalsInterrupt()
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action = {};
        sigaction(signal, nullptr, &action);
        action.sa_flags &= ~SA_RESTART;
        sigaction(signal, &action, nullptr);
    }
}

} // namespace

std::optional<int> terminalWidth()
{
    if (!isatty(STDOUT_FILENO))
        return std::nullopt;
    constexpr int usual = 80; // where the terminal does not tell
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
}

bool isOutputClosed()
{
    pollfd output{STDOUT_FILENO, 0, 0};
    return poll(&output, 1, 0) == 1;
}

void outliveOutput()
{
    std::signal(SIGPIPE, SIG_IGN);
}

bool isErrorTerminal()
{
    return isatty(STDERR_FILENO) != 0;
}

bool canAsk()
{
    return isatty(STDIN_FILENO) != 0 && isErrorTerminal();
}

std::optional<QString> askLine(const QString &prompt)
{
    letSignalsInterrupt();
    writeAside(printableText(prompt).toUtf8());
    QByteArray line;
    char one = 0;
    while (read(STDIN_FILENO, &one, 1) == 1 && one != '\n')
        line += one;
    return one == '\n' ? std::optional(QString::fromUtf8(line)) : std::nullopt;
}

std::optional<QString> askPassword(const QString &prompt)
{
    if (!isatty(STDIN_FILENO))
        return std::nullopt;
    const WithoutEcho withoutEcho;
    const auto line = askLine(prompt);
    return line && !line->isEmpty() ? line : std::nullopt;
}

} // namespace watchbill
