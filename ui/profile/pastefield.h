// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>
#include <QTimer>

namespace watchbill {

/// Takes a whole connection as a text. What is pasted or dropped is handed over at once, what is typed on Return,
/// when the field is left, or when take() is called.
class PasteField : public QLineEdit
{
    Q_OBJECT

public:
    explicit PasteField(QWidget *parent = nullptr);

    /// Hands over what it holds, if anything.
    void take();

    /// Whether what was typed is taken when the keyboard goes elsewhere; it is at first.
    void setTakenOnLeaving(bool isTaken) { m_isTakenOnLeaving = isTaken; }

Q_SIGNALS:
    void taken(const QString &text);

    /// Typing has paused for a moment; it may continue.
    void paused(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void noteEdit(const QString &text);

    QString m_before; // the last edit
    bool m_isTakenOnLeaving = true;
    QTimer m_pause;
};

} // namespace watchbill
