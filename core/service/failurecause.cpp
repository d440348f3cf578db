// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/failurecause.h"

#include "source/cataloguestate.h"
#include "source/obstacles.h"
#include "source/sourcesentences.h"
#include "statement/expectedrows.h"
#include "task/sentences.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

constexpr std::chrono::milliseconds longestProbe = std::chrono::seconds(5);

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::FailureCause)
};

TaskError withMessage(TaskError error, Kind kind, const QString &message)
{
    error.kind = kind;
    error.message = message;
    return error;
}

// Values out of range, not of the type, not in the encoding; and those that a domain refuses.
bool mayBeOfValue(const TaskError &error)
{
    return error.sqlState.startsWith("22"_L1) || error.sqlState == "23514"_L1;
}

class Cause
{
public:
    Cause(Connection &connection, const Session &session, const TaskError &error,
          const RequestSubject &subject)
        : m_connection(connection)
        , m_session(session)
        , m_source(session.source)
        , m_error(error)
        , m_subject(subject)
        , m_words(asSentence(error.serverText))
    {
    }

    TaskError found();

private:
    Result<QString> probe(const QString &statement);
    std::optional<TaskError> ofValue();
    TaskError ofReading();
    TaskError whyNoChange(Kind kind) const;
    TaskError ofRights();
    TaskError ofWriting() const;
    QString table() const { return m_source.schema + u'.' + m_source.table; }

    Connection &m_connection;
    const Session &m_session;
    const TaskSource &m_source;
    const TaskError &m_error;
    const RequestSubject &m_subject;
    const QString m_words;
};

