// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/savedviews.h"

namespace watchbill {

SavedViews::SavedViews()
{
    reload();
}

void SavedViews::reload()
{
    const auto saved = m_store.views();
    const QVector<SavedView> views = builtInViews() + saved.value_or(QVector<SavedView>());
    const QString problem = saved ? QString() : saved.error().message;
    if (views == m_views && problem == m_problem)
        return;
    m_views = views;
    m_problem = problem;
    Q_EMIT changed();
}

} // namespace watchbill
