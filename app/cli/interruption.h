// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <functional>

namespace watchbill {

/// Ctrl+C, and where there are signals SIGTERM and SIGHUP: the first ends the event loop, so that what runs on the
/// server can be cancelled (otherwise the server would continue counting); the second ends the program at once.
class Interruption : public QObject
{
public:
    Interruption();
    ~Interruption() override;

    /// What the first does from now on instead of ending the event loop, in that loop.
    void instead(const std::function<void()> &reaction) { m_reaction = reaction; }

    /// Ends the program by the signal that came, if one came, as its caller expects.
    static void passOn();

private:
    std::function<void()> m_reaction;
};

} // namespace watchbill
