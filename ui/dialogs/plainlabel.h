// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace watchbill {

/// A paragraph of a dialog: plain text, which may come from the server, on as many lines as it needs.
QLabel *plainLabel(const QString &text);

} // namespace watchbill
