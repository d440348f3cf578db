// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectiontest.h"
#include "check/connectiontestview.h"
#include "connection/fittinglabel.h"
#include "connection/passworddialog.h"
#include "dialogs/changedialog.h"
#include "dialogs/explaindialog.h"
#include "dialogs/exportdialog.h"
#include "dialogs/help.h"
#include "dialogs/historydialog.h"
#include "dialogs/shortcutlist.h"
#include "dialogs/timedialog.h"
#include "dialogs/timerangedialog.h"
#include "dialogs/undodialog.h"
#include "dialogs/unlockdialog.h"
#include "dialogs/viewasdialog.h"
#include "filter/filterchanges.h"
#include "journal/journal.h"
#include "mainwindow/commandpalette.h"
#include "mainwindow/preferencesdialog.h"
#include "openwindow.h"
#include "outcome.h"
#include "overview/viewnamedialog.h"
#include "privatesettings.h"
#include "profile/connectiondialog.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "profile/welcomewindow.h"
#include "sampletasks.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTimeZone>
#include <QTranslator>

#include <functional>

namespace tst_pseudolocale {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// A language in which each text is longer, and seen to be translated.
class PseudoTranslator : public QTranslator
{
public:
    bool isEmpty() const override { return false; }

    QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (qstrcmp(context, "QShortcut") == 0) // keys are also parsed
            return {};
        const QString text = QString::fromUtf8(source);
        const QString more = u" xxxx"_s.repeated(int(text.size()) / 16 + 1);
        return u'⟦' + text + more.left(std::max(2, int(text.size()) * 3 / 10)) + u'⟧';
    }
};

namespace {

// What comes from the table, the server or the profile, and names.
bool isData(const QString &text)
{
    static const QRegularExpression data(
        u"^(?:"
        "[-–+≈0-9., :/%·()]*" // numbers
        "|\\d{4}-\\d\\d-\\d\\d.*" // times
        "|[0-9a-f]{8}(?:-[0-9a-f-]+)?.*" // ids
        "|[A-Z]{3,4}|[+-]\\d\\d" // a time zone
        "|(?:pending|processing|completed|failed|concept_generation)" // of the tasks
        "|-?(?:status|created):\\w+" // queries
        "|public\\.\\w+|watchbill|shop|localhost|Watchbill"
        "|CREATE .*|~/\\.postgresql/.*"
        ")$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return data.match(text).hasMatch() || QTimeZone::isTimeZoneIdAvailable(text.toLatin1());
}

bool isTranslated(const QString &shown)
{
    QString text = shown.trimmed();
    if (Qt::mightBeRichText(text))
        return text.contains(u'⟦');
    text.remove(u'&');
    return isData(text) || (text.startsWith(u'⟦') && (text.endsWith(u'⟧') || text.contains(u'…')));
}

/// What a person reads in a window: its name for a report, and the text.
QVector<std::pair<QString, QString>> textsIn(const QWidget &window)
{
    QVector<std::pair<QString, QString>> texts;
    const auto add = [&texts](const QObject *of, const QString &text) {
        texts += {QString::fromLatin1(of->metaObject()->className()) + u' ' + of->objectName(), text};
    };
    add(&window, window.windowTitle());
    for (const auto *label : window.findChildren<QLabel *>())
        add(label, label->text());
    for (const auto *button : window.findChildren<QAbstractButton *>()) {
        add(button, button->text());
        add(button, button->toolTip());
    }
    for (const auto *action : window.findChildren<QAction *>())
        add(action, action->text());
    for (const auto *group : window.findChildren<QGroupBox *>())
        add(group, group->title());
    for (const auto *edit : window.findChildren<QLineEdit *>())
        add(edit, edit->placeholderText());
    for (const auto *tabs : window.findChildren<QTabBar *>()) {
        for (int tab = 0; tab < tabs->count(); ++tab)
            add(tabs, tabs->tabText(tab));
    }
    for (const auto *box : window.findChildren<QComboBox *>()) {
        for (int item = 0; item < box->count(); ++item)
            add(box, box->itemText(item));
    }
    for (const auto *header : window.findChildren<QHeaderView *>()) {
        for (int section = 0; header->orientation() == Qt::Horizontal && section < header->count(); ++section)
            add(header, header->model()->headerData(section, Qt::Horizontal).toString());
    }
    return texts;
}

QStringList untranslatedIn(const QWidget &window)
{
    QStringList found;
    for (const auto &[where, text] : textsIn(window)) {
        if (!text.isEmpty() && !isTranslated(text))
            found += where + u": "_s + text;
    }
    return found;
}

/// Texts that are cut off. A label that shortens its text by itself shows the whole in its tool tip.
QStringList clippedIn(const QWidget &window)
{
    QStringList found;
    const auto check = [&found](const QWidget *widget, const QString &text, const QSize &needed) {
        if (widget->isVisible() && !text.isEmpty()
            && (needed.width() > widget->width() || needed.height() > widget->height()))
            found += u"%1 %2: %3 in %4 x %5, which takes %6 x %7"_s.arg(
                QString::fromLatin1(widget->metaObject()->className()), widget->objectName(), text,
                QString::number(widget->width()), QString::number(widget->height()),
                QString::number(needed.width()), QString::number(needed.height()));
    };
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (qobject_cast<const FittingLabel *>(label))
            continue;
        const QSize needed =
            label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->minimumSizeHint();
        check(label, label->text(), needed);
    }
    for (const auto *button : window.findChildren<QAbstractButton *>())
        check(button, button->text(), {button->minimumSizeHint().width(), 0});
    return found;
}

constexpr QSize smallScreen(1280, 800);

// A text that has just changed gets its room a moment later.
#define VERIFY_READABLE(window) \
    do { \
        QCOMPARE(untranslatedIn(window).join(u'\n'), QString()); \
        QTRY_COMPARE_WITH_TIMEOUT(clippedIn(window).join(u'\n'), QString(), patient); \
        const QSize least = (window).size().expandedTo((window).minimumSizeHint()); \
        QVERIFY2( \
            least.boundedTo(smallScreen) == least, \
            qPrintable(u"%1 x %2"_s.arg(QString::number(least.width()), QString::number(least.height())))); \
    } while (false)

} // namespace

