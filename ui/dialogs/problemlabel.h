// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace watchbill {

/// A sentence that says why something cannot be done. It takes no room while there is none.
class ProblemLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ProblemLabel(const QString &name, QWidget *parent = nullptr);

    void setSentence(const QString &sentence);
    bool isEmpty() const { return text().isEmpty(); }
};

} // namespace watchbill
