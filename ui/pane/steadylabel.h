// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace watchbill {

/// A label that wants room for the widest text so far, so that what is beside it stays in its place while its numbers
/// change. Where there is less room it is content with that of its text.
class SteadyLabel : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;

    /// Shows a text. `usual` is a text as wide as the widest that can be expected.
    void setText(const QString &text, const QString &usual = {});

    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    QString m_usual;
    int m_widest = 0; // pixels
};

} // namespace watchbill
