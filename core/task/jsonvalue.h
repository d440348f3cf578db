// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <tl/expected.hpp>

#include <limits>
#include <optional>
#include <utility>

namespace watchbill::json {

/// A value in a JSON text, as it was written: numbers keep their digits, objects the order and the
/// duplicates of their names. What is inside is read only when it is asked for, and nothing recurses, so that
/// neither size nor depth of a document matters. Values share the document's text.
class Value
{
public:
    enum class Kind { Null, Boolean, Number, String, List, Object };

    /// Reads what PostgreSQL takes for json: RFC 8259, escapes of NUL and of half surrogate pairs included.
    /// The error is the offset of the byte at which the text stops being JSON.
    static tl::expected<Value, qsizetype> fromText(const QByteArray &json);

    Kind kind() const;
    bool isContainer() const { return kind() == Kind::List || kind() == Kind::Object; }

    /// As it was written, without the space around it.
    QByteArrayView text() const { return QByteArrayView(m_document).sliced(m_begin, m_end - m_begin); }

    /// The content of a String, without quotes and escapes, cut after that many characters.
    QString string(qsizetype most = std::numeric_limits<int>::max()) const;

    /// How many items or members a container has. Reads over all of them.
    qsizetype size() const;

private:
    friend class Children;

    Value(QByteArray document, qsizetype begin, qsizetype end)
        : m_document(std::move(document))
        , m_begin(begin)
        , m_end(end)
    {
    }

    QByteArray m_document;
    qsizetype m_begin;
    qsizetype m_end;
};

/// Goes through the items of a List or the members of an Object in their own order; other values have none.
class Children
{
public:
    explicit Children(const Value &container);

    struct Child
    {
        QString name; // empty in a List
        Value value;
    };

    std::optional<Child> next();
    bool isAtEnd() const { return m_at >= m_container.m_end; }

private:
    Value takeValue();

    Value m_container;
    qsizetype m_at; // where the next one begins
};

} // namespace watchbill::json
