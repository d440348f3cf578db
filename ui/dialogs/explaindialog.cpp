// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/explaindialog.h"

#include "format/format.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "theme/copying.h"
#include "theme/icon.h"
#include "theme/selectiondelegate.h"
#include "theme/theme.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

enum PlanColumn { Step, Share, Cost, Rows, Time, FoundRows };

QTreeWidgetItem *itemOf(const QueryPlan::Node &node)
{
    QStringList cells{node.name, ExplainDialog::tr("%1 %").arg(format::number(qRound(node.share * 100))),
                      format::number(qRound64(node.totalCost)), format::number(qRound64(node.rows))};
    if (node.measured)
        cells << ExplainDialog::tr("%1 ms").arg(QLocale().toString(node.measured->milliseconds, 'f', 1))
              << format::number(qRound64(node.measured->rows));
    auto *item = new QTreeWidgetItem(cells);
    for (int column = Share; column <= FoundRows; ++column)
        item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(Step, format::plainToolTip((QStringList{node.name} + node.details).join(u'\n')));
    for (const QString &detail : node.details) {
        auto *line = new QTreeWidgetItem(item, {detail});
        line->setFirstColumnSpanned(true);
        line->setForeground(Step, theme::secondaryText()); // it is no step
        line->setFlags(Qt::ItemIsEnabled);
        line->setToolTip(Step, format::plainToolTip(detail));
    }
    return item;
}

} // namespace

ExplainDialog::ExplainDialog(TaskService &service, const TaskQuery &query, QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_query(query)
    , m_sentence(new QLabel)
    , m_tree(new QTreeWidget)
{
    setObjectName(u"explainDialog"_s);
    setWindowTitle(tr("Explain query"));
    m_sentence->setObjectName(u"explainSentence"_s);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tree->setObjectName(u"explainTree"_s);
    m_tree->setAccessibleName(tr("Plan"));
    m_tree->setItemDelegate(new theme::SelectionDelegate(m_tree));
    m_tree->setHeaderLabels(
        {tr("Step"), tr("Own share"), tr("Cost"), tr("Expected rows"), tr("Time"), tr("Rows")});
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setStretchLastSection(false);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_run = buttons->addButton(tr("Run and &Measure"), QDialogButtonBox::ActionRole);
    m_run->setObjectName(u"explainRun"_s);
    m_run->setToolTip(tr("Runs the query once, in addition to the list, within the time limit"));
    m_copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(u"explainCopy"_s);
    m_copy->setIcon(theme::icon(u"copy"_s));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_sentence);
    layout->addWidget(m_tree, 1);
    layout->addWidget(buttons);
    resize(860, 460);

    connect(m_run, &QPushButton::clicked, this, [this] { ask(TaskStatements::Explaining::Run); });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { theme::copyBy(m_copy, queryplan::toText(*m_plan)); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    ask(TaskStatements::Explaining::Plan);
}

ExplainDialog::~ExplainDialog()
{
    m_service.cancelExplaining();
}

void ExplainDialog::ask(TaskStatements::Explaining what)
{
    m_sentence->setText(what == TaskStatements::Explaining::Run ? tr("Running the query…")
                                                                : tr("Asking the server…"));
    m_run->setEnabled(false);
    m_copy->setEnabled(m_plan.has_value());
    onFinished(m_service.explain(m_query, what), this, [this](const Result<QueryPlan> &plan) {
        m_run->setEnabled(true);
        if (plan)
            show(*plan);
        else
            m_sentence->setText(plan.error().message);
    });
}

void ExplainDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_plan)
        show(QueryPlan(*m_plan));
}

void ExplainDialog::show(const QueryPlan &plan)
{
    m_plan = plan;
    m_copy->setEnabled(true);
    m_sentence->setText(queryplan::sentence(plan));
    m_tree->clear();
    QVector<QTreeWidgetItem *> parents; // of the current depth and those above it
    const QueryPlan::Node *most = &plan.mostExpensive();
    for (const QueryPlan::Node &node : plan.nodes) {
        QTreeWidgetItem *item = itemOf(node);
        parents.resize(node.depth);
        if (parents.isEmpty())
            m_tree->addTopLevelItem(item);
        else
            parents.last()->addChild(item);
        parents += item;
        if (&node != most)
            continue;
        QFont bold = font();
        bold.setBold(true);
        for (int column = Step; column <= FoundRows; ++column)
            item->setFont(column, bold);
    }
    m_tree->expandAll();
    for (const PlanColumn column : {Time, FoundRows})
        m_tree->setColumnHidden(column, !plan.isMeasured());
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(
        Step, QHeaderView::Stretch); // a long detail must not push the numbers away
}

} // namespace watchbill
