// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/condition.h"
#include "task/jsonvalue.h"

#include <QTreeWidget>

#include <optional>

namespace watchbill {

/// A JSON document as a tree, its values as they were written. A string that is a JSON document itself can be
/// opened as one. The contents of a line are read when it is opened, a number of lines at a time.
class JsonTree : public QTreeWidget
{
    Q_OBJECT

public:
    static constexpr int linesAtATime = 1'000;

    explicit JsonTree(QWidget *parent = nullptr);

    /// Opens the first level, as far as that is not too much.
    void setDocument(const json::Value &document);

    /// A single line without a name.
    void setPlainText(const QString &text);

Q_SIGNALS:
    /// A person wants to see only the tasks of which this is true.
    void conditionRequested(const watchbill::Condition &condition);
    void columnRequested(const QStringList &path); // show the values of this key in the table
    void reported(const QString &sentence); // what was done

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    std::optional<QStringList> pathOf(const QTreeWidgetItem *item) const;
    void fill(QTreeWidgetItem *item);
    void showMore(QTreeWidgetItem *item);
};

} // namespace watchbill
