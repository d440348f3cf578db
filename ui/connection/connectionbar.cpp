// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/connectionbar.h"

#include "connection/environmentbadge.h"
#include "connection/environmentlook.h"
#include "connection/fittinglabel.h"
#include "format/format.h"
#include "live/openconnection.h"
#include "profile/connectionfields.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Characters; the tooltips have the rest.
constexpr int longestName = 44;
constexpr int shortestViewpoint =
    30; // fits the usual roles and whether row security applies to them, when room is scarce

void setIcon(QLabel *label, const QString &name, const QColor &color)
{
    theme::showIcon(label, theme::icon(name, color), 2);
}

} // namespace

ConnectionBar::ConnectionBar(OpenConnection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_monitor(connection.monitor())
    , m_icon(new QLabel)
    , m_title(new FittingLabel)
    , m_place(new FittingLabel)
    , m_eye(new QLabel)
    , m_viewpoint(new FittingLabel)
{
    m_viewpoint->setObjectName(u"viewpoint"_s);
    m_viewpoint->setShortest(shortestViewpoint);
    m_place->setObjectName(u"connectionPlace"_s);
    m_title->setObjectName(u"connectionTitle"_s);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setMaximumWidth(longestName * m_title->fontMetrics().averageCharWidth());
    showName();
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setAutoFillBackground(namedEnvironment().has_value());
    setBackgroundRole(QPalette::Window); // in a tool bar it would be that of buttons
    setForegroundRole(QPalette::WindowText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 3, 8, 3);
    layout->setSpacing(6);
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    if (const auto environment = namedEnvironment())
        layout->addWidget(new EnvironmentBadge(*environment));
    layout->addWidget(m_place, 1);
    layout->addSpacing(8);
    layout->addWidget(m_eye);
    layout->addWidget(m_viewpoint);
    connect(&connection, &OpenConnection::renamed, this, &ConnectionBar::showName);
    connect(&m_monitor, &TaskMonitor::stateChanged, this, &ConnectionBar::update);
    update();
}

void ConnectionBar::showName()
{
    const QString &name = m_connection.title();
    m_title->setTexts({name.trimmed()}); // blanks at its end are left out of a measure, but not of a text
    m_title->setToolTip(format::plainToolTip(name));
    m_title->setVisible(!name.isEmpty());
}

void ConnectionBar::addPart(QWidget *part)
{
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->insertWidget(row->indexOf(m_place) + 1, part);
    const QMargins around = row->contentsMargins();
    setMinimumHeight(std::max(minimumHeight(), part->sizeHint().height() + around.top() + around.bottom()));
}

void ConnectionBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_isTinting) // which sets it, too
        update();
    QWidget::changeEvent(event);
}

// The environment belongs to a saved profile: a connection without a name has none.
std::optional<Environment> ConnectionBar::namedEnvironment() const
{
    const ConnectionProfile &profile = m_connection.profile();
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
    palette.setColor(QPalette::ButtonText, look.text);
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
    showPlace();
    showViewpoint();
}

void ConnectionBar::showPlace()
{
    const auto access = m_monitor.access();
    if (!access) {
        m_place->setTexts(expectedPlace());
        m_place->setToolTip({});
        return;
    }
    const ServerInfo &server = access->server;
    const QString address = server.address.isEmpty() ? tr("this computer") : server.address;
    const QString table =
        tr("%1.%2 in %3").arg(m_connection.profile().schema, m_connection.profile().table, server.database);
    const QString whole = (server.pooled        ? tr("%1 on %2 through a pooler")
                               : server.standby ? tr("%1 on %2, a standby")
                                                : tr("%1 on %2"))
                              .arg(table, address);
    const QString brief = server.pooled ? tr("%1 through a pooler").arg(table)
        : server.standby                ? tr("%1, a standby").arg(table)
                                        : table;
    m_place->setTexts({whole, brief, table});
    m_place->setToolTip(format::plainToolTip(
        whole + u'\n'
        + tr("PostgreSQL %1.%2")
              .arg(QString::number(server.version / 10000), QString::number(server.version % 10000))
        + (server.standby && server.writesToPrimary
               ? u'\n' + tr("A standby may lag behind. Changes go to the primary.")
               : QString())));
}

