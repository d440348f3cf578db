// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

class QFormLayout;
class QVBoxLayout;

namespace watchbill::theme {

/// What a window holds above its buttons: a column that is as wide as a number of letters, or as what is in it needs, and
/// as high as that is then. The window grows with it, up to what the screen has room for; from there on it scrolls.
class FittingArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit FittingArea(int letters, QWidget *parent = nullptr);

    QVBoxLayout *column() const { return m_column; }

    /// Adds a form to the column. Its labels are above the fields if the screen is too narrow for both.
    void addForm(QFormLayout *form);

    QSize sizeHint() const override { return fittingSize(); }
    QSize minimumSizeHint() const override { return fittingSize(); }

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QSize fittingSize() const;
    QSize roomOnScreen() const;

    const int m_letters;
    QVBoxLayout *m_column = nullptr;
    QFormLayout *m_form = nullptr;
};

} // namespace watchbill::theme
