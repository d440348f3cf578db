// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QJsonArray>
#include <QJsonObject>

namespace watchbill {

/// A JSON file that holds a list and the version of its format, such as the saved connections. Keys that we do not know stay
/// in it.
class ListFile
{
public:
    /// The object's key for the list, and the latest version that is understood.
    ListFile(const QString &list, int version);

    /// `place` names the file in messages. InvalidInput if it is no such file, Unsupported if a newer version wrote it.
    Result<void> read(const QByteArray &text, const QString &place);

    QByteArray toText() const;

    QJsonArray entries;

    /// "Cannot read the file. It is … The file was not changed."
    static Failure wrong(const QString &cannotRead, const QString &why);
    static QString cannotRead(const QString &place);

private:
    QString m_list;
    int m_version;
    QJsonObject m_root;
};

} // namespace watchbill
