// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <QMap>
#include <QStringList>
#include <QVariant>
#include <QVector>

namespace watchbill {

class ProfileStore;

/// The connection given on a command line: a saved profile by its name, and options that override it.
class GivenProfile
{
public:
    struct Option
    {
        QString name; // without the dashes
        QString argument; // what it takes, as the help calls it; empty for a switch
        QString description;
    };

    /// The options of both programs, made from profileFields().
    static QVector<Option> options();

    /// Takes an option and what was given with it; nothing for a switch. InvalidInput, in a sentence that names
    /// what is wrong; an empty value, as of an unset variable of a script, would mean another server or role.
    Result<void> set(const QString &option, const QString &value = {});

    bool isEmpty() const { return m_name.isEmpty() && m_values.isEmpty(); }

    /// Sentences for the user about the given options.
    const QStringList &remarks() const { return m_remarks; }

    /// Given values override the saved ones; a saved one that is read-only stays so. With another connection or service
    /// connection the profile loses its name, as the passwords saved under it are not for another server. InvalidInput,
    /// also if there is none of that name.
    Result<ConnectionProfile> profile(const ProfileStore &store) const;

private:
    QString m_name; // of the saved one; empty for none
    QMap<QString, QVariant> m_values; // by option
    QStringList m_remarks;
};

} // namespace watchbill
