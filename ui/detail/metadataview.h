// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/condition.h"
#include "task/jsonvalue.h"
#include "task/latest.h"

#include <QByteArray>
#include <QWidget>

#include <optional>

class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace watchbill {

class JsonTree;

/// A task's metadata as a tree and as text.
class MetadataView : public QWidget
{
    Q_OBJECT

public:
    explicit MetadataView(QWidget *parent = nullptr);

    void setMetadata(const std::optional<QByteArray> &metadata);

Q_SIGNALS:
    // See JsonTree.
    void conditionRequested(const watchbill::Condition &condition);
    void columnRequested(const QStringList &path);
    void reported(const QString &sentence); // what was done

private:
    void show();
    void showTree();
    void showText();
    void showNote();

    using Document = tl::expected<json::Value, qsizetype>;
    void fillTree(const Document &document);

    std::optional<QByteArray> m_metadata;
    bool m_treeIsShown = false;
    bool m_textIsShown = false;
    QString m_treeNote; // what is left out, if anything is
    QString m_textNote;
    Latest m_reading; // of what is large
    QButtonGroup *m_choice;
    QLabel *m_note;
    QStackedWidget *m_stack;
    JsonTree *m_tree;
    QPlainTextEdit *m_text;
};

} // namespace watchbill
