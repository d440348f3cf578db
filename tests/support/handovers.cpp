// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Tells ThreadSanitizer where Qt hands something from one thread to another. The distribution's Qt is not built with
// it, so that it sees neither the queues within Qt nor what they order, and would call every queued call a race. These
// functions stand between our code and Qt's of the same names, and only in builds with it. What is handed over is told
// as closely as it can be seen from here, as each order that does not exist would hide a race.

#include <QCoreApplication>
#include <QFutureInterface>
#include <QMutex>
#include <QObject>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>
#include <QWaitCondition>

#include <dlfcn.h>
#include <sched.h>

#include <cstdarg>
#include <functional>
#include <future>
#include <utility>

extern "C" {
void __tsan_acquire(void *address);
void __tsan_release(void *address);
}

namespace {

// What Qt queues in events of its own, which cannot be told from each other here.
char signalsQueued;
char futuresFinished;
char callsAnswered;

// Also to one who waits for this thread to end.
void give(const void *what)
{
    __tsan_release(const_cast<void *>(what));
    __tsan_release(QThread::currentThread());
}

void take(const void *what)
{
    __tsan_acquire(const_cast<void *>(what));
}

// What the copies of a future share; nothing if it was moved from.
const void *sharedBy(const QFutureInterfaceBase *future)
{
    const void *mutex = &future->mutex();
    return reinterpret_cast<quintptr>(mutex) < 4'096 ? nullptr : mutex;
}

// Qt's own function of that name.
template<typename Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

// Whether that is code of ours. The compiler tells ThreadSanitizer what it does, as it does not of the libraries.
bool isOurs(const void *code)
{
    const auto programOf = [](const void *address) {
        Dl_info info;
        return ::dladdr(address, &info) != 0 ? info.dli_fbase : nullptr;
    };
    static const void *ours = programOf(&signalsQueued);
    return programOf(code) == ours;
}

// Called before any event is delivered, in the thread of whom it is for.
bool takeEvent(void **receiverAndEvent)
{
    const auto *event = static_cast<const QEvent *>(receiverAndEvent[1]);
    switch (event->type()) {
    case QEvent::MetaCall:
        take(&signalsQueued);
        break;
    case QEvent::FutureCallOut:
        take(&futuresFinished);
        break;
    default:
        take(event);
    }
    return false;
}

const bool takesEvents = QInternal::registerCallback(QInternal::EventNotifyCallback, takeEvent);

// Work that is handed over to a pool of threads.
class HandedWork : public QRunnable
{
public:
    explicit HandedWork(std::function<void()> work)
        : m_work(std::move(work))
    {
        give(this);
    }

    void run() override
    {
        take(this);
        m_work();
    }

private:
    const std::function<void()> m_work;
};

// A function that is handed over to be called elsewhere.
class HandedFunction : public QtPrivate::QSlotObjectBase
{
public:
    explicit HandedFunction(QSlotObjectBase *function)
        : QSlotObjectBase(&HandedFunction::perform)
        , m_function(function)
    {
    }

private:
    static void perform(int which, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *result)
    {
        auto *handed = static_cast<HandedFunction *>(self);
        switch (which) {
        case Call:
            take(handed);
            handed->m_function->call(receiver, arguments);
            give(handed);
            give(&callsAnswered); // to one who waits for it
            break;
        case Destroy: // by the caller or by the receiver, whichever lets go last
            take(handed);
            handed->m_function->destroyIfLastRef();
            delete handed;
            break;
        default:
            *result = false;
        }
    }

    QSlotObjectBase *m_function;
};

// A function that is connected with a signal. Qt counts who holds it: each call is over before the last one lets go.
// Calls are not in order among themselves.
class ConnectedFunction : public QtPrivate::QSlotObjectBase
{
public:
    explicit ConnectedFunction(QSlotObjectBase *function)
        : QSlotObjectBase(&ConnectedFunction::perform)
        , m_function(function)
    {
    }

private:
    static void perform(int which, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *result)
    {
        auto *connected = static_cast<ConnectedFunction *>(self);
        switch (which) {
        case Call:
            connected->m_function->call(receiver, arguments);
            give(connected);
            break;
        case Compare:
            *result = connected->m_function->compare(arguments);
            break;
        case Destroy:
            take(connected);
            connected->m_function->destroyIfLastRef();
            delete connected;
            break;
        default:
            break;
        }
    }

