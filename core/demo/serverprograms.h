// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QVersionNumber>

/// The programs of a PostgreSQL server that are installed here.
namespace watchbill::serverprograms {

/// The folder of initdb, pg_ctl and postgres: the one named by the variable WATCHBILL_POSTGRES_BIN or
/// else the first that is found in the usual places. Unsupported, with what to install, if there is none.
Result<QString> find();

/// The whole path of a program in that folder; empty if it is not there.
QString path(const QString &folder, const QString &name);

/// The first version number in a text such as "postgres (PostgreSQL) 15.18 (Debian …)" or "postgresql@16".
QVersionNumber versionIn(const QString &text);

} // namespace watchbill::serverprograms
