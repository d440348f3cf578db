// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/leadingtext.h"

#include <algorithm>

namespace watchbill::leadingtext {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isBlank(QChar c)
{
    return c == u' ' || (c >= u'\t' && c <= u'\r');
}

QStringView take(QStringView &text, bool (*isSuch)(QChar))
{
    const auto end = std::find_if_not(text.begin(), text.end(), isSuch);
    const QStringView taken = text.first(end - text.begin());
    text = text.sliced(taken.size());
    return taken;
}

QStringView takeDigitsBehind(QStringView &text, QStringView signs)
{
    if (text.size() < 2 || !signs.contains(text[0]) || !isDigit(text[1]))
        return {};
    text = text.sliced(1);
    return take(text, isDigit);
}

QStringView takeNumber(QStringView &text)
{
    const QStringView before = text;
    if (!take(text, isDigit).isEmpty())
        takeDigitsBehind(text, u".");
    return before.first(before.size() - text.size());
}

} // namespace watchbill::leadingtext
