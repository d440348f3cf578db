// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/focusmark.h"

#include "theme/theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QTabBar>
#include <QTableView>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace watchbill::theme {

namespace {

constexpr int lineWidth = 2;

// Only as high as the line where there is a header: over the rows it would make each step of scrolling paint all of them.
class Mark : public QWidget
{
public:
    explicit Mark(QWidget *list)
        : QWidget(list)
    {
        setObjectName(u"focusMark"_s);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (height() <= lineWidth) {
            painter.fillRect(rect(), accent());
            return;
        }
        const QRect inner = rect().adjusted(lineWidth, lineWidth, -lineWidth, -lineWidth);
        painter.setClipRegion(QRegion(rect()).subtracted(inner));
        painter.fillRect(rect(), accent());
    }
};

const QHeaderView *headerOf(const QWidget *list)
{
    if (const auto *table = qobject_cast<const QTableView *>(list))
        return table->horizontalHeader();
    if (const auto *tree = qobject_cast<const QTreeView *>(list))
        return tree->header();
    return nullptr;
}

bool belongsTo(const QObject *one, const QObject *window)
{
    while (one && one != window)
        one = one->parent();
    return one;
}

} // namespace

FocusMark::FocusMark(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *focused) { follow(focused); });
}

void FocusMark::follow(QWidget *focused)
{
    if (focused && focused == m_list)
        return;
    if (m_list)
        m_list->removeEventFilter(this);
    delete m_mark;
    m_list = nullptr;
    const bool isMarked = qobject_cast<QAbstractScrollArea *>(focused) || qobject_cast<QTabBar *>(focused);
    if (!isMarked || focused->window()->windowType() == Qt::Popup || !belongsTo(focused, m_window))
        return;
    m_list = focused;
    m_mark = new Mark(focused);
    m_list->installEventFilter(this);
    place();
    m_mark->show();
}

bool FocusMark::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && m_mark)
        place();
    return QObject::eventFilter(watched, event);
}

void FocusMark::place()
{
    const QHeaderView *header = headerOf(m_list);
    if (header && !header->isHidden())
        m_mark->setGeometry(0, header->geometry().bottom() + 1 - lineWidth, m_list->width(), lineWidth);
    else if (qobject_cast<QTabBar *>(m_list))
        m_mark->setGeometry(0, m_list->height() - lineWidth, m_list->width(), lineWidth);
    else
        m_mark->setGeometry(m_list->rect());
    m_mark->raise();
}

} // namespace watchbill::theme
