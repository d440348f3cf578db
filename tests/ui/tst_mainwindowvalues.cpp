// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "privatesettings.h"
#include "testserver.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

namespace tst_mainwindowvalues {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// Values are shown as they are: NULL, empty, with blanks, with what cannot be seen.
class TestMainWindowValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void nullAndEmptyInTheList();
    void nullAndEmptyInTheSidebar();
    void filterByNullInTheMenu();
    void nullInTheDetails();
    void hostileText();
    void wordsOfAnEnum();
    void wholeKey();

private:
    void open(const QString &table);
    QString sidebar() const;
    QString chips() const;
    QString cells(int row) const;

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowValues::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        uR"(CREATE TABLE nulls (id int PRIMARY KEY, user_id text, type text, status text, created_at timestamptz,
                updated_at timestamptz, error_message text, result_id text);
            INSERT INTO nulls VALUES (1, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (2, '', '', '', '2026-01-01Z', NULL, '', ''),
                (3, 'u', 't', 'failed', '2026-01-02Z', NULL, NULL, NULL), (4, 'u ', ' t', 'failed ', '2026-01-03Z', NULL, NULL, NULL),
                (5, 'u', 't', 'Failed', '2026-01-04Z', NULL, NULL, NULL);
            CREATE TABLE tenants (LIKE nulls, tenant text, PRIMARY KEY (tenant, id));
            INSERT INTO tenants (tenant, id, user_id, type, status, created_at) VALUES
                ('acme', 1, 'u', 't', 'failed', '2026-01-02Z'), ('a=b', 1, 'u', 't', 'failed', '2026-01-01Z');
            CREATE TYPE state AS ENUM ('open', 'done', 'failed');
            CREATE TABLE enums (id int PRIMARY KEY, user_id text, type text, status state, created_at timestamptz);
            INSERT INTO enums VALUES (1, 'u', 't', 'open', '2026-01-02Z'), (2, 'u', 't', 'failed', '2026-01-01Z');
            CREATE TABLE hostile (LIKE nulls);
            INSERT INTO hostile (id, user_id, type, status, created_at, error_message) VALUES (1, 'u', E'a\u202etxt.exe', E'fai\u200bled',
                '2026-01-01Z', E'\u001b[31m\u001b[1mError:\u001b[0m expect(\u001b[32mx\u001b[39m)\r\n  at \u001b]0;title\u0007line 2 \u009b31m\u202egnp.exe'))"_s);
}

void TestMainWindowValues::cleanup()
{
    m_open.reset();
    m_settings->clear();
}

void TestMainWindowValues::cleanupTestCase()
{
    m_database.reset();
}

void TestMainWindowValues::open(const QString &table)
{
    ConnectionProfile profile = m_database->profile();
    profile.table = table;
    m_open = std::make_unique<OpenWindow>(profile);
    QTRY_VERIFY_WITH_TIMEOUT(!m_open->ids().isEmpty() && m_open->monitor().counts(), patient);
}

QString TestMainWindowValues::sidebar() const
{
    QStringList lines;
    const auto *tree = m_open->find<QTreeWidget>(u"statuses"_s);
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        lines += tree->topLevelItem(i)->text(0) + u' ' + tree->topLevelItem(i)->text(1);
    return lines.join(u'|');
}

QString TestMainWindowValues::chips() const
{
    QStringList texts;
    for (const QToolButton *chip : m_open->window()->findChildren<QToolButton *>()) {
        if (chip->isVisible() && chip->accessibleName().startsWith("Remove the filter "_L1))
            texts += chip->accessibleName().section(u' ', 3);
    }
    return texts.join(u'|');
}

QString TestMainWindowValues::cells(int row) const
{
    QStringList texts;
    for (const TaskField column : {TaskField::Id, TaskField::Status, TaskField::Type, TaskField::UserId,
                                   TaskField::ErrorMessage, TaskField::ResultId})
        texts += m_open->text(row, column);
    return texts.join(u'|');
}

void TestMainWindowValues::nullAndEmptyInTheList()
{
    open(u"nulls"_s);
    // Newest first, as the server has it: NULL stands before all times.
    QCOMPARE(cells(0), u"1|NULL|NULL|NULL||"_s);
    QCOMPARE(m_open->text(0, TaskField::CreatedAt), u"NULL"_s);
    QCOMPARE(cells(1), u"5|Failed|t|u||"_s);
    QCOMPARE(cells(2), u"4|failed␣|␣t|u␣||"_s);
    QCOMPARE(cells(3), u"3|failed|t|u||"_s);
    QCOMPARE(cells(4), u"2|''|''|''|''|''"_s);
    const auto isDimmed = [this](int row, TaskField column) {
        const auto brush = m_open->table()
                               ->model()
                               ->index(row, column::sectionOf(column))
                               .data(Qt::ForegroundRole)
                               .value<QBrush>();
        return brush.color() == theme::secondaryText();
    };
    QVERIFY(isDimmed(0, TaskField::Status) && isDimmed(0, TaskField::UserId)
            && isDimmed(4, TaskField::ErrorMessage));
    QVERIFY(!isDimmed(3, TaskField::Type) && !isDimmed(3, TaskField::UserId));
}