    QSlotObjectBase *m_function;
};

} // namespace

#define QT_FUNCTION(name) asm(name)
#define FORWARD(type, name, ...) \
    static const auto original = next<type>(name); \
    return original(__VA_ARGS__)

extern "C" {

// Qt's mutexes tell themselves, in what is inlined of them, but not that a condition lets go of one meanwhile.

bool wait(QWaitCondition *condition, QMutex *mutex, QDeadlineTimer deadline)
    QT_FUNCTION("_ZN14QWaitCondition4waitEP6QMutex14QDeadlineTimer");
bool wait(QWaitCondition *condition, QMutex *mutex, QDeadlineTimer deadline)
{
    static const auto original = next<bool (*)(QWaitCondition *, QMutex *, QDeadlineTimer)>(
        "_ZN14QWaitCondition4waitEP6QMutex14QDeadlineTimer");
    if (!isOurs(__builtin_return_address(0)))
        return original(condition, mutex, deadline);
    QtTsan::mutexPreUnlock(mutex, 0);
    QtTsan::mutexPostUnlock(mutex, 0);
    const bool isWoken = original(condition, mutex, deadline);
    QtTsan::mutexPreLock(mutex, 0);
    QtTsan::mutexPostLock(mutex, 0, 0);
    return isWoken;
}

// Events and queued signals.

void postEvent(QObject *receiver, QEvent *event, int priority)
    QT_FUNCTION("_ZN16QCoreApplication9postEventEP7QObjectP6QEventi");
void postEvent(QObject *receiver, QEvent *event, int priority)
{
    give(event);
    FORWARD(void (*)(QObject *, QEvent *, int), "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi",
            receiver, event, priority);
}

void activate(QObject *sender, const QMetaObject *metaObject, int signal, void **arguments)
    QT_FUNCTION("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
void activate(QObject *sender, const QMetaObject *metaObject, int signal, void **arguments)
{
    give(&signalsQueued);
    FORWARD(void (*)(QObject *, const QMetaObject *, int, void **),
            "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv", sender, metaObject, signal, arguments);
}

QMetaObject::Connection connectSlot(const QObject *sender, void **signal, const QObject *receiver,
                                    void **slot, QtPrivate::QSlotObjectBase *function,
                                    Qt::ConnectionType type, const int *types, const QMetaObject *metaObject)
    QT_FUNCTION(
        "_ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11"
        "QMetaObject");
QMetaObject::Connection connectSlot(const QObject *sender, void **signal, const QObject *receiver,
                                    void **slot, QtPrivate::QSlotObjectBase *function,
                                    Qt::ConnectionType type, const int *types, const QMetaObject *metaObject)
{
    using Connect = QMetaObject::Connection (*)(const QObject *, void **, const QObject *, void **,
                                                QtPrivate::QSlotObjectBase *, Qt::ConnectionType, const int *,
                                                const QMetaObject *);
    static const auto original = next<Connect>(
        "_ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionType"
        "EPKiPK11QMetaObject");
    return original(sender, signal, receiver, slot, new ConnectedFunction(function), type, types, metaObject);
}

bool invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                      void *result)
    QT_FUNCTION(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
bool invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                      void *result)
{
    static const auto original = next<bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType,
                                               void *)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto *handed = new HandedFunction(slot);
    give(handed);
    const bool isDone = original(object, handed, type, result);
    if (type == Qt::BlockingQueuedConnection)
        take(&callsAnswered);
    return isDone;
}

// Futures. Their results are guarded by a mutex that our code locks by itself.

void reportFinished(QFutureInterfaceBase *future) QT_FUNCTION("_ZN20QFutureInterfaceBase14reportFinishedEv");
void reportFinished(QFutureInterfaceBase *future)
{
    give(sharedBy(future));
    give(&futuresFinished);
    FORWARD(void (*)(QFutureInterfaceBase *), "_ZN20QFutureInterfaceBase14reportFinishedEv", future);
}

