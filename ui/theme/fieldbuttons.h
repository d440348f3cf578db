// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QLineEdit;

/// The buttons within a field. QLineEdit's own have an icon only: a screen reader could not say what they are.
namespace watchbill::theme {

/// Empties the field.
void addClearButton(QLineEdit *field);

/// Says that the field is for a search.
void addSearchIcon(QLineEdit *field);

} // namespace watchbill::theme
