// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/thememenu.h"

#include "settings/preferences.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QActionGroup>

using namespace Qt::StringLiterals;

namespace watchbill {

ThemeMenu::ThemeMenu(Preferences &preferences, QWidget *parent)
    : QMenu(tr("T&heme"), parent)
{
    setIcon(theme::icon(u"theme"_s));
    auto *group = new QActionGroup(this);
    const std::pair<theme::Scheme, QString> schemes[] = {{theme::Scheme::System, tr("Follow De&sktop")},
                                                         {theme::Scheme::Light, tr("&Light")},
                                                         {theme::Scheme::Dark, tr("&Dark")}};
    for (const auto &[scheme, text] : schemes) {
        QAction *action =
            addAction(text, this, [&preferences, scheme = scheme] { preferences.scheme.set(scheme); });
        const auto show = [&preferences, action, scheme = scheme] {
            action->setChecked(scheme == preferences.scheme.value());
        };
        action->setCheckable(true);
        group->addAction(action);
        connect(&preferences.scheme, &AnyPreference::changed, action, show); // also in another window
        show();
    }
}

} // namespace watchbill