void runContinuation(const QFutureInterfaceBase *future)
    QT_FUNCTION("_ZNK20QFutureInterfaceBase15runContinuationEv");
void runContinuation(const QFutureInterfaceBase *future)
{
    give(sharedBy(future));
    FORWARD(void (*)(const QFutureInterfaceBase *), "_ZNK20QFutureInterfaceBase15runContinuationEv", future);
}

bool derefT(const QFutureInterfaceBase *future) QT_FUNCTION("_ZNK20QFutureInterfaceBase6derefTEv");
bool derefT(const QFutureInterfaceBase *future)
{
    static const auto original =
        next<bool (*)(const QFutureInterfaceBase *)>("_ZNK20QFutureInterfaceBase6derefTEv");
    const void *shared = sharedBy(future);
    if (!shared)
        return original(future);
    give(shared);
    const bool isHeld = original(future);
    if (!isHeld)
        take(shared);
    return isHeld;
}

void waitForResult(QFutureInterfaceBase *future, int index)
    QT_FUNCTION("_ZN20QFutureInterfaceBase13waitForResultEi");
void waitForResult(QFutureInterfaceBase *future, int index)
{
    static const auto original =
        next<void (*)(QFutureInterfaceBase *, int)>("_ZN20QFutureInterfaceBase13waitForResultEi");
    original(future, index);
    take(sharedBy(future));
}

// Processes. QProcess clones this one with its memory. ThreadSanitizer takes that for a fork of a program with several
// threads, leaves them all out from then on, in this very memory, and so would find nothing any more: it is not told.

int clone(int (*function)(void *), void *stack, int flags, void *argument, ...) noexcept
{
    std::va_list more;
    va_start(more, argument);
    auto *parent = va_arg(more, void *);
    auto *local = va_arg(more, void *);
    auto *child = va_arg(more, void *);
    va_end(more);
    using Clone = int (*)(int (*)(void *), void *, int, void *, void *, void *, void *);
    static const auto original =
        reinterpret_cast<Clone>(::dlsym(::dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD), "clone"));
    return original(function, stack, flags, argument, parent, local, child);
}

// Threads.

bool waitForThread(QThread *thread, QDeadlineTimer deadline) QT_FUNCTION("_ZN7QThread4waitE14QDeadlineTimer");
bool waitForThread(QThread *thread, QDeadlineTimer deadline)
{
    static const auto original =
        next<bool (*)(QThread *, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool isOver = original(thread, deadline);
    if (isOver)
        take(thread);
    return isOver;
}

QThread *createThread(std::future<void> &&work) QT_FUNCTION("_ZN7QThread16createThreadImplEOSt6futureIvE");
QThread *createThread(std::future<void> &&work)
{
    static const auto original =
        next<QThread *(*)(std::future<void> &&)>("_ZN7QThread16createThreadImplEOSt6futureIvE");
    return original(std::async(std::launch::deferred, [work = std::move(work)]() mutable {
        work.get();
        give(QThread::currentThread());
    }));
}

void startRunnable(QThreadPool *pool, QRunnable *work, int priority)
    QT_FUNCTION("_ZN11QThreadPool5startEP9QRunnablei");
void startRunnable(QThreadPool *pool, QRunnable *work, int priority)
{
    const bool isToBeDeleted = work->autoDelete();
    auto *handed = new HandedWork([work, isToBeDeleted] {
        work->run();
        if (isToBeDeleted)
            delete work;
    });
    FORWARD(void (*)(QThreadPool *, QRunnable *, int), "_ZN11QThreadPool5startEP9QRunnablei", pool, handed,
            priority);
}

void startFunction(QThreadPool *pool, std::function<void()> work, int priority)
    QT_FUNCTION("_ZN11QThreadPool5startESt8functionIFvvEEi");
void startFunction(QThreadPool *pool, std::function<void()> work, int priority)
{
    startRunnable(pool, QRunnable::create(std::move(work)), priority);
}
}
