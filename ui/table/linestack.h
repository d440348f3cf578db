// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QVBoxLayout;

namespace watchbill {

/// Lines that come and go above the bottom edge of its place, without moving under the pointer: each appears above those
/// that are shown, and what is left by one that goes is closed once the pointer is elsewhere.
class LineStack : public QWidget
{
    Q_OBJECT

public:
    explicit LineStack(QWidget *parent = nullptr);

    /// Takes ownership of the line, and hides it. It may be deleted at any time.
    void addLine(QWidget *line);

Q_SIGNALS:
    void heightChanged(int pixels); // 0 while no line is shown

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void closeGaps();
    void keepPlaceOf(const QWidget *line);
    bool hasShownLine() const;

    QVBoxLayout *m_layout;
};

} // namespace watchbill
