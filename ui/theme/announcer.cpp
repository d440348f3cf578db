// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/announcer.h"

#include "task/sentences.h"

#include <QAccessible>
#include <QAccessibleWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto moment = 200ms; // in which one event brings about several sentences

// Screen readers speak a notification as it appears, wherever the keys are.
QAccessibleInterface *asNotification(const QString &, QObject *object)
{
    auto *announcer = qobject_cast<Announcer *>(object);
    return announcer ? new QAccessibleWidget(announcer, QAccessible::Notification) : nullptr;
}

} // namespace

Announcer::Announcer(QWidget *window)
    : QWidget(window)
{
    static const bool isInstalled = (QAccessible::installFactory(asNotification), true);
    Q_UNUSED(isInstalled)
    setObjectName(u"announcer"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFixedSize(1, 1); // what has no place does not count as visible
    lower();
    m_pause.setSingleShot(true);
    m_pause.setInterval(moment);
    connect(&m_pause, &QTimer::timeout, this, &Announcer::speak);
}

Announcer *Announcer::of(QWidget *window)
{
    auto *announcer = window->findChild<Announcer *>();
    if (!announcer) {
        announcer = new Announcer(window);
        announcer->show(); // as the window's other children were shown with it
    }
    return announcer;
}

void Announcer::tell(const QString &sentence)
{
    if (sentence.isEmpty() || m_sentences.contains(sentence))
        return;
    m_sentences += sentence;
    m_pause.start();
}

void Announcer::speak()
{
    const QString sentences = joinSentences(std::exchange(m_sentences, {}));
    setAccessibleName(sentences);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(this, sentences);
    QAccessible::updateAccessibility(&event);
#else
    // On Linux the first is spoken, on Windows the second.
    for (const QAccessible::Event kind : {QAccessible::ObjectShow, QAccessible::Alert}) {
        QAccessibleEvent event(this, kind);
        QAccessible::updateAccessibility(&event);
    }
#endif
    Q_EMIT told(sentences);
}

} // namespace watchbill
