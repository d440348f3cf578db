// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/changedialog.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "task/shownzone.h"
#include "task/taskduration.h"
#include "theme/theme.h"
#include "windowtest.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

namespace tst_preferencesdialog {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace std::chrono_literals;

/// Each choice of the dialog, and what a person then sees in the window.
class TestPreferencesDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void rows();
    void idFont();
    void times();
    void dates();
    void interval();
    void scheme();
    void rowAction();
    void typedNumber_data();
    void typedNumber();
    void timeline();
    void followsTheMenus();
    void restoresDefaults();
    void isOne();

private:
    template<typename T>
    T *field(const QString &name) const
    {
        return m_open->find<T>(name);
    }
    void choose(const QString &name, int index) const;

    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<OpenWindow> m_open;
};

void TestPreferencesDialog::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    insertSamples(*m_database, 1, 40, {.status = u"failed"_s});
}

void TestPreferencesDialog::init()
{
    m_settings->clear();
    m_open = std::make_unique<OpenWindow>(m_database->profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_open->ids(), sampleIds(40, 1), patient);
    m_open->find<QAction>(u"preferencesAction"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(field<QDialog>(u"preferencesDialog"_s)->isVisible(), patient);
}

void TestPreferencesDialog::cleanup()
{
    m_open.reset();
}

void TestPreferencesDialog::cleanupTestCase()
{
    m_database.reset();
}

// As by the keys of a person who has gone to the field.
void TestPreferencesDialog::choose(const QString &name, int index) const
{
    auto *box = field<QComboBox>(name);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < index; ++i)
        QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentIndex(), index);
}

void TestPreferencesDialog::rows()
{
    const TaskTableView *table = m_open->table();
    const int normal = table->rowHeight(0);
    choose(u"density"_s, 1);
    QVERIFY2(table->rowHeight(0) < normal, qPrintable(QString::number(normal)));
    QVERIFY(table->rowHeight(0) >= table->fontMetrics().height());
    choose(u"density"_s, 0);
    QCOMPARE(table->rowHeight(0), normal);
}

void TestPreferencesDialog::idFont()
{
    const auto family = [&] {
        const auto *model = m_open->table()->model();
        const auto index = model->index(0, column::sectionOf(TaskField::Id));
        return qvariant_cast<QFont>(model->data(index, Qt::FontRole)).family();
    };
    QCOMPARE(family(), theme::monospace().family());
    click(field<QCheckBox>(u"fixedIds"_s));
    QCOMPARE(family(), QApplication::font().family());
}

void TestPreferencesDialog::times()
{
    auto *zone = field<QComboBox>(u"zone"_s);
    choose(u"zone"_s, 1);
    m_open->window()->resize(1900, 800);
    choose(u"timeStyle"_s, 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::UpdatedAt), u"2025-01-01 00:40:30"_s, patient);
    QVERIFY(m_open->table()->columnWidth(column::sectionOf(TaskField::UpdatedAt))
            > m_open->table()->fontMetrics().horizontalAdvance(u"2025-01-01 00:40:30"_s)); // has room
    choose(u"timeStyle"_s, 2);
    QTRY_VERIFY_WITH_TIMEOUT(m_open->text(0, TaskField::CreatedAt).endsWith(u" ago"), patient);
    choose(u"zone"_s, 2);
    QCOMPARE(QString::fromLatin1(shownZone().id()), zone->currentText());
}

void TestPreferencesDialog::dates()
{
    choose(u"zone"_s, 1);
    choose(u"dateStyle"_s, 1);
    const QString regional = QLocale::system().toString(QDate(2025, 1, 1), QLocale::ShortFormat);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::CreatedAt), regional + u" 00:40:00"_s, patient);
    choose(u"dateStyle"_s, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_open->text(0, TaskField::CreatedAt), u"2025-01-01 00:40:00"_s, patient);
}

void TestPreferencesDialog::interval()
{
    choose(u"refreshInterval"_s, 4);
    QCOMPARE(m_open->monitor().scheduler().interval(), 10s);
    QCOMPARE(field<QComboBox>(u"interval"_s)->currentText(), u"Every 10 s"_s);
    m_open->monitor().scheduler().setInterval(5s); // as the box above the table does
    QCOMPARE(field<QComboBox>(u"refreshInterval"_s)->currentText(), u"Every 5 s"_s);
}

void TestPreferencesDialog::scheme()
{
    choose(u"scheme"_s, 2);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 100);
    choose(u"scheme"_s, 1);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 150);
}

