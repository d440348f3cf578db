// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profilecommands.h"

#include "execution.h"
#include "profile/profilestore.h"
#include "terminal.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ProfileCommands)
};

void finishWithError(Execution &execution, const TaskError &error)
{
    execution.finish({{}, true, error});
}

} // namespace

void listProfiles(Execution &execution)
{
    const auto profiles = ProfileStore().profiles();
    if (profiles)
        execution.finish({execution.output().records(recordsOf(*profiles)), true, {}});
    else
        finishWithError(execution, profiles.error());
}

void exportProfiles(Execution &execution)
{
    const ProfileStore store;
    QStringList names = execution.given().values(u"name"_s);
    if (names.isEmpty()) {
        const auto profiles = store.profiles();
        if (!profiles) {
            finishWithError(execution, profiles.error());
            return;
        }
        for (const ConnectionProfile &one : *profiles)
            names += one.name;
    }
    const auto written = store.exportTo(execution.given().argument, names);
    if (written)
        execution.finish({});
    else
        finishWithError(execution, written.error());
}

void importProfiles(Execution &execution)
{
    ProfileStore store;
    const auto imported = store.importFrom(execution.given().argument);
    const auto profiles = imported ? store.profiles() : Failure(imported.error());
    if (!profiles) {
        finishWithError(execution, profiles.error());
        return;
    }
    if (imported->hadPasswords)
        writeMessage(Texts::tr("The file contains passwords. They were ignored: passwords belong in "
                               "the keyring."));
    QVector<ConnectionProfile> added;
    std::copy_if(profiles->begin(), profiles->end(), std::back_inserter(added),
                 [&](const ConnectionProfile &one) { return imported->names.contains(one.name); });
    execution.finish({execution.output().records(recordsOf(added)), true, {}});
}

} // namespace watchbill
