// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/servererror.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ServerError)
};

struct Rule
{
    QLatin1StringView sqlState; // whole, or the first characters
    Kind kind;
};

// The first rule that fits decides.
constexpr std::array rules{
    Rule{"57P01"_L1, Kind::Connection}, // an administrator ended the connection
    Rule{"57P02"_L1, Kind::Connection}, // the server crashed
    Rule{"57P03"_L1, Kind::Connection}, // the server is starting up or shutting down
    Rule{"57P05"_L1, Kind::Connection}, // idle session time-out
    Rule{"53300"_L1, Kind::Connection}, // too many connections
    Rule{"08"_L1, Kind::Connection},
    Rule{"28"_L1, Kind::Authentication},
    Rule{"42501"_L1, Kind::PermissionDenied},
    Rule{"25006"_L1, Kind::ReadOnly},
    Rule{"57014"_L1, Kind::Timeout}, // a statement time limit, or a cancel request
    Rule{"55P03"_L1, Kind::Timeout}, // a lock was not free in time
    Rule{"40"_L1, Kind::Conflict},
    Rule{"23505"_L1, Kind::Conflict},
    Rule{"22"_L1, Kind::InvalidInput},
    Rule{"23"_L1, Kind::InvalidInput},
    Rule{"42P01"_L1, Kind::Unsupported}, // no such table
    Rule{"42703"_L1, Kind::Unsupported}, // no such column
    Rule{"0A"_L1, Kind::Unsupported},
};

Kind kindOf(const QString &sqlState)
{
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const Rule &one) { return sqlState.startsWith(one.sqlState); });
    return rule == rules.end() ? Kind::Server : rule->kind;
}

constexpr auto wrongPassword = "28P01"_L1;

QString sentence(QString text)
{
    text = text.trimmed();
    if (!text.isEmpty() && !text.endsWith(u'.') && !text.endsWith(u'!') && !text.endsWith(u'?'))
        text += u'.';
    return text;
}

QString explained(Kind kind, const QString &primary)
{
    const QString words = sentence(primary);
    switch (kind) {
    case Kind::Connection:
        return Text::tr("The server ended the connection: %1").arg(words);
    case Kind::Authentication:
        return Text::tr("The server refused the login: %1").arg(words);
    case Kind::PermissionDenied:
        return Text::tr("Not allowed for this role: %1").arg(words);
    case Kind::ReadOnly:
        return Text::tr("The server refuses changes here: %1").arg(words);
    case Kind::Timeout:
        return Text::tr("The server cancelled the query: %1").arg(words);
    case Kind::Conflict:
        return Text::tr("Conflict with another change: %1").arg(words);
    case Kind::InvalidInput:
        return Text::tr("The server rejected a value: %1").arg(words);
    case Kind::Unsupported:
        return Text::tr("Not supported by this table or server: %1").arg(words);
    default:
        return Text::tr("Server error: %1").arg(words);
    }
}

// libpq has a line for each address that it tried, an indented question behind some, and at last the file that a
// wrong password came from; the driver adds a line of its own.
QString lastLine(const QString &text)
{
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (!line->startsWith("QPSQL:"_L1) && !line->startsWith("password retrieved from"_L1)
            && !line->at(0).isSpace())
            return line->trimmed();
    }
    return text.trimmed();
}

// What libpq says of an attempt, which may have gone to several addresses, or to one with TLS and without.
struct LoginText
{
    QString text; // without what is taken out below
    QString telling; // the line that matters most
    QString sqlState; // that line's
};

// In libpq's verbose words a line holds its SQLSTATE ("FATAL:  28P01: …"), and one more tells of the server's code.
LoginText readLoginText(const QString &verbose)
{
    static const QRegularExpression state(u":  ([0-9A-Z]{5}): "_s);
    static const QRegularExpression place(uR"(^\S+ +\w+, \w+\.c:\d+\s*$)"_s);
    LoginText login;
    QStringList lines;
    QString passwordLine;
    for (QString line : verbose.split(u'\n')) {
        if (place.match(line).hasMatch())
            continue;
        if (const QRegularExpressionMatch match = state.match(line); match.hasMatch()) {
            login.sqlState = match.captured(1);
            line.remove(match.capturedStart(1), match.capturedLength(1) + 2);
            if (login.sqlState == wrongPassword)
                passwordLine = line.trimmed();
        }
        lines += line;
    }
    login.text = lines.join(u'\n').trimmed();
    login.telling = passwordLine.isEmpty() ? lastLine(login.text) : passwordLine;
    if (!passwordLine.isEmpty())
        login.sqlState = wrongPassword;
    return login;
}

bool contains(const QString &text, std::initializer_list<QLatin1StringView> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](QLatin1StringView one) { return text.contains(one, Qt::CaseInsensitive); });
}

// A pooler has words of its own.
TaskError::Password passwordReason(const QString &text)
{
    if (contains(text, {"no password supplied"_L1, "password is required"_L1}))
        return TaskError::Password::Missing;
    if (contains(text,
                 {"password authentication failed"_L1, "SASL authentication failed"_L1, "wrong password"_L1}))
        return TaskError::Password::Wrong;
    return TaskError::Password::NotTheReason;
}

} // namespace

TaskError errorFromServer(const ServerMessage &message)
{
    const Kind kind = kindOf(message.sqlState);
    QString serverText = message.primary;
    for (const QString &more : {message.detail, message.hint}) {
        if (!more.isEmpty())
            serverText += u'\n' + more;
    }
    return {kind, explained(kind, message.primary), message.sqlState, serverText};
}

TaskError errorFromResult(const pg_result *result)
{
    const auto field = [&](int code) { return QString::fromUtf8(PQresultErrorField(result, code)); };
    const QString sqlState = field(PG_DIAG_SQLSTATE);
    if (sqlState.isEmpty())
        return errorFromLostLink(QString::fromUtf8(PQresultErrorMessage(result)));
    return errorFromServer({sqlState, field(PG_DIAG_MESSAGE_PRIMARY), field(PG_DIAG_MESSAGE_DETAIL),
                            field(PG_DIAG_MESSAGE_HINT)});
}

TaskError errorFromLogin(const QString &verboseText)
{
    const auto [text, telling, sqlState] = readLoginText(verboseText);
    const bool unknownRole = text.contains("role \""_L1) && text.contains("does not exist"_L1);
    const bool refused = unknownRole || sqlState.startsWith("28"_L1)
        || contains(text,
                    {"authentication failed"_L1, "no password supplied"_L1, "no pg_hba.conf entry"_L1,
                     "is not permitted to log"_L1, "pg_hba.conf rejects"_L1,
                     "permission denied for database"_L1, "SASL authentication"_L1, "password is required"_L1,
                     "no such user"_L1});
    const QString words = sentence(telling);
    TaskError error{Kind::Connection, Text::tr("Cannot connect: %1").arg(words), sqlState, text};
    error.isOfLogin = true;
    if (refused) {
        error.kind = Kind::Authentication;
        error.message = Text::tr("The server refused the login: %1").arg(words);
        error.password = passwordReason(text);
    }
    return error;
}

TaskError errorFromLostLink(const QString &text)
{
    const QString words = sentence(lastLine(text));
    return {Kind::Connection,
            words.isEmpty() ? Text::tr("The connection to the server was lost.")
                            : Text::tr("The connection to the server was lost: %1").arg(words),
            {},
            text.trimmed()};
}

} // namespace watchbill
