// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

/// Files of saved settings. Several programs may use one at the same time. Errors are InvalidInput and leave the file
/// unchanged.
namespace watchbill::settingsfile {

/// The path for people.
QString shown(const QString &path);

/// In the folder of all programs of this user, unless the variable of the environment names another.
QString pathOf(const QString &name, const char *variable);

Result<QByteArray> read(const QString &path);

/// Nothing where there is no file yet.
Result<std::optional<QByteArray>> readIfThere(const QString &path);

/// Writes the whole file, or nothing.
enum class Readers { Owner, AsUsual };
Result<void> write(const QString &path, const QByteArray &text, Readers readers);

/// Reads, changes and writes the file, with a lock against other programs that do so. An error of `changed` leaves it
/// as it is.
using Change = std::function<Result<QByteArray>(const std::optional<QByteArray> &text)>;
Result<void> change(const QString &path, const Change &changed);

/// The file as a Content, such as a ProfileFile; an empty one where there is no file yet. Also the errors of Content::parse().
template<typename Content>
Result<Content> contentIfThere(const QString &path)
{
    return readIfThere(path).and_then([&](const std::optional<QByteArray> &text) {
        return text ? Content::parse(*text, shown(path)) : Result<Content>();
    });
}

/// As change(), with the file as a Content.
template<typename Content>
Result<void> changeContent(const QString &path, const std::function<Result<void>(Content &)> &changed)
{
    return change(path, [&](const std::optional<QByteArray> &text) -> Result<QByteArray> {
        auto content = text ? Content::parse(*text, shown(path)) : Result<Content>();
        if (!content)
            return Failure(content.error());
        return changed(*content).map([&] { return content->toText(); });
    });
}

} // namespace watchbill::settingsfile
