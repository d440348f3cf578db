// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/filterline.h"

#include "filter/querytext.h"
#include "live/querystate.h"
#include "search/filterchips.h"
#include "theme/keytext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

FilterLine::FilterLine(QueryState &query, QWidget *problem, QWidget *parent)
    : QWidget(parent)
    , m_query(query)
    , m_chips(new FilterChips(query, this))
    , m_examples(createExamples())
    , m_problem(problem)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_problem->setParent(parent);
    m_problem->setAutoFillBackground(true);
    for (QWidget *one : {m_problem, parent}) // which hears when the sentence gets longer
        one->installEventFilter(this);
    connect(m_chips, &FilterChips::editRequested, this, &FilterLine::editRequested);
    connect(&query, &QueryState::changed, this, &FilterLine::showParts);
    showParts();
}

QWidget *FilterLine::createExamples()
{
    auto *examples = new QWidget(this);
    auto *layout = new QHBoxLayout(examples);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto *words = new QLabel(tr("Try"));
    words->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(words);
    for (const QString &text : {u"status:failed"_s, u"created:today"_s, u"-status:completed"_s}) {
        auto *example = new QToolButton;
        example->setAutoRaise(true);
        example->setText(text);
        example->setToolTip(tr("Applies this filter. Press %1 for the query language.")
                                .arg(theme::keyText(QKeySequence::HelpContents)));
        connect(example, &QToolButton::clicked, this, [this, text] {
            if (const auto filter = query::parse(text))
                m_query.askFilter(*filter);
        });
        layout->addWidget(example);
    }
    layout->addStretch();
    return examples;
}

QSize FilterLine::sizeHint() const
{
    return {0, std::max(m_chips->sizeHint().height(), m_examples->sizeHint().height())};
}

void FilterLine::showParts()
{
    const bool hasParts = !m_query.asked().filter.isEmpty();
    m_chips->setVisible(hasParts);
    m_examples->setVisible(!hasParts);
}

// A child of the same parent: in the layout it would push away what is below.
void FilterLine::placeProblem()
{
    const int needed =
        m_problem->hasHeightForWidth() ? m_problem->heightForWidth(width()) : m_problem->sizeHint().height();
    m_problem->setGeometry(x(), y(), width(), std::max(height(), needed));
    m_problem->raise();
}

bool FilterLine::eventFilter(QObject *watched, QEvent *event)
{
    const bool isShown = watched == m_problem && event->type() == QEvent::Show;
    if (isShown || event->type() == QEvent::LayoutRequest)
        placeProblem();
    return QWidget::eventFilter(watched, event);
}

void FilterLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_chips->setGeometry(rect());
    m_examples->setGeometry(rect());
    placeProblem();
}

void FilterLine::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    placeProblem();
}

} // namespace watchbill
