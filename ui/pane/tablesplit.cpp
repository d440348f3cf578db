// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/tablesplit.h"

#include "settings/preferences.h"
#include "theme/icon.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// For the table with all its columns and the details beside it.
constexpr int wideEnough = 1'300; // pixels
constexpr int lettersOfWide = 185; // with a larger font

// Of the details as they usually are, where pixels are too few for their letters.
constexpr int lettersBeside = 60;
constexpr int linesBelow = 11;
constexpr double usualShare = 0.4; // of the details below, at most

} // namespace

TableSplit::TableSplit(QWidget *table, QWidget *details, Preferences &preferences, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_preferences(preferences)
    , m_details(details)
    , m_show(new QAction(theme::icon(u"details"_s), tr("&Show Details"), this))
    , m_soon(new QTimer(this))
    , m_width(preferences.detailWidth.value())
    , m_height(preferences.detailHeight.value())
{
    setObjectName(u"tableSplit"_s);
    setChildrenCollapsible(false); // what is closed is closed by its action, which says so
    addWidget(table);
    addWidget(details);
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    details->hide();
    m_show->setObjectName(u"showDetails"_s);
    m_show->setCheckable(true);
    m_show->setShortcut(Qt::CTRL | Qt::Key_I);
    connect(m_show, &QAction::triggered, this, [this](bool isOn) {
        m_preferences.opensDetails.set(isOn);
        isOn ? open() : close();
    });
    m_soon->setObjectName(u"detailsSoon"_s);
    m_soon->setSingleShot(true);
    connect(m_soon, &QTimer::timeout, this, &TableSplit::open);
    connect(this, &QSplitter::splitterMoved, this, [this] {
        room() = sizes().constLast();
        m_isDragged = true;
    });
    connect(&preferences.detailPlace, &AnyPreference::changed, this, &TableSplit::arrange);
}

void TableSplit::open()
{
    dropOpening();
    if (!m_details->isHidden())
        return;
    m_details->show();
    m_show->setChecked(true);
    giveRoom();
    Q_EMIT opened();
}

// Not under a pressed button: the rows would go from under the pointer, and others be selected. Nor before the second
// click of a double click, which would hit something else.
void TableSplit::openForTask()
{
    if (!m_details->isHidden() || !m_preferences.opensDetails.value() || m_soon->isActive())
        return;
    if (QGuiApplication::mouseButtons() == Qt::NoButton)
        open();
    else
        qApp->installEventFilter(this);
}

void TableSplit::dropOpening()
{
    qApp->removeEventFilter(this);
    m_soon->stop();
}

bool TableSplit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        qApp->removeEventFilter(this);
        m_soon->start(QApplication::doubleClickInterval());
    }
    return QSplitter::eventFilter(watched, event);
}

void TableSplit::close()
{
    dropOpening();
    m_details->hide();
    m_show->setChecked(false);
}

void TableSplit::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    arrange();
    if (!m_details->isHidden() && !m_isDragged)
        giveRoom();
}

void TableSplit::arrange()
{
    const DetailPlace place = m_preferences.detailPlace.value();
    const int wide = std::max(wideEnough, lettersOfWide * fontMetrics().averageCharWidth());
    const bool isBeside =
        place == DetailPlace::Beside || (place == DetailPlace::Automatic && width() >= wide);
    const Qt::Orientation wanted = isBeside ? Qt::Horizontal : Qt::Vertical;
    if (wanted == orientation())
        return;
    setOrientation(wanted);
    giveRoom();
}

// In a small window, too, the table has half of it, and more than that above details of the usual height.
void TableSplit::giveRoom()
{
    refresh(); // or the handle would appear later, and push the table
    const bool isBeside = orientation() == Qt::Horizontal;
    const int all = (isBeside ? width() : height()) - handleWidth();
    const bool isUsual = !isBeside && m_height == m_preferences.detailHeight.standard();
    const int taken = std::min(wantedRoom(), isUsual ? int(all * usualShare) : all / 2);
    setSizes({all - taken, taken});
}

// As chosen. Until then, larger letters have more room, or the details would be cut off.
int TableSplit::wantedRoom()
{
    const bool isBeside = orientation() == Qt::Horizontal;
    const int usual = isBeside ? m_preferences.detailWidth.standard() : m_preferences.detailHeight.standard();
    if (room() != usual)
        return room();
    return std::max(usual,
                    isBeside ? lettersBeside * fontMetrics().averageCharWidth()
                             : linesBelow * fontMetrics().lineSpacing());
}

void TableSplit::changeEvent(QEvent *event)
{
    QSplitter::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    arrange();
    if (!m_details->isHidden() && !m_isDragged)
        giveRoom();
}

void TableSplit::saveSettings()
{
    m_preferences.detailWidth.set(m_width);
    m_preferences.detailHeight.set(m_height);
}

} // namespace watchbill
