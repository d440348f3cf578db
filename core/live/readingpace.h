// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>

#include <chrono>

namespace watchbill {

/// How often something is read that costs the server time: so seldom that it takes 2 % of the server's time at most.
class ReadingPace
{
public:
    void begin()
    {
        m_sinceAsked.start();
        m_isUnderWay = true;
    }

    void end()
    {
        m_isUnderWay = false;
        m_took = m_sinceAsked.elapsed();
    }

    /// The answer is no longer wanted.
    void giveUp() { m_isUnderWay = false; }

    bool isUnderWay() const { return m_isUnderWay; }

    /// Whether it was read, and it is time to read it again.
    bool isDue() const
    {
        return !m_isUnderWay && m_sinceAsked.isValid() && m_sinceAsked.hasExpired(m_took * shareOfTime);
    }

    const QElapsedTimer &sinceAsked() const { return m_sinceAsked; }

private:
    static constexpr qint64 shareOfTime = 50;

    QElapsedTimer m_sinceAsked;
    qint64 m_took = 0; // milliseconds
    bool m_isUnderWay = false;
};

} // namespace watchbill
