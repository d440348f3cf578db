// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/visibletext.h"

#include "testprogram.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_visibletext {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void nothingIsLeftThatControls();
    void firstCharacters_data();
    void firstCharacters();
};

void TestVisibleText::text_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("visible");

    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("plain") << u"out of memory\n\tat f()"_s << u"out of memory\n\tat f()"_s;
    QTest::newRow("other scripts") << u"Größe שגיאה 雪 cafe\u0301 💥"_s << u"Größe שגיאה 雪 cafe\u0301 💥"_s;
    QTest::newRow("emoji of several") << u"👩\u200d💻 ❤\ufe0f"_s << u"👩\u200d💻 ❤\ufe0f"_s;
    QTest::newRow("joiner in Persian") << u"می\u200cخواهم"_s << u"می\u200cخواهم"_s;
    QTest::newRow("line ends of Windows") << u"a\r\nb"_s << u"a\nb"_s;
    QTest::newRow("carriage return") << u"10 %\r20 %"_s << u"10 %␍20 %"_s;

    QTest::newRow("colours") << u"\x1b[31m\x1b[1mError:\x1b[0m expect(\x1b[38;5;196mreceived\x1b[39m)"_s
                             << u"Error: expect(received)"_s;
    QTest::newRow("colours with colons") << u"\x1b[38:2::255:0:0mred\x1b[m"_s << u"red"_s;
    QTest::newRow("cursor and screen") << u"a\x1b[2J\x1b[H\x1b[?25l\x1b[1;1Hb"_s << u"ab"_s;
    QTest::newRow("title") << u"a\x1b]0;title\ab\x1b]2;other\x1b\\c"_s << u"abc"_s;
    QTest::newRow("link") << u"\x1b]8;;http://x/\x1b\\here\x1b]8;;\x1b\\"_s << u"here"_s;
    QTest::newRow("device string") << u"a\x1bPq#0\x1b\\b"_s << u"ab"_s;
    QTest::newRow("character set") << u"\x1b(0lqk\x1b(B"_s << u"lqk"_s;
    QTest::newRow("save and reset") << u"\x1b"
                                       "7a\x1b"
                                       "8\x1b"
                                       "cb"_s
                                    << u"ab"_s;
    QTest::newRow("eight bits") << u"a\u009b31mb\u009d0;t\u009cc\u0085d"_s << u"abc⟨U+0085⟩d"_s;
    QTest::newRow("title without end") << u"a\x1b]0;all that follows\nb"_s << u"a␛]0;all that follows\nb"_s;
    QTest::newRow("no whole code") << u"a\x1b[31"_s << u"a␛[31"_s;
    QTest::newRow("only the beginning") << u"a\x1b"_s << u"a␛"_s;
    QTest::newRow("broken by text") << u"\x1b[3é1m"_s << u"␛[3é1m"_s;

    QTest::newRow("controls") << u"\u0001\b\u0007\u007f"_s << u"␁␈␇␡"_s;
    QTest::newRow("NUL") << u"a"_s + QChar(0) + u'b' << u"a␀b"_s;
    QTest::newRow("overrides") << u"\u202egnp.exe\u2069"_s << u"⟨U+202E⟩gnp.exe⟨U+2069⟩"_s;
    QTest::newRow("no width") << u"a\u200bb\u2060c\ufeffd\u00ade"_s
                              << u"a⟨U+200B⟩b⟨U+2060⟩c⟨U+FEFF⟩d⟨U+00AD⟩e"_s;
    QTest::newRow("joiner in Latin") << u"fai\u200dled"_s << u"fai⟨U+200D⟩led"_s;
    QTest::newRow("fillers and tags") << u"a\u3164\U000e0041"_s << u"a⟨U+3164⟩⟨U+E0041⟩"_s;
    QTest::newRow("half a pair") << u"a"_s + QChar(0xd83d) + u'b' << u"a⟨U+D83D⟩b"_s;
    QTest::newRow("a byte") << u"a"_s + QChar(0xdce4) + u'b' << u"a⟨E4⟩b"_s;
}

void TestVisibleText::text()
{
    QFETCH(QString, text);
    QTEST(visibleText(text), "visible");
}

void TestVisibleText::nothingIsLeftThatControls()
{
    constexpr quint32 seed = 2'718;
    QRandomGenerator random(seed);
    const QString pieces = u"\x1b\x1b[];0m\a\r\\P(\u0085\u0090\u009b\u009c\u009d\u202e\u0001x\n"_s;
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (int size = random.bounded(1, 12); size > 0; --size)
            text += pieces[random.bounded(int(pieces.size()))];
        for (const QChar c : visibleText(text))
            QVERIFY2((c >= u' ' && c < QChar(0x7f)) || c == u'\n' || c.unicode() > 0x2400 || c == u'⟨'
                         || c == u'⟩',
                     qPrintable(text));
    }
}

void TestVisibleText::firstCharacters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("first");

    QTest::newRow("fits") << u"ab"_s << u"ab"_s;
    QTest::newRow("longer") << u"abcd"_s << u"abc"_s;
    QTest::newRow("pair across the end") << u"ab💥c"_s << u"ab"_s;
    QTest::newRow("pair before the end") << u"a💥c"_s << u"a💥"_s;
    QTest::newRow("half a pair") << u"ab"_s + QChar(0xd83d) + u'c' << u"ab"_s + QChar(0xd83d);
}

void TestVisibleText::firstCharacters()
{
    QFETCH(QString, text);
    QTEST(watchbill::firstCharacters(text, 3), "first");
}

WATCHBILL_TEST(TestVisibleText)

} // namespace tst_visibletext

#include "tst_visibletext.moc"
