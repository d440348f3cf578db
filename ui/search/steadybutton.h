// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolButton>

namespace watchbill {

/// A button that wants room for the widest of its texts, so that what is beside it keeps its width. Where there is less
/// room it is content with that of the current one.
class SteadyButton : public QToolButton
{
    Q_OBJECT

public:
    explicit SteadyButton(QWidget *parent = nullptr);

    /// All that it may show.
    void setTexts(const QStringList &texts) { m_texts = texts; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    QStringList m_texts;
};

} // namespace watchbill