/// The windows in a language that is longer than English: all that they say is translated, and has room.
class TestPseudoLocale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void mainWindow();
    void emptyList();
    void dialogs_data();
    void dialogs();
    void messages();
    void welcomeWindow();
    void connectionDialog();
    void connectionTest();
    void history();

private:
    void show(QWidget &window);

    PseudoTranslator m_translator;
    QFont m_usualFont;
    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWindow> m_open;
};

using Dialog = std::function<QWidget *(const OpenWindow &)>;

void TestPseudoLocale::initTestCase_data()
{
    QTest::addColumn<int>("points");
    for (const int points : {8, 9, 13, 20})
        QTest::addRow("%d pt", points) << points;
}

void TestPseudoLocale::initTestCase()
{
    m_usualFont = QApplication::font();
    QVERIFY(QApplication::installTranslator(&m_translator));
    m_settings = std::make_unique<PrivateSettings>();
    m_folder = std::make_unique<QTemporaryDir>();
    theme::apply(theme::Scheme::Light);
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 3, {.status = u"pending"_s, .user = 2});
    insertSamples(*m_database, 4, 5, {.status = u"failed"_s, .error = u"out of memory"_s});
}

void TestPseudoLocale::init()
{
    QFETCH_GLOBAL(int, points);
    QFont font = m_usualFont;
    font.setPointSize(points);
    QApplication::setFont(font);
}

void TestPseudoLocale::cleanup()
{
    m_open.reset();
    QApplication::setFont(m_usualFont);
}

void TestPseudoLocale::cleanupTestCase()
{
    m_database.reset();
    QApplication::removeTranslator(&m_translator);
}

void TestPseudoLocale::show(QWidget &window)
{
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
}

void TestPseudoLocale::mainWindow()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"shop"_s);
    m_open->window()->resize(1280, 800);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), storedIds(*m_database), patient);
    VERIFY_READABLE(*m_open->window());
}

void TestPseudoLocale::emptyList()
{
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"shop"_s);
    m_open->window()->resize(1280, 800);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), storedIds(*m_database), patient);
    TaskQuery query;
    query.filter.condition = filter::containing(u"4711"_s);
    m_open->monitor().setQuery(query);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->ids().isEmpty() && m_open->find<QLabel>(u"stateText"_s)->isVisible(),
                             patient);
    VERIFY_READABLE(*m_open->window());
}

