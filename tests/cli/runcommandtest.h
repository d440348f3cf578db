// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "watchbillctlprocess.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace watchbill {

/// A test of commands that make runs: each function has a table of tasks, of which 1 to 250 are failed and 251 to 300
/// completed, and a journal of its own.
class RunCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    static const QString plainTable;
    static QString insert(const QString &status, int first, int last); // a further statement

    Finished run(const QStringList &arguments);

    /// Of the first command line that does something on the test's database.
    QStringList arguments(const QStringList &command) const;
    QProcessEnvironment environment() const;

    QString value(const QString &sql) { return m_database->value(sql); }
    QString rows(); // all of the table, whole
    QString journal() const { return m_data->filePath(QStringLiteral("watchbill/journal.sqlite")); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_data;
};

} // namespace watchbill
