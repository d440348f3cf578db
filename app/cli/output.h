// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"
#include "live/taskchange.h"
#include "profile/connectionprofile.h"
#include "task/statuscounts.h"
#include "task/timestamp.h"
#include "views/savedview.h"

#include <QByteArray>
#include <QVariant>
#include <QVector>

#include <optional>
#include <utility>

namespace watchbill {

/// Things with named fields: text, numbers, true and false, a Timestamp, nothing (an invalid value), a list of texts, a Record
/// within, or a list of them, or any of these Worded.
struct Records
{
    using Record = QVector<std::pair<QString, QVariant>>;
    using List = QVector<Record>;

    Record names; // a record whose values are of no interest
    QVector<Record> all;
    QString none; // what a person is told if there are none
};

/// A value of a record that people, and CSV, get in other words than JSON does.
struct Worded
{
    QVariant value;
    QString words;
};

/// With the fields as the profile file calls them. The passwords are not among them.
Records recordsOf(const QVector<ConnectionProfile> &profiles);

/// With the names that a saved view's file has for what is in it, and whether it is built in.
Records recordsOf(const QVector<SavedView> &views);

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
    virtual QByteArray records(const Records &records) const = 0;
    virtual QByteArray record(const Records::Record &record) const = 0; // one, whole

    // One paragraph for each, as they come; the header once before them.
    virtual QByteArray stepsHeader() const = 0; // may be empty
    virtual QByteArray step(const ConnectionTestStep &step) const = 0;

    // One line for each, as they come; the header once before them.
    virtual QByteArray changesHeader() const = 0; // may be empty
    virtual QByteArray change(const TaskChange &change) const = 0;
};

/// A text as a value of a record: nothing for an empty one.
QVariant orNothing(const QString &text);

/// A value of a record in one line, for people and for CSV: "failed 3, NULL 1". None for nothing.
std::optional<QString> inOneLine(const QVariant &value);

/// "exact", "estimate" or "at least".
QString toText(Count::Precision precision);

} // namespace watchbill