TaskError Cause::found()
{
    if (m_error.sqlState.isEmpty()) // the server was not asked, or did not answer
        return m_error;
    if (expectedrows::wereExceeded(m_error))
        return withMessage(m_error, Kind::Conflict, expectedrows::sentence());
    if (cataloguestate::isViolated(m_error))
        return withMessage(
            m_error, Kind::Conflict,
            Texts::tr("The table %1 is being changed, so nothing was done. Try again.").arg(table()));
    if (m_error.sqlState == "23505"_L1)
        return withMessage(
            m_error, Kind::Conflict,
            joinSentences({Texts::tr("%1 already has such a row, so nothing was changed.").arg(table()),
                           asSentence(m_error.server.detail)}));
    switch (m_error.kind) {
    case Kind::ReadOnly:
        // The server knows that it refuses changes, but not why it was told to.
        return whyNoChange(Kind::ReadOnly);
    case Kind::Timeout:
        if (m_error.sqlState == "55P03"_L1) // by the server's lock_timeout, which is none of our limits
            return m_error;
        return withMessage(
            m_error, Kind::Timeout,
            joinSentences({m_error.message,
                           Texts::tr("The time limit here is %1 s.").arg(m_subject.limit.count() / 1'000)}));
    case Kind::PermissionDenied:
        return ofRights();
    case Kind::Server:
    case Kind::InvalidInput:
        break;
    default:
        return m_error;
    }
    if (const auto typed = ofValue())
        return *typed;
    return m_subject.access == Access::Write ? ofWriting() : ofReading();
}

Result<QString> Cause::probe(const QString &statement)
{
    QString answer;
    return m_connection
        .execute(settingsFor(m_session, Access::Read, std::min(m_subject.limit, longestProbe)), statement,
                 [&](int, const ResultRows &rows) {
                     if (rows.count() > 0)
                         answer = rows.text(0, 0);
                 })
        .map([&](const Connection::Reply &) { return answer; });
}

std::optional<TaskError> Cause::ofValue()
{
    if (!mayBeOfValue(m_error))
        return std::nullopt;
    for (const TypedValue &typed : m_subject.typed) {
        const QString statement = probestatements::value(m_source, typed);
        if (statement.isEmpty())
            continue;
        const auto answer = probe(statement);
        if (!answer && answer.error().sqlState == m_error.sqlState)
            return withMessage(m_error, Kind::InvalidInput,
                               Texts::tr("The server cannot use the value “%1”: %2")
                                   .arg(typed.text.left(60), asSentence(answer.error().serverText)));
    }
    return std::nullopt;
}

// A few rows that can be read prove nothing, one that cannot does.
TaskError Cause::ofReading()
{
    const auto anyRow = probe(probestatements::anyRow(m_source));
    const bool failsAnyway = !anyRow && anyRow.error().sqlState == m_error.sqlState;
    const QString message = m_source.isView()
        ? (failsAnyway ? Texts::tr("The view %1 failed: %2") : Texts::tr("Reading the view %1 failed: %2"))
        : m_source.viewpoint.rowSecurityActive
        ? (failsAnyway ? Texts::tr("A row security policy of %1 failed: %2")
                       : Texts::tr("Reading %1 failed, perhaps in a row security policy: %2"))
        : Texts::tr("Reading %1 failed: %2");
    return withMessage(m_error, Kind::Server, message.arg(table(), m_words));
}

// What is known of the source says more than the server does, which names one statement or table.
TaskError Cause::whyNoChange(Kind kind) const
{
    const Obstacle obstacle = obstacleToWriting(m_source);
    const bool isKnown = kind == Kind::ReadOnly ? obstacle != Obstacle::None && obstacle != Obstacle::Audit
                                                : obstacle == Obstacle::Audit;
    return isKnown ? withMessage(m_error, kind, sourcesentences::obstacleToWriting(m_source)) : m_error;
}

TaskError Cause::ofRights()
{
    if (m_subject.access == Access::Write)
        return whyNoChange(Kind::PermissionDenied);
    if (!m_source.viewpoint.rowSecurityActive || !m_source.maySelect)
        return m_error;
    const QString rights = probe(probestatements::readingRights(m_source)).value_or(u"denied"_s);
    if (rights == "denied"_L1) // since we looked
        return m_error;
    if (rights == "off"_L1)
        return withMessage(
            m_error, Kind::PermissionDenied,
            Texts::tr(
                "Row security of %1 applies to the role %2, for which row_security is off: the server "
                "refuses to read instead of hiding tasks. Use a role that bypasses row security, or set "
                "row_security to on for it.")
                .arg(table(), m_source.viewpoint.role));
    return withMessage(
        m_error, Kind::PermissionDenied,
        Texts::tr("The role %1 may read %2, but one of its row security policies needs more: %3")
            .arg(m_source.viewpoint.role, table(), m_words));
}

// A deletion contains no typed values. An error that a trigger raises was worded by the table's owner, including its
// hint.
TaskError Cause::ofWriting() const
{
    const bool isReferred = m_subject.deletes && m_error.sqlState == "23503"_L1;
    if (isReferred)
        return withMessage(
            m_error, Kind::Server,
            joinSentences({Texts::tr("Rows in %1 still refer to a task, so it cannot be deleted.")
                               .arg(m_error.server.schema + u'.' + m_error.server.table),
                           m_error.server.detail.isEmpty() ? m_words : asSentence(m_error.server.detail)}));
    if (m_error.sqlState == "P0001"_L1)
        return withMessage(m_error, Kind::Server,
                           joinSentences({Texts::tr("The table refused: %1").arg(m_words),
                                          asSentence(m_error.server.hint)}));
    if (m_subject.deletes || m_error.kind == Kind::Server)
        return withMessage(m_error, Kind::Server,
                           joinSentences({Texts::tr("Changing %1 failed: %2").arg(table(), m_words),
                                          asSentence(m_error.server.detail)}));
    return withMessage(m_error, m_error.kind,
                       joinSentences({m_error.message, asSentence(m_error.server.detail)}));
}

} // namespace

TaskError explainFailure(Connection &connection, const Session &session, const TaskError &error,
                         const RequestSubject &subject)
{
    return Cause(connection, session, error, subject).found();
}

} // namespace watchbill
