// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timestamp.h"

#include <QByteArrayView>
#include <QString>
#include <QVarLengthArray>

#include <optional>

namespace watchbill {

/// A line of COPY's text format; valid while its bytes are.
class CopiedLine
{
public:
    explicit CopiedLine(QByteArrayView line);

    /// The value as COPY writes it: equal values are written alike, and NULL unlike any value.
    QByteArrayView written(int field) const { return m_fields[field]; }

    bool isNull(int field) const;
    std::optional<QString> text(int field) const { return textOf(written(field)); }
    static std::optional<QString> textOf(QByteArrayView written);
    std::optional<Timestamp> sentTimestamp(int field) const; // see ResultRows::sentTimestamp()

private:
    QVarLengthArray<QByteArrayView, 16> m_fields;
};

} // namespace watchbill
