// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"
#include "live/taskchange.h"
#include "profile/connectionprofile.h"
#include "task/statuscounts.h"

#include <QByteArray>
#include <QVariant>
#include <QVector>

#include <optional>
#include <utility>

namespace watchbill {

/// What the commands print to standard output, in one format: whole lines in UTF-8.
class Output
{
public:
    enum class Format { Json, Table, Csv };

    virtual ~Output();

    virtual QByteArray task(const std::optional<Task> &task) const = 0; // none is shown as such
    virtual QByteArray tasks(const QVector<Task> &tasks) const = 0;
    virtual QByteArray deleted(
        std::optional<bool> deleted) const = 0; // none: it is gone, but who knows by whom
    virtual QByteArray counts(const StatusCounts &counts) const = 0;
    virtual QByteArray profiles(const QVector<ConnectionProfile> &profiles) const = 0; // never a password

    // One paragraph for each, as they come; the header once before them.
    virtual QByteArray stepsHeader() const = 0; // may be empty
    virtual QByteArray step(const ConnectionTestStep &step) const = 0;

    // One line for each, as they come; the header once before them.
    virtual QByteArray changesHeader() const = 0; // may be empty
    virtual QByteArray change(const TaskChange &change) const = 0;
};

/// A profile's fields as the profile file calls them: text, numbers, true and false. Its passwords are not among them.
QVector<std::pair<QString, QVariant>> printedFields(const ConnectionProfile &profile);

/// "exact", "estimate" or "at least".
QString toText(Count::Precision precision);

} // namespace watchbill
