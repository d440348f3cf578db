// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/changedialog.h"

#include "connection/passworddialog.h"
#include "dialogs/exportdialog.h"
#include "dialogs/help.h"
#include "dialogs/timedialog.h"
#include "dialogs/timerangedialog.h"
#include "dialogs/unlockdialog.h"
#include "dialogs/viewasdialog.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "profile/connectiondialog.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "profile/welcomewindow.h"
#include "sampletasks.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QTreeWidget>

#include <functional>

namespace tst_buttons {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

using Maker = std::function<QWidget *(const OpenWindow &)>;

// As a person reads it.
QString plain(const QString &text)
{
    QString shown = Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
    return shown.remove(u'&').remove(u'…').trimmed();
}

QString nameOf(const QAbstractButton *button)
{
    return u"%1 %2 “%3”"_s.arg(QString::fromLatin1(button->metaObject()->className()), button->objectName(),
                               button->text());
}

} // namespace

/// What is on buttons, and what they tell when the pointer rests on them.
class TestButtons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void windows_data();
    void windows();
    void messages();
    void mainWindow();
    void keysOfButtons();
    void sidebar();

private:
    static void check(const QWidget &window);

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<OpenWindow> m_open;
};

void TestButtons::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 4,
                  {.status = u"failed"_s, .error = u"out of memory"_s, .metadata = uR"({"a": 1})"_s});
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->filePath(u"profiles.json"_s));
    m_secrets = std::make_unique<SecretStore>();
    theme::apply(theme::Scheme::Light);
}

void TestButtons::cleanup()
{
    m_open.reset();
}

void TestButtons::cleanupTestCase()
{
    m_database.reset();
}

// A style's own icons say nothing that the word beside them does not. A tool tip that repeats the label is in the way; a
// button without a label needs one that says what it does, not its name alone.
void TestButtons::check(const QWidget &window)
{
    QStringList wrong;
    for (const auto *box : window.findChildren<QDialogButtonBox *>()) {
        for (QAbstractButton *button : box->buttons()) {
            if (box->standardButton(button) != QDialogButtonBox::NoButton && !button->icon().isNull())
                wrong += nameOf(button) + u" has an icon"_s;
        }
    }
    for (const auto *button : window.findChildren<QAbstractButton *>()) {
        const bool isOfQt =
            button->objectName().startsWith("qt_"_L1) || button->inherits("QLineEditIconButton");
        if (!button->isVisible() || isOfQt)
            continue;
        const auto *tool = qobject_cast<const QToolButton *>(button);
        const bool isIconOnly = button->text().isEmpty()
            || (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull());
        if (isIconOnly && button->toolTip().isEmpty())
            wrong += nameOf(button) + u" has neither a label nor a tool tip"_s;
        else if (!button->toolTip().isEmpty() && plain(button->toolTip()) == plain(button->text()))
            wrong += nameOf(button) + u" has a tool tip that is its label"_s;
        if (isIconOnly && button->toolTip().isEmpty() && button->accessibleName().isEmpty())
            wrong += nameOf(button) + u" has no name"_s;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestButtons::windows_data()
{
    QTest::addColumn<Maker>("make");
    QTest::newRow("connection") << Maker(
        [this](const OpenWindow &) { return new ConnectionDialog(*m_store, *m_secrets); });
    QTest::newRow("welcome") << Maker(
        [this](const OpenWindow &) { return new WelcomeWindow(*m_store, *m_secrets); });
    QTest::newRow("password") << Maker(
        [](const OpenWindow &) { return new PasswordDialog(u"mia"_s, u"localhost"_s); });
    QTest::newRow("time") << Maker([](const OpenWindow &) {
        return new TimeDialog({}, Timestamp::fromDateTime(QDateTime::currentDateTimeUtc()));
    });
    QTest::newRow("range of times") << Maker([](const OpenWindow &) {
        return new TimeRangeDialog({}, Timestamp::fromDateTime(QDateTime::currentDateTimeUtc()));
    });
    QTest::newRow("view as") << Maker([](const OpenWindow &) { return new ViewAsDialog({}, {}); });
    QTest::newRow("unlock") << Maker(
        [](const OpenWindow &) { return new UnlockDialog(u"shop"_s, std::chrono::minutes(5)); });
    QTest::newRow("export") << Maker(
        [](const OpenWindow &open) { return new ExportDialog(open.monitor().service(), {}, {}); });
    for (const auto &[name, kind] :
         {std::pair("delete", RunAction::Kind::Delete), std::pair("set status", RunAction::Kind::SetStatus),
          std::pair("run again", RunAction::Kind::RunAgain)})
        QTest::newRow(name) << Maker([kind = kind](const OpenWindow &open) {
            open.table()->selectAll();
            const Selection selection = open.table()->selection();
            return new ChangeDialog({kind, selection, ConfirmedTasks::of(selection.tasks), {}, {u"failed"_s}},
                                    open.monitor().service().profile(), *open.monitor().source());
        });
}

void TestButtons::windows()
{
    QFETCH(Maker, make);
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 4, patient);
    const std::unique_ptr<QWidget> made(make(*m_open));
    made->show();
    check(*made);
}

void TestButtons::messages()
{
    QMessageBox box(QMessageBox::NoIcon, u"Delete"_s, u"Delete it?"_s, QMessageBox::Ok | QMessageBox::Cancel);
    box.show();
    check(box);
}

void TestButtons::mainWindow()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 4, patient);
    check(*m_open->window());
    m_open->clickCell(1, TaskField::Status);
    check(*m_open->window());
    m_open->monitor().scheduler().setPaused(true);
    m_open->table()->selectAll();
    check(*m_open->window());
}

void TestButtons::keysOfButtons()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 4, patient);
    m_open->clickCell(1, TaskField::Status); // what cannot be done says why instead
    QStringList lacking;
    int checked = 0;
    for (const auto *button : m_open->window()->findChildren<QToolButton *>()) {
        const QAction *action = button->defaultAction();
        if (!action || action->shortcut().isEmpty() || !button->isVisible() || !button->isEnabled())
            continue;
        if (!button->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)))
            lacking += nameOf(button);
        ++checked;
    }
    QCOMPARE(lacking, QStringList());
    QVERIFY2(checked >= 3, qPrintable(QString::number(checked)));
}

// Each line says more than its name, with the key if there is one.
void TestButtons::sidebar()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 4, patient);
    const auto toolTip = [this](const QString &list, int line) {
        const QTreeWidgetItem *item = m_open->find<QTreeWidget>(list)->topLevelItem(line);
        return item ? plain(item->toolTip(0)) : QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!toolTip(u"types"_s, 1).isEmpty() && !toolTip(u"users"_s, 1).isEmpty(), patient);
    for (const QString &name : {u"views"_s, u"statuses"_s, u"types"_s, u"users"_s}) {
        const auto *list = m_open->find<QTreeWidget>(name);
        for (int line = 0; line < list->topLevelItemCount(); ++line)
            QVERIFY2(toolTip(name, line).size() > list->topLevelItem(line)->text(0).size() + 5,
                     qPrintable(toolTip(name, line)));
    }
    QCOMPARE(toolTip(u"statuses"_s, 0), u"Shows tasks of every status. (Alt+1)"_s);
    QVERIFY(toolTip(u"statuses"_s, 4).endsWith(u"(Alt+5)"_s));
    QVERIFY(toolTip(u"types"_s, 1).contains(u"Shows only the tasks of this type."_s));
}

WATCHBILL_WINDOW_TEST(TestButtons)

} // namespace tst_buttons

#include "tst_buttons.moc"
