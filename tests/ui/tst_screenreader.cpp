// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "privatedisplay.h"
#include "sampletasks.h"
#include "screenreader.h"
#include "testprogram.h"

#include <QProcess>
#include <QSet>
#include <QTest>

namespace tst_screenreader {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int patience = 20'000; // milliseconds

// As X numbers the keys.
namespace key {
constexpr int Escape = 0xff1b;
constexpr int Right = 0xff53;
constexpr int Down = 0xff54;
constexpr int End = 0xff57;
constexpr int F1 = 0xffbe;
constexpr int Delete = 0xffff;
} // namespace key

} // namespace

/// The window as who cannot see it hears it: the program itself on a display, read the way a screen reader does.
class TestScreenReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void tableIsRead();
    void sidebarIsRead();
    void focusIsTold();
    void keysReturnFromDialog();
    void controlsHaveNames();
    void newTasksAreTold();
    void outcomeIsTold();
    void numberOfMatchesIsTold();

private:
    using Thing = ScreenReader::Thing;

    std::optional<Thing> windowWith(const QString &role, const QString &name);
    bool hears(const QString &words);

    std::unique_ptr<PrivateDisplay> m_display;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<ScreenReader> m_reader;
    QProcess m_program;
    Thing m_window;
    QStringList m_heard;
};

// Among all windows that the program has on the display.
std::optional<ScreenReader::Thing> TestScreenReader::windowWith(const QString &role, const QString &name)
{
    for (const Thing &program : m_reader->programs()) {
        for (const Thing &window : m_reader->children(program)) {
            if (m_reader->find(window, role, name))
                return window;
        }
    }
    return {};
}

bool TestScreenReader::hears(const QString &words)
{
    m_heard += m_reader->takeTold();
    return !m_heard.filter(words).isEmpty();
}

void TestScreenReader::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 30);
    insertSamples(*m_database, 31, 40, {.status = u"failed"_s, .error = u"out of memory"_s});
    m_display = std::make_unique<PrivateDisplay>();
    m_reader = std::make_unique<ScreenReader>(m_display->readersBus());
    m_program.setProcessEnvironment(m_display->environment());
    m_program.setProcessChannelMode(QProcess::ForwardedChannels);
    m_program.start(
        builtWatchbill(),
        {u"--connection"_s, m_database->connection(), u"--table"_s, u"tasks"_s, u"--size"_s, u"1400x900"_s});
    const auto hasOpened = [this] {
        const auto window = windowWith(u"table"_s, u"Tasks"_s);
        m_window = window.value_or(Thing());
        return window.has_value();
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasOpened(), patience);
}

void TestScreenReader::cleanupTestCase()
{
    m_program.kill();
    m_program.waitForFinished(patience);
    m_reader.reset();
    m_display.reset();
    m_database.reset();
}

void TestScreenReader::tableIsRead()
{
    const auto table = m_reader->find(m_window, u"table"_s, u"Tasks"_s);
    QVERIFY(table);
    QCOMPARE(m_reader->rows(*table), 40);
    QMap<QString, QString> values; // of the newest, by the name of their column
    for (int column = 0; column < m_reader->columns(*table); ++column)
        values.insert(m_reader->header(*table, column), m_reader->name(m_reader->cell(*table, 0, column)));
    QCOMPARE(values.value(u"Status"_s), u"failed"_s);
    QCOMPARE(values.value(u"Type"_s), u"concept_generation"_s);
    QCOMPARE(values.value(u"Task ID"_s), u"00000040"_s);
    QCOMPARE(values.value(u"Error"_s), u"out of memory"_s);
    QCOMPARE(values.value(u"Duration"_s), u"30 s"_s);
    QVERIFY(!values.value(u"Created"_s).isEmpty());
    QVERIFY(!values.contains(QString()));
}

