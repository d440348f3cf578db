// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/connectionbar.h"

#include "connection/environmentbadge.h"
#include "connection/environmentlook.h"
#include "service/taskmonitor.h"
#include "service/taskservice.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QLabel *plainLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setObjectName(name);
    return label;
}

void setIcon(QLabel *label, const QString &name, const QColor &color)
{
    label->setPixmap(theme::icon(name, color).pixmap(QSize(18, 18), label->devicePixelRatioF()));
}

} // namespace

ConnectionBar::ConnectionBar(TaskMonitor &monitor, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_icon(new QLabel)
    , m_title(plainLabel(u"connectionTitle"_s))
    , m_place(plainLabel(u"connectionPlace"_s))
    , m_lockIcon(new QLabel)
    , m_lock(plainLabel(u"connectionLock"_s))
    , m_eye(new QLabel)
    , m_viewpoint(plainLabel(u"viewpoint"_s))
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setText(name);
    m_title->setVisible(!name.isEmpty());
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setAutoFillBackground(namedEnvironment().has_value());
    setBackgroundRole(QPalette::Window); // in a tool bar it would be that of buttons
    setForegroundRole(QPalette::WindowText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 5, 8, 5);
    layout->setSpacing(6);
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    if (const auto environment = namedEnvironment())
        layout->addWidget(new EnvironmentBadge(*environment));
    layout->addWidget(m_place, 1);
    layout->addWidget(m_lockIcon);
    layout->addWidget(m_lock);
    layout->addSpacing(8);
    layout->addWidget(m_eye);
    layout->addWidget(m_viewpoint);
    connect(&monitor, &TaskMonitor::stateChanged, this, &ConnectionBar::update);
    update();
}

void ConnectionBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_isTinting) // which sets it, too
        update();
    QWidget::changeEvent(event);
}

// Of a connection without a name nobody has said what it is used for.
std::optional<Environment> ConnectionBar::namedEnvironment() const
{
    const ConnectionProfile &profile = m_monitor.service().profile();
    return profile.name.isEmpty() ? std::nullopt : std::optional(profile.environment);
}

void ConnectionBar::tint()
{
    const auto environment = namedEnvironment();
    if (!environment)
        return;
    const EnvironmentLook look = EnvironmentLook::of(*environment);
    QPalette palette;
    palette.setColor(QPalette::Window, look.ground);
    palette.setColor(QPalette::WindowText, look.text);
    palette.setColor(QPalette::PlaceholderText, look.secondaryText);
    m_isTinting = true;
    setPalette(palette);
    m_isTinting = false;
}

QColor ConnectionBar::signColor(const QColor &neutral) const
{
    const auto environment = namedEnvironment();
    return environment ? EnvironmentLook::of(*environment).text : neutral;
}

void ConnectionBar::update()
{
    tint();
    const bool isLive = m_monitor.state() == TaskMonitor::State::Live;
    setIcon(m_icon, isLive ? u"database"_s : u"offline"_s,
            signColor(isLive ? theme::accent() : theme::statusColor(TaskStatus::Kind::Failed)));
    const auto &source = m_monitor.source();
    const ConnectionProfile &profile = m_monitor.service().profile();
    if (source) {
        const QString address =
            source->server.address.isEmpty() ? tr("this computer") : source->server.address;
        m_place->setText(
            tr("%1.%2 in %3 on %4").arg(source->schema, source->table, source->server.database, address));
        m_place->setToolTip(tr("PostgreSQL %1").arg(source->server.version / 10000) + u'.'
                            + QString::number(source->server.version % 10000));
    } else {
        m_place->setText(profile.schema + u'.' + profile.table);
    }
    showViewpoint();
}

void ConnectionBar::showViewpoint()
{
    const auto &source = m_monitor.source();
    for (QLabel *label : {m_lockIcon, m_lock, m_eye, m_viewpoint})
        label->setVisible(source.has_value());
    if (!source)
        return;
    const QString obstacle = source->obstacleToDeleting();
    m_lockIcon->setVisible(!obstacle.isEmpty());
    m_lock->setVisible(!obstacle.isEmpty());
    setIcon(m_lockIcon, u"lock"_s, signColor(theme::secondaryText()));
    m_lock->setText(source->server.standby ? tr("standby, read-only") : tr("read-only"));
    m_lock->setToolTip(obstacle);

    const Viewpoint &viewpoint = source->viewpoint;
    const QString who = viewpoint.role == viewpoint.login
        ? viewpoint.role
        : tr("%1 as %2").arg(viewpoint.login, viewpoint.role);
    const bool isLimited = viewpoint.rowSecurityActive || !source->maySelect;
    setIcon(m_eye, isLimited ? u"eye-limited"_s : u"eye"_s,
            signColor(isLimited || !viewpoint.fallbackReason.isEmpty()
                          ? theme::statusColor(TaskStatus::Kind::Pending)
                          : theme::secondaryText()));
    m_viewpoint->setText(!source->maySelect ? tr("%1: may not read this table").arg(who)
                             : isLimited    ? tr("%1: sees only what row security shows").arg(who)
                                            : tr("%1: sees all rows").arg(who));
    QString explanation = isLimited
        ? tr("The table's row security policies decide which rows this role sees. There may be more.")
        : tr("Row security does not hide any row of this table from this role.");
    if (!viewpoint.fallbackReason.isEmpty())
        explanation += u'\n' + viewpoint.fallbackReason;
    m_viewpoint->setToolTip(explanation);
    m_eye->setToolTip(explanation);
}

} // namespace watchbill
