// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectiontest.h"

#include "check/explainlink.h"
#include "check/explainserver.h"
#include "check/serverfindings.h"
#include "postgres/channelsubscription.h"
#include "postgres/databasethread.h"
#include "postgres/loginattempt.h"
#include "postgres/onownthread.h"
#include "postgres/servererror.h"
#include "profile/connectionfields.h"
#include "service/onfinished.h"
#include "task/sentences.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using StepId = ConnectionTestStep::Id;
using State = ConnectionTestStep::State;

constexpr auto notificationLimit = 20s; // two logins and the wait for the first notification

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConnectionTest)
};

QVector<ConnectionTestStep> waitingSteps()
{
    const std::pair<StepId, QString> all[] = {
        {StepId::Reach, Texts::tr("Reachable")},    {StepId::Encryption, Texts::tr("TLS and certificate")},
        {StepId::Login, Texts::tr("Login")},        {StepId::Role, Texts::tr("Role and row security")},
        {StepId::Table, Texts::tr("Table")},        {StepId::Columns, Texts::tr("Columns")},
        {StepId::Rights, Texts::tr("Rights")},      {StepId::Indexes, Texts::tr("Indexes")},
        {StepId::Pooler, Texts::tr("Pooler")},      {StepId::Primary, Texts::tr("Server role")},
        {StepId::Push, Texts::tr("Notifications")},
    };
    QVector<ConnectionTestStep> steps;
    for (const auto &[id, title] : all)
        steps += ConnectionTestStep{id, State::Waiting, title, {}, {}};
    return steps;
}

} // namespace

struct ConnectionTest::Private
{
    Private(ConnectionTest *test, const ConnectionProfile &profileToTest)
        : q(test)
        , profile(profileToTest)
        , steps(waitingSteps())
    {
        limit.setSingleShot(true);
        limit.setInterval(notificationLimit);
        QObject::connect(&limit, &QTimer::timeout, q, [this] {
            hear({ListenState::Kind::Unavailable, Texts::tr("No notification arrived in time.")});
        });
    }

    void begin();
    void logIn();
    void tell(const LinkReport &report, const std::optional<TaskError> &error = {});
    void refuse(const LinkReport &report, const TaskError &error);
    void look();
    void tell(const ServerFindings &findings);
    void listen();
    void hear(const ListenState &state);

    void set(StepId id, const ConnectionTestFinding &finding);
    void skipTheRest(const QString &why);
    void fail(StepId id, const QString &sentence);
    void end();

    ConnectionTest *q;
    ConnectionProfile profile;
    QVector<ConnectionTestStep> steps;
    QVector<ConnectionSettings> logins; // to try, the next one first
    QString refusedLogin; // what was said of the service login
    ServerFindings found;
    std::unique_ptr<OnOwnThread<LoginAttempt>> login;
    std::unique_ptr<DatabaseThread> database;
    std::unique_ptr<OnOwnThread<ChannelSubscription>> subscription;
    QTimer limit;
    bool isRunning = false;
    bool wasCancelled = false;
    bool needsPassword = false;
    bool isPortClosed = false;
    QString sqlState; // with which the login was refused
};

void ConnectionTest::Private::begin()
{
    isRunning = true;
    // As a session does it: the service login first.
    QStringList connections{profile.connection};
    if (!profile.serviceConnection.isEmpty() && profile.serviceConnection != profile.connection)
        connections.prepend(profile.serviceConnection);
    for (const QString &connection : connections) {
        const auto settings = ConnectionSettings::parse(connection);
        if (!settings) {
            fail(StepId::Reach, settings.error().message);
            return;
        }
        logins += *settings;
    }
    logIn();
}

void ConnectionTest::Private::logIn()
{
    login = std::make_unique<OnOwnThread<LoginAttempt>>(u"watchbill-test"_s);
    connect(login->object(), &LoginAttempt::progressed, q, [this](const LinkReport &report) {
        if (isRunning)
            tell(report);
    });
    connect(login->object(), &LoginAttempt::succeeded, q, [this](const LinkReport &report) {
        if (!isRunning)
            return;
        tell(report);
        login.reset();
        look();
    });
    connect(login->object(), &LoginAttempt::failed, q,
            [this](const LinkReport &report, const TaskError &error) {
                if (isRunning)
                    refuse(report, error);
            });
    for (const StepId id : {StepId::Reach, StepId::Encryption, StepId::Login})
        set(id, {id == StepId::Reach ? State::Running : State::Waiting, {}, {}});
    login->call([settings = logins.takeFirst()](LoginAttempt &attempt) { attempt.start(settings); });
}

void ConnectionTest::Private::tell(const LinkReport &report, const std::optional<TaskError> &error)
{
    LinkFindings findings = explainLink(report, error);
    if (!refusedLogin.isEmpty() && findings.login.state == State::Fine) {
        findings.login.state = State::Warning;
        findings.login.sentence = joinSentences(
            {findings.login.sentence, Texts::tr("The service login was refused: %1").arg(refusedLogin)});
    }
    isPortClosed = findings.isPortClosed;
    set(StepId::Reach, findings.reach);
    set(StepId::Encryption, findings.encryption);
    set(StepId::Login, findings.login);
}

void ConnectionTest::Private::refuse(const LinkReport &report, const TaskError &error)
{
    login.reset();
    if (isLoginRefused(error) && !logins.isEmpty()) {
        refusedLogin = explainLink(report, error).login.sentence;
        logIn();
        return;
    }
    needsPassword = watchbill::needsPassword(error);
    sqlState = error.sqlState;
    tell(report, error);
    skipTheRest(Texts::tr("Skipped: not connected."));
    end();
}

