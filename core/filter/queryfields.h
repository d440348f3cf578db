// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/condition.h"
#include "task/task.h"

#include <array>
#include <optional>

namespace watchbill {

/// A field of the query language. Parser, printer, completion, help and SQL are all made from this table; a new one is a
/// line here and a Condition::Field.
struct QueryField
{
    enum class Kind {
        Word, // of a short list, as a status
        Id,
        Text, // searched for parts
        Time,
        Span,
        Json,
        State, // one of its words
        Presence, // has:, whose values are the names of the fields marked so
    };

    QLatin1String name;
    Condition::Field field;
    std::optional<TaskField> column; // of the task table, if it is about one alone
    Kind kind;
    bool canBePresent;
    const char *meaning; // for people; translated by meaningOf()
    QLatin1String example; // as typed
};

inline constexpr std::array queryFields{
    QueryField{QLatin1String("status"), Condition::Field::Status, TaskField::Status, QueryField::Kind::Word,
               false, QT_TRANSLATE_NOOP("watchbill::QueryField", "Its status; several with commas."),
               QLatin1String("status:failed,processing")},
    QueryField{QLatin1String("type"), Condition::Field::Type, TaskField::Type, QueryField::Kind::Word, false,
               QT_TRANSLATE_NOOP("watchbill::QueryField", "Its type; * matches any ending."),
               QLatin1String("type:image_*")},
    QueryField{
        QLatin1String("user"), Condition::Field::User, TaskField::UserId, QueryField::Kind::Id, true,
        QT_TRANSLATE_NOOP("watchbill::QueryField", "Its user; the first characters of a UUID are enough."),
        QLatin1String("user:4f1c")},
    QueryField{
        QLatin1String("id"), Condition::Field::Id, TaskField::Id, QueryField::Kind::Id, false,
        QT_TRANSLATE_NOOP("watchbill::QueryField", "Its id; the first characters of a UUID are enough."),
        QLatin1String("id:9a3e")},
    QueryField{QLatin1String("created"), Condition::Field::Created, TaskField::CreatedAt,
               QueryField::Kind::Time, false,
               QT_TRANSLATE_NOOP("watchbill::QueryField",
                                 "When it was created: a day, a time, or a span until now."),
               QLatin1String("created:today")},
    QueryField{
        QLatin1String("updated"), Condition::Field::Updated, TaskField::UpdatedAt, QueryField::Kind::Time,
        false,
        QT_TRANSLATE_NOOP("watchbill::QueryField", "When it was last updated; same values as created."),
        QLatin1String("updated:2026-11-01..2026-11-05T14:00")},
    QueryField{
        QLatin1String("age"), Condition::Field::Age, std::nullopt, QueryField::Kind::Span, false,
        QT_TRANSLATE_NOOP("watchbill::QueryField",
                          "How long ago it was created: age:>2h is older than two hours, created:>2h newer."),
        QLatin1String("age:>30m")},
    QueryField{QLatin1String("duration"), Condition::Field::Duration, std::nullopt, QueryField::Kind::Span,
               false,
               QT_TRANSLATE_NOOP("watchbill::QueryField",
                                 "From created to last updated, or until now while it is active."),
               QLatin1String("duration:>90s")},
    QueryField{
        QLatin1String("error"), Condition::Field::Error, TaskField::ErrorMessage, QueryField::Kind::Text,
        true,
        QT_TRANSLATE_NOOP("watchbill::QueryField",
                          "Text in its error message, ignoring case; between slashes, a regular expression."),
        QLatin1String("error:/rate.?limit/")},
    QueryField{QLatin1String("result"), Condition::Field::Result, TaskField::ResultId, QueryField::Kind::Id,
               true, QT_TRANSLATE_NOOP("watchbill::QueryField", "The id of its result."),
               QLatin1String("result:77b0")},
    QueryField{
        QLatin1String("meta"), Condition::Field::Metadata, TaskField::Metadata, QueryField::Kind::Json, true,
        QT_TRANSLATE_NOOP(
            "watchbill::QueryField",
            "A value in its metadata, by the key's path; in a list, any of its values. < and > compare numbers with numbers only."),
        QLatin1String("meta.retries:>3")},
    QueryField{QLatin1String("has"), Condition::Field::Text, std::nullopt, QueryField::Kind::Presence, false,
               QT_TRANSLATE_NOOP(
                   "watchbill::QueryField",
                   "The field is present and not empty: has:error, has:result, has:user, or a metadata key."),
               QLatin1String("has:meta.session")},
    QueryField{
        QLatin1String("is"), Condition::Field::State, std::nullopt, QueryField::Kind::State, false,
        QT_TRANSLATE_NOOP(
            "watchbill::QueryField",
            "is:active is pending or processing, is:done any other status. is:stuck is pending since creation, or processing since the last update, for longer than the connection or the preferences allow: 30 minutes unless changed."),
        QLatin1String("is:stuck")},
};

/// The words that is: takes.
inline constexpr std::array stateWords{QLatin1String("active"), QLatin1String("done"),
                                       QLatin1String("stuck")};

/// The field of this name, ignoring case; nullptr if there is none.
const QueryField *queryField(const QString &name);

/// The entry for the field of a condition; never has.
const QueryField &queryField(Condition::Field field);

/// The entry for a column of the task table; nullptr if no field is about it alone.
const QueryField *queryFieldOf(TaskField column);

QString meaningOf(const QueryField &field);

/// The rules of the query language, for help texts.
QStringList queryRules();

/// The field name that is most similar to an unknown one; empty if none is similar.
QString nameLike(const QString &name);

/// The most similar of the known words; empty if none is similar.
QString wordLike(const QString &word, const QStringList &known);

} // namespace watchbill