// At once, by Enter as by a double click.
void TestPreferencesDialog::rowAction()
{
    const auto *details = m_open->find<QAction>(u"showDetails"_s);
    const auto twice = [&](int row) {
        const QRect cell = m_open->table()->visualRect(
            m_open->table()->model()->index(row, column::sectionOf(TaskField::Type)));
        QTest::mouseDClick(m_open->table()->viewport(), Qt::LeftButton, {}, cell.center());
    };
    click(field<QCheckBox>(u"opensDetails"_s)); // or to choose a row would open them
    QCOMPARE(Preferences().rowAction.value(), RowAction::ShowDetails);
    choose(u"rowAction"_s, 1);
    QCOMPARE(Preferences().rowAction.value(), RowAction::CopyId);
    m_open->clickCell(0, TaskField::Type);
    press(m_open->window(), Qt::Key_Return);
    QCOMPARE(QApplication::clipboard()->text(), sampleId(40));
    m_open->clickCell(2, TaskField::Type);
    twice(2);
    QCOMPARE(QApplication::clipboard()->text(), sampleId(38));
    choose(u"rowAction"_s, 2);
    press(m_open->window(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::clipboard()->text().size() > sampleId(38).size(), patient);
    QVERIFY(QApplication::clipboard()->text().contains(sampleId(38)));
    QVERIFY(!details->isChecked());
    choose(u"rowAction"_s, 0);
    m_open->clickCell(1, TaskField::Type);
    twice(1);
    QTRY_VERIFY_WITH_TIMEOUT(details->isChecked(), patient);
}

void TestPreferencesDialog::typedNumber_data()
{
    QTest::addColumn<int>("above");
    QTest::addColumn<bool>("isAsked");

    QTest::newRow("more than that") << 39 << true;
    QTest::newRow("as many") << 40 << false;
    QTest::newRow("always") << 0 << true;
}

void TestPreferencesDialog::typedNumber()
{
    QFETCH(int, above);
    QFETCH(bool, isAsked);
    field<QSpinBox>(u"typedAbove"_s)->setValue(above);
    field<QDialog>(u"preferencesDialog"_s)->close();
    m_open->table()->selectAll();
    m_open->find<QAction>(u"deleteAction"_s)->trigger();
    ChangeDialog *question = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((question = m_open->window()->findChild<ChangeDialog *>()), patient);
    QCOMPARE(question->findChild<QLineEdit *>(u"deleteNumber"_s) != nullptr, isAsked);
    question->reject();
}

void TestPreferencesDialog::timeline()
{
    auto *box = field<QCheckBox>(u"timeline"_s);
    QVERIFY(box->isChecked());
    click(box);
    QVERIFY(!Preferences().hasTimeline.value());
}

// What is chosen elsewhere is shown at once.
void TestPreferencesDialog::followsTheMenus()
{
    for (QAction *action : m_open->window()->findChildren<QAction *>()) {
        if (action->text() == u"&UTC"_s)
            action->trigger();
    }
    QCOMPARE(field<QComboBox>(u"zone"_s)->currentText(), u"UTC"_s);
}

void TestPreferencesDialog::restoresDefaults()
{
    choose(u"density"_s, 1);
    choose(u"zone"_s, 1);
    choose(u"timeStyle"_s, 2);
    choose(u"refreshInterval"_s, 6);
    choose(u"rowAction"_s, 1);
    field<QSpinBox>(u"typedAbove"_s)->setValue(5);
    field<QSpinBox>(u"stuckAfter"_s)->setValue(5);
    click(field<QPushButton>(u"restoreDefaults"_s));
    for (const QString &name : {u"density"_s, u"zone"_s, u"timeStyle"_s, u"rowAction"_s})
        QCOMPARE(field<QComboBox>(name)->currentIndex(), 0);
    QCOMPARE(m_open->monitor().scheduler().interval(), RefreshScheduler::defaultInterval);
    QCOMPARE(Preferences().typedAbove.value(), Preferences::usualTypedAbove);
    QCOMPARE(usualStuckAfter(), standardStuckAfter);
}

void TestPreferencesDialog::isOne()
{
    m_open->find<QAction>(u"preferencesAction"_s)->trigger();
    QCOMPARE(m_open->window()->findChildren<QDialog *>(u"preferencesDialog"_s).size(), 1);
}

WATCHBILL_WINDOW_TEST(TestPreferencesDialog)

} // namespace tst_preferencesdialog

#include "tst_preferencesdialog.moc"
