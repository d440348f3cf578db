// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "runcommandtest.h"

using namespace Qt::StringLiterals;

namespace watchbill {

const QString RunCommandTest::plainTable =
    u"CREATE TABLE tasks (id bigint PRIMARY KEY, user_id text, type text, status text, error_message text, "
    "metadata jsonb, created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now(), extra int); CREATE INDEX ON tasks (status, created_at, id)"_s;

QString RunCommandTest::insert(const QString &status, int first, int last)
{
    return u"; INSERT INTO tasks (id, user_id, type, status, metadata, created_at, updated_at, extra) "
           "SELECT n, 'u' || n % 3, 't', %1, jsonb_build_object('n', n), '2026-01-01', '2026-01-02', n "
           "FROM generate_series(%2, %3) n"_s.arg(status, QString::number(first), QString::number(last));
}

QStringList RunCommandTest::arguments(const QStringList &command) const
{
    return QStringList{u"--connection"_s, m_database->connection()} + command;
}

void RunCommandTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_data = std::make_unique<QTemporaryDir>();
    m_database->execute(plainTable + insert(u"'failed'"_s, 1, 250) + insert(u"'completed'"_s, 251, 300));
}

void RunCommandTest::cleanup()
{
    m_database.reset();
    m_data.reset();
}

QProcessEnvironment RunCommandTest::environment() const
{
    QProcessEnvironment environment = environmentWithoutServer();
    environment.insert(u"XDG_DATA_HOME"_s, m_data->path());
    return environment;
}

Finished RunCommandTest::run(const QStringList &arguments)
{
    return watchbillctl(this->arguments(arguments), {{{u"XDG_DATA_HOME"_s, m_data->path()}}, {}});
}

// All of the table, whole.
QString RunCommandTest::rows()
{
    return value(u"SELECT coalesce(string_agg(to_jsonb(t)::text, E'\\n' ORDER BY id), '') FROM tasks t"_s);
}

} // namespace watchbill
