// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "output.h"
#include "source/furtherkey.h"

namespace watchbill {

/// CSV by RFC 4180 with a header: CRLF ends a line. NULL is nothing between the commas, an empty text
/// is "", as COPY of PostgreSQL has it too.
class CsvOutput : public Output
{
public:
    enum class Formulas { Kept, Guarded }; // see withoutFormulas()
    explicit CsvOutput(Formulas formulas = Formulas::Kept, const FurtherKey &furtherKey = {})
        : m_formulas(formulas)
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
    using Fields = QVector<std::optional<QString>>;
    QByteArray csvLine(const Fields &fields) const;
    Fields columnNames() const;
    Fields valuesOf(const Task &task) const;

    const Formulas m_formulas;
    const FurtherKey m_furtherKey;
};

} // namespace watchbill
