// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/keyringjob.h"

#include <QCoreApplication>
#include <QLibrary>
#include <QRegularExpression>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::KeyringJob)
};

// A keyring that waits for the person to unlock it may take its time; one that is broken must not stop us for ever.
constexpr auto patience = std::chrono::minutes(2);

// The job deletes itself. It must not be destroyed earlier, as libsecret still answers it.
QKeychain::Job *jobFor(const KeyringRequest &request)
{
    const QString service = u"watchbill"_s; // the keyring's own window shows it
    QKeychain::Job *job = nullptr;
    if (request.what == KeyringRequest::Read) {
        job = new QKeychain::ReadPasswordJob(service);
    } else if (request.what == KeyringRequest::Write) {
        auto *writing = new QKeychain::WritePasswordJob(service);
        writing->setTextData(request.secret);
        job = writing;
    } else {
        job = new QKeychain::DeletePasswordJob(service);
    }
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(request.key);
    return job;
}

// Without what only the message bus is interested in.
QString wordsOf(const QKeychain::Job &job)
{
    static const QRegularExpression remote(u"^GDBus\\.Error:[\\w.]+: "_s);
    return job.errorString().trimmed().remove(remote);
}

KeyringAnswer answerOf(const QKeychain::Job &job)
{
    KeyringAnswer answer;
    const QKeychain::Error error = job.error();
    answer.isLocked = error == QKeychain::AccessDenied || error == QKeychain::AccessDeniedByUser;
    answer.isDone = error == QKeychain::NoError || error == QKeychain::EntryNotFound;
    answer.isFromKeyring = answer.isDone || answer.isLocked || error == QKeychain::CouldNotDeleteEntry;
    answer.words = wordsOf(job);
    if (const auto *reading = qobject_cast<const QKeychain::ReadPasswordJob *>(&job);
        reading && error == QKeychain::NoError)
        answer.secret = reading->textData();
    return answer;
}

// libsecret speaks through GLib, which ends a program whose message bus goes away, as by a logout. A watch that runs on
// behind it must not end by that.
void outliveTheBus()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    static bool isDone = false;
    if (std::exchange(isDone, true))
        return;
    QLibrary gio(u"gio-2.0"_s, 0); // libsecret has loaded it
    const auto bus =
        reinterpret_cast<void *(*)(int type, void *cancellable, void **error)>(gio.resolve("g_bus_get_sync"));
    const auto setExitOnClose =
        reinterpret_cast<void (*)(void *bus, int exits)>(gio.resolve("g_dbus_connection_set_exit_on_close"));
    constexpr int session = 2; // G_BUS_TYPE_SESSION
    // It is connected already, and shared by all who ask.
    if (void *const connection = bus && setExitOnClose ? bus(session, nullptr, nullptr) : nullptr)
        setExitOnClose(connection, 0);
#endif
}

} // namespace

void askKeyring(const KeyringRequest &request, QObject *receiver,
                const std::function<void(const KeyringAnswer &)> &then)
{
    QKeychain::Job *job = jobFor(request);
    auto *limit = new QTimer(receiver);
    limit->setSingleShot(true);
    QObject::connect(job, &QKeychain::Job::finished, limit, [limit, then](QKeychain::Job *finished) {
        if (!limit->isActive()) // too late
            return;
        limit->stop();
        limit->deleteLater();
        const KeyringAnswer answer = answerOf(*finished);
        if (answer.isFromKeyring)
            outliveTheBus();
        then(answer);
    });
    QObject::connect(limit, &QTimer::timeout, receiver, [limit, then] {
        limit->deleteLater();
        KeyringAnswer answer;
        answer.words = Texts::tr("No answer");
        then(answer);
    });
    limit->start(patience);
    job->start();
}

} // namespace watchbill
