// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "printabletext.h"

#include "task/visibletext.h"

#include <QList>

#include <algorithm>
#include <array>

namespace watchbill {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

// Unicode's East_Asian_Width W and F, in blocks (https://www.unicode.org/reports/tr11/).
constexpr std::array wideRanges{
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},   Range{0xA960, 0xA97F},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF},
    Range{0x1FA70, 0x1FAFF}, Range{0x20000, 0x3FFFD},
};

template<size_t size>
bool contains(const std::array<Range, size> &ranges, char32_t c)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const Range &range) { return c >= range.first && c <= range.last; });
}

int cells(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
        return 0;
    default:
        return contains(wideRanges, c) ? 2 : 1;
    }
}

} // namespace

QString printableText(const QString &text)
{
    QString line = visibleText(text);
    for (QChar &c : line) {
        if (c == u'\n' || c == u'\t' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return line;
}

int displayWidth(const QString &text)
{
    int width = 0;
    for (const uint c : text.toUcs4())
        width += cells(c);
    return width;
}

QString cutToWidth(const QString &text, int width)
{
    if (text.size() <= width / 2 || displayWidth(text) <= width)
        return text;
    QString beginning;
    int taken = 1; // the ellipsis
    for (const uint c : text.toUcs4()) {
        taken += cells(c);
        if (taken > width)
            break;
        beginning += QChar::fromUcs4(c);
    }
    return width > 0 ? beginning + u'…' : QString();
}

QString paddedToWidth(const QString &text, int width)
{
    return text + QString(std::max(0, width - displayWidth(text)), u' ');
}

} // namespace watchbill
