// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace watchbill {

/// The name of a table as people write and read it; what toText() shows, fromText() reads.
struct TableName
{
    QString schema = QStringLiteral("public");
    QString table;

    /// "table" or "schema.table"; a name with dots, spaces or quotes is in double quotes as in SQL. Capitals are kept
    /// with and without them. Nothing if it is neither.
    static std::optional<TableName> fromText(const QString &text);

    /// With the schema, in quotes where they are needed.
    QString toText() const;

    /// One name, in quotes where they are needed.
    static QString quotedWhereNeeded(const QString &name);

    bool operator==(const TableName &) const = default;
};

} // namespace watchbill
