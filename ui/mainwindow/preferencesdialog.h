// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QVector>

class QFormLayout;

namespace watchbill {

struct Preferences;

/// What a person has chosen for all windows. Each choice holds at once, and the dialog follows what is chosen elsewhere.
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PreferencesDialog(Preferences &preferences, QWidget *parent = nullptr);

    struct Setting
    {
        QString name; // with its choices, if these are few
        QWidget *field = nullptr;
    };

    /// The settings from top to bottom.
    QVector<Setting> settings() const;

private:
    void addLook(QFormLayout *form);
    void addTimes(QFormLayout *form);
    void addWork(QFormLayout *form);
    void addStuckAfter(QFormLayout *form);
    void addTypedAbove(QFormLayout *form);
    void addZone(QFormLayout *form);
    void reset();

    Preferences &m_preferences;
    QFormLayout *m_form;
};

} // namespace watchbill
