// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journalfile.h"

#include "task/sentences.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSqlError>

#include <atomic>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr qint64 applicationId = 0x57424a4c; // "WBJL", by which a file is known as a journal
constexpr qint64 version = 2;
constexpr QFileDevice::Permissions owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions others =
    QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

// A run's rows have consecutive numbers, and most of them share a state: a span says so of many of them at once, and refers to
// the block in which their keys and values are. So a run of many rows costs little more than writing their bytes.
constexpr const char *tables[] = {
    "CREATE TABLE runs ("
    "number INTEGER PRIMARY KEY AUTOINCREMENT, uid BLOB NOT NULL, kind INTEGER NOT NULL, state INTEGER NOT NULL, "
    "begun INTEGER NOT NULL, ended INTEGER, profile BLOB NOT NULL, place BLOB NOT NULL, cluster BLOB NOT NULL, "
    "\"database\" BLOB NOT NULL, \"schema\" BLOB NOT NULL, \"table\" BLOB NOT NULL, role BLOB NOT NULL, "
    "query BLOB NOT NULL, details BLOB NOT NULL, error BLOB NOT NULL, asked INTEGER NOT NULL, "
    "undoes INTEGER NOT NULL, columns BLOB NOT NULL, kept INTEGER NOT NULL DEFAULT 1)",
    "CREATE INDEX undoing ON runs (undoes) WHERE undoes > 0",
    "CREATE TABLE blocks (id INTEGER PRIMARY KEY, first INTEGER NOT NULL, rows BLOB NOT NULL)",
    "CREATE TABLE spans ("
    "run INTEGER NOT NULL REFERENCES runs, first INTEGER NOT NULL, last INTEGER NOT NULL, state INTEGER NOT NULL, "
    "reason BLOB NOT NULL, block INTEGER NOT NULL REFERENCES blocks, PRIMARY KEY (run, first)) WITHOUT ROWID",
    "CREATE INDEX unsettled ON spans (run) WHERE state IN (1, 3)",
    "CREATE INDEX users ON spans (block)",
    // How many rows of a run were in each state, once its rows are no longer stored.
    "CREATE TABLE former (run INTEGER NOT NULL REFERENCES runs, state INTEGER NOT NULL, rows INTEGER NOT NULL, "
    "PRIMARY KEY (run, state)) WITHOUT ROWID",
};

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Journal)
};

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

Failure cannotMake(const QString &path)
{
    return failure(
        TaskError::Kind::InvalidInput,
        Texts::tr(
            "Cannot create the journal %1. Nothing was changed; check the permissions of its folder and the free disk space, then try again.")
            .arg(shown(path)));
}

Failure inUse(const QString &path)
{
    return failure(TaskError::Kind::Timeout,
                   Texts::tr("The journal %1 is in use by another program. Nothing was changed; try again.")
                       .arg(shown(path)));
}

// Two programs that create it at the same time would conflict.
Result<void> lockForMaking(QLockFile &lock, const QString &path, std::chrono::milliseconds patience)
{
    if (lock.tryLock(patience))
        return {};
    if (lock.error() == QLockFile::LockFailedError)
        return inUse(path);
    return cannotMake(path);
}

// Older copies may have been made with other permissions than ours.
void closeToOthers(const QString &path)
{
    for (const QLatin1StringView suffix : {""_L1, "-wal"_L1, "-shm"_L1}) {
        const auto permissions = QFile::permissions(path + suffix);
        if (permissions & others)
            QFile::setPermissions(path + suffix, owner);
    }
}

} // namespace

JournalFile::JournalFile(QString path, QString connection, std::chrono::milliseconds patience)
    : m_path(std::move(path))
    , m_connection(std::move(connection))
    , m_patience(patience)
{
}

