// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;

namespace watchbill {

struct Preferences;

/// The limits of the journal: days and size.
class HistoryLimits : public QWidget
{
    Q_OBJECT

public:
    /// `journal` is its file.
    HistoryLimits(const QString &journal, Preferences &preferences, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Rows may have been dropped.
    void applied();

private:
    void showUnits();
    void enableApply();
    void apply();

    const QString m_journal;
    Preferences &m_preferences;
    QSpinBox *m_days;
    QSpinBox *m_megabytes;
    QPushButton *m_apply;
    QLabel *m_report;
};

} // namespace watchbill