void TestPseudoLocale::dialogs_data()
{
    QTest::addColumn<Dialog>("make");

    QTest::newRow("time") << Dialog([](const OpenWindow &) {
        return new TimeDialog({}, Timestamp::fromDateTime(QDateTime::currentDateTimeUtc()));
    });
    QTest::newRow("view as") << Dialog([](const OpenWindow &) { return new ViewAsDialog({}, {}); });
    QTest::newRow("unlock") << Dialog(
        [](const OpenWindow &) { return new UnlockDialog(u"shop"_s, std::chrono::minutes(5)); });
    QTest::newRow("password") << Dialog(
        [](const OpenWindow &) { return new PasswordDialog(u"watchbill"_s, u"localhost"_s); });
    for (const auto &[name, kind] :
         {std::pair("delete", RunAction::Kind::Delete), std::pair("set status", RunAction::Kind::SetStatus),
          std::pair("run again", RunAction::Kind::RunAgain)})
        QTest::newRow(name) << Dialog([kind = kind](const OpenWindow &open) {
            open.table()->selectAll();
            const Selection selection = open.table()->selection();
            return new ChangeDialog({kind, selection, ConfirmedTasks::of(selection.tasks), {}, {u"failed"_s}},
                                    open.monitor().service().profile(), *open.monitor().source());
        });
    QTest::newRow("run one again") << Dialog([](const OpenWindow &open) {
        open.table()->selectRow(0);
        const Selection selection = open.table()->selection();
        return new ChangeDialog({RunAction::Kind::RunAgain, selection, ConfirmedTasks::of(selection.tasks)},
                                open.monitor().service().profile(), *open.monitor().source());
    });
    QTest::newRow("delete on production") << Dialog([](const OpenWindow &open) {
        open.table()->selectAll();
        const Selection selection = open.table()->selection();
        ConnectionProfile profile = open.monitor().service().profile();
        profile.name = u"shop"_s;
        profile.environment = Environment::Production;
        return new ChangeDialog({RunAction::Kind::Delete, selection, ConfirmedTasks::of(selection.tasks)},
                                profile, *open.monitor().source());
    });
    QTest::newRow("undo") << Dialog([](const OpenWindow &open) {
        Run run;
        run.number = 1;
        run.query = u"status:failed"_s;
        run.rows[RowState::Done] = 300;
        return new UndoDialog(run, open.monitor().service().profile(), *open.monitor().source(), 100);
    });
    QTest::newRow("time range") << Dialog([](const OpenWindow &) {
        return new TimeRangeDialog({}, Timestamp::fromDateTime(QDateTime::currentDateTimeUtc()));
    });
    QTest::newRow("view name") << Dialog([](const OpenWindow &open) {
        return new ViewNameDialog(
            ViewNameDialog::Purpose::Save, {},
            [](const QString &, ViewNameDialog::Parts) { return Result<void>(); }, open.window());
    });
    QTest::newRow("explain") << Dialog(
        [](const OpenWindow &open) { return new ExplainDialog(open.monitor().service(), {}); });
    QTest::newRow("commands") << Dialog([](const OpenWindow &open) {
        return new CommandPalette(commands::of(*open.window()->menuBar()), open.window());
    });
    QTest::newRow("preferences") << Dialog([](const OpenWindow &open) {
        static Preferences preferences;
        return new PreferencesDialog(preferences, open.window());
    });
    QTest::newRow("export") << Dialog(
        [](const OpenWindow &open) { return new ExportDialog(open.monitor().service(), {}, {}); });
}

void TestPseudoLocale::dialogs()
{
    QFETCH(Dialog, make);
    m_open = std::make_unique<OpenWindow>(m_database->profile(), u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), storedIds(*m_database), patient);
    const std::unique_ptr<QWidget> dialog(make(*m_open));
    show(*dialog);
    VERIFY_READABLE(*dialog);
}

void TestPseudoLocale::messages()
{
    for (const auto showMessage : {&dialogs::showShortcuts, &dialogs::showAbout}) {
        QWidget window;
        showMessage(&window);
        auto *box = window.findChild<QDialog *>();
        QVERIFY(QTest::qWaitForWindowExposed(box));
        VERIFY_READABLE(*box);
    }
}

void TestPseudoLocale::welcomeWindow()
{
    ProfileStore store(m_folder->filePath(u"profiles.json"_s));
    SecretStore secrets;
    WelcomeWindow window(store, secrets);
    show(window);
    VERIFY_READABLE(window);
}

void TestPseudoLocale::connectionDialog()
{
    ProfileStore store(m_folder->filePath(u"profiles.json"_s));
    SecretStore secrets;
    ConnectionDialog dialog(store, secrets);
    show(dialog);
    VERIFY_READABLE(dialog);
}

void TestPseudoLocale::connectionTest()
{
    ConnectionTest test(m_database->profile());
    ConnectionTestView view;
    view.resize(900, 700);
    view.setTest(&test);
    show(view);
    QSignalSpy finished(&test, &ConnectionTest::finished);
    test.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patient);
    VERIFY_READABLE(view);
}

void TestPseudoLocale::history()
{
    const QString file = m_folder->filePath(u"journal.sqlite"_s);
    const auto journal = Journal::open(file);
    VERIFY_FINE(journal);
    Run run;
    run.asked = 3;
    run.profile = u"shop"_s;
    run.query = u"status:failed"_s;
    const auto begun = (*journal)->begin(run);
    VERIFY_FINE(begun);
    const JournalRow row{1, TaskId(u"1"_s), RowState::Refused, {}, RowValues{"1"}, {}};
    const JournalRow other{2, TaskId(u"2"_s), RowState::Changed, {}, RowValues{"2"}, {}};
    VERIFY_FINE((*journal)->add(begun->number, {u"id"_s}, {row, other}));
    VERIFY_FINE((*journal)->end(begun->number, Run::State::Done));
    Preferences preferences;
    HistoryDialog dialog(file, {}, preferences);
    show(dialog);
    const auto *rows = dialog.findChild<QTableView *>(u"runRows"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows->model()->rowCount(), 2, patient);
    VERIFY_READABLE(dialog);
}

WATCHBILL_WINDOW_TEST(TestPseudoLocale)

} // namespace tst_pseudolocale

#include "tst_pseudolocale.moc"
