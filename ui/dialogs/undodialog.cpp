// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/undodialog.h"

#include "dialogs/changetitle.h"
#include "dialogs/historytext.h"
#include "dialogs/plainlabel.h"
#include "dialogs/problemlabel.h"
#include "dialogs/typednumber.h"
#include "format/format.h"
#include "profile/connectionprofile.h"
#include "source/tasksource.h"
#include "task/sentences.h"
#include "theme/fittingarea.h"
#include "theme/icon.h"
#include "write/dependents.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int undoLetters = 80;

int countOf(const Run &run)
{
    return plural(run.rows.value(RowState::Done));
}

QString questionOf(const Run &run, const QString &place)
{
    if (run.kind == Run::Kind::ChangeStatus)
        return UndoDialog::tr("Change the status of %Ln task(s) back in %1?", nullptr, countOf(run))
            .arg(place);
    return makesNewTasks(run.kind)
        ? UndoDialog::tr("Remove %Ln new task(s) from %1 again?", nullptr, countOf(run)).arg(place)
        : UndoDialog::tr("Put %Ln task(s) back as they were in %1?", nullptr, countOf(run)).arg(place);
}

QString confirmationOf(const Run &run)
{
    if (run.kind == Run::Kind::ChangeStatus)
        return UndoDialog::tr("Change the status of %Ln task(s) back", nullptr, countOf(run));
    return makesNewTasks(run.kind) ? UndoDialog::tr("Remove %Ln new task(s)", nullptr, countOf(run))
                                   : UndoDialog::tr("Put %Ln task(s) back", nullptr, countOf(run));
}

} // namespace

UndoDialog::UndoDialog(const Run &run, const ConnectionProfile &profile, const TaskSource &source,
                       int typedAbove, QWidget *parent)
    : QDialog(parent)
    , m_obstacle(new ProblemLabel(u"undoObstacle"_s))
{
    setObjectName(u"undoDialog"_s);
    setWindowTitle(tr("Undo"));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(20, 18, 20, 16);
    whole->setSpacing(12);
    auto *area = new theme::FittingArea(undoLetters);
    whole->addWidget(area, 1);
    QVBoxLayout *layout = area->column();
    layout->setSpacing(12);
    layout->addWidget(new ChangeTitle(questionOf(run, ChangeTitle::placeOf(profile, source)),
                                      ChangeTitle::environmentOf(profile)));
    auto *what = plainLabel(tr("Undoes change %1 (%2): %3, %4.")
                                .arg(QString::number(run.number), format::time(run.begun),
                                     historytext::what(run), historytext::howMany(run)));
    what->setObjectName(u"undoneRun"_s);
    layout->addWidget(what);
    if (!run.query.isEmpty())
        layout->addWidget(plainLabel(tr("Query: %1").arg(format::firstLine(run.query))));
    layout->addWidget(plainLabel(joinSentences(
        {tr("Tasks that changed in the meantime are left alone."), tr("Undo itself cannot be undone.")})));
    if (const QString lost = lostForGood(run, source); !lost.isEmpty()) {
        auto *warning = plainLabel(lost);
        warning->setObjectName(u"undoWarning"_s);
        QFont bold = warning->font();
        bold.setBold(true);
        warning->setFont(bold);
        layout->addWidget(warning);
    }
    if (TypedNumber::isNeeded(countOf(run), typedAbove, profile)) {
        m_number = new TypedNumber(countOf(run));
        layout->addWidget(m_number);
        connect(m_number, &TypedNumber::changed, this, &UndoDialog::updateButton);
        connect(m_number, &TypedNumber::entered, this, [this] { m_confirm->click(); });
    }
    layout->addWidget(m_obstacle);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_confirm = buttons->addButton(confirmationOf(run), QDialogButtonBox::AcceptRole);
    m_confirm->setObjectName(u"undoConfirm"_s);
    m_confirm->setIcon(theme::icon(u"undo"_s));
    m_confirm->setAutoDefault(false);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    whole->addWidget(buttons);
    cancel->setDefault(true); // both count only once it is in this window
    if (m_number)
        m_number->setFocus(); // what is asked for can be typed at once
    else
        cancel->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateButton();
}

void UndoDialog::setObstacle(const QString &sentence)
{
    m_obstacle->setSentence(sentence);
    updateButton();
}

void UndoDialog::updateButton()
{
    m_confirm->setEnabled((!m_number || m_number->isTyped()) && m_obstacle->isEmpty());
}

} // namespace watchbill
