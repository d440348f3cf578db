// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "filter/querycompletion.h"
#include "filter/querytext.h"

#include <QLineEdit>

#include <functional>
#include <optional>

class QStandardItemModel;
class QTreeView;

namespace watchbill {

/// A line for a query: it offers completions, underlines errors, and keeps earlier queries, which Up and Down go
/// through.
class QueryEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// `known` is called each time something is typed.
    explicit QueryEdit(std::function<query::KnownValues()> known, QWidget *parent = nullptr);

    void setError(const std::optional<query::Error> &error);

    /// Whether completions are offered, so that the text may be unfinished.
    bool isOffering() const;

    /// Puts the cursor behind a part of the query; false if it is not written there like this.
    bool goBehind(const QString &part);

    /// Adds a query to those that Up returns to.
    void remember(const QString &query);

Q_SIGNALS:
    void left(); // Escape
    void wentDown(); // behind the newest query
    void completed(); // something was taken from the list

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QAction *addKey(const QString &name, const QKeyCombination &key, const std::function<void()> &function);
    void createKeys();
    void offer();
    void showList();
    void choose(int step);
    void take(const QModelIndex &suggestion);
    bool pressedInList(int key);
    void showOlder();
    void showRemembered(qsizetype place);

    const std::function<query::KnownValues()> m_known;
    std::optional<query::Error> m_error;
    QStandardItemModel *m_suggestions;
    QTreeView *m_list; // beside the window, so that typing and clicks elsewhere work as without it
    qsizetype m_begin = 0; // of what a suggestion replaces
    qsizetype m_end = 0;
    QStringList m_remembered; // the newest last
    qsizetype m_place = 0; // in them; behind the last for what is being typed
    QString m_typed;
};

} // namespace watchbill
