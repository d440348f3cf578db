// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/selectiontext.h"

#include "format/format.h"
#include "task/sentences.h"

#include <QCoreApplication>

namespace watchbill::selectiontext {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::selectiontext)
};

using Precision = Count::Precision;

} // namespace

QString inBrief(const Selection &selection)
{
    if (selection.isEmpty())
        return {};
    if (!selection.isEverything())
        return Texts::tr("%Ln selected", nullptr, plural(selection.tasks.size()));
    const auto &total = selection.total;
    if (!total)
        return Texts::tr("all that match selected");
    return total->precision == Precision::AtLeast
        ? Texts::tr("all that match selected, at least %1").arg(format::number(total->value))
        : Texts::tr("all %1 that match selected").arg(format::count(*total));
}

QString sentence(const Selection &selection)
{
    if (!selection.isEverything())
        return Texts::tr("%Ln selected.", nullptr, plural(selection.tasks.size()));
    const auto &total = selection.total;
    if (!total)
        return Texts::tr("All tasks that match are selected.");
    switch (total->precision) {
    case Precision::Exact:
        return Texts::tr("All %Ln task(s) that match are selected.", nullptr, plural(total->value));
    case Precision::AtLeast:
        return Texts::tr("All tasks that match are selected, at least %1.").arg(format::number(total->value));
    case Precision::Estimate:
        break;
    }
    return Texts::tr("All tasks that match are selected, %1.").arg(format::count(*total));
}

QString offer(const std::optional<Count> &total)
{
    if (!total)
        return Texts::tr("Select all that match");
    return total->precision == Precision::AtLeast
        ? Texts::tr("Select all that match, at least %1").arg(format::number(total->value))
        : Texts::tr("Select all %1 that match").arg(format::count(*total));
}

} // namespace watchbill::selectiontext