JournalFile::~JournalFile()
{
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<JournalFile>> JournalFile::open(const QString &path,
                                                       std::chrono::milliseconds patience)
{
    static std::atomic<int> opened = 0;
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s))
        return failure(
            TaskError::Kind::Unsupported,
            Texts::tr(
                "The journal needs Qt's SQLite driver, which is missing. Install the package libqt6sql6-sqlite or its equivalent on this system."));
    std::unique_ptr<JournalFile> file(new JournalFile(QFileInfo(path).absoluteFilePath(),
                                                      u"watchbill-journal-%1"_s.arg(++opened), patience));
    const auto ready = file->makeIfMissing().and_then([&] { return file->connect(); }).and_then([&] {
        return file->check();
    });
    if (!ready)
        return Failure(ready.error());
    closeToOthers(file->path());
    return file;
}

// No file that is there is opened here but by SQLite: closing it would drop the locks that SQLite holds on it.
Result<void> JournalFile::makeIfMissing() const
{
    const QFileInfo info(m_path);
    if (info.exists())
        return {};
    const QDir above(QFileInfo(info.path()).path());
    if (!QFileInfo::exists(info.path())) {
        above.mkpath(u"."_s);
        above.mkdir(QFileInfo(info.path()).fileName(), owner | QFileDevice::ExeOwner);
    }
    if (!QFileInfo(info.path()).isDir())
        return cannotMake(m_path);
    QLockFile lock(m_path + ".lock"_L1);
    if (const auto locked = lockForMaking(lock, m_path, m_patience); !locked)
        return locked;
    // SQLite gives its other files the permissions that this one has.
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, owner) && !QFileInfo::exists(m_path))
        return cannotMake(m_path);
    return {};
}

Result<void> JournalFile::connect()
{
    m_path = QFileInfo(m_path).canonicalFilePath();
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(m_patience.count()));
    m_database.setDatabaseName(m_path);
    if (!m_database.open())
        return failed(m_database.lastError());
    // What one chunk of a run adds may be megabytes: copying it into the main file at once would write it twice while
    // the user waits.
    return run(u"PRAGMA wal_autocheckpoint = 4000"_s)
        .and_then([this](const QSqlQuery &) { return run(u"PRAGMA synchronous = FULL"_s); })
        .map([](const QSqlQuery &) {});
}

Result<void> JournalFile::check()
{
    return isEmpty().and_then([this](bool empty) { return empty ? make() : checkVersion(); });
}

Result<bool> JournalFile::isEmpty() const
{
    return number(u"SELECT count(*) FROM sqlite_schema"_s).map([](qint64 things) { return things == 0; });
}

Result<void> JournalFile::checkVersion() const
{
    const auto id = number(u"PRAGMA application_id"_s);
    if (!id)
        return Failure(id.error());
    if (*id != applicationId)
        return failure(
            TaskError::Kind::InvalidInput,
            Texts::tr(
                "%1 is not a Watchbill journal. The file was not changed. Move it elsewhere so that a new journal can be created.")
                .arg(shown(m_path)));
    const auto found = number(u"PRAGMA user_version"_s);
    if (!found)
        return Failure(found.error());
    if (*found < version)
        return failure(
            TaskError::Kind::Unsupported,
            Texts::tr(
                "The journal %1 was written by an early version of Watchbill (format %2) that this version cannot read. It was not changed. Move it elsewhere so that a new one can be created; earlier changes can then no longer be undone.")
                .arg(shown(m_path), QString::number(*found)));
    if (*found > version)
        return failure(
            TaskError::Kind::Unsupported,
            Texts::tr("The journal %1 was written by a newer version of Watchbill (format %2, this version "
                      "reads %3). It was not changed. Use the newer version.")
                .arg(shown(m_path), QString::number(*found), QString::number(version)));
    return {};
}

