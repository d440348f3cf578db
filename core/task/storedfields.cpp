// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/storedfields.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString exact(const QString &text)
{
    return text;
}

QString exact(const QByteArray &json)
{
    return QString::fromUtf8(json);
}

QString exact(const Timestamp &time)
{
    return time.toIso8601();
}

template<typename Tag>
QString exact(const Id<Tag> &id)
{
    return id.toText();
}

std::optional<QString> text(const TaskId &id)
{
    return exact(id);
}

std::optional<QString> text(const TaskStatus &status)
{
    return status.value();
}

template<typename T>
std::optional<QString> text(const std::optional<T> &value)
{
    return value ? std::optional(exact(*value)) : std::nullopt;
}

} // namespace

const StoredField *storedField(TaskField field)
{
    const auto found = std::find_if(storedFields.begin(), storedFields.end(),
                                    [&](const StoredField &one) { return one.field == field; });
    return found == storedFields.end() ? nullptr : &*found;
}

QStringList requiredColumns()
{
    QStringList names;
    for (const StoredField &field : storedFields) {
        if (field.need == StoredField::Need::Required)
            names += field.name;
    }
    return names;
}

QString nameOf(TaskField field)
{
    const StoredField *one = storedField(field);
    return one ? QString(one->name) : u"duration"_s;
}

QString titleOf(TaskField field)
{
    const StoredField *one = storedField(field);
    return QCoreApplication::translate(
        "watchbill::TaskField", one ? one->title : QT_TRANSLATE_NOOP("watchbill::TaskField", "Duration"));
}

std::optional<QString> textOf(const Task &task, const StoredField &field)
{
    return std::visit([&](auto member) { return text(task.*member); }, field.member);
}

std::optional<QString> textOf(const Task &task, TaskField field)
{
    const StoredField *one = storedField(field);
    return one ? textOf(task, *one) : std::nullopt;
}

std::optional<Timestamp> timeOf(const Task &task, TaskField field)
{
    const StoredField *one = storedField(field);
    return one && one->isTime() ? task.*std::get<std::optional<Timestamp> Task::*>(one->member)
                                : std::nullopt;
}

} // namespace watchbill
