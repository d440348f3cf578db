// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace watchbill {

/// Ctrl+C, SIGTERM and SIGHUP: the first ends the event loop, so that what runs on the server can be
/// cancelled (the server would otherwise go on counting); the second ends the program at once.
class Interruption : public QObject
{
public:
    Interruption();
    ~Interruption() override;

    /// Ends the program by the signal that came, if one came, as its caller expects.
    static void passOn();
};

} // namespace watchbill
