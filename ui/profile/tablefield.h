// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QLabel;
class QLineEdit;
class QPushButton;

namespace watchbill {

/// The name of the task table: typed, chosen from a menu of tables, or taken from suggestions below the field. Its
/// widgets belong to the form that shows them.
class TableField : public QObject
{
    Q_OBJECT

public:
    explicit TableField(QObject *parent = nullptr);

    QLineEdit *edit() const { return m_edit; }
    QPushButton *chooseButton() const { return m_choose; }
    QLabel *suggestions() const { return m_suggestions; }

    /// Opens a menu of tables, of which there is at least one.
    void offer(const QStringList &tables);

    /// Shows links to tables below the field until its text changes; none hides them.
    void suggest(const QStringList &tables);

    /// While tables are looked for they cannot be asked for again.
    void setLooking(bool isLooking);

Q_SIGNALS:
    void tablesRequested(); // to choose from

private:
    QLineEdit *m_edit;
    QPushButton *m_choose;
    QLabel *m_suggestions;
};

} // namespace watchbill