Result<void> JournalFile::make()
{
    QLockFile lock(m_path + ".lock"_L1);
    if (const auto locked = lockForMaking(lock, m_path, m_patience); !locked)
        return locked;
    const auto empty = isEmpty();
    if (!empty || !*empty) // another program has been quicker
        return empty ? checkVersion() : Result<void>(Failure(empty.error()));
    // With auto_vacuum, what is dropped makes the file smaller. Both must be set before there is a table.
    for (const QString &setting : {u"PRAGMA auto_vacuum = FULL"_s, u"PRAGMA journal_mode = WAL"_s}) {
        if (const auto set = run(setting); !set)
            return Failure(set.error());
    }
    return change([&]() -> Result<void> {
        QStringList statements{u"PRAGMA application_id = %1"_s.arg(applicationId),
                               u"PRAGMA user_version = %1"_s.arg(version)};
        for (const char *table : tables)
            statements += QLatin1StringView(table);
        for (const QString &statement : qAsConst(statements)) {
            if (const auto made = run(statement); !made)
                return Failure(made.error());
        }
        return {};
    });
}

Result<QSqlQuery> JournalFile::prepare(const QString &statement) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return failed(query.lastError());
    return query;
}

Result<void> JournalFile::execute(QSqlQuery &query, const QVariantList &values) const
{
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values[i]);
    if (!query.exec())
        return failed(query.lastError());
    return {};
}

Result<QSqlQuery> JournalFile::run(const QString &statement, const QVariantList &values) const
{
    auto query = prepare(statement);
    if (query) {
        if (const auto executed = execute(*query, values); !executed)
            return Failure(executed.error());
    }
    return query;
}

Result<qint64> JournalFile::number(const QString &statement, const QVariantList &values) const
{
    return numbers(statement, values).map([](const QVector<qint64> &all) { return all.value(0); });
}

Result<QVector<qint64>> JournalFile::numbers(const QString &statement, const QVariantList &values) const
{
    auto query = run(statement, values);
    if (!query)
        return Failure(query.error());
    QVector<qint64> numbers;
    auto there = next(*query);
    for (; there && *there; there = next(*query))
        numbers += query->value(0).toLongLong();
    return there ? Result<QVector<qint64>>(numbers) : Failure(there.error());
}

Result<bool> JournalFile::next(QSqlQuery &query) const
{
    if (query.next())
        return true;
    if (query.lastError().isValid())
        return failed(query.lastError());
    return false;
}

Failure JournalFile::damaged(const QString &sentence) const
{
    return failure(
        TaskError::Kind::InvalidInput,
        joinSentences(
            {Texts::tr("The journal %1 is damaged.").arg(shown(m_path)), sentence,
             Texts::tr(
                 "It was not changed. Move it and the files next to it elsewhere so that a new one can be created; earlier changes can then no longer be undone.")}));
}

Failure JournalFile::noRun(qint64 number) const
{
    return failure(
        TaskError::Kind::NotFound,
        Texts::tr("There is no run %1 in the journal %2.").arg(QString::number(number), shown(m_path)));
}

Failure JournalFile::rowExists() const
{
    return failure(TaskError::Kind::Conflict,
                   Texts::tr("The journal %1 already contains one of these rows. Nothing was written.")
                       .arg(shown(m_path)));
}

// By SQLite's result codes, the extended ones of which have the plain one in their last byte.
Failure JournalFile::failed(const QSqlError &error) const
{
    const auto input = TaskError::Kind::InvalidInput;
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return inUse(m_path);
    case 13: // SQLITE_FULL
        return failure(
            input,
            Texts::tr(
                "The journal %1 cannot be written: the disk is full. Nothing was written; free some disk space, then try again.")
                .arg(shown(m_path)));
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
    case 23: // SQLITE_AUTH
        return failure(
            input,
            Texts::tr("The journal %1 cannot be opened for writing. Nothing was written; check the "
                      "permissions of the file and of its folder, then try again.")
                .arg(shown(m_path)));
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return damaged(Texts::tr("SQLite says: “%1”.").arg(error.databaseText()));
    case 19: // SQLITE_CONSTRAINT
        return rowExists();
    default:
        return failure(
            input,
            Texts::tr(
                "The journal %1 cannot be used. SQLite says: “%2”. Nothing was written; check the disk, "
                "then try again.")
                .arg(shown(m_path), error.databaseText()));
    }
}

} // namespace watchbill
