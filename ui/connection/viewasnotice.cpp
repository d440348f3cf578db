// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/viewasnotice.h"

#include "connection/fittinglabel.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString shortId(const ViewAsUser &user)
{
    const QString id = user.id.toText();
    return format::word(format::shortened(id, 8));
}

} // namespace

ViewAsNotice::ViewAsNotice(TaskMonitor &monitor, QAction *stop, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_icon(new QLabel)
    , m_words(new FittingLabel)
{
    setObjectName(u"viewAsNotice"_s);
    setAutoFillBackground(true);
    m_words->setObjectName(u"viewAsWords"_s);
    QFont bold = m_words->font();
    bold.setBold(true);
    m_words->setFont(bold);
    auto *button = new QToolButton;
    button->setObjectName(u"stopViewAs"_s);
    button->setDefaultAction(stop);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 4, 2);
    layout->addWidget(m_icon);
    layout->addWidget(m_words);
    layout->addWidget(button);
    connect(&monitor, &TaskMonitor::stateChanged, this, &ViewAsNotice::update);
    update();
}

QString ViewAsNotice::wordsFor(const ViewAsUser &user)
{
    return tr("viewing as user %1 (%2)").arg(shortId(user), format::firstLine(user.role));
}

QString ViewAsNotice::sentenceFor(const ViewAsUser &user)
{
    return tr("Viewing as user %1 with role %2.").arg(shortId(user), format::firstLine(user.role));
}

void ViewAsNotice::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_isUpdating)
        update();
    QWidget::changeEvent(event);
}

void ViewAsNotice::update()
{
    const auto &source = m_monitor.source();
    const auto user = source ? source->viewpoint.viewAs : std::nullopt;
    setVisible(user.has_value());
    if (!user)
        return;
    m_isUpdating = true;
    QPalette colours;
    const QColor text = colours.color(QPalette::HighlightedText);
    colours.setColor(QPalette::Window, theme::accent());
    colours.setColor(QPalette::WindowText, text);
    setPalette(colours);
    m_isUpdating = false;
    theme::showIcon(m_icon, theme::icon(u"user"_s, text));
    m_words->setTexts({wordsFor(*user), tr("as user %1").arg(shortId(*user)), tr("as user")});
    setToolTip(format::plainToolTip(
        tr("Shows what row security lets the user %1 see with the role %2. Read-only while active.")
            .arg(user->id.toText(), user->role)));
}

} // namespace watchbill
