// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/visibletext.h"

#include <QStringView>
#include <QVector>

#include <algorithm>
#include <array>

namespace watchbill {

namespace {

constexpr ushort escape = 0x1b;
constexpr ushort deletion = 0x7f;

struct Range
{
    char32_t first;
    char32_t last;
};

// Without a glyph or with none that is seen, and not needed to write a language
// (Default_Ignorable_Code_Point of https://www.unicode.org/reports/tr44/, but for variation selectors and joiners).
constexpr std::array invisible{
    Range{0x80, 0x9f},       Range{0xad, 0xad},       Range{0x61c, 0x61c},     Range{0x115f, 0x1160},
    Range{0x180e, 0x180e},   Range{0x200b, 0x200b},   Range{0x200e, 0x200f},   Range{0x202a, 0x202e},
    Range{0x2060, 0x206f},   Range{0x3164, 0x3164},   Range{0xd800, 0xdfff},   Range{0xfeff, 0xfeff},
    Range{0xffa0, 0xffa0},   Range{0xfff0, 0xfffb},   Range{0xfffe, 0xffff},   Range{0x1bca0, 0x1bca3},
    Range{0x1d173, 0x1d17a}, Range{0xe0000, 0xe00ff}, Range{0xe01f0, 0xe0fff},
};

bool isInvisible(char32_t c)
{
    return std::any_of(invisible.begin(), invisible.end(),
                       [c](const Range &range) { return c >= range.first && c <= range.last; });
}

bool isJoiner(char32_t c)
{
    return c == 0x200c || c == 0x200d;
}

bool isPlain(QChar c)
{
    const ushort unit = c.unicode();
    return (unit >= 0x20 && unit < deletion) || unit == u'\n' || unit == u'\t';
}

QString codePoint(char32_t c)
{
    // A byte that is no character: see sql::fromServer().
    if (c >= 0xdc80 && c <= 0xdcff)
        return u'⟨' + QString::number(c - 0xdc00, 16).toUpper() + u'⟩';
    return QStringLiteral("⟨U+%1⟩").arg(QString::number(c, 16).toUpper(), 4, u'0');
}

QString mark(char32_t c)
{
    if (c < 0x20)
        return QChar(0x2400 + c); // its picture
    return c == deletion ? QString(QChar(0x2421)) : codePoint(c);
}

// The end of a control sequence whose parameters begin at `at`; none if it is no whole one.
qsizetype afterControlSequence(QStringView text, qsizetype at)
{
    while (at < text.size() && text[at] >= u'0' && text[at] <= u'?')
        ++at;
    while (at < text.size() && text[at] >= u' ' && text[at] <= u'/')
        ++at;
    return at < text.size() && text[at] >= u'@' && text[at] <= u'~' ? at + 1 : -1;
}

// The end of a command to the terminal, such as its title. One that does not end on its line is none: it would hide
// the rest.
qsizetype afterCommand(QStringView text, qsizetype at)
{
    for (; at < text.size() && text[at] != u'\n'; ++at) {
        if (text[at] == u'\a' || text[at] == QChar(0x9c))
            return at + 1;
        if (text[at] == QChar(escape))
            return text.sliced(at).startsWith(u"\u001b\\") ? at + 2 : -1;
    }
    return -1;
}

// The end of the terminal's code that begins at `at`, or -1.
qsizetype afterCode(QStringView text, qsizetype at)
{
    ushort introducer = text[at++].unicode();
    const bool hasEscape = introducer == escape;
    if (hasEscape) {
        if (at == text.size())
            return -1;
        introducer = text[at++].unicode();
        if (introducer >= 0x20 && introducer <= 0x2f) { // a character set, such as ESC ( B
            while (at < text.size() && text[at] >= u' ' && text[at] <= u'/')
                ++at;
            return at < text.size() && text[at] >= u'0' && text[at] <= u'~' ? at + 1 : -1;
        }
        if (introducer < 0x40 || introducer > 0x5f)
            return introducer >= 0x30 && introducer < deletion ? at : -1;
        introducer += 0x40; // the same in eight bits
    }
    switch (introducer) {
    case 0x9b:
        return afterControlSequence(text, at);
    case 0x90:
    case 0x98:
    case 0x9d:
    case 0x9e:
    case 0x9f:
        return afterCommand(text, at);
    default:
        return hasEscape ? at : -1; // alone it is a control character
    }
}

QString withoutTerminalCodes(const QString &text)
{
    QString rest;
    for (qsizetype at = 0; at < text.size();) {
        const ushort unit = text[at].unicode();
        const bool mayBegin = unit == escape || (unit >= 0x80 && unit < 0xa0);
        const qsizetype end = mayBegin ? afterCode(text, at) : -1;
        if (end < 0)
            rest += text[at++];
        else
            at = end;
    }
    return rest;
}

// With half surrogate pairs as they are: QString::toUcs4() replaces them.
QVector<char32_t> charactersOf(const QString &text)
{
    QVector<char32_t> characters;
    characters.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        characters += isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode());
        i += isPair;
    }
    return characters;
}

// Joiners belong to scripts and emoji; between letters of Latin they would only hide.
bool joins(const QVector<char32_t> &characters, qsizetype at)
{
    return at > 0 && characters[at - 1] > deletion && at + 1 < characters.size()
        && characters[at + 1] > deletion;
}

} // namespace

QString visibleText(const QString &text)
{
    if (std::all_of(text.begin(), text.end(), &isPlain))
        return text;
    const QVector<char32_t> characters = charactersOf(withoutTerminalCodes(text));
    QString visible;
    visible.reserve(text.size());
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t c = characters[i];
        if (c == U'\r' && i + 1 < characters.size() && characters[i + 1] == U'\n')
            continue;
        const bool isControl = (c < 0x20 && c != U'\n' && c != U'\t') || c == deletion;
        if (isControl || isInvisible(c) || (isJoiner(c) && !joins(characters, i)))
            visible += mark(c);
        else
            visible += QChar::fromUcs4(c);
    }
    return visible;
}

QString visibleWord(const QString &text)
{
    QString word = visibleText(text);
    word.replace(u'\t', u'␉').replace(u'\n', u'␊');
    const auto isBlank = [](QChar c) { return c.isSpace(); };
    const qsizetype first = std::find_if_not(word.begin(), word.end(), isBlank) - word.begin();
    const qsizetype end = word.rend() - std::find_if_not(word.rbegin(), word.rend(), isBlank);
    QString shown;
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (i >= first && i < end)
            shown += word[i];
        else
            shown += word[i] == u' ' ? QString(u'␣') : codePoint(word[i].unicode());
    }
    return shown;
}

QString withVisibleBytes(const QString &text)
{
    const bool isPlain = std::none_of(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
    if (isPlain)
        return text;
    QString marked;
    marked.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isHalf = text[i].isLowSurrogate() && (i == 0 || !text[i - 1].isHighSurrogate());
        if (isHalf && text[i].unicode() >= 0xdc80 && text[i].unicode() <= 0xdcff)
            marked += codePoint(text[i].unicode());
        else
            marked += text[i];
    }
    return marked;
}

QString firstCharacters(const QString &text, qsizetype most)
{
    const bool splitsPair =
        most > 0 && most < text.size() && text[most - 1].isHighSurrogate() && text[most].isLowSurrogate();
    return text.left(splitsPair ? most - 1 : most);
}

} // namespace watchbill
