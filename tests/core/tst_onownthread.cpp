// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/onownthread.h"

#include "await.h"
#include "testprogram.h"

#include <QPromise>
#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <memory>

namespace tst_onownthread {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

std::atomic<int> objects = 0;

class Counted : public QObject
{
public:
    Counted() { ++objects; }
    ~Counted() override { --objects; }
};

} // namespace

class TestOnOwnThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsThere();
    void isNotWaitedFor();
};

void TestOnOwnThread::callsThere()
{
    OnOwnThread<Counted> own(u"test"_s);
    auto promise = std::make_shared<QPromise<QThread *>>();
    promise->start();
    const auto answer = promise->future();
    own.call([promise](Counted &object) {
        promise->addResult(object.thread() == QThread::currentThread() ? object.thread() : nullptr);
        promise->finish();
    });
    QThread *thread = await(answer);
    QVERIFY(thread && thread != QThread::currentThread());
    QCOMPARE(thread->objectName(), u"test"_s);
}

// Only the end of the program waits a while for what hangs.
void TestOnOwnThread::isNotWaitedFor()
{
    QVERIFY(detachedthread::waitForAll(patience)); // for what the other test has left
    QCOMPARE(objects, 0);
    const auto hangs = std::make_shared<QSemaphore>();
    const auto begun = std::make_shared<QSemaphore>();
    {
        OnOwnThread<Counted> own(u"test"_s);
        own.call([=](Counted &) {
            begun->release();
            hangs->acquire();
        });
        begun->acquire();
    }
    QCOMPARE(objects, 1);
    QVERIFY(!detachedthread::waitForAll(std::chrono::milliseconds(1)));
    hangs->release();
    QVERIFY(detachedthread::waitForAll(patience));
    QCOMPARE(objects, 0);
}

WATCHBILL_TEST(TestOnOwnThread)

} // namespace tst_onownthread

#include "tst_onownthread.moc"
