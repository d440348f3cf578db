// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/viewnamedialog.h"

#include "task/shownzone.h"
#include "theme/fittingarea.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int letters = 58;
constexpr int longestName = 100;

} // namespace

ViewNameDialog::ViewNameDialog(Purpose purpose, const QString &name, const Use &use, QWidget *parent)
    : QDialog(parent)
    , m_use(use)
    , m_name(new QLineEdit(name))
    , m_withColumns(new QCheckBox(tr("Include the current &columns")))
    , m_withZone(new QCheckBox(tr("Include the time &zone, %1").arg(QString::fromLatin1(shownZone().id()))))
    , m_problem(new QLabel)
{
    const bool isSaving = purpose == Purpose::Save;
    setObjectName(u"viewNameDialog"_s);
    setWindowTitle(isSaving ? tr("Save as view") : tr("Rename view"));
    m_name->setObjectName(u"viewName"_s);
    m_name->setMaxLength(longestName);
    m_name->selectAll();
    auto *label = new QLabel(isSaving ? tr("&Name of the view, for this query and sort:")
                                      : tr("New &name of the view:"));
    label->setBuddy(m_name);
    m_withColumns->setObjectName(u"viewColumns"_s);
    m_withColumns->setVisible(isSaving);
    m_withZone->setObjectName(u"viewZone"_s);
    m_withZone->setVisible(isSaving);
    m_withZone->setChecked(shownZone() != QTimeZone::systemTimeZone()); // it was chosen to look at this
    m_problem->setObjectName(u"viewProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(isSaving ? tr("&Save") : tr("&Rename"));
    auto *area = new theme::FittingArea(letters);
    auto *whole = new QVBoxLayout(this);
    whole->addWidget(area, 1);
    QVBoxLayout *layout = area->column();
    layout->addWidget(label);
    layout->addWidget(m_name);
    layout->addWidget(m_withColumns);
    layout->addWidget(m_withZone);
    layout->addWidget(m_problem);
    whole->addWidget(buttons);
    connect(m_name, &QLineEdit::textChanged, this, [this] { showProblem({}); });
    connect(buttons, &QDialogButtonBox::accepted, this, &ViewNameDialog::tryName);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showProblem({});
}

void ViewNameDialog::tryName()
{
    if (const auto used =
            m_use(m_name->text().trimmed(), {m_withColumns->isChecked(), m_withZone->isChecked()});
        used)
        accept();
    else
        showProblem(used.error().message);
}

void ViewNameDialog::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_ok->setEnabled(!m_name->text().trimmed().isEmpty());
}

} // namespace watchbill
