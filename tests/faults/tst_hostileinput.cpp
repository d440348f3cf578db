// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"
#include "outcome.h"
#include "postgres/sqltext.h"
#include "profile/profilestore.h"
#include "requests.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tst_hostileinput {

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
    void opensTable_data();
    void opensTable();
    void namesRole_data();
    void namesRole();
    void viewsAsUser_data();
    void viewsAsUser();
    void keptInAProfile_data();
    void keptInAProfile();
    void veryLong();
    void impossibleNames();
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
        found += row.task.type.value_or(QString());
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

void TestHostileInput::opensTable_data()
{
    addTexts();
}

// Of each name there is one, in a schema of that name, and in it one task.
void TestHostileInput::opensTable()
{
    QFETCH(QString, text);
    const QString name = sql::identifier(text) + u'.' + sql::identifier(text);
    m_database->execute("CREATE SCHEMA "_L1 + sql::identifier(text) + "; CREATE TABLE "_L1 + name
                        + " (LIKE public.tasks INCLUDING ALL); INSERT INTO "_L1 + name
                        + " (user_id, type) VALUES ('u', 'in '||"_L1 + sql::literal(text) + u')');
    ConnectionProfile profile = m_database->profile();
    profile.schema = profile.table = text;
    TaskService service(profile);
    const TaskSource source = success(service.open());
    QCOMPARE(source.schema, text);
    QCOMPARE(source.table, text);
    const TaskPage page = success(service.page({}));
    QCOMPARE(page.rows.size(), 1);
    const Task task = page.rows.first().task;
    QCOMPARE(task.type.value_or(QString()), "in "_L1 + text);
    QCOMPARE(success(service.getTasks({task.id})).size(), 1);
    QCOMPARE(DeletionRun(service, {task}).summary(), u"done: done 1"_s);
    QCOMPARE(m_database->value("SELECT count(*) FROM "_L1 + name), u"0"_s);
}

void TestHostileInput::namesRole_data()
{
    addTexts();
}

// That there is not at first, and then there is.
void TestHostileInput::namesRole()
{
    QFETCH(QString, text);
    ConnectionProfile profile = m_database->profile();
    profile.serviceRole = text;
    TaskService service(profile);
    const TaskSource without = success(service.open());
    QVERIFY(!without.viewpoint.isServiceRole);
    QVERIFY2(without.viewpoint.fallbackReason.contains(text), qPrintable(without.viewpoint.fallbackReason));
    m_database->execute("CREATE ROLE "_L1 + sql::identifier(text) + "; GRANT SELECT ON tasks TO "_L1
                        + sql::identifier(text));
    const TaskSource with = success(service.open());
    QVERIFY(with.viewpoint.isServiceRole);
    QCOMPARE(with.viewpoint.role, text);
    QCOMPARE(success(service.page({})).rows.size(), texts.size());
    m_database->execute("DROP OWNED BY "_L1 + sql::identifier(text) + "; DROP ROLE "_L1
                        + sql::identifier(text));
}

void TestHostileInput::viewsAsUser_data()
{
    addTexts();
    m_database->execute(
        u"CREATE TABLE own (LIKE tasks INCLUDING ALL); INSERT INTO own SELECT * FROM tasks; "
        "ALTER TABLE own ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON own USING (user_id = "
        "current_setting('request.jwt.claims', true)::json ->> 'sub')"_s);
}

// Each sees the one row that is theirs, in a role of the same name.
void TestHostileInput::viewsAsUser()
{
    QFETCH(QString, text);
    const QString role = sql::identifier(text);
    m_database->execute("CREATE ROLE "_L1 + role + "; GRANT SELECT ON own TO "_L1 + role);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"own"_s;
    TaskService service(profile);
    service.viewAs(ViewAsUser{UserId(text), text});
    QCOMPARE(success(service.open()).viewpoint.role, text);
    const TaskPage page = success(service.page({}));
    QCOMPARE(page.rows.size(), 1);
    QCOMPARE(page.rows.first().task.type.value_or(QString()), text);
    m_database->execute("DROP OWNED BY "_L1 + role + "; DROP ROLE "_L1 + role);
}

void TestHostileInput::keptInAProfile_data()
{
    addTexts();
}

void TestHostileInput::keptInAProfile()
{
    QFETCH(QString, text);
    const QTemporaryDir folder;
    ConnectionProfile profile = m_database->profile();
    profile.name = u"x"_s + text + u"x"_s; // which may be trimmed
    profile.schema = profile.table = profile.serviceRole = text;
    ProfileStore store(folder.filePath(u"profiles.json"_s));
    VERIFY_FINE(store.save(profile));
    const auto kept = ProfileStore(store.path()).profile(profile.name);
    VERIFY_FINE(kept);
    QCOMPARE(kept->name, profile.name);
    QCOMPARE(kept->schema, text);
    QCOMPARE(kept->table, text);
    QCOMPARE(kept->serviceRole, text);
}

void TestHostileInput::impossibleNames()
{
    const QString nul = u"tasks"_s + QChar(u'\0') + u"x"_s;
    for (const QString &name : {nul, QString(1'000'000, u'"'), QString(1'000'000, u'\'')}) {
        for (QString ConnectionProfile::*field : std::initializer_list<QString ConnectionProfile::*>{
                 &ConnectionProfile::schema, &ConnectionProfile::table, &ConnectionProfile::serviceRole}) {
            ConnectionProfile profile = m_database->profile();
            profile.*field = name;
            TaskService service(profile);
            const auto opened = await(service.open());
            // There cannot be such a role, which is no reason to see nothing.
            const bool isOpen = field == &ConnectionProfile::serviceRole && name != nul;
            QVERIFY2(opened.has_value() == isOpen, wordsOf(opened).left(300).constData());
            QVERIFY(opened || opened.error().message.size() > 10);
        }
    }
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

WATCHBILL_TEST(TestHostileInput)

} // namespace tst_hostileinput

#include "tst_hostileinput.moc"
