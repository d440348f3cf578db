// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskerror.h"

#include <QStringList>

#include <utility>

namespace watchbill {

Failure failure(TaskError::Kind kind, const QString &message)
{
    return Failure(TaskError{kind, message, {}, {}});
}

bool needsPassword(const TaskError &error)
{
    return error.password != TaskError::Password::NotTheReason;
}

// What the server itself says in place of an answer undoes the statement; a pooler says in 08 that its server is gone.
bool mayHaveBeenDone(const TaskError &error)
{
    return error.kind == TaskError::Kind::Connection && !error.isOfLogin && !error.isUndone
        && (error.sqlState.isEmpty() || error.sqlState.startsWith(QLatin1StringView("08")));
}

// With the labels of the server's log and of psql, which are what people search the web for.
QString serverReport(const TaskError &error)
{
    if (error.serverText.isEmpty() && error.sqlState.isEmpty())
        return {};
    const ServerDetails &server = error.server;
    const std::pair<const char *, const QString &> parts[] = {
        {"DETAIL", server.detail},    {"HINT", server.hint},
        {"CONTEXT", server.context},  {"SCHEMA", server.schema},
        {"TABLE", server.table},      {"COLUMN", server.column},
        {"DATA TYPE", server.type},   {"CONSTRAINT", server.constraint},
        {"SQLSTATE", error.sqlState},
    };
    QStringList lines;
    if (!error.serverText.isEmpty())
        lines += error.serverText;
    for (const auto &[label, text] : parts) {
        if (!text.isEmpty() && !(error.isOfLogin && error.serverText.contains(text)))
            lines += QLatin1StringView(label) + QLatin1StringView(": ") + text;
    }
    return lines.join(QChar(u'\n'));
}

bool hasDetails(const TaskError &error)
{
    return error.server != ServerDetails();
}

QString toText(TaskError::Kind kind)
{
    switch (kind) {
    case TaskError::Kind::NotFound:
        return QStringLiteral("NotFound");
    case TaskError::Kind::InvalidInput:
        return QStringLiteral("InvalidInput");
    case TaskError::Kind::Connection:
        return QStringLiteral("Connection");
    case TaskError::Kind::Authentication:
        return QStringLiteral("Authentication");
    case TaskError::Kind::PermissionDenied:
        return QStringLiteral("PermissionDenied");
    case TaskError::Kind::ReadOnly:
        return QStringLiteral("ReadOnly");
    case TaskError::Kind::Timeout:
        return QStringLiteral("Timeout");
    case TaskError::Kind::Cancelled:
        return QStringLiteral("Cancelled");
    case TaskError::Kind::Conflict:
        return QStringLiteral("Conflict");
    case TaskError::Kind::Unsupported:
        return QStringLiteral("Unsupported");
    case TaskError::Kind::Server:
        return QStringLiteral("Server");
    }
    return QStringLiteral("Server");
}

} // namespace watchbill
