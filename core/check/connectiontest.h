// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"
#include "profile/connectionprofile.h"
#include "profile/formfield.h"

#include <QObject>
#include <QVector>

#include <memory>
#include <optional>

namespace watchbill {

/// Tries a connection step by step and says in plain words what was found. A step that fails skips what
/// depends on it; all else is still found out. It changes nothing on the server and is used once.
/// Nothing blocks: neither a host that does not answer nor destroying it meanwhile.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    /// The profile with its passwords; they are used and never shown.
    explicit ConnectionTest(const ConnectionProfile &profileWithPasswords, QObject *parent = nullptr);
    ~ConnectionTest() override;

    void start();

    /// Returns at once, even if a step hangs: unfinished steps become Skipped, and finished() is emitted.
    void cancel();

    bool isRunning() const;
    bool wasCancelled() const;

    /// The server let the user in, whatever failed afterwards.
    bool isLoggedIn() const;

    /// The login failed because the password is missing or wrong.
    bool needsPassword() const;

    /// The field where a failure can be fixed; nothing without a failure, or if no field would help.
    std::optional<FormField> faultyField() const;

    /// Tables that have the columns of a task, as TableName writes them; a few. From tablesFound() on.
    const QStringList &taskTables() const;

    /// All of them from the beginning, in their order.
    const QVector<ConnectionTestStep> &steps() const;

    /// The whole as plain text without secrets, for a colleague or a bug report.
    QString report() const;

Q_SIGNALS:
    void stepChanged(int index);
    void tablesFound();
    void finished();

private:
    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace watchbill
