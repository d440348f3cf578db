// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/runline.h"

#include "connection/fittinglabel.h"
#include "format/format.h"
#include "service/lockwords.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "task/sentences.h"
#include "theme/icon.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto interval = 250ms;
constexpr auto longestSilence = 1s; // of the server at one chunk, before it is asked why

QPushButton *button(const QString &name, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(name);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the table
    return button;
}

QString sinceOf(const LockHolder &holder)
{
    return holder.since ? format::time(holder.since) : QString();
}

} // namespace

RunLine::RunLine(TaskService &service, QWidget *parent)
    : QWidget(parent)
    , m_service(service)
    , m_text(new FittingLabel)
    , m_bar(new QProgressBar)
    , m_pause(button(u"runPause"_s, tr("Pause")))
    , m_cancel(button(u"runCancel"_s, tr("Stop")))
    , m_undo(button(u"runUndo"_s, tr("Undo")))
    , m_details(button(u"runDetails"_s, tr("Details…")))
    , m_close(new QToolButton)
{
    m_text->setObjectName(u"runText"_s);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_bar->setFixedSize(100, 10);
    m_bar->setAccessibleName(tr("Progress of the change"));
    m_pause->setCheckable(true);
    m_close->setObjectName(u"runClose"_s);
    m_close->setIcon(theme::icon(u"close"_s));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close. The history keeps this entry."));
    m_close->setAccessibleName(m_close->toolTip());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_bar, m_pause, m_cancel, m_undo, m_details, m_close})
        layout->addWidget(widget);
    connect(m_pause, &QPushButton::toggled, this, [this](bool isPaused) {
        m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
        if (m_control)
            m_control->setPaused(isPaused);
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        if (m_control)
            m_control->cancel();
    });
    connect(m_undo, &QPushButton::clicked, this, &RunLine::undoRequested);
    connect(m_details, &QPushButton::clicked, this, &RunLine::detailsRequested);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    m_clock.setInterval(interval);
    connect(&m_clock, &QTimer::timeout, this, &RunLine::update);
    hide();
}

void RunLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !isBusy())
        hide();
    else
        QWidget::keyPressEvent(event);
}

void RunLine::read(const QString &what, const RunControlPointer &control)
{
    begin(what, control);
    m_isReading = true;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_bar, m_pause})
        widget->hide();
    update();
}

void RunLine::begin(const QString &what, const RunControlPointer &control)
{
    m_isReading = false;
    m_control = control;
    m_what = what;
    m_lock.clear();
    m_pause->setChecked(false);
    m_cancel->setEnabled(true);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_bar, m_pause, m_cancel})
        widget->show();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_undo, m_details, m_close})
        widget->hide();
    update();
    m_clock.start();
    show();
}

void RunLine::finish(const QString &outcome, bool canUndo)
{
    m_clock.stop();
    m_control.reset();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_bar, m_pause, m_cancel})
        widget->hide();
    m_undo->setVisible(canUndo);
    m_details->show();
    m_close->show();
    m_text->setTexts({outcome});
    m_text->setToolTip(format::plainToolTip(outcome));
    show();
    Q_EMIT progressed(std::nullopt);
    Q_EMIT ended(outcome);
}

void RunLine::stop()
{
    m_clock.stop();
    m_control.reset();
    hide();
    Q_EMIT progressed(std::nullopt);
}

QString RunLine::progressText(const RunProgress &progress) const
{
    using Phase = RunProgress::Phase;
    switch (progress.phase) {
    case Phase::Waiting:
        return m_isReading ? tr("%1…").arg(m_what) : tr("%1: starting…").arg(m_what);
    case Phase::Paused:
        return tr("%1: paused after %2").arg(m_what, format::number(progress.reached()));
    case Phase::Reconnecting:
        return tr("%1: connection lost. Resumes after reconnecting; no task is changed twice.").arg(m_what);
    case Phase::Running:
        break;
    }
    return m_what + u": "_s + amountText(progress);
}

QString RunLine::amountText(const RunProgress &progress)
{
    const QString done = tr("%1 of %2").arg(format::number(progress.reached()), format::number(progress.all));
    const auto remaining = progress.remaining();
    if (!remaining || progress.reached() == 0)
        return done;
    return tr("%1 · %2/s · %3 left")
        .arg(done, format::number(qint64(progress.rate())),
             format::duration(std::chrono::ceil<std::chrono::seconds>(*remaining)));
}

void RunLine::update()
{
    if (!m_control)
        return;
    const RunProgress progress = m_control->progress();
    if (progress.sinceChunk < longestSilence)
        m_lock.clear();
    else
        askWhatItWaitsFor(progress);
    const QString text = progressText(progress);
    const QString all = m_lock.isEmpty() ? text : joinSentences({text + u'.', m_lock});
    // In a narrow window what is waited for is more than what has just been confirmed.
    if (!m_lock.isEmpty())
        m_text->setTexts({all, m_lock, format::shortened(m_lock, 110), format::shortened(m_lock, 90),
                          format::shortened(m_lock, 70)}); // who holds it comes first
    else
        m_text->setTexts({text, progress.phase == RunProgress::Phase::Running ? amountText(progress) : text});
    m_text->setToolTip(format::plainToolTip(all));
    m_details->setVisible(progress.run > 0);
    const double share = progress.all > 0 ? double(progress.reached()) / double(progress.all) : 0;
    m_bar->setValue(int(share * m_bar->maximum()));
    if (progress.elapsed > longestSilence
        && progress.all > 0) // what is over sooner need not be told elsewhere
        Q_EMIT progressed(share);
}

void RunLine::askWhatItWaitsFor(const RunProgress &progress)
{
    if (m_isAsking || progress.backendPid == 0)
        return;
    m_isAsking = true;
    onFinished(
        m_service.lockHolders(progress.backendPid), this, [this](const Result<QVector<LockHolder>> &holders) {
            m_isAsking = false;
            m_lock = holders && !holders->isEmpty() ? aboutLock(holders->first(), sinceOf(holders->first()))
                                                    : QString();
        });
}

} // namespace watchbill
