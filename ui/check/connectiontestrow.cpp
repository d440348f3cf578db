// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/connectiontestrow.h"

#include "theme/copying.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using State = ConnectionTestStep::State;

constexpr int mostLines = 4; // of the advice; the button copies all

QString iconOf(State state)
{
    switch (state) {
    case State::Waiting:
        return u"status-pending"_s;
    case State::Running:
        return u"status-processing"_s;
    case State::Fine:
        return u"status-completed"_s;
    case State::Warning:
        return u"warning"_s;
    case State::Failed:
        return u"status-failed"_s;
    case State::Skipped:
        return u"skipped"_s;
    }
    return {};
}

QColor colorOf(State state)
{
    switch (state) {
    case State::Running:
        return theme::statusColor(TaskStatus::Kind::Processing);
    case State::Fine:
        return theme::statusColor(TaskStatus::Kind::Completed);
    case State::Warning:
        return theme::statusColor(TaskStatus::Kind::Pending);
    case State::Failed:
        return theme::statusColor(TaskStatus::Kind::Failed);
    default:
        return theme::secondaryText();
    }
}

QString shortened(const QString &text)
{
    const QStringList lines = text.split(u'\n');
    return lines.size() <= mostLines ? text : lines.mid(0, mostLines - 1).join(u'\n') + u"\n…"_s;
}

void setTextColor(QLabel *label, const QColor &color)
{
    QPalette palette;
    palette.setColor(QPalette::WindowText, color);
    palette.setColor(QPalette::Text, color); // the one that counts on the ground of a list
    label->setPalette(palette);
}

} // namespace

ConnectionTestRow::ConnectionTestRow(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_state(new QLabel)
    , m_sentence(new QLabel)
    , m_advice(new QLabel)
    , m_copy(new QPushButton(tr("Copy")))
    , m_adviceBox(adviceBox())
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QLabel *label : {m_title, m_state, m_sentence, m_advice})
        label->setTextFormat(Qt::PlainText);
    m_sentence->setObjectName(u"testSentence"_s);
    m_state->setObjectName(u"testState"_s);

    auto *name = new QVBoxLayout;
    name->setSpacing(1);
    name->addWidget(m_title);
    name->addWidget(m_state);
    name->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(6);
    words->addWidget(m_sentence);
    words->addWidget(m_adviceBox);
    words->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 9, 12, 10);
    layout->setSpacing(12);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(name);
    layout->addLayout(words, 1);
    m_title->setWordWrap(true);
    m_title->setFixedWidth(QFontMetrics(bold).horizontalAdvance(u'x') * 22);
    draw();
}

QWidget *ConnectionTestRow::adviceBox()
{
    m_advice->setObjectName(u"testAdvice"_s);
    m_advice->setFont(theme::monospace());
    m_advice->setWordWrap(true);
    m_advice->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy->setObjectName(u"testCopy"_s);
    m_copy->setIcon(theme::icon(u"copy"_s));
    connect(m_copy, &QPushButton::clicked, this, [this] { theme::copyBy(m_copy, m_step.advice); });
    auto *box = new QFrame;
    box->setAutoFillBackground(true);
    box->setBackgroundRole(QPalette::AlternateBase);
    box->setFrameShape(QFrame::Box);
    box->setFrameShadow(QFrame::Plain);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(10, 7, 8, 7);
    layout->setSpacing(8);
    layout->addWidget(m_advice, 1);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    return box;
}

void ConnectionTestRow::setStep(const ConnectionTestStep &step)
{
    m_step = step;
    draw();
}

void ConnectionTestRow::draw()
{
    m_title->setText(m_step.title);
    m_state->setText(wordFor(m_step.state));
    m_sentence->setText(m_step.sentence);
    m_sentence->setFocusPolicy(m_step.sentence.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    m_advice->setText(shortened(m_step.advice));
    m_advice->setToolTip(m_advice->text() == m_step.advice
                             ? QString()
                             : u"<pre>%1</pre>"_s.arg(m_step.advice.toHtmlEscaped()));
    m_adviceBox->setVisible(!m_step.advice.isEmpty());
    m_copy->setAccessibleName(tr("Copy the text for “%1”").arg(m_step.title));
    setAccessibleName(tr("%1: %2. %3").arg(m_step.title, wordFor(m_step.state), m_step.sentence).trimmed());
    m_sentence->setAccessibleName(accessibleName());

    m_isDrawing = true; // the palettes of labels are changes of the palette, too
    const bool isQuiet = m_step.state == State::Waiting || m_step.state == State::Skipped;
    const QColor color = colorOf(m_step.state);
    theme::showIcon(m_icon, theme::icon(iconOf(m_step.state), color), 4);
    setTextColor(m_state, color);
    const QColor text =
        isQuiet ? theme::secondaryText() : QApplication::palette().color(QPalette::WindowText);
    setTextColor(m_title, text);
    setTextColor(m_sentence, text);
    setTextColor(m_advice, text);
    QPalette frame;
    frame.setColor(QPalette::WindowText, theme::separator());
    m_adviceBox->setPalette(frame);
    m_isDrawing = false;
}

void ConnectionTestRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_isDrawing)
        draw();
    QWidget::changeEvent(event);
}

void ConnectionTestRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(theme::separator());
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace watchbill
