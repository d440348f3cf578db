// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/profiledraft.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;

namespace watchbill {

/// Fields below each other with their labels, in groups with headings; below each field there is room for a
/// sentence about it.
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

    /// What was added last is the end; what is below stays empty.
    void addStretch();

    /// Nothing if the column has no such field; an empty sentence takes it away. A problem also marks the field.
    void say(FormField field, Tone tone, const QString &sentence);
    QString sentence(FormField field) const;

    /// Where the field and its sentence are, in the column; empty if it has no such field.
    QRect placeOf(FormField field) const;

private:
    struct Line
    {
        QWidget *field = nullptr;
        QLabel *remark = nullptr;
    };

    QGridLayout *m_layout;
    QMap<FormField, Line> m_lines;
};

} // namespace watchbill
