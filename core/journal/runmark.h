// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <memory>

namespace watchbill {

/// That a run is being run by a living program. It is a locked file beside the journal: the system unlocks it when the
/// program ends in whatever way, so that no number of a process, which may be another one's by now, has to be believed.
class RunMark
{
public:
    /// nullptr if the file cannot be made and locked.
    static std::unique_ptr<RunMark> make(const QString &journal, qint64 run);

    /// Whether any program, this one included, holds it.
    static bool isHeld(const QString &journal, qint64 run);

    /// What a program that is gone has left.
    static void clear(const QString &journal, qint64 run);

    ~RunMark();

private:
    class Lock;
    explicit RunMark(std::unique_ptr<Lock> lock);

    std::unique_ptr<Lock> m_lock;
};

} // namespace watchbill
