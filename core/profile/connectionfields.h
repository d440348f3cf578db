// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QString>
#include <QStringList>

namespace watchbill {

class ConnectionSettings;

/// A libpq connection, split into the fields of a form. Empty fields were not given, and come from the PG* variables,
/// the service file and ~/.pgpass.
struct ConnectionFields
{
    QString host = {}; // names, addresses or socket folders, separated by commas
    QString port = {}; // one for all hosts, or one for each, separated by commas
    QString database = {};
    QString user = {};
    QString password = {};
    QString tlsMode = {}; // sslmode, as libpq writes it
    QString rootCertificate = {};
    QString more = {}; // the options that have no field of their own, as key=value text
    QString keyPassword = {}; // of the client's certificate; a secret, therefore not among `more`

    /// Reads any text that ConnectionText reads, with its errors.
    static Result<ConnectionFields> fromText(const QString &text);

    static ConnectionFields of(const ConnectionSettings &settings);

    /// The libpq keywords that have a field of their own.
    static QStringList keywords();

    /// The text for libpq, including passwords.
    QString toText() const;

    ConnectionFields withoutPasswords() const;

    QStringList hosts() const; // one empty, if none is given

    /// The hosts as shown to people: "db.example.com, standby.example.com:5433", without the usual port.
    QString hostsToShow() const;

    /// Whether no host is reached over a network.
    bool isLocal() const;

    bool operator==(const ConnectionFields &) const = default;
};

} // namespace watchbill
