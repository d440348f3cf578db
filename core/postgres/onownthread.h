// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/detachedthread.h"

#include <QObject>
#include <QThread>

namespace watchbill {

/// An object on the event loop of its own thread. Destroying it ends both without blocking: resolving a
/// host name may hang for long.
template<typename Object>
class OnOwnThread
{
public:
    explicit OnOwnThread(const QString &name)
        : m_thread(new QThread)
        , m_object(new Object)
    {
        m_thread->setObjectName(name);
        m_object->moveToThread(m_thread);
        QObject::connect(m_thread, &QThread::finished, m_object, &QObject::deleteLater);
        m_thread->start();
    }

    ~OnOwnThread()
    {
        m_thread->quit();
        // So that the program waits for it in the end, as for all that may hang.
        detachedthread::start([thread = m_thread] {
            thread->wait();
            delete thread;
        });
    }
    Q_DISABLE_COPY_MOVE(OnOwnThread)

    /// For connecting to its signals only.
    const Object *object() const { return m_object; }

    /// Calls function(Object &) there, later.
    template<typename Function>
    void call(Function function)
    {
        QMetaObject::invokeMethod(m_object,
                                  [object = m_object, function = std::move(function)] { function(*object); });
    }

private:
    QThread *m_thread;
    Object *m_object;
};

} // namespace watchbill
