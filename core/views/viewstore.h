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

    /// The same for all programs of this user: $WATCHBILL_VIEWS, or views.json in the folder of settings.
    static QString defaultPath();

    /// In the order that the person gave them.
    Result<QVector<SavedView>> views() const;

    /// Saved or built in. NotFound, which names those that there are.
    Result<SavedView> view(const QString &name) const;

    /// At the end. Conflict if there is one of that name, built in or not; InvalidInput without a name, or if the query
    /// cannot be read.
    Result<void> add(const SavedView &view);

    /// In place of the one of that name. Conflict if its new name is another's; NotFound.
    Result<void> replace(const QString &name, const SavedView &view);

    /// So many places down, or up; as far as there are any. NotFound.
    Result<void> move(const QString &name, int places);

    /// NotFound.
    Result<void> remove(const QString &name);

    /// Writes these into a file that importFrom() reads, here or elsewhere. NotFound.
    Result<void> exportTo(const QString &file, const QStringList &names) const;

    /// Adds all that a file holds, or none; the names as stored: one that was taken has got a number. A view that is there
    /// already, the same in all, is not added again.
    Result<QStringList> importFrom(const QString &file);

private:
    QString m_path;
};

} // namespace watchbill
