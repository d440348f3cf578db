// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/querystate.h"

namespace watchbill {

void QueryState::ask(const TaskQuery &query)
{
    const TaskQuery before = m_asked;
    set(query);
    Q_EMIT requested(before);
}

void QueryState::set(const TaskQuery &query)
{
    m_asked = query;
    Q_EMIT changed();
}

void QueryState::restoreShown()
{
    if (!isShown())
        set(m_shown);
}

} // namespace watchbill
