// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Any text is read or refused with a place in it; what was read comes back from what is printed of it.

#include "filter/querycompletion.h"
#include "filter/querytext.h"

#include <QString>

#include <cstdio>
#include <cstdlib>

using namespace watchbill;

namespace {

void require(bool holds, const char *what, const QString &text, const QString &printed = {})
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\nread:    %s\nprinted: %s\n", what, qPrintable(text), qPrintable(printed));
    std::abort();
}

void checkPlace(const query::Error &error, const QString &text)
{
    require(error.position >= 0 && error.position <= text.size(), "a place outside of the text", text,
            error.sentence);
    require(error.length > 0 && !error.sentence.isEmpty(), "nothing is said", text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const query::Error &doubt : query::doubts(text))
        checkPlace(doubt, text);
    query::complete(text, text.size(), {});
    const auto filter = query::parse(text);
    if (!filter) {
        checkPlace(filter.error(), text);
        query::describe(filter.error(), text);
        return 0;
    }
    const QString printed = query::print(*filter);
    const auto again = query::parse(printed);
    require(again.has_value(), "what was printed cannot be read", text, printed);
    require(*again == *filter, "what was printed means something else", text, printed);
    require(query::print(*again) == printed, "it is printed in another way", text, printed);
    return 0;
}
