// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "launcherprogress.h"
#include "privatedisplay.h"
#include "testprogram.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QGuiApplication>
#include <QTest>

namespace tst_launcherprogress {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What a desktop's bar hears of the progress.
class TestLauncherProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheDesktop();

    void hear(const QDBusMessage &message); // not a test, as QtTest sees by its argument

private:
    QString m_program;
    QVariantMap m_heard;
    int m_number = 0;
};

void TestLauncherProgress::hear(const QDBusMessage &message)
{
    ++m_number;
    m_program = message.arguments().value(0).toString();
    m_heard = qdbus_cast<QVariantMap>(message.arguments().value(1));
}

void TestLauncherProgress::tellsTheDesktop()
{
    const PrivateDisplay display;
    qputenv("DBUS_SESSION_BUS_ADDRESS", display.sessionBus().toUtf8());
    QGuiApplication::setDesktopFileName(u"watchbill"_s);
    QDBusConnection bar = QDBusConnection::connectToBus(display.sessionBus(), u"bar"_s);
    QVERIFY(bar.connect({}, {}, u"com.canonical.Unity.LauncherEntry"_s, u"Update"_s, this,
                        SLOT(hear(QDBusMessage))));
    const QObject one;
    const QObject two;
    {
        LauncherProgress progress;
        progress.set(&one, std::nullopt); // nothing goes on: nothing to tell
        progress.set(&one, 0.25);
        QTRY_COMPARE(m_number, 1);
        QCOMPARE(m_program, u"application://watchbill.desktop"_s);
        QCOMPARE(m_heard.value(u"progress"_s).toDouble(), 0.25);
        QCOMPARE(m_heard.value(u"progress-visible"_s).toBool(), true);
        progress.set(&one, 0.251); // too little to be seen
        progress.set(&two, 0.75);
        QTRY_COMPARE(m_number, 2);
        QVERIFY(qAbs(m_heard.value(u"progress"_s).toDouble() - 0.5) < 0.01);
        progress.set(&one, std::nullopt);
        QTRY_COMPARE(m_heard.value(u"progress"_s).toDouble(), 0.75);
    }
    QTRY_COMPARE(m_heard.value(u"progress-visible"_s).toBool(), false);
    QDBusConnection::disconnectFromBus(u"bar"_s);
}

WATCHBILL_TEST(TestLauncherProgress)

} // namespace tst_launcherprogress

#include "tst_launcherprogress.moc"
