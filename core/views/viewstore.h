// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/savedview.h"

#include <QStringList>

namespace watchbill {

/// The saved views, one list for all connections, in a JSON file that people can read and send. Several programs may use
/// it at a time: every call looks at the file as it is now. The built-in views are not in it, and cannot be changed.
///
/// Errors of every call: InvalidInput if the file cannot be read or written or is not understood, Unsupported if a
/// newer version wrote it. It is left as it is then.
class ViewStore
{
public:
    explicit ViewStore(QString path = defaultPath());

    /// $WATCHBILL_VIEWS, or views.json in the settings folder; the same for all programs of this user.
    static QString defaultPath();

    /// In the user's order.
    Result<QVector<SavedView>> views() const;

    /// Saved or built in. NotFound, which names those that there are.
    Result<SavedView> view(const QString &name) const;

    /// At the end. Conflict if there is one of that name, built in or not; InvalidInput without a name, or if the query
    /// cannot be read.
    Result<void> add(const SavedView &view);

    /// Replaces the view of that name. Conflict if another view has the new name; NotFound.
    Result<void> replace(const QString &name, const SavedView &view);

    /// Moves it down by this many places, or up by a negative number, as far as possible. NotFound.
    Result<void> move(const QString &name, int places);

    /// NotFound.
    Result<void> remove(const QString &name);

    /// Writes these views to a file that importFrom() reads. NotFound.
    Result<void> exportTo(const QString &file, const QStringList &names) const;

    /// Adds all views of a file, or none. Returns their names as stored: a name that was taken gets a number. A view
    /// that already exists in identical form is not added again.
    Result<QStringList> importFrom(const QString &file);

private:
    QString m_path;
};

} // namespace watchbill
