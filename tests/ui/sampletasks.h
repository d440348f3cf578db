// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "testserver.h"

namespace watchbill {

/// What sample tasks have in common.
struct Sample
{
    QString status = QStringLiteral("completed");
    QString type = QStringLiteral("concept_generation");
    int user = 1;
    QString error = {}; // null for NULL
    QString metadata = {}; // JSON; null for NULL
};

/// "00000012-…" for the twelfth, so that its number can be read in the table.
QString sampleId(int number);
QStringList sampleIds(int first, int last); // in this order, either way

/// "a0000001-…" for the first.
QString sampleUser(int number);

/// Adds these numbers to public.tasks, and their user to auth.users where there is such a table. The
/// greater the number, the newer the task.
void insertSamples(TestDatabase &database, int first, int last, const Sample &sample = {});

/// Changes a task as an application does: its updated_at becomes later than it was.
void setStatus(TestDatabase &database, int number, const QString &status);

/// The ids of what is in public.tasks, newest first.
QStringList storedIds(TestDatabase &database);

} // namespace watchbill
