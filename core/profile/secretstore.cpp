// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/secretstore.h"

#include "profile/keyringjob.h"
#include "task/sentences.h"

#include <QCoreApplication>
#include <QMap>
#include <QPromise>

#include <functional>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::SecretStore)
};

using Secret = Result<std::optional<QString>>;
using Done = Result<void>;

// The suffix is fixed, so that no two keys are equal for any names.
QString keyOf(const QString &profile, Login login)
{
    return profile + (login == Login::Regular ? "/password"_L1 : "/service password"_L1);
}

// Requested only to see whether a keyring answers. No profile's key ends like this.
const QString probe = u"?"_s;

template<typename T>
class Answer
{
public:
    Answer() { m_promise->start(); }

    QFuture<T> future() const { return m_promise->future(); }

    void operator()(const T &value) const
    {
        m_promise->addResult(value);
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<T>> m_promise = std::make_shared<QPromise<T>>();
};

// `lost` is what it did not do.
TaskError refusal(const KeyringAnswer &answer, const QString &lost)
{
    if (answer.isLocked)
        return {TaskError::Kind::PermissionDenied,
                joinSentences({lost, Texts::tr("The keyring is still locked.")}),
                {},
                {}};
    return {TaskError::Kind::Server,
            joinSentences({lost, Texts::tr("The keyring failed: %1.").arg(answer.words)}),
            {},
            {}};
}

TaskError notTaken(const KeyringAnswer &answer)
{
    TaskError error = refusal(answer, Texts::tr("Could not save the password."));
    error.message = joinSentences({error.message, Texts::tr("The password is kept until Watchbill closes.")});
    return error;
}

} // namespace

struct SecretStore::Private
{
    enum class Keyring { Unknown, There, Missing };

    explicit Private(SecretStore *store)
        : owner(store)
    {
    }

    // Every answer of the keyring tells whether there is one. What it found missing is not asked for again.
    void learn(const KeyringAnswer &answer)
    {
        const auto before = keyring;
        if (answer.isFromKeyring)
            keyring = Keyring::There;
        else if (keyring == Keyring::Unknown)
            keyring = Keyring::Missing;
        if (keyring != before)
            Q_EMIT owner->persistenceChanged(keyring == Keyring::There);
    }

    void ask(const KeyringRequest &request, const std::function<void(const KeyringAnswer &)> &then)
    {
        askKeyring(request, owner, [this, then](const KeyringAnswer &answer) {
            learn(answer);
            then(answer);
        });
    }

    void read(const QString &key, const std::function<void(const Secret &)> &then)
    {
        const auto fromMemory = [this, key]() -> std::optional<QString> {
            return memory.contains(key) ? std::optional(memory.value(key)) : std::nullopt;
        };
        if (keyring == Keyring::Missing || memory.contains(key)) {
            then(fromMemory());
            return;
        }
        ask({KeyringRequest::Read, key, {}}, [=](const KeyringAnswer &answer) {
            if (answer.isLocked)
                then(Failure(refusal(answer, Texts::tr("Could not read the password."))));
            else
                then(answer.secret ? answer.secret : fromMemory());
        });
    }

    void write(const QString &key, const QString &secret, const std::function<void(const Done &)> &then)
    {
        memory[key] = secret; // until it is safe elsewhere
        if (keyring == Keyring::Missing) {
            then({});
            return;
        }
        ask({KeyringRequest::Write, key, secret}, [=, this](const KeyringAnswer &answer) {
            if (answer.isDone)
                memory.remove(key);
            then(answer.isDone || keyring == Keyring::Missing ? Done() : Failure(notTaken(answer)));
        });
    }

    void erase(const QString &key, const std::function<void(const Done &)> &then)
    {
        memory.remove(key);
        if (keyring == Keyring::Missing) {
            then({});
            return;
        }
        ask({KeyringRequest::Erase, key, {}}, [=, this](const KeyringAnswer &answer) {
            const bool isGone = answer.isDone || keyring == Keyring::Missing;
            then(isGone ? Done() : Failure(refusal(answer, Texts::tr("Could not remove the password."))));
        });
    }

    // Stays in memory: the person may not want it in the keyring.
    void moveInMemory(const QString &from, const QString &to, const std::function<void(const Done &)> &then)
    {
        const QString secret = memory.value(from);
        erase(to, [=, this](const Done &replaced) { replaced ? erase(from, then) : then(replaced); });
        memory[to] = secret;
    }

    void move(const QString &from, const QString &to, const std::function<void(const Done &)> &then)
    {
        if (memory.contains(from)) {
            moveInMemory(from, to, then);
            return;
        }
        read(from, [=, this](const Secret &secret) {
            if (!secret)
                then(Failure(secret.error()));
            else if (!*secret)
                erase(to, then);
            else
                write(to, **secret,
                      [=, this](const Done &written) { written ? erase(from, then) : then(written); });
        });
    }

    SecretStore *const owner;
    Keyring keyring = Keyring::Unknown;
    QMap<QString, QString> memory;
};

SecretStore::SecretStore(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

SecretStore::~SecretStore() = default;

QFuture<Result<std::optional<QString>>> SecretStore::password(const QString &profile, Login login)
{
    const Answer<Secret> answer;
    d->read(keyOf(profile, login), answer);
    return answer.future();
}

QFuture<Result<void>> SecretStore::setPassword(const QString &profile, Login login, const QString &password,
                                               Keeping keeping)
{
    const Answer<Done> answer;
    const QString key = keyOf(profile, login);
    if (password.isEmpty() || keeping == Keeping::ThisRun)
        d->erase(key, answer);
    else
        d->write(key, password, answer);
    if (!password.isEmpty() && keeping == Keeping::ThisRun)
        d->memory[key] = password;
    return answer.future();
}

QFuture<Result<void>> SecretStore::forget(const QString &profile)
{
    const Answer<Done> answer;
    d->erase(keyOf(profile, Login::Regular), [=, this](const Done &first) {
        d->erase(keyOf(profile, Login::Service), [=](const Done &second) { answer(first ? second : first); });
    });
    return answer.future();
}

QFuture<Result<void>> SecretStore::rename(const QString &from, const QString &to)
{
    const Answer<Done> answer;
    if (from == to) {
        answer({});
        return answer.future();
    }
    d->move(keyOf(from, Login::Regular), keyOf(to, Login::Regular), [=, this](const Done &first) {
        d->move(keyOf(from, Login::Service), keyOf(to, Login::Service),
                [=](const Done &second) { answer(first ? second : first); });
    });
    return answer.future();
}

bool SecretStore::isPersistent() const
{
    return d->keyring != Private::Keyring::Missing;
}

bool SecretStore::isOnlyForThisRun(const QString &profile, Login login) const
{
    return !isPersistent() || d->memory.contains(keyOf(profile, login));
}

QFuture<bool> SecretStore::findKeyring()
{
    const Answer<bool> answer;
    if (d->keyring == Private::Keyring::Unknown)
        d->ask({KeyringRequest::Read, probe, {}},
               [=, this](const KeyringAnswer &) { answer(isPersistent()); });
    else
        answer(isPersistent());
    return answer.future();
}

} // namespace watchbill
