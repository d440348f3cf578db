// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <optional>

namespace watchbill {

/// Whether tasks on a connection can be changed. Production starts locked and is unlocked only for a time; then it
/// locks automatically, also if the computer was asleep in between.
class WriteLock : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Open, // nothing to lock: no production
        Fixed, // read-only by the profile's own setting, which no lock opens
        Locked,
        Unlocked, // until remaining() is over
    };

    explicit WriteLock(const ConnectionProfile &profile, QObject *parent = nullptr);

    State state() const { return m_state; }
    bool isReadOnly() const { return m_state == State::Fixed || m_state == State::Locked; }

    /// Unlocks for the given time, or until lock() without one. Does nothing where there is nothing to unlock.
    void unlock(const std::optional<std::chrono::milliseconds> &time);
    void lock();

    /// The remaining unlocked time; nothing if locked, or unlocked without limit.
    std::optional<std::chrono::milliseconds> remaining() const;

Q_SIGNALS:
    void changed(); // the state
    void ticked(); // remaining() is less, by a second or so

private:
    void set(State state);
    void tick();

    State m_state;
    QDeadlineTimer m_deadline; // stops while the computer sleeps, but is not affected by setting the clock
    QDateTime m_end; // continues while the computer sleeps, but is affected by setting the clock
    QTimer m_clock;
    bool m_hasEnd = false;
};

} // namespace watchbill
