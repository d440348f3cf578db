// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profilefield.h"

#include "profile/connectiontext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ProfileField)
};

constexpr auto context = "watchbill::ProfileField";

template<typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template<typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

Failure refused(const QString &sentence)
{
    return failure(TaskError::Kind::InvalidInput, sentence);
}

Result<void> setConnection(QString &connection, const QString &key, const QString &text)
{
    const auto read = ConnectionText::read(text);
    if (!read)
        return refused(Texts::tr("“%1”: %2").arg(key, read.error().message));
    connection = read->settings.toText();
    return {};
}

Result<void> setSwitch(bool &isOn, const QString &key, const QVariant &value)
{
    const QString text = value.toString();
    if (text != "true"_L1 && text != "false"_L1)
        return refused(Texts::tr("“%1” must be true or false.").arg(key));
    isOn = text == "true"_L1;
    return {};
}

constexpr int largest = std::numeric_limits<int>::max();
constexpr qint64 longestTimeLimit = largest / 1'000; // in seconds: the server counts milliseconds

template<typename Span>
Result<void> setSpan(Span &span, const QString &key, const QVariant &value, qint64 most)
{
    bool isNumber = false;
    const qint64 given = value.toString().toLongLong(&isNumber);
    if (!isNumber || given < 1 || given > most)
        return refused(
            Texts::tr("“%1” must be a whole number from 1 to %2.").arg(key, QString::number(most)));
    span = Span(given);
    return {};
}

Result<void> setChoice(Environment &environment, const QString &key, const QString &text)
{
    const auto chosen = environmentFromText(text);
    if (!chosen)
        return refused(
            Texts::tr("“%1” must be development, staging or production, not “%2”.").arg(key, text));
    environment = *chosen;
    return {};
}

} // namespace

QString ProfileField::translated(const char *text)
{
    return text ? QCoreApplication::translate(context, text) : QString();
}

QVariant ProfileField::value(const ConnectionProfile &profile) const
{
    return std::visit(Overloaded{
                          [&](Table) { return QVariant(profile.qualifiedTableName()); },
                          [&](Connection connection) { return QVariant(profile.*connection); },
                          [&](Text text) { return QVariant(profile.*text); },
                          [&](Switch isOn) { return QVariant(profile.*isOn); },
                          [&](Seconds seconds) { return QVariant(qint64((profile.*seconds).count())); },
                          [&](Minutes minutes) {
                              const auto &limit = profile.*minutes;
                              return limit ? QVariant(qint64(limit->count())) : QVariant();
                          },
                          [&](Choice choice) { return QVariant(toText(profile.*choice)); },
                      },
                      member);
}

Result<void> ProfileField::setValue(ConnectionProfile &profile, const QVariant &value) const
{
    using Done = Result<void>;
    return std::visit(
        Overloaded{
            [&](Table) { return profile.setTableName(value.toString()); },
            [&](Connection connection) { return setConnection(profile.*connection, key, value.toString()); },
            [&](Text text) {
                profile.*text = value.toString();
                return Done();
            },
            [&](Switch isOn) { return setSwitch(profile.*isOn, key, value); },
            [&](Seconds seconds) { return setSpan(profile.*seconds, key, value, longestTimeLimit); },
            [&](Minutes minutes) {
                std::chrono::minutes limit{};
                return setSpan(limit, key, value, largest).map([&] { profile.*minutes = limit; });
            },
            [&](Choice choice) { return setChoice(profile.*choice, key, value.toString()); },
        },
        member);
}

