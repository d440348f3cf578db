// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// Whether the server's notifications arrive.
struct ListenState
{
    enum class Kind {
        Off,
        Starting,
        Listening, // shown by a notification of our own that came through
        Unavailable, // see reason
    };

    Kind kind = Kind::Off;
    QString reason; // one or more whole sentences, if unavailable

    bool operator==(const ListenState &) const = default;
};

} // namespace watchbill
