// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace watchbill {

/// How the server means to run a statement, or has run it.
struct QueryPlan
{
    /// What was measured of a node.
    struct Measure
    {
        double milliseconds = 0; // with the nodes below it, in all of its runs
        double rows = 0; // in all of its runs
        qint64 runs = 0;
    };

    struct Node
    {
        QString name; // as "Seq Scan on tasks"
        QStringList details; // as "Filter: (status = 'failed'::text)"
        int depth = 0;
        double startCost = 0; // by the planner's estimate; likewise the next two
        double totalCost = 0;
        double rows = 0;
        std::optional<Measure> measured; // if the statement was run
        double share = 0; // of what all nodes take, by themselves: 0 to 1
    };

    QVector<Node> nodes; // each followed by those below it
    QByteArray json; // as the server sent it
    double milliseconds = 0; // the whole, if the statement was run

    bool isMeasured() const { return !nodes.isEmpty() && nodes.first().measured; }

    /// The node with the highest cost of its own.
    const Node &mostExpensive() const;
};

namespace queryplan {

/// Reads an answer to EXPLAIN (FORMAT JSON); nothing if it is not one.
std::optional<QueryPlan> fromJson(const QByteArray &json);

/// What takes the most.
QString sentence(const QueryPlan &plan);

/// The numbers of a node, as EXPLAIN writes them.
QString numbers(const QueryPlan::Node &node);

/// The sentence and all nodes, each indented by its depth.
QString toText(const QueryPlan &plan);

} // namespace queryplan

} // namespace watchbill
