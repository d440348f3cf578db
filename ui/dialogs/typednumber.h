// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLineEdit;

namespace watchbill {

struct ConnectionProfile;

/// Asks to type how many tasks a change is about, so that a large one is not agreed to in passing.
class TypedNumber : public QWidget
{
    Q_OBJECT

public:
    /// Whether it is needed: for more than `above` tasks, and always on production.
    static bool isNeeded(qint64 count, int above, const ConnectionProfile &profile);

    explicit TypedNumber(qint64 count);

    bool isTyped() const;

    /// What is still to do; empty if nothing is.
    QString missing() const;

Q_SIGNALS:
    void changed();
    void entered(); // by Enter, the right number

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const QString m_number;
    QLineEdit *m_field;
};

} // namespace watchbill
