// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/thememenu.h"

#include "mainwindow/windowsettings.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QActionGroup>

using namespace Qt::StringLiterals;

namespace watchbill {

ThemeMenu::ThemeMenu(WindowSettings &settings, QWidget *parent)
    : QMenu(tr("T&heme"), parent)
{
    setIcon(theme::icon(u"theme"_s));
    auto *group = new QActionGroup(this);
    const std::pair<theme::Scheme, QString> schemes[] = {{theme::Scheme::System, tr("Follow De&sktop")},
                                                         {theme::Scheme::Light, tr("&Light")},
                                                         {theme::Scheme::Dark, tr("&Dark")}};
    for (const auto &[scheme, text] : schemes) {
        QAction *action = addAction(text, this, [&settings, scheme = scheme] {
            settings.setScheme(scheme);
            theme::apply(scheme);
        });
        action->setCheckable(true);
        action->setChecked(scheme == settings.scheme());
        group->addAction(action);
    }
}

} // namespace watchbill
