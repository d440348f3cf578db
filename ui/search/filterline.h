// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace watchbill {

class FilterChips;
class QueryState;

/// One line below the query, always of the same height, so that nothing below it moves: the query's parts, or examples.
/// A problem with the query covers it, and what is below if it needs more than a line.
class FilterLine : public QWidget
{
    Q_OBJECT

public:
    /// Adds `problem`, which its owner shows and hides, to the parent.
    FilterLine(QueryState &query, QWidget *problem, QWidget *parent);

    QSize sizeHint() const override;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void editRequested(const QString &part);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;

private:
    QWidget *createExamples();
    void showParts();
    void placeProblem();

    QueryState &m_query;
    FilterChips *m_chips;
    QWidget *m_examples;
    QWidget *m_problem;
};

} // namespace watchbill
