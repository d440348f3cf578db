// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskkey.h"

#include <QObject>
#include <QPersistentModelIndex>
#include <QSet>
#include <QVariantAnimation>

namespace watchbill {

/// What the rows of the table of tasks are painted by, besides their tasks.
class RowLook : public QObject
{
    Q_OBJECT

public:
    explicit RowLook(QObject *parent);

    /// In grey, as stale.
    bool isDimmed() const { return m_isDimmed; }
    void setDimmed(bool isDimmed);

    /// The last thing was a key, or the focus came by one: the user moves in the table with the keyboard.
    bool isByKeys() const { return m_isByKeys; }
    void setByKeys(bool isByKeys);

    /// Tints a row for a moment, so that the eye finds it.
    void mark(const QModelIndex &row);
    double markOf(int row) const; // its strength, from 1 to 0

    /// Lets the rows of these tasks fade; at the end, or at once, faded() tells whose rows can go. Those that still faded go
    /// at once.
    enum class Pace { Slowly, AtOnce };
    void fade(const QVector<TaskKey> &keys, Pace pace);
    bool isLeaving(const TaskKey &key) const { return m_leaving.contains(key); }
    bool isAnyLeaving() const { return !m_leaving.isEmpty(); }
    double opacity() const; // of those, from 1 to 0

Q_SIGNALS:
    void changed(); // of all rows, perhaps
    void faded(const QVector<watchbill::TaskKey> &keys);

private:
    void letGo();

    bool m_isDimmed = false;
    bool m_isByKeys = false;
    QPersistentModelIndex m_marked;
    QVariantAnimation m_mark;
    QSet<TaskKey> m_leaving;
    QVariantAnimation m_fade;
};

} // namespace watchbill