void TestMainWindowValues::nullAndEmptyInTheSidebar()
{
    open(u"nulls"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        sidebar(), u"All 5|pending 0|processing 0|completed 0|failed 1|'' 1|Failed 1|failed␣ 1|NULL 1"_s,
        patient);
    auto *tree = m_open->find<QTreeWidget>(u"statuses"_s);
    const auto choose = [&](const QString &name) {
        const auto found = tree->findItems(name, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        tree->setCurrentItem(found.first());
    };
    choose(u"NULL"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{u"1"_s}, patient);
    QCOMPARE(chips(), u"status:null"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"statusPlace"_s)->text(), u"1 of 1"_s, patient);
    QVERIFY(tree->findItems(u"NULL"_s, Qt::MatchExactly).first()->isSelected());
    choose(u"''"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{u"2"_s}, patient);
    QCOMPARE(chips(), u"status:\"\""_s);
    choose(u"All"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 5, patient);
    QCOMPARE(chips(), QString());
}

void TestMainWindowValues::filterByNullInTheMenu()
{
    open(u"nulls"_s);
    m_open->choose(m_open->openMenu(0, TaskField::UserId), u"Filter by User NULL"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{u"1"_s}, patient);
    QCOMPARE(chips(), u"user:null"_s);
    m_open->choose(m_open->openMenu(0, TaskField::UserId), u"Exclude This User"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 4, patient);
    QCOMPARE(chips(), u"-user:null"_s);
    m_open->choose(m_open->openMenu(3, TaskField::Type), u"Filter by Type ''"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{u"2"_s}, patient);
}

void TestMainWindowValues::nullInTheDetails()
{
    open(u"nulls"_s);
    m_open->clickCell(0, TaskField::Type);
    auto *status = m_open->find<QLabel>(u"detailStatus"_s);
    QTRY_COMPARE_WITH_TIMEOUT(status->text(), u"NULL"_s, patient);
    m_open->clickCell(4, TaskField::Type);
    QTRY_COMPARE_WITH_TIMEOUT(status->text(), u"''"_s, patient);
    QCOMPARE(m_open->find<QPlainTextEdit>(u"detailError"_s)->placeholderText(),
             u"The error is an empty text."_s);
    m_open->clickCell(2, TaskField::Type);
    QTRY_COMPARE_WITH_TIMEOUT(status->text(), u"failed␣"_s, patient);
    QCOMPARE(m_open->find<QPlainTextEdit>(u"detailError"_s)->placeholderText(), u"No error."_s);
}

void TestMainWindowValues::hostileText()
{
    open(u"hostile"_s);
    QCOMPARE(cells(0), u"1|fai⟨U+200B⟩led|a⟨U+202E⟩txt.exe|u|Error: expect(x)|"_s);
    QTRY_VERIFY_WITH_TIMEOUT(sidebar().endsWith(u"fai⟨U+200B⟩led 1"_s), patient);
    m_open->clickCell(0, TaskField::Type);
    auto *error = m_open->find<QPlainTextEdit>(u"detailError"_s);
    QTRY_COMPARE_WITH_TIMEOUT(error->toPlainText(), u"Error: expect(x)\n  at line 2 ⟨U+202E⟩gnp.exe"_s,
                              patient);
    for (const TaskField column : {TaskField::Status, TaskField::Type, TaskField::ErrorMessage}) {
        const QString tip =
            m_open->table()->model()->index(0, column::sectionOf(column)).data(Qt::ToolTipRole).toString();
        for (const QChar c : tip)
            QVERIFY2(c == u'\n' || c.isPrint(), qPrintable(tip));
    }
}

// Of an enum the words are known.
void TestMainWindowValues::wordsOfAnEnum()
{
    open(u"enums"_s);
    QTRY_COMPARE_WITH_TIMEOUT(sidebar(), u"All 2|open 1|done 0|failed 1"_s, patient);
    press(m_open->window(), Qt::Key_5, Qt::AltModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), QStringList{u"2"_s}, patient);
    QCOMPARE(chips(), u"status:failed"_s);
}

void TestMainWindowValues::wholeKey()
{
    open(u"tenants"_s);
    QCOMPARE(m_open->text(0, TaskField::Id), u"1 · tenant = acme"_s);
    QCOMPARE(m_open->text(1, TaskField::Id), u"1 · tenant = a=b"_s);
    m_open->clickCell(1, TaskField::Type);
    auto *key = m_open->find<QLabel>(u"detailKey"_s);
    QTRY_COMPARE_WITH_TIMEOUT(key->text(), u"tenant = a=b"_s, patient);
    QVERIFY(key->isVisible());
    open(u"nulls"_s);
    m_open->clickCell(1, TaskField::Type);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"detailStatus"_s)->text(), u"Failed"_s, patient);
    QVERIFY(!m_open->find<QLabel>(u"detailKey"_s)->isVisible());
}

WATCHBILL_WINDOW_TEST(TestMainWindowValues)

} // namespace tst_mainwindowvalues

#include "tst_mainwindowvalues.moc"
