// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>

#include <algorithm>
#include <chrono>

namespace watchbill {

/// Limits how often something is read, so that it takes at most a given share of the server's time.
class ReadingPace
{
public:
    ReadingPace() = default;

    /// At most 1 / `restPerWork` of the server's time.
    ReadingPace(int restPerWork, std::chrono::milliseconds shortestInterval)
        : m_restPerWork(restPerWork)
        , m_shortestInterval(shortestInterval)
    {
    }

    void begin()
    {
        m_sinceAsked.start();
        m_isUnderWay = true;
    }

    void end()
    {
        m_isUnderWay = false;
        if (m_sinceAsked.isValid()) // else it was reset meanwhile
            m_took = m_sinceAsked.elapsed();
    }

    /// The answer is no longer wanted.
    void giveUp() { m_isUnderWay = false; }

    /// As before the first reading.
    void reset()
    {
        giveUp();
        m_sinceAsked.invalidate();
    }

    bool isUnderWay() const { return m_isUnderWay; }

    /// Whether it was not read yet, or it is time to read it again.
    bool allows() const
    {
        const qint64 interval = std::max<qint64>(m_took * m_restPerWork, m_shortestInterval.count());
        return !m_isUnderWay && (!m_sinceAsked.isValid() || m_sinceAsked.hasExpired(interval));
    }

    /// Whether it was read, and it is time to read it again.
    bool isDue() const { return m_sinceAsked.isValid() && allows(); }

    const QElapsedTimer &sinceAsked() const { return m_sinceAsked; }

private:
    int m_restPerWork = 50; // 2 %
    std::chrono::milliseconds m_shortestInterval{0};
    QElapsedTimer m_sinceAsked;
    qint64 m_took = 0; // milliseconds
    bool m_isUnderWay = false;
};

} // namespace watchbill
