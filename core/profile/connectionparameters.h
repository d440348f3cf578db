// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace watchbill {

/// The parameters of a connection while it is read: names and values of other programs become libpq's.
class ConnectionParameters
{
public:
    /// What to do with a name that neither libpq nor this knows.
    enum class Unknown { Ignored, Refused };

    /// libpq's keyword for a name as people and programs write it ("SSL Mode", "Username", "dbname"), if there is one.
    static std::optional<QString> keywordOf(const QString &name);

    /// Whether the name has a keyword, or is known from another program.
    static bool isKnown(const QString &name);

    /// libpq's keyword for a variable of an environment: PGHOST, DB_USERNAME, POSTGRES_DB.
    static std::optional<QString> keywordOfVariable(const QString &name);

    /// A later value replaces an earlier one; an empty value counts as not given. InvalidInput names the parameter,
    /// never the value of a secret.
    Result<void> add(const QString &name, const QString &value, Unknown unknown);

    struct Host
    {
        QString name; // or address, or folder
        QString port; // empty for the usual one
    };

    /// Sets the hosts. InvalidInput names the host at fault.
    Result<void> setHosts(const QVector<Host> &hosts);

    const QMap<QString, QString> &values() const { return m_values; }
    const QStringList &ignored() const { return m_ignored; }
    const QStringList &notes() const { return m_notes; }

    /// What is in values() as libpq's key/value text.
    QString toText() const;

private:
    Result<void> set(const QString &keyword, const QString &name, const QString &value);
    Result<void> setTlsMode(const QString &name, const QString &value);
    Result<void> setTarget(const QString &name, const QString &value);

    QMap<QString, QString> m_values;
    QVector<Host> m_hosts; // that were given by name
    QStringList m_ignored;
    QStringList m_notes;
    bool m_hasTlsMode = false; // by that name, which counts more than "ssl=true"
};

} // namespace watchbill
