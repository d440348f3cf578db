// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/timedialog.h"

#include "filter/timetext.h"
#include "format/format.h"
#include "task/shownzone.h"
#include "theme/fittingarea.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int timeLetters = 64;

QString whatFollows(const TaskSort &sort)
{
    const bool isAscending = sort.order == Qt::AscendingOrder;
    if (sort.field == TaskField::CreatedAt)
        return isAscending ? TimeDialog::tr("Jump to tasks created at or after:")
                           : TimeDialog::tr("Jump to tasks created at or before:");
    if (sort.field == TaskField::UpdatedAt)
        return isAscending ? TimeDialog::tr("Jump to tasks updated at or after:")
                           : TimeDialog::tr("Jump to tasks updated at or before:");
    return TimeDialog::tr("Sort by created and jump to tasks created at or before:");
}

} // namespace

TimeDialog::TimeDialog(const TaskSort &sort, Timestamp now, QWidget *parent)
    : QDialog(parent)
    , m_now(now)
    , m_time(new QLineEdit)
    , m_meaning(new QLabel)
{
    setWindowTitle(tr("Go to time"));
    auto *follows = new QLabel(whatFollows(sort));
    follows->setWordWrap(true);
    m_time->setObjectName(u"time"_s);
    m_time->setAccessibleName(tr("Time"));
    m_time->setPlaceholderText(tr("14:30, yesterday 9:00, 2026-11-20 14:00 or 3h ago"));
    m_meaning->setObjectName(u"meaning"_s);
    m_meaning->setTextFormat(Qt::PlainText);
    m_meaning->setWordWrap(true);
    m_meaning->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing moves while one types
    m_meaning->setAlignment(Qt::AlignTop);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_go = buttons->button(QDialogButtonBox::Ok);
    m_go->setText(tr("Go"));
    auto *area = new theme::FittingArea(timeLetters);
    auto *whole = new QVBoxLayout(this);
    whole->addWidget(area, 1);
    QVBoxLayout *layout = area->column();
    layout->addWidget(follows);
    layout->addWidget(m_time);
    layout->addWidget(m_meaning);
    whole->addWidget(buttons);

    connect(m_time, &QLineEdit::textChanged, this, &TimeDialog::interpret);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (const auto time = timeFromText(m_time->text(), m_now))
            Q_EMIT chosen(*time);
        accept();
    });
    interpret();
}

void TimeDialog::interpret()
{
    const auto time = timeFromText(m_time->text(), m_now);
    m_go->setEnabled(time.has_value());
    if (time) {
        const QDateTime local = time->toDateTime().toTimeZone(shownZone());
        m_meaning->setText(tr("%1, %2 (%3)")
                               .arg(QLocale().dayName(local.date().dayOfWeek()), format::time(time),
                                    format::age(time, m_now)));
    } else {
        m_meaning->setText(m_time->text().trimmed().isEmpty()
                               ? QString()
                               : tr("Unrecognised time. Try 14:30 or 2026-11-20 14:30."));
    }
}

} // namespace watchbill
