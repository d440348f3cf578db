// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <chrono>
#include <memory>

namespace watchbill {

/// The SQLite file of the journal: makes it, opens it and turns what SQLite says into errors. Its errors are those of
/// Journal.
class JournalFile
{
public:
    static Result<std::unique_ptr<JournalFile>> open(const QString &path, std::chrono::milliseconds patience);
    ~JournalFile();
    JournalFile(const JournalFile &) = delete;
    JournalFile &operator=(const JournalFile &) = delete;

    /// With links resolved, so that all programs see the same path.
    const QString &path() const { return m_path; }

    /// A statement that is run several times.
    Result<QSqlQuery> prepare(const QString &statement) const;
    Result<void> execute(QSqlQuery &query, const QVariantList &values) const;

    Result<QSqlQuery> run(const QString &statement, const QVariantList &values = {}) const;

    /// The number in the first row of the answer; 0 if there is none.
    Result<qint64> number(const QString &statement, const QVariantList &values = {}) const;

    /// The number in each row of the answer.
    Result<QVector<qint64>> numbers(const QString &statement, const QVariantList &values = {}) const;

    /// Whether there is another row.
    Result<bool> next(QSqlQuery &query) const;

    /// Makes changes, all or none, and flushes them to disk.
    template<typename Change>
    auto change(Change change) -> decltype(change());

    /// Like change(), but without flushing: a power failure may undo the changes, the end of the program does not.
    template<typename Change>
    auto changeUnflushed(Change change) -> decltype(change());

    /// The error for contents that Watchbill never writes; `sentence` says what they are.
    Failure damaged(const QString &sentence) const;

    Failure noRun(qint64 number) const;
    Failure rowExists() const; // one with the number of a new row

private:
    JournalFile(QString path, QString connection, std::chrono::milliseconds patience);
    Result<void> makeIfMissing() const;
    Result<void> connect();
    Result<void> check();
    Result<bool> isEmpty() const;
    Result<void> checkVersion() const;
    Result<void> make();
    Failure failed(const QSqlError &error) const;

    QString m_path;
    const QString m_connection;
    const std::chrono::milliseconds m_patience;
    QSqlDatabase m_database;
};

template<typename Change>
auto JournalFile::change(Change change) -> decltype(change())
{
    // Immediate: a transaction that begins to read and then wants to write could only fail if another has written.
    if (const auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return Failure(begun.error());
    auto result = change();
    if (result) {
        if (const auto committed = run(QStringLiteral("COMMIT")); !committed)
            result = Failure(committed.error());
    }
    if (!result)
        QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK")); // on a full disk SQLite has done so itself
    return result;
}

template<typename Change>
auto JournalFile::changeUnflushed(Change unflushed) -> decltype(unflushed())
{
    if (const auto set = run(QStringLiteral("PRAGMA synchronous = NORMAL")); !set)
        return Failure(set.error());
    auto result = change(unflushed);
    if (const auto set = run(QStringLiteral("PRAGMA synchronous = FULL")); result && !set)
        return Failure(set.error());
    return result;
}

} // namespace watchbill
