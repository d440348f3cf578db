// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/fieldtitle.h"

#include <QCoreApplication>

namespace watchbill::format {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::format)
};

} // namespace

QString fieldTitle(TaskField field)
{
    switch (field) {
    case TaskField::Id:
        return Texts::tr("Task ID");
    case TaskField::UserId:
        return Texts::tr("User ID");
    case TaskField::Type:
        return Texts::tr("Type");
    case TaskField::Status:
        return Texts::tr("Status");
    case TaskField::ResultId:
        return Texts::tr("Result ID");
    case TaskField::ErrorMessage:
        return Texts::tr("Error");
    case TaskField::Metadata:
        return Texts::tr("Metadata");
    case TaskField::CreatedAt:
        return Texts::tr("Created");
    case TaskField::UpdatedAt:
        return Texts::tr("Updated");
    case TaskField::Duration:
        return Texts::tr("Duration");
    }
    return {};
}

} // namespace watchbill::format
