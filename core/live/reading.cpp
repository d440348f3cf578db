// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/reading.h"

namespace watchbill {

AnyReading::AnyReading(ReadingSchedule &schedule)
{
    connect(&schedule, &ReadingSchedule::expired, this, [this] { expire(); });
    connect(&schedule, &ReadingSchedule::due, this, [this] { read(); });
    connect(&schedule, &ReadingSchedule::listRead, this, [this] { followList(); });
    connect(&schedule, &ReadingSchedule::queryChanged, this,
            [this](const TaskQuery &before) { followQuery(before); });
    connect(&schedule, &ReadingSchedule::forgotten, this, [this] { forget(); });
}

} // namespace watchbill
