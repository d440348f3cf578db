// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"

#include "dialogs/exportdialog.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace tst_mainwindowexport {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// From the window to a file.
class TestMainWindowExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void allThatMatch();
    void theSelection();
    void asJson();
    void withoutFormulas();
    void cannotBeWritten();
    void cancelled();

private:
    bool ask(); // presses Ctrl+E, and the dialog opens
    ExportDialog *dialog() const { return m_open->window()->findChild<ExportDialog *>(); }
    QRadioButton *choice(const QString &beginning) const;
    QString path(const QString &name = u"tasks.csv"_s) const { return m_folder->filePath(name); }
    QStringList writtenIds(const QString &name = u"tasks.csv"_s) const;

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWindow> m_open;
};

void TestMainWindowExport::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 300); // more than the window reads at first
    insertSamples(*m_database, 301, 305, {.status = u"failed"_s});
}

void TestMainWindowExport::init()
{
    m_settings->clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_VERIFY_WITH_TIMEOUT(m_open->ids().size() >= 200 && m_open->monitor().counts(), patient);
}

void TestMainWindowExport::cleanup()
{
    m_open.reset();
}

void TestMainWindowExport::cleanupTestCase()
{
    m_database.reset();
}

bool TestMainWindowExport::ask()
{
    press(m_open->window(), Qt::Key_E, Qt::ControlModifier);
    return dialog() && QTest::qWaitForWindowActive(dialog());
}

QRadioButton *TestMainWindowExport::choice(const QString &beginning) const
{
    for (QRadioButton *button : dialog()->findChildren<QRadioButton *>()) {
        if (button->text().startsWith(beginning))
            return button;
    }
    return nullptr;
}

// Of a file of comma-separated values without a line end in any value.
QStringList TestMainWindowExport::writtenIds(const QString &name) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList ids;
    for (const QByteArray &line : file.readAll().split('\n').mid(1)) {
        if (!line.isEmpty())
            ids += QString::fromUtf8(line.left(36));
    }
    return ids;
}

void TestMainWindowExport::allThatMatch()
{
    QVERIFY(ask());
    QVERIFY(choice(u"All matching tasks (305)"_s)->isChecked());
    QVERIFY(!choice(u"The selected tasks (0)"_s)->isEnabled());
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path());
    m_open->find<QLineEdit>(u"exportPath"_s)->setFocus();
    press(dialog(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QCOMPARE(writtenIds(), storedIds(*m_database)); // all of them, in the order of the table
    m_open->window()->activateWindow();

    press(m_open->window(), Qt::Key_5, Qt::AltModifier); // failed
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids().size(), 5, patient);
    QVERIFY(ask());
    QVERIFY(choice(u"All matching tasks (5)"_s));
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path());
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QCOMPARE(writtenIds(), sampleIds(305, 301));
}

void TestMainWindowExport::theSelection()
{
    m_open->clickCell(1, TaskField::Type);
    m_open->clickCell(2, TaskField::Type, Qt::ShiftModifier);
    QVERIFY(ask());
    QVERIFY(choice(u"The selected tasks (2)"_s)->isChecked());
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path());
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QCOMPARE(writtenIds(), sampleIds(304, 303));
}

void TestMainWindowExport::asJson()
{
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(ask());
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path());
    m_open->find<QComboBox>(u"exportFormat"_s)->setFocus();
    press(dialog(), Qt::Key_Down);
    QCOMPARE(m_open->find<QLineEdit>(u"exportPath"_s)->text(),
             path(u"tasks.json"_s)); // the name follows the format
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QFile file(path(u"tasks.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray tasks = QJsonDocument::fromJson(file.readAll()).array();
    QCOMPARE(tasks.size(), 1);
    QCOMPARE(tasks.at(0).toObject().value("id"_L1).toString(), sampleId(305));
}

void TestMainWindowExport::withoutFormulas()
{
    m_database->execute(u"UPDATE public.tasks SET type = '=1+1' WHERE id = '%1'"_s.arg(sampleId(305)));
    m_open->clickCell(0, TaskField::Type);
    QVERIFY(ask());
    auto *guard = m_open->find<QCheckBox>(u"exportGuardsFormulas"_s);
    QVERIFY(guard->isEnabled() && !guard->isChecked());
    m_open->find<QComboBox>(u"exportFormat"_s)->setFocus();
    press(dialog(), Qt::Key_Down);
    QVERIFY(!guard->isEnabled()); // JSON has no formulas
    press(dialog(), Qt::Key_Up);
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path());
    guard->click();
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY2(written.contains(",'=1+1,"), written);
}

void TestMainWindowExport::cannotBeWritten()
{
    QVERIFY(ask());
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path(u"no/such/folder.csv"_s));
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_open->find<QLabel>(u"exportStatus"_s)->text().startsWith(u"No file was written. "_s), patient);
    QCOMPARE(m_open->find<QLabel>(u"exportStatus"_s)->palette().color(QPalette::WindowText),
             theme::problem());
    QVERIFY(m_open->find<QLineEdit>(u"exportPath"_s)->hasFocus()); // to be mended
    QVERIFY(m_open->find<QPushButton>(u"exportStart"_s)->isEnabled()); // for another try
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path());
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patient);
    QCOMPARE(writtenIds().size(), 305);
}

void TestMainWindowExport::cancelled()
{
    QVERIFY(ask());
    m_open->find<QLineEdit>(u"exportPath"_s)->setText(path());
    m_database->execute(u"BEGIN; LOCK TABLE public.tasks IN ACCESS EXCLUSIVE MODE"_s);
    click(m_open->find<QPushButton>(u"exportStart"_s));
    QVERIFY(!m_open->find<QPushButton>(u"exportStart"_s)->isEnabled());
    press(dialog(), Qt::Key_Escape); // stops it; the dialog stays
    m_database->execute(u"ROLLBACK"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->find<QLabel>(u"exportStatus"_s)->text(),
                              u"Cancelled. No file was written."_s, patient);
    QVERIFY(m_open->find<QLabel>(u"exportStatus"_s)->palette().color(QPalette::WindowText)
            != theme::problem());
    QVERIFY(m_open->find<QPushButton>(u"exportStart"_s)->hasFocus());
    QVERIFY(!QFile::exists(path()));
    press(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
}

WATCHBILL_WINDOW_TEST(TestMainWindowExport)

} // namespace tst_mainwindowexport

#include "tst_mainwindowexport.moc"
