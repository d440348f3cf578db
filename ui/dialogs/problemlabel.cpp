// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/problemlabel.h"

#include "theme/textcolor.h"
#include "theme/theme.h"

namespace watchbill {

ProblemLabel::ProblemLabel(const QString &name, QWidget *parent)
    : QLabel(parent)
{
    setObjectName(name);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    theme::setTextColor(this, theme::problem);
    hide();
}

void ProblemLabel::setSentence(const QString &sentence)
{
    setText(sentence);
    setVisible(!sentence.isEmpty());
}

} // namespace watchbill
