// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QString>

#include <utility>

namespace watchbill {

/// An identifier that cannot be confused with another kind of identifier. It holds the server's text for it, for any
/// column type (uuid, bigint, text).
template<typename Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    {
    }

    const QString &toText() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    bool operator==(const Id &) const = default;
    bool operator<(const Id &other) const { return m_text < other.m_text; }

    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

using TaskId = Id<struct TaskTag>;
using UserId = Id<struct UserTag>;
using ResultId = Id<struct ResultTag>;

} // namespace watchbill
