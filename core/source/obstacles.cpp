// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/obstacles.h"

namespace watchbill {

Obstacle obstacleToWriting(const TaskSource &source)
{
    switch (source.restraint) {
    case Restraint::ViewAs:
        return Obstacle::ViewAs;
    case Restraint::Profile:
        return Obstacle::Profile;
    case Restraint::Locked:
        return Obstacle::Locked;
    case Restraint::None:
        break;
    }
    if (source.server.standby && !source.server.writesToPrimary)
        return Obstacle::Standby;
    if (source.server.readOnly)
        return Obstacle::ReadOnlyLogin;
    return source.hasAudit && !source.mayAudit ? Obstacle::Audit : Obstacle::None;
}

Obstacle obstacleToChanging(const TaskSource &source)
{
    const Obstacle obstacle = obstacleToWriting(source);
    return obstacle == Obstacle::None && !source.canIdentify() ? Obstacle::Identity : obstacle;
}

Obstacle obstacleToDeleting(const TaskSource &source)
{
    if (const Obstacle obstacle = obstacleToChanging(source); obstacle != Obstacle::None)
        return obstacle;
    if (!source.unreadableMark.isEmpty())
        return Obstacle::Mark;
    if (source.deletedAt ? !source.canUpdate : !source.canDelete)
        return Obstacle::Relation;
    return source.mayDelete ? Obstacle::None : Obstacle::Right;
}

Obstacle obstacleToSettingStatus(const TaskSource &source)
{
    if (const Obstacle obstacle = obstacleToChanging(source); obstacle != Obstacle::None)
        return obstacle;
    if (!source.canUpdate)
        return Obstacle::Relation;
    return source.mayUpdate ? Obstacle::None : Obstacle::Right;
}

Obstacle obstacleToCreating(const TaskSource &source)
{
    if (const Obstacle obstacle = obstacleToChanging(source); obstacle != Obstacle::None)
        return obstacle;
    return source.mayInsert ? Obstacle::None : Obstacle::Right;
}

} // namespace watchbill
