// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/blockinglogin.h"

#include "postgres/connectionsettings.h"
#include "postgres/libpqparameters.h"
#include "postgres/linkreport.h"
#include "postgres/loginsentence.h"
#include "postgres/servererror.h"
#include "postgres/socket.h"

#include <QDeadlineTimer>

#include <libpq-fe.h>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto farewell = 1s; // for libpq to notice that an address is given up

struct Attempt
{
    Link link;
    LinkReport report = {};
    bool isSilent = false; // given up
};

QDeadlineTimer deadlineOf(const QMap<QString, QString> &values)
{
    const int timeout = values.value(u"connect_timeout"_s).toInt();
    if (timeout <= 0)
        return QDeadlineTimer(QDeadlineTimer::Forever);
    return QDeadlineTimer(std::chrono::seconds(std::max(timeout, 2))); // as libpq has it
}

Attempt attempt(const QMap<QString, QString> &values)
{
    const LibpqParameters parameters(values);
    Attempt one{Link(PQconnectStartParams(parameters.keywords(), parameters.values(), 0))};
    PGconn *link = one.link.get();
    PQsetErrorVerbosity(link, PQERRORS_VERBOSE);
    QDeadlineTimer deadline = deadlineOf(values);
    QByteArray address(PQhostaddr(link));
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    while (PQstatus(link) != CONNECTION_BAD
           && (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING)) {
        if (!socket::waitFor(PQsocket(link), next == PGRES_POLLING_READING, deadline)) {
            if (std::exchange(one.isSilent, true))
                break;
            // While the address has not taken the connection, libpq tries the name's next one itself.
            socket::shutDown(PQsocket(link));
            deadline.setRemainingTime(farewell);
        }
        next = PQconnectPoll(link);
        update(one.report, link);
        if (PQhostaddr(link) != address) {
            address = PQhostaddr(link);
            deadline = deadlineOf(values);
            one.isSilent = false;
        }
    }
    update(one.report, link);
    return one;
}

// libpq tries another host only where this one was not reached, is not ready, or is not of the wanted kind.
bool isLastWord(const TaskError &error)
{
    return needsPassword(error) || (!error.sqlState.isEmpty() && error.sqlState != "57P03"_L1);
}

} // namespace

void EndLink::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

Result<Link> logIn(const ConnectionSettings &settings)
{
    LoginFailure failure;
    LinkReport report;
    for (const ConnectionSettings &one : settings.eachHost()) {
        Attempt made = attempt(one.valuesWithDefaults());
        PGconn *link = made.link.get();
        if (PQstatus(link) == CONNECTION_OK) {
            PQsetErrorVerbosity(link, PQERRORS_DEFAULT);
            return std::move(made.link);
        }
        failure.text += QString::fromUtf8(PQerrorMessage(link));
        if (made.isSilent)
            failure.text += u"timeout expired\n"_s; // as libpq says it
        failure.lacksPassword = PQconnectionNeedsPassword(link) != 0;
        failure.usedPassword = PQconnectionUsedPassword(link) != 0;
        report = made.report;
        if (isLastWord(errorFromLogin(failure)))
            break;
    }
    TaskError error = errorFromLogin(failure);
    error.message = loginsentence::of(report, error);
    return Failure(error);
}

} // namespace watchbill
