// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

namespace watchbill {

/// Announces to screen readers what appears elsewhere in the window: new tasks, the outcome of a change, a lost
/// connection. It shows nothing itself.
class Announcer : public QWidget
{
    Q_OBJECT

public:
    explicit Announcer(QWidget *window);

    /// The one of the window, which is made if there is none yet.
    static Announcer *of(QWidget *window);

    /// Announces the sentence after a short delay, together with others that arrive until then. Call it only for events
    /// that are worth an interruption.
    void tell(const QString &sentence);

Q_SIGNALS:
    void told(const QString &sentences);

private:
    void speak();

    QStringList m_sentences;
    QTimer m_pause;
};

} // namespace watchbill
