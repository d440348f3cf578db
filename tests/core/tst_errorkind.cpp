// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/errorkind.h"

#include "testprogram.h"

#include <QTest>

namespace tst_errorkind {

using namespace Qt::StringLiterals;
using namespace watchbill;

class TestErrorKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kind_data();
    void kind();
    void longLines();
};

void TestErrorKind::kind_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("kind");

    const auto row = [](const char *name, const QString &message, const QString &kind) {
        QTest::newRow(name) << message << kind;
    };
    row("nothing", u""_s, u""_s);
    row("plain words", u"Out of memory"_s, u"Out of memory"_s);
    row("number", u"Timeout after 30 s"_s, u"Timeout after … s"_s);
    row("decimals are one number", u"Took 1,234.5 s at 12:30:01"_s, u"Took … s at …"_s);
    row("number and full stop", u"Failed 3 times."_s, u"Failed … times."_s);
    row("number within a word", u"Worker-7 lost gpu12"_s, u"Worker-… lost gpu…"_s);
    row("uuid", u"No task 7c9e6679-7425-40de-944b-e07fc1f90ae7, sorry"_s, u"No task …, sorry"_s);
    row("hash", u"Commit 9fceb02d0ae598e9 not found"_s, u"Commit … not found"_s);
    row("prefixed hash", u"timed out (request req_cd319105781a)"_s, u"timed out (request req_…)"_s);
    row("address", u"Segfault at 0xDEADbeef"_s, u"Segfault at …"_s);
    row("a word of hex letters", u"Facade defaced"_s, u"Facade defaced"_s);
    row("double quotes", u"relation \"tasks_17\" does not exist"_s, u"relation \"…\" does not exist"_s);
    row("single quotes", u"No such file: 'a b.png'"_s, u"No such file: '…'"_s);
    row("other quotes", u"“x” and `y`"_s, u"“…” and `…`"_s);
    row("apostrophes", u"Couldn't read the user's file"_s, u"Couldn't read the user's file"_s);
    row("quote that never ends", u"unexpected '\" at 5"_s, u"unexpected '\" at …"_s);
    row("first line alone", u"ValueError: bad\n  at line 3\n"_s, u"ValueError: bad"_s);
    row("empty lines before", u"\r\n\n  Broken\r\nmore"_s, u"Broken"_s);
    row("spaces", u"a\t b   c"_s, u"a b c"_s);
    row("other scripts", u"Ошибка 404: нет «файла»"_s, u"Ошибка …: нет «файла»"_s);
}

void TestErrorKind::kind()
{
    QFETCH(QString, message);
    QFETCH(QString, kind);
    QCOMPARE(errorKind(message), kind);
    QCOMPARE(errorKind(kind), kind); // what is of a kind stays of it
}

// A list has the beginnings of errors alone.
void TestErrorKind::longLines()
{
    const QString begin = u"x"_s.repeated(300);
    QCOMPARE(errorKind(begin + u"a"_s), errorKind(begin + u"b"_s));
    QCOMPARE(errorKind(u"\""_s.repeated(1'000'000)).size() <= 300 * 3, true);
}

WATCHBILL_TEST(TestErrorKind)

} // namespace tst_errorkind

#include "tst_errorkind.moc"
