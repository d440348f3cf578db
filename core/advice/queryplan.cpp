// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "advice/queryplan.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

const QueryPlan::Node &QueryPlan::mostExpensive() const
{
    return *std::max_element(nodes.begin(), nodes.end(),
                             [](const Node &a, const Node &b) { return a.share < b.share; });
}

namespace queryplan {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::QueryPlan)
};

QString text(const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (!value.isArray())
        return value.toVariant().toString();
    QStringList texts;
    for (const QJsonValue &one : value.toArray())
        texts += one.toString();
    return texts.join(", "_L1);
}

// "Index Scan Backward using tasks_created_at_id_idx on tasks t"
QString nameOf(const QJsonObject &object)
{
    QString name = text(object, "Node Type"_L1);
    if (name == "Aggregate"_L1 && text(object, "Strategy"_L1) == "Hashed"_L1)
        name.prepend("Hash"_L1);
    if (object.value("Parallel Aware"_L1).toBool())
        name.prepend("Parallel "_L1);
    if (text(object, "Scan Direction"_L1) == "Backward"_L1)
        name += " Backward"_L1;
    if (const QString index = text(object, "Index Name"_L1); !index.isEmpty())
        name += (name.startsWith("Bitmap"_L1) ? " on "_L1 : " using "_L1) + index;
    for (const QLatin1StringView key : {"Relation Name"_L1, "CTE Name"_L1, "Function Name"_L1}) {
        if (const QString relation = text(object, key); !relation.isEmpty())
            name += " on "_L1 + relation;
    }
    return name;
}

QStringList detailsOf(const QJsonObject &object)
{
    QStringList details;
    for (const QLatin1StringView key :
         {"Sort Key"_L1, "Presorted Key"_L1, "Index Cond"_L1, "Recheck Cond"_L1, "Hash Cond"_L1,
          "Merge Cond"_L1, "Join Filter"_L1, "Filter"_L1, "Rows Removed by Filter"_L1,
          "Rows Removed by Index Recheck"_L1, "Sort Method"_L1}) {
        if (const QString detail = text(object, key); !detail.isEmpty() && detail != "0"_L1)
            details += key + ": "_L1 + detail;
    }
    return details;
}

QueryPlan::Node nodeOf(const QJsonObject &object, int depth)
{
    QueryPlan::Node node;
    node.name = nameOf(object);
    node.details = detailsOf(object);
    node.depth = depth;
    node.startCost = object.value("Startup Cost"_L1).toDouble();
    node.totalCost = object.value("Total Cost"_L1).toDouble();
    node.rows = object.value("Plan Rows"_L1).toDouble();
    if (object.contains("Actual Loops"_L1)) {
        const qint64 runs = object.value("Actual Loops"_L1).toInteger();
        node.measured = QueryPlan::Measure{object.value("Actual Total Time"_L1).toDouble() * double(runs),
                                           object.value("Actual Rows"_L1).toDouble() * double(runs), runs};
    }
    return node;
}

double effort(const QueryPlan::Node &node)
{
    return node.measured ? node.measured->milliseconds : node.totalCost;
}

// Appends a node and what is below it, of which it takes so much. A LIMIT stops what is below it, whose cost is that of
// running to the end; workers that run side by side take more together than the time that passes. So what is below a node
// takes no more than the node, and all of it is less in proportion: that is the scale.
void append(QueryPlan &plan, const QJsonObject &object, int depth, double taken, double scale)
{
    const qsizetype place = plan.nodes.size();
    plan.nodes += nodeOf(object, depth);
    const QJsonArray below = object.value("Plans"_L1).toArray();
    double efforts = 0;
    for (const QJsonValue &one : below)
        efforts += effort(nodeOf(one.toObject(), depth + 1));
    if (efforts * scale > taken)
        scale = taken / efforts;
    for (const QJsonValue &one : below) {
        const QJsonObject child = one.toObject();
        append(plan, child, depth + 1, effort(nodeOf(child, depth + 1)) * scale, scale);
    }
    plan.nodes[place].share = taken - efforts * scale; // of the whole, once that is known
}

} // namespace

std::optional<QueryPlan> fromJson(const QByteArray &json)
{
    const QJsonObject answer = QJsonDocument::fromJson(json).array().at(0).toObject();
    const QJsonObject root = answer.value("Plan"_L1).toObject();
    if (root.isEmpty())
        return std::nullopt;
    QueryPlan plan;
    plan.json = json;
    plan.milliseconds = answer.value("Execution Time"_L1).toDouble();
    const double whole = effort(nodeOf(root, 0));
    append(plan, root, 0, whole, 1);
    for (QueryPlan::Node &node : plan.nodes)
        node.share = whole > 0 ? node.share / whole : 0;
    return plan;
}

QString sentence(const QueryPlan &plan)
{
    const QueryPlan::Node &node = plan.mostExpensive();
    const QString share = QString::number(qRound(node.share * 100));
    if (plan.isMeasured())
        return Texts::tr("Most of the time went to: %1, about %2 % of %3 ms.")
            .arg(node.name, share, QString::number(plan.milliseconds, 'f', 1));
    return Texts::tr("Most of the time goes to: %1, about %2 % by the planner's estimate.")
        .arg(node.name, share);
}

QString numbers(const QueryPlan::Node &node)
{
    const auto number = [](double value, int decimals) { return QString::number(value, 'f', decimals); };
    const QString planned = u"(cost=%1..%2 rows=%3)"_s.arg(number(node.startCost, 2),
                                                           number(node.totalCost, 2), number(node.rows, 0));
    if (!node.measured)
        return planned;
    if (node.measured->runs == 0)
        return planned + " (never executed)"_L1;
    return planned
        + u" (actual time=%1 ms rows=%2 loops=%3)"_s.arg(number(node.measured->milliseconds, 3),
                                                         number(node.measured->rows, 0),
                                                         QString::number(node.measured->runs));
}

QString toText(const QueryPlan &plan)
{
    QString lines = sentence(plan) + "\n\n"_L1;
    for (const QueryPlan::Node &node : plan.nodes) {
        const QString margin(node.depth * 2, u' ');
        lines += margin + node.name + "  "_L1 + numbers(node) + u'\n';
        for (const QString &detail : node.details)
            lines += margin + "    "_L1 + detail + u'\n';
    }
    return lines;
}

} // namespace queryplan

} // namespace watchbill
