// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "optionchecks.h"

#include "commandline.h"
#include "listcommands.h"
#include "profile/givenprofile.h"
#include "watchcommand.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Option)
};

} // namespace

Result<void> checkConnectionOption(const Option &option, const QString &value)
{
    return GivenProfile().set(option.name, value);
}

Result<void> checkFormat(const Option &, const QString &name)
{
    return formatFromText(name).map([](Output::Format) {});
}

Result<void> checkLimit(const Option &option, const QString &text)
{
    bool isNumber = false;
    const int limit = text.toInt(&isNumber);
    if (isNumber && limit >= 1 && limit <= largestListLimit)
        return {};
    return failure(TaskError::Kind::InvalidInput,
                   Texts::tr("--%1 must be a whole number from 1 to %2.")
                       .arg(option.name, QString::number(largestListLimit)));
}

Result<void> checkNumber(const Option &option, const QString &text)
{
    bool isNumber = false;
    if (text.toLongLong(&isNumber) > 0 && isNumber)
        return {};
    return failure(TaskError::Kind::InvalidInput,
                   Texts::tr("--%1 must be the number of a run.").arg(option.name));
}

Result<void> checkInterval(const Option &option, const QString &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && seconds >= shortestWatchInterval && seconds <= longestWatchInterval)
        return {};
    return failure(
        TaskError::Kind::InvalidInput,
        Texts::tr("--%1 must be a number of seconds from %2 to %3.")
            .arg(option.name, QString::number(shortestWatchInterval), QString::number(longestWatchInterval)));
}

// An unset variable of a script, which would otherwise mean another server, other eyes or other data.
Result<void> checkNotEmpty(const Option &option, const QString &text)
{
    if (!text.isEmpty())
        return {};
    return failure(TaskError::Kind::InvalidInput, Texts::tr("--%1 must not be empty.").arg(option.name));
}

Result<void> checkKey(const Option &option, const QString &text)
{
    if (text.indexOf(u'=') > 0)
        return {};
    return failure(TaskError::Kind::InvalidInput,
                   Texts::tr("--%1 takes a column and its value, as in tenant=acme.").arg(option.name));
}

} // namespace watchbill
