// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/environment.h"

#include <QWidget>

#include <optional>

namespace watchbill {

struct ConnectionProfile;
struct TaskSource;

/// What a dialog asks before tasks are changed, in large letters, behind the badge of the environment in which
/// that would happen: nobody takes production for something else.
class ChangeTitle : public QWidget
{
    Q_OBJECT

public:
    ChangeTitle(const QString &question, std::optional<Environment> environment, QWidget *parent = nullptr);

    /// "Shop (public.tasks in app)"; without a name what is in the brackets, without a table the name.
    static QString placeOf(const ConnectionProfile &profile, const std::optional<TaskSource> &source);

    /// That of the profile; nothing if nobody has said what it is used for.
    static std::optional<Environment> environmentOf(const ConnectionProfile &profile);
};

} // namespace watchbill
