// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QTreeWidget>
#include <QVariant>

class QLabel;

namespace watchbill {

/// A list in the sidebar: names with a number at the right, as tall as its lines are.
class SideList : public QTreeWidget
{
    Q_OBJECT

public:
    enum ListColumn { NameColumn, CountColumn, ListColumnCount };

    struct Line
    {
        QIcon icon;
        QString name;
        QString toolTip{}; // none: the name
        QString count{};
        QString countToolTip{};
        QColor (*countColor)() = nullptr; // in the present theme; none: that of all texts
        bool isDimmed = false;
        QVariant data{}; // the owner's, see dataOf()
    };

    /// The name is for the code, the title for screen readers.
    SideList(const QString &name, const QString &title);

    /// Updates the lines in place, as clearing the list would lose focus and scroll position.
    void setLines(const QVector<Line> &lines);

    /// Selects a line, or none, without a signal.
    void mark(int line);

    /// Shows of these lines that the query finds their tasks, among others.
    void markPartly(const QVector<int> &lines);

    static QVariant dataOf(const QTreeWidgetItem *item) { return item->data(NameColumn, Qt::UserRole); }

    /// The name of such a list, to be placed above it.
    static QLabel *heading(const QString &text);

    /// A remark, to be placed below it.
    static QLabel *note(const QString &name);

    /// The pointer is over it, or it has the keyboard focus: no line moves.
    bool isInUse() const { return underMouse() || hasFocus(); }

Q_SIGNALS:
    void left(); // by pointer and keys

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void setLine(int line, const Line &content);
    void colour(int line);
    void fitHeight();
    QSize lineSize() const;

    QVector<Line> m_lines;
};

} // namespace watchbill
