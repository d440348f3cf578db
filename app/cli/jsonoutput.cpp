// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "jsonoutput.h"

#include "task/taskjson.h"

namespace watchbill {

namespace {

QByteArray jsonList(const QByteArrayList &items)
{
    return items.isEmpty() ? QByteArray("[]\n") : "[\n  " + items.join(",\n  ") + "\n]\n";
}

QByteArray jsonOf(const QVariant &value);

QByteArray jsonOf(const Records::Record &record)
{
    QByteArrayList fields;
    for (const auto &[name, value] : record)
        fields += json::string(name) + ':' + jsonOf(value);
    return '{' + fields.join(',') + '}';
}

QByteArray jsonOf(const QVariant &value)
{
    if (!value.isValid())
        return "null";
    if (value.metaType() == QMetaType::fromType<Timestamp>())
        return json::string(value.value<Timestamp>().toIso8601());
    if (value.metaType() == QMetaType::fromType<Records::Record>())
        return jsonOf(value.value<Records::Record>());
    if (value.metaType() == QMetaType::fromType<Records::List>()) {
        QByteArrayList items;
        for (const Records::Record &one : value.value<Records::List>())
            items += jsonOf(one);
        return '[' + items.join(',') + ']';
    }
    if (value.metaType() == QMetaType::fromType<Worded>())
        return jsonOf(value.value<Worded>().value);
    if (value.userType() == QMetaType::QStringList) {
        QByteArrayList items;
        for (const QString &one : value.toStringList())
            items += json::string(one);
        return '[' + items.join(',') + ']';
    }
    const QString text = value.toString();
    return value.userType() == QMetaType::QString ? json::string(text) : text.toUtf8();
}

} // namespace

QByteArray JsonOutput::object(Task task) const
{
    if (task.metadata && m_metadata == Metadata::Text)
        task.metadata = json::string(QString::fromUtf8(*task.metadata));
    QVector<std::pair<QString, QString>> further;
    const QStringList values = m_furtherKey.values(task);
    for (qsizetype i = 0; i < values.size(); ++i)
        further.append({m_furtherKey.names()[i], values[i]});
    return json::object(task, further);
}

QByteArray JsonOutput::task(const std::optional<Task> &task) const
{
    return (task ? object(*task) : QByteArray("null")) + '\n';
}

QByteArray JsonOutput::tasks(const QVector<Task> &tasks) const
{
    QByteArrayList objects;
    for (const Task &task : tasks)
        objects += object(task);
    return jsonList(objects);
}

QByteArray JsonOutput::deleted(std::optional<bool> deleted) const
{
    if (!deleted)
        return "{\"deleted\": null}\n";
    return *deleted ? "{\"deleted\": true}\n" : "{\"deleted\": false}\n";
}

QByteArray JsonOutput::counts(const StatusCounts &counts) const
{
    QByteArrayList objects;
    for (const StatusCount &one : counts.statuses) {
        objects += "{\"status\":" + (one.status ? json::string(*one.status) : "null")
            + ",\"count\":" + QByteArray::number(one.count.value)
            + ",\"precision\":" + json::string(toText(one.count.precision)) + '}';
    }
    return jsonList(objects);
}

QByteArray JsonOutput::records(const Records &records) const
{
    QByteArrayList objects;
    for (const Records::Record &one : records.all)
        objects += jsonOf(one);
    return jsonList(objects);
}

QByteArray JsonOutput::record(const Records::Record &record) const
{
    return jsonOf(record) + '\n';
}

QByteArray JsonOutput::stepsHeader() const
{
    return {};
}

QByteArray JsonOutput::step(const ConnectionTestStep &step) const
{
    return "{\"step\":" + json::string(toText(step.id)) + ",\"state\":" + json::string(toText(step.state))
        + ",\"sentence\":" + json::string(step.sentence)
        + ",\"advice\":" + (step.advice.isEmpty() ? "null" : json::string(step.advice)) + "}\n";
}

QByteArray JsonOutput::changesHeader() const
{
    return {};
}

QByteArray JsonOutput::change(const TaskChange &change) const
{
    // A column of the type json keeps the line breaks with which it was written. Within strings there are none.
    const QByteArray task = object(change.task).replace('\n', ' ').replace('\r', ' ');
    return "{\"change\":" + json::string(toText(change.kind)) + ",\"task\":" + task + "}\n";
}

} // namespace watchbill
