// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "output.h"
#include "source/furtherkey.h"

namespace watchbill {

/// JSON, a task to a line. Every id is a string, for any type of column.
class JsonOutput : public Output
{
public:
    enum class Metadata {
        Json, // embedded as the server wrote it: parsed and written again, numbers would lose digits
        Text, // the column may hold anything, so it becomes a string
    };

    explicit JsonOutput(Metadata metadata, const FurtherKey &furtherKey = {})
        : m_metadata(metadata)
        , m_furtherKey(furtherKey)
    {
    }

    QByteArray task(const std::optional<Task> &task) const override;
    QByteArray tasks(const QVector<Task> &tasks) const override;
    QByteArray deleted(std::optional<bool> deleted) const override;
    QByteArray counts(const StatusCounts &counts) const override;
    QByteArray records(const Records &records) const override;
    QByteArray record(const Records::Record &record) const override;
    QByteArray stepsHeader() const override;
    QByteArray step(const ConnectionTestStep &step) const override;
    QByteArray changesHeader() const override;
    QByteArray change(const TaskChange &change) const override;

private:
    QByteArray object(Task task) const;

    const Metadata m_metadata;
    const FurtherKey m_furtherKey;
};

} // namespace watchbill
