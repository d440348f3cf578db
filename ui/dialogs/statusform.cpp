// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/statusform.h"

#include "source/tasksource.h"
#include "theme/icon.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace watchbill {

StatusForm::StatusForm(const QStringList &statuses, const TaskSource &source)
    : m_statuses(statuses)
    , m_status(new QComboBox)
    , m_unknown(new QLabel(tr("No task has this status yet.")))
{
    m_status->setObjectName(u"newStatus"_s);
    m_status->setEditable(true);
    for (const QString &status : m_statuses)
        m_status->addItem(theme::statusIcon(status), status);
    m_status->setCurrentIndex(-1);
    setFocusProxy(m_status);
    m_status->lineEdit()->setPlaceholderText(tr("Choose or type a status"));
    auto *label = new QLabel(tr("New &status"));
    label->setBuddy(m_status);
    m_unknown->setObjectName(u"unknownStatus"_s);
    m_unknown->hide();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(12);
    grid->setColumnStretch(1, 1);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_status, 0, 1);
    grid->addWidget(m_unknown, 1, 1);
    if (source.has(TaskField::ErrorMessage))
        m_error = OptionalText::addTo(grid, tr("&Error message"), u"Error"_s, tr("Unchanged"), tr("Empty"));
    if (source.has(TaskField::ResultId))
        m_result = OptionalText::addTo(grid, tr("&Result"), u"Result"_s, tr("Unchanged"), tr("Empty"));
    connect(m_status, &QComboBox::currentTextChanged, this, [this](const QString &status) {
        m_unknown->setVisible(!status.isEmpty() && !m_statuses.contains(status));
        Q_EMIT changed();
    });
}

bool StatusForm::isComplete() const
{
    return !m_status->currentText().isEmpty();
}

bool StatusForm::isTyped() const
{
    return !m_error.text().value_or(QString()).isEmpty() || !m_result.text().value_or(QString()).isEmpty();
}

void StatusForm::fill(RunAction &action) const
{
    action.status = TaskStatus::fromText(m_status->currentText());
    action.errorMessage = m_error.text();
    if (const auto result = m_result.text())
        action.resultId = ResultId(*result);
}

} // namespace watchbill
