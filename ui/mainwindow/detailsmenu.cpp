// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/detailsmenu.h"

#include "settings/preferences.h"
#include "theme/icon.h"

#include <QActionGroup>

using namespace Qt::StringLiterals;

namespace watchbill {

DetailsMenu::DetailsMenu(const QList<QAction *> &actions, Preferences &preferences, QWidget *parent)
    : QMenu(tr("&Details"), parent)
{
    setIcon(theme::icon(u"details"_s));
    addActions(actions);
    addSeparator();
    auto *group = new QActionGroup(this);
    const std::pair<DetailPlace, QString> places[] = {
        {DetailPlace::Automatic, tr("&Automatic: Beside If Wide")},
        {DetailPlace::Beside, tr("&Beside the Table")},
        {DetailPlace::Below, tr("Belo&w the Table")}};
    for (const auto &[place, text] : places) {
        QAction *action =
            addAction(text, this, [&preferences, place = place] { preferences.detailPlace.set(place); });
        const auto mark = [&preferences, action, place = place] {
            action->setChecked(place == preferences.detailPlace.value());
        };
        action->setCheckable(true);
        group->addAction(action);
        connect(&preferences.detailPlace, &AnyPreference::changed, action, mark); // also in another window
        mark();
    }
}

} // namespace watchbill
