// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/viewstore.h"

#include <QObject>

namespace watchbill {

/// The views as all windows of a program show them: those that are built in, and the saved ones behind them.
class SavedViews : public QObject
{
    Q_OBJECT

public:
    SavedViews();

    const QVector<SavedView> &views() const { return m_views; }

    /// Why the saved ones are missing; empty if they are not.
    const QString &problem() const { return m_problem; }

    /// Looks at the file again, which other programs may have changed.
    void reload();

    // As ViewStore's.
    Result<void> add(const SavedView &view) { return changedBy(m_store.add(view)); }
    Result<void> replace(const QString &name, const SavedView &view)
    {
        return changedBy(m_store.replace(name, view));
    }
    Result<void> move(const QString &name, int places) { return changedBy(m_store.move(name, places)); }
    Result<void> remove(const QString &name) { return changedBy(m_store.remove(name)); }
    Result<QStringList> importFrom(const QString &file) { return changedBy(m_store.importFrom(file)); }
    Result<void> exportTo(const QString &file, const QStringList &names) const
    {
        return m_store.exportTo(file, names);
    }

Q_SIGNALS:
    void changed();

private:
    template<typename T>
    Result<T> changedBy(Result<T> outcome)
    {
        reload(); // also after an error: another program may have changed the file
        return outcome;
    }

    ViewStore m_store;
    QVector<SavedView> m_views;
    QString m_problem;
};

} // namespace watchbill
