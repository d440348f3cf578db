// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "filter/querycompletion.h"
#include "filter/querytext.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace watchbill {

class QueryEdit;
class QueryState;
class SteadyButton;
class TaskMonitor;

/// The query, as text to type into. Changes of the filter made elsewhere are shown here, too.
class SearchBar : public QWidget
{
    Q_OBJECT

public:
    explicit SearchBar(TaskMonitor &monitor, QWidget *parent = nullptr);

    /// The problem with the text, as a widget to be placed below; hidden while there is none.
    QWidget *problem() const;

    /// Marks the field as refused by the server, until the next change.
    void setRefused(bool isRefused);

    void focusText();

    /// Puts the cursor behind a part of the query, so that it can be edited.
    void edit(const QString &part);

    /// Applies the typed text without waiting for a pause, so that no other change of the filter
    /// overtakes it.
    void takeUp();

    /// Discards the typed text and shows the current filter.
    void reset();

    /// Ignores typed text from now on.
    void ignoreTyping();

Q_SIGNALS:
    void rangeRequested(); // of any two times
    void left(); // Escape: on to the table
    void wentDown(); // to its first row

private:
    void createRanges();
    void showFilter();
    void showRange();
    struct Remedy
    {
        QString words; // of a link
        QString query;
    };
    void showProblem(const query::Error &error);
    void showDoubts(const TaskFilter &filter);
    void showSentences(const QStringList &sentences, const QVector<Remedy> &remedies = {});
    static QString useInstead(const QString &meant);
    void apply(const Remedy &remedy);
    void readKeys();
    query::KnownValues known() const;

    TaskMonitor &m_monitor;
    QueryState &m_query;
    TaskFilter m_shown; // the filter of the text when it could last be parsed
    QueryEdit *m_text;
    QLabel *m_problem;
    QVector<Remedy> m_remedies; // that it offers
    SteadyButton *m_range;
    QTimer m_pause;
    QElapsedTimer m_sinceKeys;
};

} // namespace watchbill
