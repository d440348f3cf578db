// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace watchbill {

/// Says when to look again. It never asks for a second look while the first is under way, and looks less
/// often when a look takes long or nobody sees it.
class RefreshScheduler : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds defaultInterval{2'000};
    static constexpr std::chrono::milliseconds hiddenInterval{30'000};

    explicit RefreshScheduler(QObject *parent = nullptr);

    /// The time between two looks; zero is off.
    void setInterval(std::chrono::milliseconds interval);
    std::chrono::milliseconds interval() const { return m_interval; }

    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }

    /// Whether a person can see the outcome.
    void setVisible(bool visible);

    /// Look now, paused or not; at once after the look that is under way.
    void trigger();

    /// To be called when a look that tick() asked for is over; `took` is the time that the query took.
    void finished(std::chrono::milliseconds took);

    /// The next look comes after this time; zero if none is planned.
    std::chrono::milliseconds remaining() const;

Q_SIGNALS:
    void tick();
    void changed(); // interval or pause

private:
    std::chrono::milliseconds delay() const;
    void plan();
    void look();

    QTimer m_timer;
    std::chrono::milliseconds m_interval = defaultInterval;
    std::chrono::milliseconds m_took{0};
    bool m_paused = false;
    bool m_visible = true;
    bool m_underWay = false;
    bool m_wanted = false;
};

} // namespace watchbill
