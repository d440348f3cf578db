// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"
#include "profile/formfield.h"

#include <QVariant>
#include <QVector>

#include <variant>

namespace watchbill {

/// A field of a profile, as needed by the profile file, the command lines, the output and the form.
struct ProfileField
{
    struct Table
    {
    };
    using Connection = QString ConnectionProfile::*;
    using Text = QString ProfileOptions::*;
    using Switch = bool ProfileOptions::*;
    using Seconds = std::chrono::seconds ProfileOptions::*;
    using Minutes = std::optional<std::chrono::minutes> ProfileOptions::*;
    using Choice = Environment ProfileOptions::*;

    QLatin1StringView key; // in the file and in what watchbillctl prints
    std::variant<Table, Connection, Text, Switch, Seconds, Minutes, Choice> member;

    // The option on both command lines; empty if there is none.
    QLatin1StringView option = {};
    QLatin1StringView argument = {}; // what it takes, as the help calls it; empty for a switch
    const char *help = nullptr;

    /// If another value is given, the passwords saved for the profile are not used, as the server may differ.
    bool isServer = false;

    /// The form creates the widgets of these fields automatically.
    enum class Group { None, Tasks, Safety };
    Group group = Group::None;
    const char *label = nullptr;
    const char *placeholder = nullptr;
    const char *toolTip = nullptr;
    QLatin1StringView widget = {}; // its name
    std::optional<FormField> formField = std::nullopt; // if a check of the form can find fault with it

    /// The text in the language of the program.
    static QString translated(const char *text);

    /// A text, a bool, or a number of seconds or minutes; a connection with all that is in it. Null for what the profile
    /// leaves to the program.
    QVariant value(const ConnectionProfile &profile) const;

    /// Also from the text of a command line. A connection is read as ConnectionText does. InvalidInput in a sentence
    /// that names the key.
    Result<void> setValue(ConnectionProfile &profile, const QVariant &value) const;
};

/// In the order in which they are printed.
const QVector<ProfileField> &profileFields();

} // namespace watchbill
