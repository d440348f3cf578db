// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

namespace watchbill {

/// How it went with a connection, as far as that is remembered.
struct ProfileState
{
    bool isOpen = false; // in a window, now
    QDateTime lastOpened; // invalid if it never was
    QString problem; // why it did not work then; empty if it did
};

} // namespace watchbill
