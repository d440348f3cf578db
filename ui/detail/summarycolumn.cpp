// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/summarycolumn.h"

#include "format/format.h"
#include "theme/style.h"
#include "theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace watchbill {

namespace {

constexpr int mostOfValue = 18; // characters of a value; the rest is shown where there is room

class EndingLabel : public QLabel
{
public:
    explicit EndingLabel(const QString &text)
        : QLabel(text)
    {
        setTextFormat(Qt::PlainText);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

    QSize minimumSizeHint() const override
    {
        const QSize whole = QLabel::minimumSizeHint();
        return {std::min(whole.width(), fontMetrics().averageCharWidth() * mostOfValue), whole.height()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
        style()->drawItemText(&painter, rect(), int(Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine),
                              palette(), true, shown, foregroundRole());
    }
};

} // namespace

SummaryColumn::SummaryColumn(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_note(new QLabel)
{
    for (QLabel *label : {m_title, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_note);
    layout->addStretch();
}

void SummaryColumn::setContent(const QString &title, const QVector<Line> &lines, const QString &note)
{
    m_title->setText(title);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    delete m_lines;
    m_lines = new QWidget;
    auto *grid = new QGridLayout(m_lines);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(3, 1); // the numbers stay with their values
    for (int i = 0; i < lines.size(); ++i) {
        const Line &line = lines[i];
        if (!line.icon.isNull()) {
            auto *icon = new QLabel;
            theme::showIcon(icon, line.icon);
            grid->addWidget(icon, i, 0);
        }
        auto *text = new EndingLabel(line.text);
        text->setToolTip(line.toolTip);
        text->setForegroundRole(line.isDimmed ? QPalette::PlaceholderText : QPalette::WindowText);
        grid->addWidget(text, i, 1);
        auto *number = new QLabel(format::count(line.count));
        number->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        grid->addWidget(number, i, 2);
    }
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_lines);
    m_lines->setVisible(!lines.isEmpty());
}

} // namespace watchbill
