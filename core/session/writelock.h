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

/// Whether tasks on a connection can be changed. Production begins locked and is unlocked for a time
/// only; at its end the lock closes by itself, also if the computer has slept meanwhile.
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

    /// For so long, or until lock() if no time is given. Nothing happens where there is nothing to unlock.
    void unlock(const std::optional<std::chrono::milliseconds> &time);
    void lock();

    /// What is left of the unlocked time; nothing if it is locked, or unlocked without limit.
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
