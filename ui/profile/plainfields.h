// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/profiledraft.h"
#include "profile/profilefield.h"

#include <QVector>

#include <functional>
#include <optional>

class QWidget;

namespace watchbill {

class FormColumn;

/// What a widget of the form shows of the draft, and what it makes of it.
struct FormBinding
{
    std::optional<FormField> field;
    QWidget *widget;
    std::function<void(const ProfileDraft &)> show;
    std::function<void(ProfileDraft &)> take;
};

/// Adds a group of fields to the column whose widgets follow from profileFields(): texts, switches and numbers. In their
/// order on screen.
QVector<FormBinding> addPlainFields(FormColumn *column, ProfileField::Group group);

} // namespace watchbill
