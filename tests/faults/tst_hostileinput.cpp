// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outcome.h"
#include "postgres/sqltext.h"
#include "requests.h"
#include "service/taskservice.h"
#include "testserver.h"

#include <QSet>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

namespace {

// What a person, or somebody who wishes us ill, may type or store.
const QStringList texts{
    u"'"_s,
    u"''"_s,
    u"\\"_s,
    u"\\'"_s,
    u"';DROP TABLE tasks;--"_s,
    u"') OR true --"_s,
    u"/* */"_s,
    u"$$"_s,
    u"$a$ x $a$"_s,
    u"%"_s,
    u"_"_s,
    u"100%"_s,
    u"%1 %2 %99 %n"_s,
    u"{0} ${HOME} `id`"_s,
    u"\"quoted\""_s,
    u"<b>bold</b><img src=x>"_s,
    u"tab\there"_s,
    u"line\nbreak"_s,
    u"\u0001\u001b[31m"_s,
    u"\u202eright to left"_s,
    u"مرحبا"_s,
    u"🚀👩‍👩‍👧"_s,
    u"é"_s,
    u"e\u0301"_s,
    u" "_s,
    u"  spaces  "_s,
    u"NULL"_s,
    u"E'\\x41'"_s,
    u"U&'\\0041'"_s,
    u"\ufeffmark"_s,
    u"\uffff"_s,
};

} // namespace

/// Whatever is typed or stored is text, and never SQL: compared with what this program finds by itself.
class TestHostileInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void comesBackAsItWas();
    void findsText_data();
    void findsText();
    void findsType_data();
    void findsType();
    void findsUser_data();
    void findsUser();
    void veryLong();
    void tableIsStillThere();

private:
    static void addTexts();
    QSet<QString> typesFound(const TaskFilter &filter);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestHostileInput::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(u"ALTER TABLE tasks ALTER user_id TYPE text"_s);
    for (const QString &text : texts) {
        const QString literal = sql::literal(text);
        m_database->execute("INSERT INTO tasks (user_id, type, error_message) VALUES ("_L1 + literal + u','
                            + literal + u',' + literal + u')');
    }
    m_service = std::make_unique<TaskService>(m_database->profile());
    success(m_service->open());
}

void TestHostileInput::cleanupTestCase()
{
    m_service.reset();
    m_database.reset();
}

void TestHostileInput::addTexts()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : texts)
        QTest::newRow(text.toUtf8().toPercentEncoding().constData()) << text;
}

QSet<QString> TestHostileInput::typesFound(const TaskFilter &filter)
{
    QSet<QString> found;
    for (const TaskRow &row : success(m_service->page(pageOf(filter))).rows)
        found += row.task.type;
    return found;
}

void TestHostileInput::comesBackAsItWas()
{
    QCOMPARE(typesFound({}), QSet<QString>(texts.begin(), texts.end()));
}

void TestHostileInput::findsText_data()
{
    addTexts();
}

void TestHostileInput::findsText()
{
    QFETCH(QString, text);
    QSet<QString> expected;
    for (const QString &one : texts) {
        if (one.contains(text, Qt::CaseInsensitive))
            expected += one;
    }
    QCOMPARE(typesFound(withText(text)), expected);
}

void TestHostileInput::findsType_data()
{
    addTexts();
}

void TestHostileInput::findsType()
{
    QFETCH(QString, text);
    QCOMPARE(typesFound(filtered(&TaskFilter::types, {text})), QSet<QString>{text});
    QSet<QString> others(texts.begin(), texts.end());
    others.remove(text);
    QCOMPARE(typesFound(filtered(&TaskFilter::types, {text}, true)), others);
}

void TestHostileInput::findsUser_data()
{
    addTexts();
}

void TestHostileInput::findsUser()
{
    QFETCH(QString, text);
    QCOMPARE(typesFound(filtered(&TaskFilter::users, {text})), QSet<QString>{text});
}

void TestHostileInput::veryLong()
{
    const QString megabyte(1'000'000, u'\'');
    QVERIFY(typesFound(withText(megabyte)).isEmpty());
    QVERIFY(typesFound(filtered(&TaskFilter::types, {megabyte})).isEmpty());
    const QString nul = u"a"_s + QChar(u'\0') + u"b"_s;
    QCOMPARE(outcomeOf(m_service->page(pageOf(withText(nul)))), u"InvalidInput"_s);
    QCOMPARE(outcomeOf(m_service->page(pageOf(filtered(&TaskFilter::types, {nul})))), u"InvalidInput"_s);
}

void TestHostileInput::tableIsStillThere()
{
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), QString::number(texts.size()));
}

QTEST_GUILESS_MAIN(TestHostileInput)
#include "tst_hostileinput.moc"
