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

bool writeBytes(HANDLE file, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        DWORD count = 0;
        if (!WriteFile(file, bytes.constData() + done, DWORD(bytes.size() - done), &count, nullptr))
            return false;
        done += count;
    }
    return true;
}

// In pieces, as older consoles take no more than 64 KiB at a time.
bool writeConsole(HANDLE console, const QString &text)
{
    constexpr qsizetype most = 8192;
    const auto *letters = reinterpret_cast<const wchar_t *>(text.utf16());
    qsizetype done = 0;
    while (done < text.size()) {
        DWORD count = 0;
        if (!WriteConsoleW(console, letters + done, DWORD(qMin(most, text.size() - done)), &count, nullptr))
            return false;
        done += count;
    }
    return true;
}

// A console has an encoding of its own, so it is given characters. A file or a pipe gets UTF-8 with plain line feeds, the
// same bytes as from watchbillctl elsewhere.
bool writeTo(DWORD which, const QByteArray &text)
{
    const HANDLE output = GetStdHandle(which);
    const std::optional<DWORD> mode = consoleMode(which);
    if (!mode)
        return writeBytes(output, text);
    SetConsoleMode(output, *mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING); // for rewriteLine()
    return writeConsole(output, QString::fromUtf8(text));
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

bool writeOutput(const QByteArray &text)
{
    return writeTo(STD_OUTPUT_HANDLE, text);
}

void writeAside(const QByteArray &lines)
{
    writeTo(STD_ERROR_HANDLE, lines);
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
