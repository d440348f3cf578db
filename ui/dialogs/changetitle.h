// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/environment.h"

#include <QWidget>

#include <optional>

namespace watchbill {

struct ConnectionProfile;
struct TaskSource;

/// The question of a dialog before tasks are changed, in large letters, next to the environment's badge, so that
/// production is not mistaken for another environment.
class ChangeTitle : public QWidget
{
    Q_OBJECT

public:
    ChangeTitle(const QString &question, std::optional<Environment> environment, QWidget *parent = nullptr);

    /// "Shop (public.tasks in app)"; without a name what is in the brackets, without a table the name.
    static QString placeOf(const ConnectionProfile &profile, const std::optional<TaskSource> &source);

    /// The profile's environment; nothing if none was chosen.
    static std::optional<Environment> environmentOf(const ConnectionProfile &profile);
};

} // namespace watchbill
