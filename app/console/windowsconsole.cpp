// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "console/console.h"

#include <QString>

#include <windows.h>

namespace watchbill::console {

namespace {

bool isOpen(HANDLE handle)
{
    return handle && handle != INVALID_HANDLE_VALUE;
}

// A program with windows gets no console, but may write to that of the one that has started it.
HANDLE borrowedConsole()
{
    static const HANDLE console = [] {
        if (!GetConsoleWindow() && !AttachConsole(ATTACH_PARENT_PROCESS))
            return INVALID_HANDLE_VALUE;
        return CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                           nullptr, OPEN_EXISTING, 0, nullptr);
    }();
    return console;
}

HANDLE handleOf(Stream stream)
{
    const HANDLE own = GetStdHandle(stream == Stream::Output ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
    return isOpen(own) ? own : borrowedConsole();
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
bool writeCharacters(HANDLE console, const QString &text)
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

} // namespace

bool exists()
{
    return isOpen(handleOf(Stream::Error));
}

// A console has an encoding of its own, so it is given characters. A file or a pipe gets UTF-8 with plain line feeds, the
// same bytes as elsewhere.
bool write(Stream stream, const QByteArray &text)
{
    const HANDLE handle = handleOf(stream);
    if (!isOpen(handle))
        return false;
    DWORD mode = 0;
    if (!GetConsoleMode(handle, &mode))
        return writeBytes(handle, text);
    SetConsoleMode(handle, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING); // so that a line can be overwritten
    return writeCharacters(handle, QString::fromUtf8(text));
}

} // namespace watchbill::console
