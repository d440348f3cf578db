// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

class QCheckBox;
class QGridLayout;
class QLineEdit;

namespace watchbill {

/// A line of a form that leaves something as it is, unless its box is ticked. Typing ticks it.
struct OptionalText
{
    QCheckBox *box = nullptr;
    QLineEdit *field = nullptr;

    /// Adds the line to a grid. `name` is for the code: "Error" makes "setsError" and "newError". An empty field says
    /// `untouched`, or, once the box is ticked, `empty`.
    static OptionalText addTo(QGridLayout *grid, const QString &label, const QString &name,
                              const QString &untouched, const QString &empty);

    std::optional<QString> text() const;
};

} // namespace watchbill
