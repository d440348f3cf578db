// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>

namespace watchbill {

/// Takes a whole connection as a text. What is pasted or dropped is handed over at once, what is typed on Return
/// or when the field is left.
class PasteField : public QLineEdit
{
    Q_OBJECT

public:
    explicit PasteField(QWidget *parent = nullptr);

Q_SIGNALS:
    void taken(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void noteEdit(const QString &text);
    void take();

    qsizetype m_length = 0; // before the last edit
};

} // namespace watchbill
