// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/problemlabel.h"

#include "theme/theme.h"

namespace watchbill {

ProblemLabel::ProblemLabel(const QString &name, QWidget *parent)
    : QLabel(parent)
{
    setObjectName(name);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    hide();
}

void ProblemLabel::setSentence(const QString &sentence)
{
    QPalette colours;
    colours.setColor(QPalette::WindowText, theme::statusColor(TaskStatus::Kind::Failed));
    setPalette(colours);
    setText(sentence);
    setVisible(!sentence.isEmpty());
}

} // namespace watchbill
