// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/profiledraft.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;

namespace watchbill {

/// Fields below each other with their labels, in groups with headings. A note about a field is shown below it. What is wrong
/// with one is its tooltip, and is shown by the owner, in a place where it moves no field.
class FormColumn : public QWidget
{
    Q_OBJECT

public:
    enum class Tone { Problem, Note };

    explicit FormColumn(QWidget *parent = nullptr);

    void addHeading(const QString &text);

    /// The label's mnemonic leads to the first of the widgets; they are side by side, the first taking the remaining
    /// width. Without a field, nothing can be said about it.
    void addField(std::optional<FormField> field, const QString &label, const QVector<QWidget *> &widgets);

    /// Below the last field, without a label.
    void addWidget(QWidget *widget);

    /// Keeps room for so many lines below the field, or for the longest sentence so far, so that one there moves nothing.
    /// What is wrong is then shown there, too.
    void keepRoom(FormField field, int lines);

    /// Shows the notes of these fields here, below the last field, instead of each below its own, and keeps room for so many
    /// lines.
    void addNotes(const QVector<FormField> &fields, int lines);

    /// What was added last is the end; what is below stays empty.
    void addStretch();

    /// Nothing if the column has no such field; an empty sentence takes it away. A problem also marks the field.
    void say(FormField field, Tone tone, const QString &sentence);
    QString sentence(FormField field) const;

private:
    struct Line
    {
        QWidget *field = nullptr;
        QLabel *remark = nullptr; // below it, or among the notes
        QString toolTip = {}; // while nothing is wrong
        bool saysProblems = false; // the remark
        QString sentence = {};
    };

    QGridLayout *m_layout;
    QMap<FormField, Line> m_lines;
};

} // namespace watchbill
