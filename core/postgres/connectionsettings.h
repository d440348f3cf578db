// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

namespace watchbill {

/// Where the server is and who logs in: a libpq connection URI or key/value string, taken apart.
/// What is not given comes from the PG* variables, the service file and ~/.pgpass, as in psql
/// (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING).
class ConnectionSettings
{
public:
    /// An empty text is fine: everything comes from the environment then.
    /// InvalidInput if libpq does not understand it.
    static Result<ConnectionSettings> parse(const QString &text);

    QString value(const QString &keyword) const { return m_values.value(keyword); }
    const QMap<QString, QString> &values() const { return m_values; }

    /// The number of hosts. libpq uses the first that answers and satisfies target_session_attrs.
    int hostCount() const;

    /// Among several hosts, a standby for reading if there is one, unless something else was asked for; and the primary
    /// for writing, unless that was ruled out. With one host, both return the same.
    ConnectionSettings forReading() const;
    ConnectionSettings forWriting() const;

    /// Settings for each single host, in the order in which libpq tries them.
    QVector<ConnectionSettings> eachHost() const;

    /// The values with UTF-8 as the encoding and, where none are given, limits that detect a dead link within seconds.
    /// Without the name: a pooler would leave it in the sessions that it lends.
    QMap<QString, QString> valuesWithDefaults() const;

    /// What sessions of ours are called, in pg_stat_activity and the server's log.
    QString applicationName() const;

    /// The settings without the password, as a key/value string: for settings files, logs and titles.
    QString withoutPassword() const;

    /// Whether the keyword's value is a secret.
    static bool isSecret(const QString &keyword);

    /// All that the libpq of this program understands.
    static QStringList keywords();

    /// The keyword of an environment variable such as PGHOST; empty if it is not one of libpq's.
    static QString keywordOfVariable(const QString &name);

    /// A copy with another value for a keyword.
    ConnectionSettings with(const QString &keyword, const QString &value) const;

    /// A copy without a value for a keyword.
    ConnectionSettings without(const QString &keyword) const;

    /// A sentence about a text that is no connection.
    static QString notUnderstood();

    /// All of them as key/value string, password and all: for parse().
    QString toText() const;

    /// "db.example.com:5432", "[::1]:5432"
    static QString hostAndPort(const QString &host, const QString &port);

    /// One pair in libpq's key/value syntax, quoted.
    static QString keyValue(const QString &keyword, const QString &value);

    bool operator==(const ConnectionSettings &) const = default;

private:
    QString hosts(const QString &keyword) const;
    QString target() const; // among several hosts

    QMap<QString, QString> m_values; // only what was given
};

} // namespace watchbill
