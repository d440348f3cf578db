// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

namespace watchbill {

/// Tells who uses a screen reader what others see appear somewhere in the window: new tasks, the outcome of a change, a
/// lost connection. It shows nothing itself.
class Announcer : public QWidget
{
    Q_OBJECT

public:
    explicit Announcer(QWidget *window);

    /// Announces the sentence shortly, together with others that come until then. Call it only for what is worth an
    /// interruption.
    void tell(const QString &sentence);

Q_SIGNALS:
    void told(const QString &sentences);

private:
    void speak();

    QStringList m_sentences;
    QTimer m_pause;
};

} // namespace watchbill
