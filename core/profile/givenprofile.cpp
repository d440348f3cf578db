// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/givenprofile.h"

#include "profile/connectiontext.h"
#include "profile/profilefield.h"
#include "profile/profilestore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::GivenProfile)
};

const QString nameOption = u"profile"_s;

const ProfileField *fieldOf(const QString &option)
{
    for (const ProfileField &field : profileFields()) {
        if (field.option == option && !option.isEmpty())
            return &field;
    }
    return nullptr;
}

} // namespace

QVector<GivenProfile::Option> GivenProfile::options()
{
    QVector<Option> options{
        {nameOption, u"NAME"_s,
         Texts::tr(
             "A saved profile, with its passwords from the keyring. Other options override its settings; with "
             "another connection its passwords are not used.")}};
    for (const ProfileField &field : profileFields()) {
        if (!field.option.isEmpty())
            options.append({field.option, field.argument, ProfileField::translated(field.help)});
    }
    return options;
}

Result<void> GivenProfile::set(const QString &option, const QString &value)
{
    const ProfileField *field = fieldOf(option);
    const bool isSwitch = field && std::holds_alternative<ProfileField::Switch>(field->member);
    if (value.isEmpty() && !isSwitch)
        return failure(TaskError::Kind::InvalidInput, Texts::tr("--%1 must not be empty.").arg(option));
    if (!field) {
        m_name = value;
        return {};
    }
    m_values[option] = isSwitch ? QVariant(true) : QVariant(value);
    if (std::holds_alternative<ProfileField::Connection>(field->member)) {
        const auto read = ConnectionText::read(value);
        if (!read)
            return failure(TaskError::Kind::InvalidInput,
                           Texts::tr("--%1: %2").arg(option, read.error().message));
        m_remarks += read->remarks();
        m_values[option] = read->settings.toText();
    }
    ConnectionProfile any;
    return field->setValue(any, m_values[option]);
}

Result<ConnectionProfile> GivenProfile::profile(const ProfileStore &store) const
{
    ConnectionProfile profile;
    if (!m_name.isEmpty()) {
        const auto stored = store.profile(m_name);
        // A script must not take it for a task that was not found.
        if (!stored && stored.error().kind == TaskError::Kind::NotFound)
            return failure(TaskError::Kind::InvalidInput, stored.error().message);
        if (!stored)
            return stored;
        profile = *stored;
    }
    for (auto it = m_values.cbegin(); it != m_values.cend(); ++it) {
        const ProfileField *field = fieldOf(it.key());
        if (field->isServer)
            profile.name.clear();
        if (const auto set = field->setValue(profile, *it); !set)
            return Failure(set.error());
    }
    return profile;
}

} // namespace watchbill