// A number without a name, or the name "2" for the column of numbers, says nothing.
void TestScreenReader::sidebarIsRead()
{
    const auto list = m_reader->find(m_window, u"tree"_s, u"Statuses"_s);
    QVERIFY(list);
    const auto lines = [&] {
        QStringList all;
        for (int row = 0; row < m_reader->rows(*list); ++row)
            all += m_reader->name(m_reader->cell(*list, row, 0)) + u' '
                + m_reader->name(m_reader->cell(*list, row, 1));
        return all;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(lines().contains(u"failed 10"_s), qPrintable(lines().join(u'\n')), patience);
    QCOMPARE(m_reader->header(*list, 0), u"Statuses"_s);
    QCOMPARE(m_reader->header(*list, 1), u"Number of tasks"_s);
}

void TestScreenReader::focusIsTold()
{
    const auto table = m_reader->find(m_window, u"table"_s, u"Tasks"_s);
    QVERIFY(table);
    m_reader->click(m_reader->cell(*table, 0, 0));
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"cell: failed"_s, patience);
    m_reader->type(key::Right);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"cell: concept_generation"_s, patience);
    m_reader->type(key::Right);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"cell: 00000040"_s, patience);
    m_reader->type(key::Down);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"cell: 00000039"_s, patience);
    m_reader->type(u'/');
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"text: Query"_s, patience);
    m_reader->type(key::Escape);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"cell: 00000039"_s, patience);
}

// This display has no window manager that would make the window active again.
void TestScreenReader::keysReturnFromDialog()
{
    m_reader->type(key::F1);
    QTRY_VERIFY_WITH_TIMEOUT(!m_reader->focused().startsWith(u"cell:"_s), patience);
    m_reader->type(key::Escape);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"cell: 00000039"_s, patience);
    m_reader->type(u'/');
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"text: Query"_s, patience);
    m_reader->type(key::Escape);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"cell: 00000039"_s, patience);
}

// With the details of a failed task, and everything that belongs to them.
void TestScreenReader::controlsHaveNames()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->find(m_window, u"text"_s, u"Error"_s), patience);
    static const QSet<QString> controls{u"push button"_s, u"button menu"_s,   u"check box"_s,
                                        u"text"_s,        u"combo box"_s,     u"table"_s,
                                        u"tree"_s,        u"list"_s,          u"radio button"_s,
                                        u"page tab"_s,    u"toggle button"_s, u"menu item"_s};
    int number = 0;
    for (const Thing &thing : m_reader->showing(m_window)) {
        if (!controls.contains(m_reader->role(thing)))
            continue;
        ++number;
        QVERIFY2(!m_reader->name(thing).isEmpty(), qPrintable(m_reader->outline(m_window)));
    }
    QVERIFY2(number > 20, qPrintable(QString::number(number)));
    QVERIFY(m_reader->find(m_window, u"push button"_s, u"Copy Task ID"_s));
}

void TestScreenReader::newTasksAreTold()
{
    m_heard.clear();
    insertSamples(*m_database, 41, 43);
    QTRY_VERIFY2_WITH_TIMEOUT(hears(u"3 new tasks"_s), qPrintable(m_heard.join(u'\n')), patience);
    QCOMPARE(m_heard.size(), 1);
    QVERIFY(m_reader->find(m_window, u"push button"_s, u"3 new tasks, click to show"_s));
}

void TestScreenReader::outcomeIsTold()
{
    m_heard.clear();
    m_reader->type(key::Delete);
    const auto dialog = [this] { return windowWith(u"push button"_s, u"Delete 1"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(dialog(), patience);
    m_reader->press(*m_reader->find(*dialog(), u"push button"_s, u"Delete 1"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(hears(u"Deleted 1 task"_s), qPrintable(m_heard.join(u'\n')), patience);
}

void TestScreenReader::numberOfMatchesIsTold()
{
    m_heard.clear();
    const auto example = m_reader->find(m_window, u"push button"_s, u"status:failed"_s);
    QVERIFY(example);
    m_reader->press(*example);
    QTRY_VERIFY2_WITH_TIMEOUT(hears(u"Matching tasks: 9"_s), qPrintable(m_heard.join(u'\n')), patience);
}

WATCHBILL_TEST(TestScreenReader)

} // namespace tst_screenreader

#include "tst_screenreader.moc"
