// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace watchbill {

/// What a filter asks of a task beyond its sets of values, as a tree of this one struct. The query language
/// (filter/querytext.h) is its text.
///
/// A condition is true or false, never NULL: NULL matches no value but NULL, and a term that does not match is true
/// under Not.
struct Condition
{
    enum class Kind {
        All, // of the parts; without parts it is true of every task
        Any, // of the parts
        Not, // the one part
        Term, // the field has one of the values
    };

    enum class Field {
        Text, // the id or the error
        Status,
        Type,
        User,
        Id,
        Result,
        Error,
        Created,
        Updated,
        Age, // since created
        Duration, // until updated, or until now while the task is not done
        Metadata,
        State, // "stuck", "active" or "done"
    };

    struct Value
    {
        enum class Relation {
            Equal, // of a uuid, the first characters are enough; of times and spans, anywhere in the named period
            EqualText, // of metadata: the string, and no number, true or false that is written like it
            Starting, // with the text
            Containing, // the text, ignoring case
            Matching, // a regular expression of the server's, ignoring case
            Less,
            LessOrEqual,
            Greater,
            GreaterOrEqual,
            Between, // text and upper, both included
            Null,
            Present, // neither NULL nor an empty text or list
        };

        Relation relation = Relation::Equal;
        QString text; // as it was typed: "today" stays today
        QString upper = {};

        bool operator==(const Value &) const = default;
    };

    Kind kind = Kind::All;
    QVector<Condition> parts = {};
    Field field = Field::Text;
    QStringList path = {}; // of a key in the metadata, from the outermost
    QVector<Value> values = {};

    bool isEmpty() const { return kind == Kind::All && parts.isEmpty(); }

    static Condition term(Field field, const QVector<Value> &values, const QStringList &path = {})
    {
        return {Kind::Term, {}, field, path, values};
    }

    bool operator==(const Condition &) const = default;
};

} // namespace watchbill
