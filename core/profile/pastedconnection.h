// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

/// Connections as other programs and web pages write them, for libpq.
namespace watchbill::PastedConnection {

/// The same as libpq reads it: without quotes, `DATABASE_URL=`, `jdbc:` and the like, a psql command as key=value
/// text, the password of a URI encoded where it has to be. Parameters of a URI that are not libpq's are left out
/// and named in `ignored`. What it does not know is returned as it came.
QString toLibpq(const QString &text, QStringList &ignored);

} // namespace watchbill::PastedConnection
