// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "demo/unprivileged.h"
#include "task/taskerror.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

class QLockFile;

namespace watchbill {

/// A throwaway PostgreSQL server of our own, from the server programs that are installed here: for
/// the demo and for tests. It is reached through a socket that only its owner can open, it is quick
/// rather than safe (no fsync), and what is in it may be lost at any time.
/// All calls block, start() for seconds: keep them off the UI thread, and on one thread at a time.
class PrivateCluster
{
public:
    struct Options
    {
        /// Data and log live below it. Created if missing, and made private. For root its parent folders must be open
        /// to all, see ServerAccount.
        QString folder;

        /// Lines for postgresql.conf beyond the defaults, without quotes: "wal_level=logical".
        QStringList serverSettings = {};

        /// Listen on a random port of 127.0.0.1, too, with passwords; always so on Windows.
        bool tcp = false;
    };

    explicit PrivateCluster(Options options);
    ~PrivateCluster(); // stops the server
    Q_DISABLE_COPY_MOVE(PrivateCluster)

    /// Starts the server and returns the superuser's connection string (libpq key/value; append " dbname=…" for another
    /// database than postgres). With tcp it holds the password, which is created with the data and stored in a file of
    /// the private folder. What an earlier run left in the folder is used again, or recreated if it does not start or
    /// is of another version; a server that outlived its program is stopped first. Conflict: another program is using
    /// the folder. Unsupported: no server programs. PermissionDenied, InvalidInput: the folder will not do. Server: see
    /// serverText, the log's end.
    Result<QString> start();

    /// Ends all connections. Nothing happens if the server does not run.
    void stop();

    /// A place for the demo that needs no choosing; instances other than 0 are for further programs.
    static QString defaultFolder(int instance = 0);

private:
    Result<QString> tryStart();
    Result<void> lockFolder();
    void endLeftover();
    Result<void> makeSocketFolder();
    void removeSocketFolder(const QString &path);
    bool dataFits() const;
    Result<void> makeData();
    bool removeData(const QString &path) const;
    Result<QString> startServer();
    Result<void> writeSettings(int port) const;
    Result<void> writePassword() const;
    Result<void> writeForServer(const QString &name, const QByteArray &content) const;
    bool usesTcp() const;
    QString connectionString(int port) const;
    void stopServer();
    void letGo();
    Result<QString> run(const QString &program, const QStringList &arguments,
                        std::chrono::seconds limit) const;
    QString inFolder(const QString &name) const;

    const Options m_options;
    QString m_binaries;
    ServerAccount m_account;
    std::unique_ptr<QLockFile> m_lock;
    QString m_socketFolder;
    QString m_connection; // empty while the server does not run
};

} // namespace watchbill
