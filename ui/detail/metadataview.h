// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QWidget>

#include <optional>

class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTreeWidget;

namespace watchbill {

/// A task's metadata as a tree and as text.
class MetadataView : public QWidget
{
    Q_OBJECT

public:
    explicit MetadataView(QWidget *parent = nullptr);

    void setMetadata(const std::optional<QByteArray> &metadata);

private:
    void show();
    void showTree();
    void showText();

    std::optional<QByteArray> m_metadata;
    bool m_treeIsShown = false;
    bool m_textIsShown = false;
    QString m_treeNote; // what is left out, if anything is
    QString m_textNote;
    QButtonGroup *m_choice;
    QLabel *m_note;
    QStackedWidget *m_stack;
    QTreeWidget *m_tree;
    QPlainTextEdit *m_text;
};

} // namespace watchbill
