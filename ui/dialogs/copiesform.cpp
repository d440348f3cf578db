// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/copiesform.h"

#include "dialogs/problemlabel.h"
#include "statement/runstatements.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace watchbill {

CopiesForm::CopiesForm(const TaskSource &source)
    : m_source(source)
    , m_problem(new ProblemLabel(u"copiesProblem"_s))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(12);
    grid->setColumnStretch(1, 1);
    m_type = OptionalText::addTo(grid, tr("Other &type"), u"Type"_s, tr("Same as each task"),
                                 tr("Type of all new tasks"));
    m_user = OptionalText::addTo(grid, tr("Other &user"), u"User"_s, tr("Same as each task"),
                                 tr("User ID of all new tasks"));
    if (m_source.columns.value(TaskField::Metadata).isJson())
        addMetadata();
    grid->addWidget(m_problem, grid->rowCount(), 1);
    for (const OptionalText &line : {m_type, m_user}) {
        connect(line.box, &QCheckBox::toggled, this, &CopiesForm::changed);
        connect(line.field, &QLineEdit::textChanged, this, &CopiesForm::changed);
    }
}

void CopiesForm::addMetadata()
{
    m_addsMetadata = new QCheckBox(tr("Add &metadata"));
    m_addsMetadata->setObjectName(u"addsMetadata"_s);
    m_addsMetadata->setToolTip(tr(
        "Adds the keys of this JSON object to each copy's metadata, replacing keys of the same name. Other keys are kept."));
    m_metadata = new QPlainTextEdit;
    m_metadata->setObjectName(u"addedMetadata"_s);
    m_metadata->setAccessibleName(tr("Metadata to add"));
    m_metadata->setPlaceholderText(tr("Keys to add or replace, as in {\"attempt\": 2}; other keys are kept"));
    m_metadata->setFont(theme::monospace());
    m_metadata->setTabChangesFocus(true);
    m_metadata->setFixedHeight(m_metadata->fontMetrics().lineSpacing() * 3 + 12);
    auto *grid = static_cast<QGridLayout *>(layout());
    const int line = grid->rowCount();
    grid->addWidget(m_addsMetadata, line, 0, Qt::AlignTop);
    grid->addWidget(m_metadata, line, 1);
    connect(m_addsMetadata, &QCheckBox::toggled, m_metadata, [this](bool isOn) {
        if (isOn)
            m_metadata->setFocus();
        else
            m_metadata->clear();
        Q_EMIT changed();
    });
    connect(m_metadata, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_metadata->document()->isEmpty())
            m_addsMetadata->setChecked(true);
        Q_EMIT changed();
    });
}

bool CopiesForm::isComplete()
{
    RunAction action;
    action.kind = RunAction::Kind::RunAgain;
    fill(action);
    // A box that was just ticked is no mistake yet.
    const bool isBegun = (action.type && action.type->isEmpty())
        || (action.userId && action.userId->isEmpty())
        || (action.metadata && action.metadata->trimmed().isEmpty());
    const auto fine = isBegun ? Result<void>() : RunStatements(m_source).check(action);
    m_problem->setSentence(fine ? QString() : fine.error().message);
    return fine && !isBegun;
}

bool CopiesForm::isTyped() const
{
    return !m_type.text().value_or(QString()).isEmpty() || !m_user.text().value_or(QString()).isEmpty()
        || (m_metadata && !m_metadata->document()->isEmpty());
}

void CopiesForm::fill(RunAction &action) const
{
    action.type = m_type.text();
    if (const auto user = m_user.text())
        action.userId = UserId(*user);
    action.addsMetadata = m_addsMetadata && m_addsMetadata->isChecked();
    if (action.addsMetadata)
        action.metadata = m_metadata->toPlainText().toUtf8();
}

} // namespace watchbill
