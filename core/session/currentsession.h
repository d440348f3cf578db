// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "task/latest.h"

#include <memory>
#include <mutex>

namespace watchbill {

/// The current session. It is shared with the thread that opens it, which may return from libpq long after the
/// attempt was given up.
class CurrentSession
{
public:
    explicit CurrentSession(const ConnectionProfile &profile)
        : m_profile(profile)
        , m_viewing{{}, profile.environment == Environment::Production}
    {
    }

    std::shared_ptr<const Session> session() const
    {
        const std::lock_guard lock(m_mutex);
        return m_session;
    }

    /// Begins an attempt and returns its token.
    Latest::Token begin()
    {
        const std::lock_guard lock(m_mutex);
        m_reached.reset();
        return m_attempts.next();
    }

    /// Server and login of the newest attempt, once it has reached them.
    std::optional<TaskAccess> reached() const
    {
        const std::lock_guard lock(m_mutex);
        return m_reached;
    }

    void setReached(Latest::Token attempt, const std::optional<TaskAccess> &reached)
    {
        const std::lock_guard lock(m_mutex);
        if (m_attempts.isLatest(attempt))
            m_reached = reached;
    }

    /// The session that was found, as it may be used now. Only that of the newest attempt is kept.
    TaskSource complete(Latest::Token attempt, Session session)
    {
        const std::lock_guard lock(m_mutex);
        restrain(session);
        TaskSource source = session.source;
        if (m_attempts.isLatest(attempt))
            m_session = std::make_shared<const Session>(std::move(session));
        return source;
    }

    /// The table as it is now, unless the session has given way to another.
    void renew(const std::shared_ptr<const Session> &known, Session session)
    {
        const std::lock_guard lock(m_mutex);
        if (m_session != known)
            return;
        restrain(session);
        m_session = std::make_shared<const Session>(std::move(session));
    }

    Viewing viewing() const
    {
        const std::lock_guard lock(m_mutex);
        return m_viewing;
    }

    /// Views as a user from the next attempt on.
    void viewAs(const std::optional<ViewAsUser> &user)
    {
        const std::lock_guard lock(m_mutex);
        m_viewing.viewAs = user;
    }

    /// Locks or unlocks from now on.
    void setLocked(bool isLocked)
    {
        const std::lock_guard lock(m_mutex);
        m_viewing.locked = isLocked;
        if (!m_session)
            return;
        Session session = *m_session;
        restrain(session);
        m_session = std::make_shared<const Session>(std::move(session));
    }

private:
    // It may have been locked or unlocked while it was being opened.
    void restrain(Session &session) const
    {
        session.source.restraint =
            restraintOf(m_profile, {session.source.viewpoint.viewAs, m_viewing.locked});
    }

    const ConnectionProfile m_profile;
    mutable std::mutex m_mutex;
    Viewing m_viewing;
    std::shared_ptr<const Session> m_session;
    std::optional<TaskAccess> m_reached;
    Latest m_attempts;
};

} // namespace watchbill
