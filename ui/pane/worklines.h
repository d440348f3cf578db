// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>
#include <map>
#include <optional>

class QVBoxLayout;

namespace watchbill {

/// What takes longer than a second, one line each: what it is, how far it is, and a button that ends it. Hidden while there
/// is none. What changes tasks has a line of its own below these, see RunLine.
class WorkLines : public QWidget
{
    Q_OBJECT

public:
    /// It is asked again and again while its line shows.
    struct Work
    {
        std::function<QString()> text; // "1,200 tasks written"
        std::function<std::optional<double>()>
            share; // done of the whole, from 0 to 1; nothing if that is not known
        std::function<void()> cancel; // end() follows
    };

    explicit WorkLines(QWidget *parent = nullptr);

    /// Shows it from the first second on. Returns what it is called here.
    int begin(const Work &work);

    /// It is over, however it ended. Nothing if it is not known any more.
    void end(int id);

Q_SIGNALS:
    /// Its line has appeared: no other place need tell how far it is.
    void shown(int id);

    /// Of all that show; nothing where that is not known, or there is none.
    void progressed(const std::optional<double> &share);

private:
    class Line;

    void update();
    std::optional<double> share() const;

    std::map<int, Line *> m_lines;
    int m_last = 0;
    QVBoxLayout *m_layout;
    QTimer m_clock;
};

} // namespace watchbill
