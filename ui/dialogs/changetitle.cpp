// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/changetitle.h"

#include "connection/environmentbadge.h"
#include "profile/connectionprofile.h"
#include "source/tasksource.h"

#include <QHBoxLayout>
#include <QLabel>

namespace watchbill {

namespace {

constexpr qreal scale = 1.15; // of the usual letters

} // namespace

ChangeTitle::ChangeTitle(const QString &question, std::optional<Environment> environment, QWidget *parent)
    : QWidget(parent)
{
    auto *label = new QLabel(question);
    label->setObjectName(QStringLiteral("changeTitle"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop
                        | Qt::AlignLeft); // its first line beside the badge, however many there are
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * scale);
    label->setFont(font);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    if (environment)
        layout->addWidget(new EnvironmentBadge(*environment), 0, Qt::AlignTop);
    layout->addWidget(label, 1);
}

QString ChangeTitle::placeOf(const ConnectionProfile &profile, const std::optional<TaskSource> &source)
{
    if (!source)
        return profile.name;
    const QString table = tr("%1.%2 in %3").arg(source->schema, source->table, source->server.database);
    return profile.name.isEmpty() ? table : tr("%1 (%2)").arg(profile.name, table);
}

std::optional<Environment> ChangeTitle::environmentOf(const ConnectionProfile &profile)
{
    const bool isSaid = !profile.name.isEmpty() || profile.environment != Environment::Development;
    return isSaid ? std::optional(profile.environment) : std::nullopt;
}

} // namespace watchbill
