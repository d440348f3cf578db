// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>
#include <optional>

class QObject;

namespace watchbill {

struct KeyringRequest
{
    enum What { Read, Write, Erase };

    What what = Read;
    QString key;
    QString secret; // to be written
};

struct KeyringAnswer
{
    bool isFromKeyring = false; // there is one, and it has answered
    bool isDone = false; // written, erased, or nothing was there to be erased
    bool isLocked = false; // there is one, and it stays locked
    std::optional<QString> secret; // that was read
    QString words; // what went wrong, without a full stop
};

/// Asks the keyring of the operating system. The answer comes by the event loop; never, if the receiver is destroyed
/// first.
void askKeyring(const KeyringRequest &request, QObject *receiver,
                const std::function<void(const KeyringAnswer &)> &then);

} // namespace watchbill
