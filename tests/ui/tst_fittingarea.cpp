// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/fittingarea.h"

#include "windowtest.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <QVBoxLayout>

namespace tst_fittingarea {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What a dialog holds above its buttons, in a window that is not quite as large as it asks for.
class TestFittingArea : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void needsNoScrollBarForAPixel();
    void scrollsWhereThereIsNoRoom();
};

namespace {

constexpr int fewLetters = 10; // so that the contents decide

std::unique_ptr<theme::FittingArea> filled()
{
    auto area = std::make_unique<theme::FittingArea>(fewLetters);
    auto *form = new QFormLayout;
    form->addRow(u"Some label:"_s, new QLineEdit);
    form->addRow(new QCheckBox(u"What decides how wide the area has to be at least"_s));
    area->addForm(form);
    return area;
}

bool scrolls(const theme::FittingArea &area)
{
    return area.horizontalScrollBar()->isVisible() || area.verticalScrollBar()->isVisible();
}

} // namespace

// On a scaled screen a window manager may round its size down.
void TestFittingArea::needsNoScrollBarForAPixel()
{
    const auto area = filled();
    area->show();
    QVERIFY(QTest::qWaitForWindowExposed(area.get()));
    const QSize wanted = area->sizeHint();
    area->resize(wanted);
    QTRY_COMPARE(area->size(), wanted);
    QVERIFY(!scrolls(*area));
    area->resize(wanted - QSize(1, 1));
    QTRY_COMPARE(area->size(), wanted - QSize(1, 1));
    QVERIFY(!scrolls(*area));
}

void TestFittingArea::scrollsWhereThereIsNoRoom()
{
    const auto area = filled();
    area->show();
    QVERIFY(QTest::qWaitForWindowExposed(area.get()));
    area->resize(area->sizeHint() / 2);
    QTRY_VERIFY(area->horizontalScrollBar()->isVisible() && area->verticalScrollBar()->isVisible());
}

WATCHBILL_WINDOW_TEST(TestFittingArea)

} // namespace tst_fittingarea

#include "tst_fittingarea.moc"
