// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectionteststep.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConnectionTestStep)
};

} // namespace

QString toText(ConnectionTestStep::Id id)
{
    using Id = ConnectionTestStep::Id;
    switch (id) {
    case Id::Reach:
        return u"reach"_s;
    case Id::Encryption:
        return u"encryption"_s;
    case Id::Login:
        return u"login"_s;
    case Id::Role:
        return u"role"_s;
    case Id::Table:
        return u"table"_s;
    case Id::Columns:
        return u"columns"_s;
    case Id::Rights:
        return u"rights"_s;
    case Id::Indexes:
        return u"indexes"_s;
    case Id::Pooler:
        return u"pooler"_s;
    case Id::Primary:
        return u"primary"_s;
    case Id::Push:
        return u"push"_s;
    }
    return {};
}

QString toText(ConnectionTestStep::State state)
{
    using State = ConnectionTestStep::State;
    switch (state) {
    case State::Waiting:
        return u"waiting"_s;
    case State::Running:
        return u"running"_s;
    case State::Fine:
        return u"fine"_s;
    case State::Warning:
        return u"warning"_s;
    case State::Failed:
        return u"failed"_s;
    case State::Skipped:
        return u"skipped"_s;
    }
    return {};
}

QString wordFor(ConnectionTestStep::State state)
{
    using State = ConnectionTestStep::State;
    switch (state) {
    case State::Waiting:
        return Texts::tr("Waiting");
    case State::Running:
        return Texts::tr("Running");
    case State::Fine:
        return Texts::tr("OK");
    case State::Warning:
        return Texts::tr("Warning");
    case State::Failed:
        return Texts::tr("Failed");
    case State::Skipped:
        return Texts::tr("Skipped");
    }
    return {};
}

} // namespace watchbill
