// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/databaseencoding.h"

#include <QHash>
#include <QStringDecoder>
#include <QStringEncoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// https://www.postgresql.org/docs/current/multibyte.html
QByteArray registeredName(const QString &encoding)
{
    static const QHash<QString, QByteArray> names{
        {u"LATIN2"_s, "ISO-8859-2"},  {u"LATIN3"_s, "ISO-8859-3"},     {u"LATIN4"_s, "ISO-8859-4"},
        {u"LATIN5"_s, "ISO-8859-9"},  {u"LATIN6"_s, "ISO-8859-10"},    {u"LATIN7"_s, "ISO-8859-13"},
        {u"LATIN8"_s, "ISO-8859-14"}, {u"LATIN9"_s, "ISO-8859-15"},    {u"LATIN10"_s, "ISO-8859-16"},
        {u"KOI8R"_s, "KOI8-R"},       {u"KOI8U"_s, "KOI8-U"},          {u"WIN866"_s, "IBM866"},
        {u"EUC_CN"_s, "GB2312"},      {u"ISO_8859_5"_s, "ISO-8859-5"}, {u"ISO_8859_6"_s, "ISO-8859-6"},
        {u"EUC_TW"_s, "EUC-TW"},      {u"ISO_8859_7"_s, "ISO-8859-7"}, {u"ISO_8859_8"_s, "ISO-8859-8"},
        {u"EUC_JP"_s, "EUC-JP"},      {u"EUC_JIS_2004"_s, "EUC-JP"},   {u"EUC_KR"_s, "EUC-KR"},
    };
    if (encoding.startsWith("WIN12"_L1))
        return "windows-" + encoding.mid(3).toLatin1();
    return names.value(encoding);
}

bool isUtf16(const QString &text)
{
    return text.isValidUtf16();
}

bool survives(const QByteArray &encoding, const QString &text)
{
    QStringEncoder encoder(encoding.constData());
    QStringDecoder decoder(encoding.constData());
    if (!encoder.isValid() || !decoder.isValid())
        return true;
    const QByteArray bytes = encoder.encode(text);
    const QString back = decoder.decode(bytes);
    return !encoder.hasError() && back == text;
}

} // namespace

bool canHold(const QString &encoding, const QString &text)
{
    const auto areBelow = [&text](ushort limit) {
        return std::all_of(text.begin(), text.end(), [limit](QChar c) { return c.unicode() < limit; });
    };
    if (areBelow(0x80) || encoding == "SQL_ASCII"_L1) // which takes any bytes
        return true;
    if (encoding == "LATIN1"_L1)
        return areBelow(0x100);
    const QByteArray name = registeredName(encoding);
    return isUtf16(text) && (name.isEmpty() || survives(name, text));
}

} // namespace watchbill