const QVector<ProfileField> &profileFields()
{
    static const QVector<ProfileField> fields{
        {.key = "name"_L1, .member = &ProfileOptions::name},
        {.key = "environment"_L1, .member = &ProfileOptions::environment},
        {
            .key = "connection"_L1,
            .member = &ConnectionProfile::connection,
            .option = "connection"_L1,
            .argument = "URI"_L1,
            .help = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "The database with the tasks: a libpq URI or key=value pairs, or a connection in another "
                "program's format, such as a JDBC URL, a .NET connection string, a line of an "
                "environment file or a psql command. Missing parts come from the PG* variables, the "
                "service file and ~/.pgpass, as in psql. Prefer ~/.pgpass for passwords: other users of "
                "this computer can see the command line while the program starts. You are prompted for a "
                "missing password."),
            .isServer = true,
        },
        {
            .key = "table"_L1,
            .member = ProfileField::Table(),
            .option = "table"_L1,
            .argument = "[SCHEMA.]NAME"_L1,
            .help = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "The task table, public.tasks by default. Put a name with dots in double quotes, as in 'app.\"tasks.2026\"'."),
        },
        {
            .key = "serviceRole"_L1,
            .member = &ProfileOptions::serviceRole,
            .option = "service-role"_L1,
            .argument = "ROLE"_L1,
            .help = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "The role to use, which may bypass row security. If it is not available, the "
                "connection's own user is used, with a warning."),
            .group = ProfileField::Group::Tasks,
            .label = QT_TRANSLATE_NOOP("watchbill::ProfileField", "Service &role"),
            .placeholder = QT_TRANSLATE_NOOP("watchbill::ProfileField", "none; on Supabase: service_role"),
            .toolTip = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "A role that sees all tasks, set with SET ROLE if the login may. Without it, "
                "row security may hide tasks."),
            .widget = "serviceRole"_L1,
            .formField = FormField::ServiceRole,
        },
        {
            .key = "serviceConnection"_L1,
            .member = &ConnectionProfile::serviceConnection,
            .option = "service-connection"_L1,
            .argument = "URI"_L1,
            .help =
                QT_TRANSLATE_NOOP("watchbill::ProfileField",
                                  "The service role's own login, if it has one. Tried first, with the same "
                                  "fallback."),
            .isServer = true,
        },
        {
            .key = "readOnly"_L1,
            .member = &ProfileOptions::readOnly,
            .option = "read-only"_L1,
            .help = QT_TRANSLATE_NOOP("watchbill::ProfileField", "Let the server refuse every change."),
            .group = ProfileField::Group::Safety,
            .label =
                QT_TRANSLATE_NOOP("watchbill::ProfileField", "Read-onl&y: the server refuses all changes"),
            .widget = "readOnly"_L1,
        },
        {
            .key = "mayRunAgain"_L1,
            .member = &ProfileOptions::mayRunAgain,
            .option = "may-run-again"_L1,
            .help = QT_TRANSLATE_NOOP("watchbill::ProfileField",
                                      "Allow copies of tasks as new tasks, which the application processes."),
            .group = ProfileField::Group::Safety,
            .label = QT_TRANSLATE_NOOP("watchbill::ProfileField", "Tasks may be run a&gain"),
            .toolTip = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "A copy becomes a new task, which the application processes like any other. The old task stays."),
            .widget = "mayRunAgain"_L1,
        },
        {
            .key = "originKey"_L1,
            .member = &ProfileOptions::originKey,
            .option = "origin-key"_L1,
            .argument = "KEY"_L1,
            .help = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "The metadata key under which a copy stores the id of the task that was run again."),
            .group = ProfileField::Group::Safety,
            .label = QT_TRANSLATE_NOOP("watchbill::ProfileField", "Origin key"),
            .placeholder = QT_TRANSLATE_NOOP("watchbill::ProfileField", "none"),
            .toolTip = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "The metadata key under which a copy stores the id of the task that was run again, such as retry_of."),
            .widget = "originKey"_L1,
        },
        {
            .key = "timeLimitSeconds"_L1,
            .member = &ProfileOptions::timeLimit,
            .group = ProfileField::Group::Safety,
            .label = QT_TRANSLATE_NOOP("watchbill::ProfileField", "Time limi&t"),
            .toolTip = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "How long the server may take for one request. Exact counts and exports have "
                "no limit; you can cancel them."),
            .widget = "timeLimit"_L1,
        },
        {
            .key = "stuckAfterMinutes"_L1,
            .member = &ProfileOptions::stuckAfter,
            .option = "stuck-after"_L1,
            .argument = "MINUTES"_L1,
            .help = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "Count tasks as stuck that are pending, or in processing without an update, for "
                "longer than this. By default as chosen in the preferences of the window: 30 at first."),
            .group = ProfileField::Group::Tasks,
            .label = QT_TRANSLATE_NOOP("watchbill::ProfileField", "Stuck after"),
            .toolTip = QT_TRANSLATE_NOOP(
                "watchbill::ProfileField",
                "How long a task may be pending, or in processing without an update, before it counts as stuck: in the "
                "list, in the view Stuck, and for is:stuck. At 0 it is as in the preferences."),
            .widget = "stuckAfter"_L1,
        },
    };
    return fields;
}

} // namespace watchbill
