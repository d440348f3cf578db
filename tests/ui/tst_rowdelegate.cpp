// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/rowdelegate.h"

#include "openwindow.h"
#include "privatesettings.h"
#include "sampletasks.h"
#include "table/rowlook.h"
#include "windowtest.h"

#include <QHeaderView>
#include <QImage>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

// What Qt makes of the same cells.
class AsTheStyle : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        SelectionDelegate::paint(painter, option, index);
    }
};

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', "''"_L1) + u'\'';
}

} // namespace

/// Rows are painted without the style, and must look as if they were not.
class TestRowDelegate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void looksAsTheStyleWouldHaveIt_data();
    void looksAsTheStyleWouldHaveIt();
    void cutsALongStatus();

private:
    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
};

void TestRowDelegate::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 40);
    const QStringList texts{u"out of memory"_s,
                            QString(300, u'i'),
                            u"W"_s.repeated(300),
                            u"a very long message that has no room in any column "_s.repeated(6),
                            u"\u05e9\u05dc\u05d5\u05dd"_s,
                            u"failed: \u05e9\u05dc\u05d5\u05dd, then \u0645\u0631\u062d\u0628\u0627"_s,
                            u"\u65e5\u672c\u8a9e\u306e\u30e1\u30c3\u30bb\u30fc\u30b8"_s,
                            u"\U0001F600 and \U0001F468\u200D\U0001F469\u200D\U0001F467"_s,
                            u"e\u0301a\u0308"_s.repeated(100),
                            u"tab\there"_s,
                            u"one\ntwo"_s,
                            u"   spaces   "_s,
                            u"  "_s,
                            u"fi ffl AVAVA To"_s,
                            u"a\u2003\u2060b"_s};
    for (int i = 0; i < texts.size(); ++i)
        m_database->execute(
            u"UPDATE tasks SET status = 'failed', error_message = %1, type = left(%1, 40) WHERE id = '%2'"_s
                .arg(quoted(texts[i]), sampleId(i + 20)));
    const QStringList statuses{u"pending"_s, u"processing"_s, u"failed"_s, u"canceled"_s,
                               u"a status that is much too long for its column"_s};
    for (int i = 0; i < statuses.size(); ++i)
        m_database->execute(
            u"UPDATE tasks SET status = '%1' WHERE id = '%2'"_s.arg(statuses[i], sampleId(i + 10)));
    m_database->execute(u"UPDATE tasks SET created_at = 'infinity' WHERE id = '%1'"_s.arg(sampleId(9)));
    m_database->execute(u"UPDATE tasks SET updated_at = NULL, type = '' WHERE id = '%1'"_s.arg(sampleId(8)));
}

void TestRowDelegate::cleanupTestCase()
{
    m_database.reset();
}

void TestRowDelegate::looksAsTheStyleWouldHaveIt_data()
{
    QTest::addColumn<int>("width"); // of each column, in pixels; 0 for what its contents take
    QTest::addColumn<double>("size"); // of the letters, in points
    QTest::addColumn<bool>("isCompact");
    QTest::addColumn<bool>("isDimmed");

    QTest::newRow("as at first") << 0 << 9.0 << false << false;
    QTest::newRow("compact") << 0 << 9.0 << true << false;
    QTest::newRow("stale") << 0 << 9.0 << false << true;
    QTest::newRow("large letters") << 0 << 18.5 << true << false;
    QTest::newRow("narrow") << 60 << 9.0 << false << false;
    QTest::newRow("next to nothing") << 36 << 12.0 << true << false;
}

void TestRowDelegate::looksAsTheStyleWouldHaveIt()
{
    QFETCH(int, width);
    QFETCH(double, size);
    QFETCH(bool, isCompact);
    QFETCH(bool, isDimmed);
    const QFont usual = QApplication::font();
    const auto restore = qScopeGuard([&] {
        QApplication::setFont(usual);
        m_settings->clear();
    });
    QFont font = usual;
    font.setPointSizeF(size);
    QApplication::setFont(font);

    insertSamples(*m_database, 41, 42);
    OpenWindow open(m_database->profile());
    open.monitor().scheduler().setInterval({});
    open.window()->resize(1400, 1500);
    TaskTableView *table = open.table();
    QTRY_COMPARE_WITH_TIMEOUT(open.ids().size(), 42, patient);
    table->setCompact(isCompact);
    for (int section = 0; width > 0 && section < column::count; ++section)
        table->setColumnWidth(section, width);
    // One is selected; of those that were, one is gone and one does not match any more.
    open.clickCell(open.ids().indexOf(sampleId(42)), TaskField::Type);
    open.clickCell(open.ids().indexOf(sampleId(39)), TaskField::Type, Qt::ControlModifier);
    m_database->execute(u"DELETE FROM tasks WHERE id IN ('%1', '%2')"_s.arg(sampleId(42), sampleId(41)));
    open.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(open.ids().size(), 41, patient);
    table->setFocus();
    table->selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
    QCOMPARE(table->model()
                 ->index(int(open.ids().indexOf(sampleId(42))), 0)
                 .data(Qt::FontRole)
                 .value<QFont>()
                 .strikeOut(),
             true);

    const auto painted = [&](QAbstractItemDelegate &delegate) {
        table->setItemDelegate(&delegate);
        return table->viewport()->grab().toImage();
    };
    RowLook look(nullptr);
    look.setDimmed(isDimmed);
    RowDelegate ours(look, nullptr);
    AsTheStyle theirs(look, nullptr);
    const QImage expected = painted(theirs);
    const QImage first = painted(ours);
    const QImage again = painted(ours); // of what is kept
    table->setItemDelegate(nullptr);
    QVERIFY(expected == first);
    QVERIFY(expected == again);
}

// Its icon is that of all words of the application.
void TestRowDelegate::cutsALongStatus()
{
    OpenWindow open(m_database->profile());
    open.window()->resize(1400, 1500);
    TaskTableView *table = open.table();
    QTRY_VERIFY_WITH_TIMEOUT(open.ids().contains(sampleId(14)), patient);
    const int section = column::sectionOf(TaskField::Status);
    const auto hasText = [&] {
        const QRect cell =
            table->visualRect(table->model()->index(int(open.ids().indexOf(sampleId(14))), section));
        const QImage image = table->viewport()->grab(cell).toImage();
        const int left = table->style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, table) + 10;
        const QColor ground = image.pixelColor(left, 1);
        for (int x = left; x < image.width() - 1; ++x) {
            for (int y = 1; y < image.height() - 1; ++y) {
                if (image.pixelColor(x, y) != ground)
                    return true;
            }
        }
        return false;
    };
    table->setColumnWidth(section, 120);
    QVERIFY(hasText());
    table->setColumnWidth(section, 60);
    QVERIFY(!hasText());
}

WATCHBILL_WINDOW_TEST(TestRowDelegate)
#include "tst_rowdelegate.moc"
