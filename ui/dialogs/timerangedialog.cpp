// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/timerangedialog.h"

#include "filter/creationtime.h"
#include "filter/timetext.h"
#include "format/format.h"
#include "theme/fittingarea.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int timeRangeLetters = 64;

} // namespace

TimeRangeDialog::TimeRangeDialog(const TaskFilter &filter, Timestamp now, QWidget *parent)
    : QDialog(parent)
    , m_filter(filter)
    , m_now(now)
    , m_from(new QLineEdit)
    , m_until(new QLineEdit)
    , m_meaning(new QLabel)
{
    setWindowTitle(tr("Time range"));
    m_from->setObjectName(u"from"_s);
    m_until->setObjectName(u"until"_s);
    m_from->setPlaceholderText(tr("yesterday 9:00, 2026-11-20 14:00 or 3h ago"));
    m_until->setPlaceholderText(tr("now, if left empty"));
    m_meaning->setObjectName(u"meaning"_s);
    m_meaning->setTextFormat(Qt::PlainText);
    m_meaning->setWordWrap(true);
    m_meaning->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing moves while one types
    m_meaning->setAlignment(Qt::AlignTop);
    if (const auto texts = filter::creationTexts(filter)) {
        m_from->setText(texts->first);
        m_until->setText(texts->second);
    }

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_show = buttons->button(QDialogButtonBox::Ok);
    m_show->setText(tr("Show"));
    auto *area = new theme::FittingArea(timeRangeLetters);
    auto *whole = new QVBoxLayout(this);
    whole->addWidget(area, 1);
    auto *layout = new QFormLayout;
    area->addForm(layout);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addRow(new QLabel(tr("Show tasks created")));
    layout->addRow(tr("&From:"), m_from);
    layout->addRow(tr("&Until:"), m_until);
    area->column()->addWidget(m_meaning);
    whole->addWidget(buttons);

    for (QLineEdit *edit : {m_from, m_until})
        connect(edit, &QLineEdit::textChanged, this, &TimeRangeDialog::interpret);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(this->filter());
        accept();
    });
    interpret();
}

TaskFilter TimeRangeDialog::filter() const
{
    return filter::createdBetween(m_filter, m_from->text().trimmed(), m_until->text().trimmed());
}

void TimeRangeDialog::interpret()
{
    for (const QLineEdit *edit : {m_from, m_until}) {
        const QString text = edit->text().trimmed();
        if (text.isEmpty() || periodFromText(text, m_now))
            continue;
        m_meaning->setText(
            tr("“%1” is not a time. Try 14:30 or 2026-11-20 14:30.").arg(format::shortened(text, 40)));
        m_show->setEnabled(false);
        return;
    }
    const auto range = filter::creation(filter(), m_now);
    const bool isEmpty =
        !range && !(m_from->text().trimmed().isEmpty() && m_until->text().trimmed().isEmpty());
    m_show->setEnabled(!isEmpty);
    if (isEmpty)
        m_meaning->setText(tr("The end is before the beginning."));
    else if (!range)
        m_meaning->setText(tr("Any creation time."));
    else if (!range->until.isFinite())
        m_meaning->setText(tr("From %1.").arg(format::time(range->from)));
    else if (!range->from.isFinite())
        m_meaning->setText(tr("Before %1.").arg(format::time(range->until)));
    else
        m_meaning->setText(
            tr("From %1, before %2.").arg(format::time(range->from), format::time(range->until)));
}

} // namespace watchbill
