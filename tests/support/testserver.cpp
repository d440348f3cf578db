// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testserver.h"

#include "demo/privatecluster.h"
#include "postgres/connectionsettings.h"
#include "postgres/sqltext.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcessEnvironment>

#include <libpq-fe.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// One for each program and each copy of it, so that tests can run side by side. The name stays the
// same from run to run: what a crash left behind is found and ended by the next run.
QString serverFolder()
{
    const QString whose = QCoreApplication::applicationFilePath() + u'\n' + QDir::homePath();
    const QByteArray hash =
        QCryptographicHash::hash(whose.toUtf8(), QCryptographicHash::Sha1).toHex().left(12);
    return QDir::tempPath() + "/watchbill-test-"_L1 + QString::fromLatin1(hash);
}

QString fileText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("Cannot read %s.", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

PGconn *connectTo(const QString &connection)
{
    PGconn *handle = PQconnectdb(connection.toUtf8().constData());
    if (PQstatus(handle) != CONNECTION_OK)
        qFatal("The test cannot connect: %s", PQerrorMessage(handle));
    PQsetNoticeProcessor(
        handle, [](void *, const char *) {}, nullptr);
    PQsetClientEncoding(handle, "UTF8");
    return handle;
}

TestDatabase::Rows run(PGconn *handle, const QString &statements)
{
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(handle, statements.toUtf8().constData()), &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY)
        qFatal("%s\nof: %s", PQresultErrorMessage(result.get()), qPrintable(statements.left(1'000)));
    TestDatabase::Rows rows(PQntuples(result.get()));
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            const bool isNull = PQgetisnull(result.get(), row, column) == 1;
            rows[row] += isNull ? QString() : QString::fromUtf8(PQgetvalue(result.get(), row, column));
        }
    }
    return rows;
}

class Server
{
public:
    // A copy of a prepared database takes a fraction of running the set-up again.
    static constexpr QLatin1StringView referenceTemplate{"watchbill_reference"};
    static constexpr QLatin1StringView supabaseTemplate{"watchbill_supabase"};

    Server()
        : m_folder(serverFolder())
    {
        clearEnvironment();
        if (QFile::exists(m_folder)) {
            PrivateCluster leftover({m_folder}); // ends the server of a run that crashed
            leftover.start();
            leftover.stop();
            QDir(m_folder).removeRecursively();
        }
        m_cluster = std::make_unique<PrivateCluster>(PrivateCluster::Options{m_folder});
        const auto connection = m_cluster->start();
        if (!connection)
            qFatal("No PostgreSQL for the test: %s\n%s", qPrintable(connection.error().message),
                   qPrintable(connection.error().serverText));
        m_connection = *connection;
        m_handle = connectTo(m_connection);
    }

    ~Server()
    {
        PQfinish(m_handle);
        m_cluster.reset();
        QDir(m_folder).removeRecursively();
    }
    Q_DISABLE_COPY_MOVE(Server)

    QString connection(const QString &database, const QString &user) const
    {
        const auto settings = ConnectionSettings::parse(m_connection);
        QMap<QString, QString> values = settings->values();
        values[u"dbname"_s] = database;
        if (!user.isEmpty())
            values[u"user"_s] = user;
        QStringList parts;
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            parts += ConnectionSettings::keyValue(it.key(), it.value());
        return parts.join(u' ');
    }

    QString createDatabase(TestDatabase::SetUp setUp)
    {
        QString from = u"template1"_s;
        if (setUp == TestDatabase::SetUp::Reference)
            from = prepared(referenceTemplate, QStringLiteral(SCHEMA_SQL));
        if (setUp == TestDatabase::SetUp::Supabase)
            from = prepared(supabaseTemplate, QStringLiteral(SUPABASE_SQL));
        const QString name = u"test_%1"_s.arg(++m_databases);
        run(m_handle, u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(name, from));
        return name;
    }

    void dropDatabase(const QString &name) { run(m_handle, u"DROP DATABASE %1 WITH (FORCE)"_s.arg(name)); }

private:
    // The variables are about other servers, and about tests that the surroundings must not influence.
    static void clearEnvironment()
    {
        for (const QString &name : QProcessEnvironment::systemEnvironment().keys()) {
            if (name.startsWith("PG"_L1))
                qunsetenv(name.toLocal8Bit().constData());
        }
        qputenv("PGPASSFILE", "/nonexistent");
    }

    QString prepared(const QString &name, const QString &script)
    {
        if (!m_prepared.contains(name)) {
            run(m_handle, u"CREATE DATABASE "_s + name);
            PGconn *handle = connectTo(connection(name, {}));
            run(handle, fileText(script));
            PQfinish(handle);
            m_prepared += name;
        }
        return name;
    }

    const QString m_folder;
    std::unique_ptr<PrivateCluster> m_cluster;
    QString m_connection;
    PGconn *m_handle = nullptr;
    QStringList m_prepared;
    int m_databases = 0;
};

Server &server()
{
    static std::unique_ptr<Server> instance;
    if (!instance) {
        instance = std::make_unique<Server>();
        // While there still is an application: stopping needs one.
        qAddPostRoutine([] { instance.reset(); });
    }
    return *instance;
}

} // namespace

TestDatabase::TestDatabase(SetUp setUp)
    : m_name(server().createDatabase(setUp))
    , m_connection(connectTo(connection()))
{
}

TestDatabase::~TestDatabase()
{
    PQfinish(m_connection);
    server().dropDatabase(m_name);
}

QString TestDatabase::connection(const QString &user) const
{
    return server().connection(m_name, user);
}

ConnectionProfile TestDatabase::profile(const QString &user) const
{
    ConnectionProfile profile;
    profile.connection = connection(user);
    return profile;
}

TestDatabase::Rows TestDatabase::execute(const QString &statements)
{
    return run(m_connection, statements);
}

QString TestDatabase::value(const QString &statement)
{
    const Rows rows = execute(statement);
    return rows.isEmpty() ? QString() : rows.first().first();
}

} // namespace watchbill