void ConnectionTest::Private::look()
{
    set(StepId::Role, {State::Running, {}, {}});
    database = std::make_unique<DatabaseThread>();
    const auto answer = database->run(
        {}, [profile = profile](Connection &connection) { return readServerFindings(connection, profile); });
    onFinished(answer, q, [this](const Result<ServerFindings> &findings) {
        if (!isRunning)
            return;
        database.reset();
        if (findings)
            tell(*findings);
        else
            fail(StepId::Role, findings.error().message);
    });
}

void ConnectionTest::Private::tell(const ServerFindings &findings)
{
    found = findings;
    set(StepId::Role, explain::role(found));
    set(StepId::Table, explain::table(found));
    set(StepId::Columns, explain::columns(found));
    set(StepId::Rights, explain::rights(found));
    set(StepId::Indexes, explain::indexes(found));
    set(StepId::Primary, explain::primary(found));
    Q_EMIT q->tablesFound();
    if (!isRunning) // who wanted to know the tables has them
        return;
    hear({ListenState::Kind::Starting, {}});
    if (isRunning)
        listen();
}

void ConnectionTest::Private::listen()
{
    subscription = std::make_unique<OnOwnThread<ChannelSubscription>>(u"watchbill-test"_s);
    connect(subscription->object(), &ChannelSubscription::stateChanged, q, [this](const ListenState &state) {
        if (isRunning)
            hear(state);
    });
    limit.start();
    const NotificationTopic topic{profile.schema, profile.table};
    subscription->call([settings = found.survey.settings, topic](ChannelSubscription &subscribed) {
        subscribed.start(settings, topic);
    });
}

void ConnectionTest::Private::hear(const ListenState &state)
{
    const ConnectionTestFinding push = explain::push(found, state);
    set(StepId::Pooler, explain::pooler(found, state));
    set(StepId::Push, push);
    if (push.state != State::Running)
        end();
}

void ConnectionTest::Private::set(StepId id, const ConnectionTestFinding &finding)
{
    ConnectionTestStep &step = steps[int(id)];
    const ConnectionTestStep before = step;
    step.state = finding.state;
    step.sentence = finding.sentence;
    step.advice = finding.advice;
    if (step != before)
        Q_EMIT q->stepChanged(int(id));
}

void ConnectionTest::Private::skipTheRest(const QString &why)
{
    for (const ConnectionTestStep &step : QVector<ConnectionTestStep>(steps)) {
        const bool isOpen = step.state == State::Waiting || step.state == State::Running;
        if (isOpen || (step.state == State::Skipped && step.sentence.isEmpty()))
            set(step.id, {State::Skipped, why, {}});
    }
}

void ConnectionTest::Private::fail(StepId id, const QString &sentence)
{
    set(id, {State::Failed, sentence, {}});
    skipTheRest(Texts::tr("Skipped: “%1” failed.").arg(steps[int(id)].title));
    end();
}

void ConnectionTest::Private::end()
{
    isRunning = false;
    limit.stop();
    login.reset();
    database.reset();
    subscription.reset();
    Q_EMIT q->finished();
}

ConnectionTest::ConnectionTest(const ConnectionProfile &profileWithPasswords, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, profileWithPasswords))
{
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start()
{
    if (!d->isRunning)
        d->begin();
}

void ConnectionTest::cancel()
{
    if (!d->isRunning)
        return;
    d->wasCancelled = true;
    d->skipTheRest(Texts::tr("Cancelled."));
    d->end();
}

bool ConnectionTest::isRunning() const
{
    return d->isRunning;
}

bool ConnectionTest::wasCancelled() const
{
    return d->wasCancelled;
}

bool ConnectionTest::isLoggedIn() const
{
    const State login = d->steps[int(StepId::Login)].state;
    return login == State::Fine || login == State::Warning;
}

bool ConnectionTest::needsPassword() const
{
    return d->needsPassword;
}

std::optional<FormField> ConnectionTest::faultyField() const
{
    const auto failed = std::find_if(d->steps.cbegin(), d->steps.cend(), [](const ConnectionTestStep &step) {
        return step.state == State::Failed;
    });
    if (failed == d->steps.cend())
        return std::nullopt;
    switch (failed->id) {
    case StepId::Reach:
        return d->isPortClosed ? FormField::Port : FormField::Host;
    case StepId::Encryption:
        return ConnectionFields::fromText(d->profile.connection)
                   .value_or(ConnectionFields())
                   .tlsMode.startsWith("verify"_L1)
            ? FormField::RootCertificate
            : FormField::TlsMode;
    case StepId::Login:
        if (d->needsPassword)
            return FormField::Password;
        return d->sqlState == "3D000"_L1 ? FormField::Database : FormField::User; // there is no such database
    case StepId::Role:
        return d->profile.serviceRole.isEmpty() ? std::nullopt : std::optional(FormField::ServiceRole);
    case StepId::Table:
    case StepId::Columns:
    case StepId::Rights:
        return FormField::Table;
    default:
        return std::nullopt;
    }
}

const QStringList &ConnectionTest::taskTables() const
{
    return d->found.survey.catalogue.candidates;
}

const QVector<ConnectionTestStep> &ConnectionTest::steps() const
{
    return d->steps;
}

QString ConnectionTest::report() const
{
    QStringList lines{Texts::tr("Connection test by Watchbill %1, %2")
                          .arg(QCoreApplication::applicationVersion(),
                               QDateTime::currentDateTimeUtc().toString(Qt::ISODate)),
                      {}};
    for (const ConnectionTestStep &step : d->steps) {
        lines += Texts::tr("%1: %2. %3").arg(step.title, wordFor(step.state), step.sentence).trimmed();
        if (!step.advice.isEmpty())
            lines += "    "_L1 + QString(step.advice).replace(u'\n', "\n    "_L1);
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace watchbill
