// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>

namespace watchbill {

class RefreshScheduler;

/// The choice of a refresh interval. It shows the current interval while that differs.
class IntervalBox : public QComboBox
{
    Q_OBJECT

public:
    static constexpr int choices[] = {0, 1, 2, 5, 10, 30, 60}; // seconds
    static QString textOf(int seconds);

    explicit IntervalBox(RefreshScheduler &scheduler, QWidget *parent = nullptr);

    /// The text on the box while its list is closed.
    const QString &shownText() const { return m_shown; }

    QSize sizeHint() const override;

protected:
    void initStyleOption(QStyleOptionComboBox *option) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showSchedule();

    RefreshScheduler &m_scheduler;
    QString m_shown;
};

} // namespace watchbill
