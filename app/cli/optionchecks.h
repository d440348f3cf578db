// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "command.h"

namespace watchbill {

// What is looked at in an option's value before there is a connection. InvalidInput.

Result<void> checkConnectionOption(const Option &option, const QString &text);
Result<void> checkFormat(const Option &option, const QString &text);
Result<void> checkLimit(const Option &option, const QString &text);
Result<void> checkNumber(const Option &option, const QString &text);
Result<void> checkInterval(const Option &option, const QString &text);
Result<void> checkNotEmpty(const Option &option, const QString &text);
Result<void> checkKey(const Option &option, const QString &text);

} // namespace watchbill
