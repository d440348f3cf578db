// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/servererror.h"

#include "task/sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <QVector>

#include <libpq-fe.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

struct Texts
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
constexpr auto protocolViolation = "08P01"_L1; // poolers have no other code for what they refuse

QString explained(Kind kind, const QString &primary)
{
    const QString words = asSentence(primary);
    switch (kind) {
    case Kind::Connection:
        return Texts::tr("The server ended the connection: %1").arg(words);
    case Kind::Authentication:
        return Texts::tr("The server refused the login: %1").arg(words);
    case Kind::PermissionDenied:
        return Texts::tr("Not allowed for this role: %1").arg(words);
    case Kind::ReadOnly:
        return Texts::tr("The server refuses changes here: %1").arg(words);
    case Kind::Timeout:
        return Texts::tr("The server cancelled the query: %1").arg(words);
    case Kind::Conflict:
        return Texts::tr("Conflict with another change: %1").arg(words);
    case Kind::InvalidInput:
        return Texts::tr("The server rejected a value: %1").arg(words);
    case Kind::Unsupported:
        return Texts::tr("Not supported by this table or server: %1").arg(words);
    default:
        return Texts::tr("Server error: %1").arg(words);
    }
}

// libpq has an indented question behind some lines.
QString lastLine(const QString &text)
{
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (!line->at(0).isSpace())
            return line->trimmed();
    }
    return text.trimmed();
}

// The words of one server that answered, in a line of their own and some more.
struct Refusal
{
    QString message; // of the first line, without where it comes from
    QString sqlState;
    QStringList more; // DETAIL and HINT, under labels in the language of this program's locale
};

// What libpq says of an attempt, which may have gone to several addresses, or to one with TLS and without.
struct LoginText
{
    QString text; // without what is taken out below
    QVector<Refusal> refusals;
};

// In libpq's verbose words a line holds its SQLSTATE ("FATAL:  28P01: …"), some may follow, and the last one tells of
// the place in the server's code.
LoginText readLoginText(const QString &verbose)
{
    static const QRegularExpression state(u":  ([0-9A-Z]{5}): "_s);
    static const QRegularExpression place(uR"(^[^:]+:\s+\w+, [\w./-]+:\d+\s*$)"_s);
    LoginText login;
    QStringList lines;
    bool isOpen = false; // a refusal, to which more lines belong
    for (QString line : verbose.split(u'\n', Qt::SkipEmptyParts)) {
        if (place.match(line).hasMatch()) {
            isOpen = false;
            continue;
        }
        if (const QRegularExpressionMatch match = state.match(line); match.hasMatch()) {
            login.refusals += Refusal{line.mid(match.capturedEnd()).trimmed(), match.captured(1), {}};
            line.remove(match.capturedStart(1), match.capturedLength(1) + 2);
            isOpen = true;
        } else if (isOpen) {
            login.refusals.last().more += line.trimmed();
        }
        lines += line;
    }
    login.text = lines.join(u'\n').trimmed();
    return login;
}

// A wrong password, if one of them says so: without TLS the same server may have refused for that. Otherwise the last.
Refusal tellingRefusal(const LoginText &login)
{
    for (const Refusal &one : login.refusals) {
        if (one.sqlState == wrongPassword)
            return one;
    }
    return login.refusals.isEmpty() ? Refusal{lastLine(login.text), {}, {}} : login.refusals.last();
}

bool isRefusal(const QString &sqlState, const LoginFailure &failure)
{
    return failure.lacksPassword || sqlState.startsWith("28"_L1)
        || sqlState == "42501"_L1 // no CONNECT on the database
        || (failure.usedPassword && sqlState == protocolViolation);
}

// What an LDAP server or a pooler says of a password has no code of its own, but follows on its being sent.
TaskError::Password passwordReason(const QString &sqlState, const LoginFailure &failure)
{
    if (failure.lacksPassword)
        return TaskError::Password::Missing;
    const bool mayBe = sqlState.startsWith("28"_L1) || sqlState == protocolViolation;
    return sqlState == wrongPassword || (failure.usedPassword && mayBe) ? TaskError::Password::Wrong
                                                                        : TaskError::Password::NotTheReason;
}

} // namespace

TaskError errorFromServer(const ServerMessage &message)
{
    const Kind kind = kindOf(message.sqlState);
    TaskError error{kind, explained(kind, message.primary), message.sqlState, message.primary};
    error.server = message.details;
    return error;
}

TaskError errorFromResult(const pg_result *result)
{
    const auto field = [&](int code) { return QString::fromUtf8(PQresultErrorField(result, code)); };
    const QString sqlState = field(PG_DIAG_SQLSTATE);
    if (sqlState.isEmpty())
        return errorFromLostLink(QString::fromUtf8(PQresultErrorMessage(result)));
    TaskError error =
        errorFromServer({sqlState,
                         field(PG_DIAG_MESSAGE_PRIMARY),
                         {field(PG_DIAG_MESSAGE_DETAIL), field(PG_DIAG_MESSAGE_HINT), field(PG_DIAG_CONTEXT),
                          field(PG_DIAG_SCHEMA_NAME), field(PG_DIAG_TABLE_NAME), field(PG_DIAG_COLUMN_NAME),
                          field(PG_DIAG_DATATYPE_NAME), field(PG_DIAG_CONSTRAINT_NAME)}});
    // What ends our own connection is a FATAL.
    const bool isOfAnother = error.kind == Kind::Connection || error.kind == Kind::Authentication;
    if (isOfAnother && field(PG_DIAG_SEVERITY_NONLOCALIZED) == "ERROR"_L1) {
        error.kind = Kind::Server;
        error.message = Texts::tr("The server could not reach another one that the table needs: %1")
                            .arg(asSentence(error.serverText));
    }
    return error;
}

TaskError errorFromLogin(const LoginFailure &failure)
{
    const LoginText login = readLoginText(failure.text);
    const Refusal telling = tellingRefusal(login);
    const QString words = asSentence(telling.message);
    TaskError error{Kind::Connection, Texts::tr("Cannot connect: %1").arg(words), telling.sqlState,
                    login.text};
    error.isOfLogin = true;
    error.server.detail = telling.more.join(u'\n');
    if (isRefusal(telling.sqlState, failure)) {
        error.kind = Kind::Authentication;
        error.message = Texts::tr("The server refused the login: %1").arg(words);
        error.password = passwordReason(telling.sqlState, failure);
    }
    return error;
}

TaskError errorFromLostLink(const QString &text)
{
    const QString words = asSentence(lastLine(text));
    return {Kind::Connection,
            words.isEmpty() ? Texts::tr("The connection to the server was lost.")
                            : Texts::tr("The connection to the server was lost: %1").arg(words),
            {},
            text.trimmed()};
}

} // namespace watchbill
