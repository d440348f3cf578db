// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/linestack.h"

#include <QTimer>

#include <functional>
#include <map>
#include <optional>

namespace watchbill {

/// Work that takes longer than a second, one line each: its text, its progress and a button that cancels it. Hidden
/// while there is none. Runs have a line of their own, see RunLine.
class WorkLines : public LineStack
{
    Q_OBJECT

public:
    /// Polled while its line is shown.
    struct Work
    {
        std::function<QString()> text; // "1,200 tasks written"
        std::function<std::optional<double>()> share; // progress from 0 to 1; nothing if unknown
        std::function<void()> cancel; // end() follows
    };

    explicit WorkLines(QWidget *parent = nullptr);

    /// Shows the work after its first second. Returns its id.
    int begin(const Work &work);

    /// The work has ended, with any outcome. Does nothing for an unknown id.
    void end(int id);

Q_SIGNALS:
    /// Its line has appeared: no other place needs to show its progress.
    void shown(int id);

    /// The progress of all lines that are shown; nothing if unknown, or if there is none.
    void progressed(const std::optional<double> &share);

private:
    class Line;

    void update();
    std::optional<double> share() const;

    std::map<int, Line *> m_lines;
    int m_last = 0;
    QTimer m_clock;
};

} // namespace watchbill
