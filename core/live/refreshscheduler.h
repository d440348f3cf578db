// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace watchbill {

/// Decides when to refresh, never with two refreshes at once. The interval is the base; the longest of
/// these delays applies:
///   * A refresh that takes more than half the interval is followed by a pause of twice its length.
///   * While the window is hidden, refreshes are 30 s apart.
///   * After 30 s of refreshes without activity each further one doubles the delay, up to 10 s, until there
///     is activity, a hint or user input.
/// A hint makes the next refresh come sooner, shortly after the last one; see hint().
class RefreshScheduler : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds defaultInterval{2'000};
    static constexpr std::chrono::milliseconds hiddenInterval{30'000};
    static constexpr std::chrono::milliseconds quietAfter{30'000}; // without activity
    static constexpr std::chrono::milliseconds quietInterval{10'000};
    static constexpr std::chrono::milliseconds shortestGap{
        250}; // between the end of a refresh and the one after a hint

    enum class Reason { Interval, SlowLook, Hidden, Quiet };

    /// The delay after a refresh, and its reason.
    struct Pace
    {
        std::chrono::milliseconds delay;
        Reason reason;

        bool operator==(const Pace &) const = default;
    };

    explicit RefreshScheduler(QObject *parent = nullptr);

    /// The time between two refreshes; zero is off.
    void setInterval(std::chrono::milliseconds interval);
    std::chrono::milliseconds interval() const { return m_interval; }

    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }

    /// Whether the window can be seen.
    void setVisible(bool visible);

    /// Refresh now, paused or not; if a refresh is in progress, right after it.
    void trigger();

    /// Something may have changed: refresh as soon as the last refresh has been over for 250 ms and for twice its length.
    /// One refresh answers all hints until then. Does nothing while paused, off or hidden.
    void hint();

    /// User input: the delay is no longer doubled for lack of activity. If it was, refreshes as after a hint.
    void stir();

    /// Call when a refresh that tick() requested is over; `took` is how long the query took. There was activity if the
    /// refresh found a change, or a task that is about to change.
    void finished(std::chrono::milliseconds took, bool isActive = true);

    Pace pace() const;

    /// The time until the next refresh; zero if none is planned.
    std::chrono::milliseconds remaining() const;

Q_SIGNALS:
    void tick();
    void changed(); // interval or pause
    void paceChanged();

private:
    bool isOn() const { return !m_paused && m_interval.count() > 0; }
    std::chrono::milliseconds quietDelay() const;
    void plan();
    void planSoon();
    void tellPace();
    void look();

    QTimer m_timer;
    QElapsedTimer m_sinceLook; // since its end
    std::chrono::milliseconds m_interval = defaultInterval;
    std::chrono::milliseconds m_took{0};
    std::chrono::milliseconds m_quiet{0}; // the intervals since the last activity
    Pace m_told{defaultInterval, Reason::Interval};
    bool m_paused = false;
    bool m_visible = true;
    bool m_underWay = false;
    bool m_wanted = false;
    bool m_hinted = false; // while a refresh was in progress
};

} // namespace watchbill
