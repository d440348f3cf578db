// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/onfinished.h"

#include "testprogram.h"

#include <QCoreApplication>
#include <QPromise>
#include <QTest>
#include <QThread>

namespace tst_onfinished {

using namespace watchbill;

class TestOnFinished : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void calledInTheReceiversThread();
    void calledForWhatIsFinishedAlready();
    void notCalledForADestroyedReceiver();
    void notCalledWithoutAResult();
    void leavesNothingBehind();
    void dropsStaleAnswers();
    void movesTheResult();
};

void TestOnFinished::calledInTheReceiversThread()
{
    QPromise<int> promise;
    promise.start();
    QObject receiver;
    int answer = 0;
    QThread *thread = nullptr;
    onFinished(promise.future(), &receiver, [&](int value) {
        answer = value;
        thread = QThread::currentThread();
    });
    const std::unique_ptr<QThread> worker(QThread::create([&] {
        promise.addResult(7);
        promise.finish();
    }));
    worker->start();
    QTRY_COMPARE(answer, 7);
    QCOMPARE(thread, QThread::currentThread());
    QVERIFY(worker->wait());
}

void TestOnFinished::movesTheResult()
{
    QPromise<QVector<int>> promise;
    promise.start();
    QObject receiver;
    Latest latest;
    QVector<int> answer;
    onLatest(promise.future(), &receiver, latest, [&](QVector<int> &&value) { answer = std::move(value); });
    QVector<int> numbers{1, 2, 3};
    const int *place = numbers.constData();
    promise.addResult(std::move(numbers));
    promise.finish();
    QTRY_COMPARE(answer, (QVector<int>{1, 2, 3}));
    QCOMPARE(answer.constData(), place);
    QVERIFY(answer.isDetached());
}

void TestOnFinished::calledForWhatIsFinishedAlready()
{
    QObject receiver;
    int calls = 0;
    onFinished(QtFuture::makeReadyFuture(7), &receiver, [&](int) { ++calls; });
    QCOMPARE(calls, 0); // never before the call returns
    QTRY_COMPARE(calls, 1);
}

void TestOnFinished::notCalledForADestroyedReceiver()
{
    int calls = 0;
    int others = 0;
    QObject other;
    QPromise<int> promise;
    promise.start();
    {
        QObject receiver;
        onFinished(promise.future(), &receiver, [&](int) { ++calls; });
    }
    auto late = std::make_unique<QObject>();
    onFinished(promise.future(), late.get(), [&](int) { ++calls; });
    onFinished(promise.future(), &other, [&](int) { ++others; });
    promise.addResult(7);
    promise.finish();
    late.reset(); // its event is on the way already
    QTRY_COMPARE(others, 1);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

void TestOnFinished::notCalledWithoutAResult()
{
    int calls = 0;
    int others = 0;
    QObject receiver;
    {
        QPromise<int> broken;
        broken.start();
        onFinished(broken.future(), &receiver, [&](int) { ++calls; });
    }
    onFinished(QtFuture::makeReadyFuture(7), &receiver, [&](int) { ++others; });
    QTRY_COMPARE(others, 1);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

void TestOnFinished::leavesNothingBehind()
{
    QObject receiver;
    int calls = 0;
    for (int i = 0; i < 5; ++i)
        onFinished(QtFuture::makeReadyFuture(i), &receiver, [&](int) { ++calls; });
    QCOMPARE(receiver.children().size(), 5); // and would go with it
    QTRY_COMPARE(calls, 5);
    QTRY_VERIFY(receiver.children().isEmpty());
}

void TestOnFinished::dropsStaleAnswers()
{
    Latest latest;
    QObject receiver;
    QVector<int> answers;
    const auto ask = [&](const QPromise<int> &promise) {
        onLatest(promise.future(), &receiver, latest, [&](int answer) { answers += answer; });
    };
    QPromise<int> promises[4];
    for (int i = 0; i < 4; ++i) {
        promises[i].start();
        promises[i].addResult(i);
    }
    ask(promises[0]);
    ask(promises[1]); // replaces it
    promises[1].finish();
    QTRY_COMPARE(answers, QVector<int>{1});
    promises[0].finish();
    ask(promises[2]);
    promises[2].finish();
    latest.drop(); // its event is on the way already
    ask(promises[3]);
    promises[3].finish();
    QTRY_COMPARE(answers, (QVector<int>{1, 3}));
    QCoreApplication::processEvents();
    QCOMPARE(answers, (QVector<int>{1, 3}));
}

WATCHBILL_TEST(TestOnFinished)

} // namespace tst_onfinished

#include "tst_onfinished.moc"
