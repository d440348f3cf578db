// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journal.h"
#include "outcome.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace watchbill::journalsamples {

inline const QStringList columns{QStringLiteral("id"), QStringLiteral("status"), QStringLiteral("metadata")};

inline Run run(const QString &query = QStringLiteral("status:failed"))
{
    Run run;
    run.kind = Run::Kind::ChangeStatus;
    run.profile = QStringLiteral("Shop");
    run.place = QStringLiteral("shop at db.example.com");
    run.database = QStringLiteral("shop");
    run.schema = QStringLiteral("public");
    run.table = QStringLiteral("tasks");
    run.role = QStringLiteral("service_role");
    run.query = query;
    run.details = QStringLiteral(R"({"status":"completed"})");
    run.asked = 3;
    return run;
}

inline JournalRow row(qint64 number, qsizetype bytes = 10)
{
    const QByteArray id = QByteArray::number(number);
    return {number,
            TaskId(QString::fromLatin1(id)),
            RowState::Going,
            {},
            RowValues{id, "failed", QByteArray(bytes, 'x')},
            RowValues{id, "completed", std::nullopt}};
}

inline QVector<JournalRow> rows(qint64 first, qint64 last, qsizetype bytes = 10)
{
    QVector<JournalRow> rows;
    for (qint64 number = first; number <= last; ++number)
        rows += row(number, bytes);
    return rows;
}

inline QVector<qint64> numbers(const QVector<JournalRow> &rows)
{
    QVector<qint64> numbers;
    for (const JournalRow &row : rows)
        numbers += row.number;
    return numbers;
}

/// The value of a result without which the test cannot go on.
template<typename T>
T sure(Result<T> result)
{
    if (!result)
        qFatal("%s", wordsOf(result).constData());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

inline std::unique_ptr<Journal> open(const QString &file)
{
    return sure(Journal::open(file));
}

/// The journal's file as SQLite alone sees it.
class RawFile
{
public:
    explicit RawFile(const QString &path)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw")))
    {
        m_database.setDatabaseName(path);
        if (!m_database.open())
            qFatal("%s", qPrintable(m_database.lastError().text()));
    }
    ~RawFile()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("raw"));
    }
    RawFile(const RawFile &) = delete;
    RawFile &operator=(const RawFile &) = delete;

    /// The statement's first value.
    QVariant run(const QString &statement)
    {
        QSqlQuery query(m_database);
        if (!query.exec(statement))
            qFatal("%s", qPrintable(query.lastError().text()));
        return query.next() ? query.value(0) : QVariant();
    }

private:
    QSqlDatabase m_database;
};

} // namespace watchbill::journalsamples
