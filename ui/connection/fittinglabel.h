// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>
#include <QStringList>

namespace watchbill {

/// A label that shows the longest of several texts that fits.
class FittingLabel : public QLabel
{
    Q_OBJECT

public:
    explicit FittingLabel(QWidget *parent = nullptr);

    /// Versions of the text from long to short. If even the last is too long, its middle is left out.
    void setTexts(const QStringList &texts);

    /// Down to how many characters the last text may be shortened; 12 at first.
    void setShortest(int characters);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int widthOf(const QString &text) const;
    void fit();

    QStringList m_texts;
    int m_shortest = 12;
};

} // namespace watchbill
