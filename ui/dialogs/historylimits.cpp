// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/historylimits.h"

#include "journal/withjournal.h"
#include "service/onfinished.h"
#include "settings/preferences.h"
#include "task/sentences.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

QSpinBox *newBox(const QString &name, int most, int value)
{
    auto *box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(1, most);
    box->setGroupSeparatorShown(true);
    box->setAccelerated(true);
    box->setValue(value);
    return box;
}

QLabel *labelOf(QSpinBox *box, const QString &text, const QString &toolTip)
{
    auto *label = new QLabel(text);
    label->setBuddy(box);
    label->setToolTip(toolTip);
    box->setToolTip(toolTip);
    return label;
}

} // namespace

HistoryLimits::HistoryLimits(const QString &journal, Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_journal(journal)
    , m_preferences(preferences)
    , m_days(newBox(u"journalDays"_s, JournalLimits::mostDays, preferences.journalDays.value()))
    , m_megabytes(
          newBox(u"journalMegabytes"_s, JournalLimits::mostMegabytes, preferences.journalMegabytes.value()))
    , m_apply(new QPushButton(tr("&Apply")))
    , m_report(new QLabel)
{
    m_apply->setObjectName(u"applyLimits"_s);
    m_apply->setAutoDefault(false);
    m_report->setObjectName(u"limitsReport"_s);
    m_report->setWordWrap(true);
    m_report->setTextFormat(Qt::PlainText);
    const QString toolTip = tr("Older changes stay listed, but can no longer be undone.");
    auto *parts = new QBoxLayout(QBoxLayout::LeftToRight, this);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(8);
    for (const auto &[box, text] :
         {std::pair(m_days, tr("Can be undone &for:")), std::pair(m_megabytes, tr("&Space at most:"))}) {
        auto *part = new QHBoxLayout;
        part->addWidget(labelOf(box, text, toolTip));
        part->addWidget(box);
        part->addStretch();
        parts->addLayout(part);
    }
    auto *part = new QHBoxLayout;
    part->addWidget(m_apply);
    part->addWidget(m_report, 1);
    parts->addLayout(part, 1);
    for (QSpinBox *box : {m_days, m_megabytes}) {
        connect(box, &QSpinBox::valueChanged, this, &HistoryLimits::showUnits);
        connect(box, &QSpinBox::valueChanged, this, &HistoryLimits::enableApply);
    }
    connect(m_apply, &QPushButton::clicked, this, &HistoryLimits::apply);
    showUnits();
    enableApply();
    // Below each other where the screen has no room for them beside each other.
    if (parts->sizeHint().width() > screen()->availableSize().width() * 9 / 10)
        parts->setDirection(QBoxLayout::TopToBottom);
}

void HistoryLimits::showUnits()
{
    //: After the number in its field.
    m_days->setSuffix(tr(" day(s)", nullptr, m_days->value()));
    m_megabytes->setSuffix(tr(" MB"));
}

void HistoryLimits::enableApply()
{
    m_apply->setEnabled(m_days->value() != m_preferences.journalDays.value()
                        || m_megabytes->value() != m_preferences.journalMegabytes.value());
}

void HistoryLimits::apply()
{
    m_preferences.journalDays.set(m_days->value());
    m_preferences.journalMegabytes.set(m_megabytes->value());
    enableApply();
    m_report->setText(tr("Removing older task values…"));
    const auto keep = [days = m_days->value(), bytes = m_preferences.journalBytes()](Journal &journal) {
        return journal.keepWithin(days, bytes);
    };
    onFinished(withJournal(m_journal, longWait, keep), this, [this](const Result<int> &dropped) {
        const QString size = QLocale().formattedDataSize(QFileInfo(m_journal).size());
        m_report->setText(
            !dropped ? dropped.error().message
                     : joinSentences({*dropped > 0
                                          ? tr("Removed the task values of %Ln change(s).", nullptr, *dropped)
                                          : tr("Nothing to remove."),
                                      tr("The journal uses %1.").arg(size)}));
        Q_EMIT applied();
    });
}

} // namespace watchbill
