// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace watchbill {

/// The state of a task. The column is free text on the server: a word other than the four known
/// ones (such as "canceled") is kept and shown as it came.
class TaskStatus
{
public:
    enum class Kind { Pending, Processing, Completed, Failed, Other };

    TaskStatus() = default; // NULL
    TaskStatus(Kind kind); // Other has no word of its own and becomes an empty text

    static TaskStatus fromText(const QString &text);
    static TaskStatus fromText(const std::optional<QString> &text)
    {
        return text ? fromText(*text) : TaskStatus();
    }
    const QString &toText() const { return m_text; } // empty for NULL
    bool isNull() const { return m_isNull; }
    std::optional<QString> value() const { return m_isNull ? std::nullopt : std::optional(m_text); }
    Kind kind() const { return m_kind; }

    /// Work is still expected to happen: pending or processing.
    bool isActive() const { return m_kind == Kind::Pending || m_kind == Kind::Processing; }

    bool operator==(const TaskStatus &other) const { return value() == other.value(); }

private:
    Kind m_kind = Kind::Other;
    QString m_text;
    bool m_isNull = true;
};

} // namespace watchbill
