// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <memory>

namespace watchbill {

/// Marks a run whose program is alive: a locked file next to the journal, which the system unlocks when the program
/// ends in any way. (A process id may be reused by another program.)
class RunMark
{
public:
    /// nullptr if the file cannot be made and locked.
    static std::unique_ptr<RunMark> make(const QString &journal, qint64 run);

    /// Whether any program, this one included, holds it.
    static bool isHeld(const QString &journal, qint64 run);

    /// Removes the file that a program left behind.
    static void clear(const QString &journal, qint64 run);

    ~RunMark();

private:
    class Lock;
    explicit RunMark(std::unique_ptr<Lock> lock);

    std::unique_ptr<Lock> m_lock;
};

} // namespace watchbill
