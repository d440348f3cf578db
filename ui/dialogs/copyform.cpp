// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/copyform.h"

#include "dialogs/problemlabel.h"
#include "statement/runstatements.h"
#include "theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QLabel *labelOf(const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

} // namespace

CopyForm::CopyForm(const Task &task, const std::optional<QByteArray> &metadata, const TaskSource &source)
    : m_oldMetadata(metadata.value_or(QByteArray()))
    , m_source(source)
    , m_type(new QLineEdit(task.type.value_or(QString())))
    , m_user(new QLineEdit(task.userId ? task.userId->toText() : QString()))
    , m_metadata(new QPlainTextEdit)
    , m_problem(new ProblemLabel(u"copyProblem"_s))
{
    m_type->setObjectName(u"newType"_s);
    m_user->setObjectName(u"newUser"_s);
    m_metadata->setObjectName(u"newMetadata"_s);
    m_metadata->setFont(theme::monospace());
    m_metadata->setPlaceholderText(
        tr("Empty: same as the original. Otherwise a JSON object that replaces it."));
    m_metadata->setPlainText(QString::fromUtf8(m_oldMetadata));
    m_metadata->setTabChangesFocus(true);
    m_metadata->setFixedHeight(m_metadata->fontMetrics().lineSpacing() * 5 + 12);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(12);
    grid->setColumnStretch(1, 1);
    grid->addWidget(labelOf(tr("&Type"), m_type), 0, 0);
    grid->addWidget(m_type, 0, 1);
    grid->addWidget(labelOf(tr("&User"), m_user), 1, 0);
    grid->addWidget(m_user, 1, 1);
    if (source.has(TaskField::Metadata)) {
        grid->addWidget(labelOf(tr("&Metadata"), m_metadata), 2, 0, Qt::AlignTop);
        grid->addWidget(m_metadata, 2, 1);
    } else {
        m_metadata->setParent(this);
        m_metadata->hide();
    }
    grid->addWidget(m_problem, 3, 1);
    connect(m_metadata, &QPlainTextEdit::textChanged, this, &CopyForm::changed);
    for (QLineEdit *field : {m_type, m_user})
        connect(field, &QLineEdit::textEdited, this, &CopyForm::changed);
}

// Unedited values are copied by the server, to the last digit.
std::optional<QByteArray> CopyForm::editedMetadata() const
{
    const QByteArray metadata = m_metadata->toPlainText().toUtf8();
    if (metadata == m_oldMetadata)
        return std::nullopt;
    return metadata.trimmed().isEmpty() ? QByteArray("{}") : metadata;
}

bool CopyForm::isComplete()
{
    RunAction action;
    action.kind = RunAction::Kind::RunAgain;
    fill(action);
    const auto fine = RunStatements(m_source).check(action);
    m_problem->setSentence(fine ? QString() : fine.error().message);
    return fine.has_value();
}

bool CopyForm::isTyped() const
{
    return m_type->isModified() || m_user->isModified() || editedMetadata();
}

void CopyForm::fill(RunAction &action) const
{
    if (m_type->isModified())
        action.type = m_type->text();
    if (m_user->isModified())
        action.userId = UserId(m_user->text());
    action.metadata = editedMetadata();
}

} // namespace watchbill
