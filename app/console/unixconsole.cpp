// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "console/console.h"

#include <cstdio>

namespace watchbill::console {

bool exists()
{
    return true;
}

bool write(Stream stream, const QByteArray &text)
{
    std::FILE *file = stream == Stream::Output ? stdout : stderr;
    const bool isWritten = std::fwrite(text.constData(), 1, size_t(text.size()), file) == size_t(text.size());
    return std::fflush(file) == 0 && isWritten;
}

} // namespace watchbill::console