// By the profile alone: no server has been reached.
QStringList ConnectionBar::expectedPlace() const
{
    const ConnectionProfile &profile = m_connection.profile();
    const QString table = profile.schema + u'.' + profile.table;
    const auto fields = ConnectionFields::fromText(profile.connection);
    if (!fields || fields->database.isEmpty())
        return {table};
    const QString place = tr("%1.%2 in %3").arg(profile.schema, profile.table, fields->database);
    if (fields->host.isEmpty())
        return {place, table};
    return {tr("%1 on %2").arg(place, fields->hostsToShow()), place, table};
}

void ConnectionBar::showViewpoint()
{
    const auto access = m_monitor.access();
    m_eye->setVisible(access.has_value());
    m_viewpoint->setVisible(access.has_value());
    if (!access)
        return;
    const auto &source = m_monitor.source();
    const Viewpoint &viewpoint = access->viewpoint;
    const bool isLimited = viewpoint.rowSecurityActive || !source || !source->maySelect;
    setIcon(m_eye, isLimited ? u"eye-limited"_s : u"eye"_s,
            signColor(isLimited || !viewpoint.fallbackReason.isEmpty()
                          ? theme::statusColor(TaskStatus::Kind::Pending)
                          : theme::secondaryText()));
    m_viewpoint->setTexts(viewpointTexts(*access));
    const QString explanation = viewpointExplanation(*access);
    m_viewpoint->setToolTip(format::plainToolTip(explanation));
    m_eye->setToolTip(format::plainToolTip(explanation));
}

// The role, and whether it bypasses row security, stay readable when there is little room.
QStringList ConnectionBar::viewpointTexts(const TaskAccess &access) const
{
    const Viewpoint &viewpoint = access.viewpoint;
    const QString role = viewpoint.role;
    const QString who = role == viewpoint.login ? role : tr("%1 as %2").arg(viewpoint.login, role);
    const auto texts = [&](const QString &whole, const QString &brief, const QString &briefest) {
        return QStringList{whole.arg(who), whole.arg(role), brief.arg(role), briefest.arg(role)};
    };
    if (!m_monitor.source()) // what the role sees depends on the table
        return {who, role};
    if (!access.maySelect)
        return texts(tr("%1 · cannot read this table"), tr("%1 · cannot read"), tr("%1 · no access"));
    if (viewpoint.rowSecurityActive)
        return texts(tr("%1 · sees only tasks allowed by row security"), tr("%1 · limited by row security"),
                     tr("%1 · limited by RLS"));
    if (m_monitor.source()->isElsewhere())
        return texts(tr("%1 · access depends on logins on other servers"), tr("%1 · limits unknown"),
                     tr("%1 · limits unknown"));
    if (viewpoint.bypassesRowSecurity)
        return texts(tr("%1 · sees all rows (bypasses RLS)"), tr("%1 · sees all rows"),
                     tr("%1 · bypasses RLS"));
    return texts(tr("%1 · sees all rows (no RLS)"), tr("%1 · no row security"), tr("%1 · no RLS"));
}

QString ConnectionBar::viewpointExplanation(const TaskAccess &access) const
{
    const Viewpoint &viewpoint = access.viewpoint;
    QStringList lines{tr("Login %1, effective role %2.").arg(viewpoint.login, viewpoint.role)};
    if (m_monitor.source())
        lines += viewpoint.rowSecurityActive
            ? tr("Row security policies decide which rows this role sees. There may be more.")
            : m_monitor.source()->isElsewhere()
            ? tr(
                "Rows are on other servers, where row security may hide some. This cannot be checked from here.")
            : viewpoint.bypassesRowSecurity
            ? tr("This role bypasses row security: no row is hidden from it.")
            : tr("Row security does not hide any row of this table from this role.");
    if (!viewpoint.fallbackReason.isEmpty())
        lines += viewpoint.fallbackReason;
    return lines.join(u'\n');
}

} // namespace watchbill
