// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/listfile.h"
#include "views/savedview.h"

namespace watchbill {

/// The text of a file of views. Keys that we do not know are kept, so that a file can go back and forth between
/// versions.
///
/// {"version": 1, "views": [{"name": …, "query": …, "sort": {"field": …, "ascending": …}, "columns": …, "zone": …}]}
///
/// The sort may be missing: the newest created first. The columns are in base64, and may be missing, too; likewise the
/// time zone, an IANA id.
class ViewFile
{
public:
    static constexpr int version = 1;

    /// The place is named in messages. InvalidInput if it is not understood, Unsupported if a newer version wrote it.
    static Result<ViewFile> parse(const QByteArray &text, const QString &place);

    QByteArray toText() const;

    const QVector<SavedView> &views() const { return m_views; }
    qsizetype indexOf(const QString &name) const; // -1 if there is none

    void append(const SavedView &view);
    void replace(qsizetype index, const SavedView &view);
    void move(qsizetype from, qsizetype to);
    void removeAt(qsizetype index);

private:
    ListFile m_file{QStringLiteral("views"), version}; // in the order of m_views
    QVector<SavedView> m_views;
};

} // namespace watchbill
