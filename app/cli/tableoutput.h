// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "output.h"
#include "source/furtherkey.h"

namespace watchbill {

/// Aligned columns for people. One task is shown whole, a field to a line; a list shows what tells
/// tasks apart.
class TableOutput : public Output
{
public:
    /// The lines of a list fit into the width; none: they are as long as they are. Ids stay whole, because
    /// they are what the other commands ask for.
    explicit TableOutput(std::optional<int> width, const FurtherKey &furtherKey = {})
        : m_width(width)
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
    const std::optional<int> m_width;
    const FurtherKey m_furtherKey;
};

} // namespace watchbill
