// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QLineEdit;

namespace watchbill {

/// Filters by text, user and type. Typing is taken up when it pauses.
class SearchBar : public QWidget
{
    Q_OBJECT

public:
    explicit SearchBar(QWidget *parent = nullptr);

    void setFilter(const TaskFilter &filter);
    void setTypes(const QStringList &types);

    /// What the user field offers in its menu, the likeliest first.
    void setUsers(const QStringList &users);

    /// Marks the user field when the last filter was not accepted; empty takes the mark away.
    void setProblem(const QString &sentence);

    void focusText();

    /// Takes up what has been typed without waiting for a pause, so that no other change of the filter
    /// overtakes it.
    void takeUp();

Q_SIGNALS:
    void filterEdited(const watchbill::TaskFilter &filter);
    void left(); // Escape or Down: on to the table

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showTypes();
    void offerUsers();

    QLineEdit *m_text;
    QLineEdit *m_user;
    QComboBox *m_type;
    QTimer m_pause;
    TaskFilter m_filter;
    QStringList m_types;
    QStringList m_users;
    QAction *m_offer; // shown where users are known
};

} // namespace watchbill
