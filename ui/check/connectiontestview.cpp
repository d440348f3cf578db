// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectiontestview.h"

#include "check/connectiontest.h"
#include "check/connectiontestrow.h"
#include "task/sentences.h"
#include "theme/copying.h"
#include "theme/icon.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using State = ConnectionTestStep::State;

int countOf(const QVector<ConnectionTestStep> &steps, State state)
{
    return int(std::count_if(steps.begin(), steps.end(),
                             [state](const ConnectionTestStep &step) { return step.state == state; }));
}

} // namespace

ConnectionTestView::ConnectionTestView(QWidget *parent)
    : QWidget(parent)
    , m_scrolled(new QScrollArea)
    , m_list(new QVBoxLayout)
    , m_skipped(new QLabel)
    , m_summary(new QLabel)
    , m_copy(new QPushButton(tr("Copy &all")))
    , m_cancel(new QPushButton(tr("&Stop the test")))
{
    setObjectName(u"connectionTest"_s);
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(0);
    m_skipped->setObjectName(u"testSkipped"_s);
    m_skipped->setTextFormat(Qt::PlainText);
    m_skipped->setWordWrap(true);
    m_skipped->setContentsMargins(12, 9, 12, 10);
    theme::setTextColor(m_skipped, theme::secondaryText);
    m_skipped->hide();
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addLayout(m_list);
    pageLayout->addWidget(m_skipped);
    pageLayout->addStretch(1);
    m_scrolled->setWidget(page);
    m_scrolled->setWidgetResizable(true);
    m_scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scrolled->setAccessibleName(tr("Steps of the connection test"));
    m_summary->setObjectName(u"testSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_copy->setObjectName(u"testCopyReport"_s);
    m_copy->setIcon(theme::icon(u"copy"_s));
    m_copy->setToolTip(tr("Copies all results as text, without passwords."));
    m_cancel->setObjectName(u"testCancel"_s);
    m_cancel->setIcon(theme::icon(u"close"_s));

    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_summary, 1);
    bottom->addWidget(m_copy);
    bottom->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scrolled, 1);
    layout->addLayout(bottom);

    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (m_test)
            theme::copyBy(m_copy, m_test->report());
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_test)
            m_test->cancel();
    });
    showProgress();
}

void ConnectionTestView::setTest(ConnectionTest *test)
{
    if (m_test)
        m_test->disconnect(this);
    m_test = test;
    m_isOutdated = false;
    makeRows();
    m_scrolled->verticalScrollBar()->setValue(0);
    if (m_test) {
        connect(m_test, &ConnectionTest::stepChanged, this, [this](int index) {
            showStep(index);
            showProgress();
        });
        connect(m_test, &ConnectionTest::finished, this, [this] {
            showProgress();
            revealWorst();
        });
        connect(m_test, &QObject::destroyed, this, [this] { setTest(nullptr); });
    }
    showProgress();
}

void ConnectionTestView::setOutdated(bool isOutdated)
{
    m_isOutdated = isOutdated;
    showProgress();
}

void ConnectionTestView::makeRows()
{
    qDeleteAll(m_rows);
    m_rows.clear();
    for (int i = 0; m_test && i < m_test->steps().size(); ++i) {
        m_rows += new ConnectionTestRow;
        m_list->addWidget(m_rows.last());
        showStep(i);
    }
    showSkipped();
}

void ConnectionTestView::showSkipped()
{
    QStringList titles;
    QStringList reasons;
    for (int i = 0; m_test && i < m_test->steps().size(); ++i) {
        const ConnectionTestStep &step = m_test->steps()[i];
        if (step.state != State::Skipped)
            continue;
        titles += step.title;
        if (!step.sentence.isEmpty() && !reasons.contains(step.sentence))
            reasons += step.sentence;
    }
    m_skipped->setVisible(!titles.isEmpty());
    m_skipped->setText(joinSentences(QStringList{tr("Not tested: %1.").arg(listed(titles))} + reasons));
}

void ConnectionTestView::showStep(int index)
{
    const ConnectionTestStep &step = m_test->steps()[index];
    m_rows[index]->setStep(step);
    m_rows[index]->setVisible(step.state != State::Skipped);
    showSkipped();
    if (step.state == State::Running)
        reveal(index);
}

// Its place is known when what has changed above it is laid out.
void ConnectionTestView::reveal(int index)
{
    QTimer::singleShot(0, m_rows[index],
                       [this, row = m_rows[index]] { m_scrolled->ensureWidgetVisible(row, 0, 0); });
}

// What one has to read: where it failed, or else the first thing to know.
void ConnectionTestView::revealWorst()
{
    const QVector<ConnectionTestStep> &steps = m_test->steps();
    for (const State state : {State::Failed, State::Warning, State::Fine}) {
        const auto found = std::find_if(steps.begin(), steps.end(), [state](const ConnectionTestStep &step) {
            return step.state == state;
        });
        if (found == steps.end())
            continue;
        reveal(int(found - steps.begin()));
        return;
    }
}

void ConnectionTestView::showProgress()
{
    const bool isRunning = m_test && m_test->isRunning();
    const bool hadFocus = m_cancel->hasFocus();
    m_cancel->setVisible(isRunning);
    m_copy->setEnabled(m_test && !isRunning);
    if (hadFocus && !isRunning)
        m_copy->setFocus();
    if (!m_test) {
        m_summary->clear();
        return;
    }
    const QVector<ConnectionTestStep> &steps = m_test->steps();
    const int failed = countOf(steps, State::Failed);
    const int warnings = countOf(steps, State::Warning);
    const int open = countOf(steps, State::Waiting) + countOf(steps, State::Running);
    if (isRunning)
        m_summary->setText(tr("%1 of %2 steps done …")
                               .arg(QString::number(steps.size() - open), QString::number(steps.size())));
    else if (open == steps.size())
        m_summary->clear();
    else if (m_isOutdated)
        m_summary->setText(tr("The connection has changed since this test."));
    else if (m_test->wasCancelled())
        m_summary->setText(tr("The test was stopped."));
    else if (failed > 0 && m_test->isLoggedIn())
        m_summary->setText(tr("Connected, but the tasks cannot be shown. See the failed step above."));
    else if (failed > 0)
        m_summary->setText(tr("Connection failed. See the failed step above."));
    else if (warnings > 0)
        m_summary->setText(tr("The connection works, with %Ln warning(s).", nullptr, warnings));
    else
        m_summary->setText(tr("The connection works."));
}

} // namespace watchbill
