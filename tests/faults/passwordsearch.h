// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QString>
#include <QStringList>

namespace watchbill {

/// Looks for a password wherever others could find it, in each way in which it could be written there.
class PasswordSearch
{
public:
    explicit PasswordSearch(const QString &password);

    bool isIn(const QByteArray &text) const;

    /// The files below a folder that hold it, hidden ones too, but not those that are meant to.
    QStringList filesBelow(const QString &folder, const QStringList &meantTo) const;

    /// What everybody, or the same user's other programs, can ask the system about a process and its children:
    /// arguments and environment. Where it was found.
    QStringList processes(qint64 id) const;

private:
    QByteArrayList m_forms;
};

} // namespace watchbill
