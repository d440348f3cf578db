// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "terminal.h"

#include "printabletext.h"

#include <array>

#include <windows.h>

namespace watchbill {

namespace {

std::optional<DWORD> consoleMode(DWORD which)
{
    DWORD mode = 0;
    return GetConsoleMode(GetStdHandle(which), &mode) ? std::optional(mode) : std::nullopt;
}

// The console does not show what is typed, for as long as this lives.
class WithoutEcho
{
public:
    explicit WithoutEcho(DWORD mode)
        : m_before(mode)
    {
        SetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), mode & ~DWORD(ENABLE_ECHO_INPUT));
    }
    ~WithoutEcho()
    {
        SetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), m_before);
        writeAside("\n");
    }
    WithoutEcho(const WithoutEcho &) = delete;
    WithoutEcho &operator=(const WithoutEcho &) = delete;

private:
    DWORD m_before;
};

} // namespace

std::optional<int> terminalWidth()
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        return std::nullopt;
    return info.srWindow.Right - info.srWindow.Left + 1;
}

// A pipe's writing end does not tell; the next writing does.
bool isOutputClosed()
{
    return false;
}

// No signal comes of it.
void outliveOutput() {}

bool isErrorTerminal()
{
    return consoleMode(STD_ERROR_HANDLE).has_value();
}

bool canAsk()
{
    return consoleMode(STD_INPUT_HANDLE) && isErrorTerminal();
}

std::optional<QString> askLine(const QString &prompt)
{
    writeAside(printableText(prompt).toUtf8());
    QString line;
    std::array<wchar_t, 256> typed;
    while (!line.endsWith(u'\n')) {
        DWORD count = 0;
        const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
        if (!ReadConsoleW(input, typed.data(), DWORD(typed.size()), &count, nullptr) || count == 0)
            return std::nullopt; // Ctrl+C, too
        line += QString::fromWCharArray(typed.data(), count);
    }
    line.chop(line.endsWith(QLatin1StringView("\r\n")) ? 2 : 1);
    return line;
}

std::optional<QString> askPassword(const QString &prompt)
{
    const std::optional<DWORD> mode = consoleMode(STD_INPUT_HANDLE);
    if (!mode)
        return std::nullopt;
    const WithoutEcho withoutEcho(*mode);
    const auto line = askLine(prompt);
    return line && !line->isEmpty() ? line : std::nullopt;
}

} // namespace watchbill
