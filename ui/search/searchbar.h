// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QLineEdit;

namespace watchbill {

class QueryState;

/// Filters by text, user and type. Typing is taken up when it pauses.
class SearchBar : public QWidget
{
    Q_OBJECT

public:
    explicit SearchBar(QueryState &query, QWidget *parent = nullptr);

    void setTypes(const QStringList &types);

    /// What the user field offers in its menu, the likeliest first.
    void setUsers(const QStringList &users);

    /// Marks the user field as invalid with that message; empty removes the mark.
    void setProblem(const QString &sentence);

    void focusText();

    /// Applies the typed text without waiting for a pause, so that no other change of the filter
    /// overtakes it.
    void takeUp();

    /// Takes up nothing any more.
    void ignoreTyping();

Q_SIGNALS:
    void left(); // Escape or Down: on to the table

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showFilter();
    void showTypes();
    void offerUsers();

    QueryState &m_query;
    QLineEdit *m_text;
    QLineEdit *m_user;
    QComboBox *m_type;
    QTimer m_pause;
    QStringList m_types;
    QStringList m_users;
    QAction *m_offer; // shown where users are known
};

} // namespace watchbill
