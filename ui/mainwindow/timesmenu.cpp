// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/timesmenu.h"

#include "settings/preferences.h"
#include "theme/icon.h"

#include <QActionGroup>
#include <QInputDialog>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

const QByteArray utc = "UTC";

} // namespace

TimesMenu::TimesMenu(Preferences &preferences, QWidget *parent)
    : QMenu(tr("T&imes"), parent)
    , m_preferences(preferences)
{
    setIcon(theme::icon(u"clock"_s));
    createZones();
    addSeparator();
    createStyles();
}

void TimesMenu::createZones()
{
    auto *group = new QActionGroup(this);
    QAction *local = addAction(tr("&Local Time (%1)").arg(QString::fromLatin1(QTimeZone::systemTimeZoneId())),
                               this, [this] { m_preferences.zone.set({}); });
    QAction *universal = addAction(tr("&UTC"), this, [this] { m_preferences.zone.set(utc); });
    QAction *other = addAction(QString(), this, &TimesMenu::askZone);
    for (QAction *action : {local, universal, other}) {
        action->setCheckable(true);
        group->addAction(action);
    }
    const auto show = [=, &zone = m_preferences.zone] {
        const QByteArray id = zone.value();
        (id.isEmpty() ? local : id == utc ? universal : other)->setChecked(true);
        other->setText(other->isChecked() ? tr("&Other: %1…").arg(QString::fromLatin1(id))
                                          : tr("&Other Time Zone…"));
    };
    connect(&m_preferences.zone, &AnyPreference::changed, this, show); // also in another window
    show();
}

void TimesMenu::askZone()
{
    QStringList ids;
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        ids += QString::fromLatin1(id);
    auto *dialog = new QInputDialog(parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Time zone"));
    dialog->setLabelText(tr("Show and read times in:"));
    dialog->setComboBoxItems(ids);
    dialog->setTextValue(QString::fromLatin1(
        m_preferences.zone.value().isEmpty() ? QTimeZone::systemTimeZoneId() : m_preferences.zone.value()));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this](const QString &id) { m_preferences.zone.set(id.toLatin1()); });
    // The menu has checked what may not have been chosen.
    connect(dialog, &QDialog::rejected, this, [this] { Q_EMIT m_preferences.zone.changed(); });
    dialog->open();
}

void TimesMenu::createStyles()
{
    using format::TimeStyle;
    auto *group = new QActionGroup(this);
    const std::pair<TimeStyle, QString> styles[] = {
        {TimeStyle::Mixed, tr("&Created as Time, Updated as Age")},
        {TimeStyle::Absolute, tr("As &Times")},
        {TimeStyle::Relative, tr("As &Ages")}};
    for (const auto &[style, text] : styles) {
        QAction *action =
            addAction(text, this, [this, style = style] { m_preferences.timeStyle.set(style); });
        const auto show = [this, action, style = style] {
            action->setChecked(style == m_preferences.timeStyle.value());
        };
        action->setCheckable(true);
        group->addAction(action);
        connect(&m_preferences.timeStyle, &AnyPreference::changed, action, show);
        show();
    }
}

} // namespace watchbill
