// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/rundetails.h"

#include "dialogs/historytext.h"
#include "dialogs/runrowsmodel.h"
#include "export/outputfile.h"
#include "filter/querytext.h"
#include "format/format.h"
#include "format/outcometext.h"
#include "journal/withjournal.h"
#include "service/onfinished.h"
#include "task/sentences.h"
#include "task/visibletext.h"
#include "theme/copying.h"
#include "theme/icon.h"
#include "theme/selectiondelegate.h"
#include "theme/theme.h"

#include <QEvent>
#include <QFileDevice>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr int mostRows = 1'000;
constexpr int mostIds = 5'000; // of a query: with more it is slow to edit, and to ask again and again

QLabel *newLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

// What is not there takes no room.
void fill(QLabel *label, const QString &text, const QString &toolTip = {})
{
    label->setText(text);
    label->setToolTip(format::toolTip(toolTip));
    label->setVisible(!text.isEmpty());
}

QString circumstances(const Run &run)
{
    QStringList parts{format::time(run.begun)};
    if (run.ended)
        parts += RunDetails::tr("took %1").arg(
            format::duration(run.ended->microseconds() - run.begun.microseconds()));
    if (!run.profile.isEmpty())
        parts += visibleText(run.profile);
    parts += visibleText(historytext::table(run));
    if (!run.role.isEmpty())
        parts += RunDetails::tr("as %1").arg(visibleText(run.role));
    return parts.join(u" · "_s);
}

// Only as many of the rows as are shown.
QVector<JournalRow> withoutValues(QVector<JournalRow> rows)
{
    for (JournalRow &row : rows) {
        row.before.reset();
        row.after.reset();
    }
    return rows;
}

QStringList idsOf(const QVector<JournalRow> &rows)
{
    QStringList ids;
    for (const JournalRow &row : rows)
        ids += row.key.id.toText();
    ids.removeDuplicates();
    return ids;
}

Result<void> writeExport(Journal &journal, qint64 run, const QString &path)
{
    OutputFile file(path);
    return file.open().and_then([&] { return journal.exportRun(run, file.device()); }).and_then([&] {
        return file.finish();
    });
}

} // namespace

RunDetails::RunDetails(const QString &journal, QWidget *parent)
    : QWidget(parent)
    , m_journal(journal)
    , m_rows(new RunRowsModel(this))
    , m_title(newLabel(u"runTitle"_s))
    , m_circumstances(newLabel(u"runCircumstances"_s))
    , m_query(newLabel(u"runQuery"_s))
    , m_error(newLabel(u"runError"_s))
    , m_groupList(new QListWidget)
    , m_sentence(newLabel(u"runSentence"_s))
    , m_table(new QTableView)
    , m_note(newLabel(u"runNote"_s))
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_groupList->setObjectName(u"runGroups"_s);
    m_groupList->setAccessibleName(tr("Tasks by outcome"));
    m_groupList->setItemDelegate(new theme::SelectionDelegate(m_groupList));
    m_groupList->setFixedWidth(32 * fontMetrics().averageCharWidth());
    m_table->setObjectName(u"runRows"_s);
    m_table->setAccessibleName(tr("Tasks"));
    m_table->setItemDelegate(new theme::SelectionDelegate(m_table));
    m_table->setModel(m_rows);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setColumnWidth(RunRowsModel::Id, 45 * fontMetrics().averageCharWidth());
    m_table->setColumnWidth(RunRowsModel::State, 23 * fontMetrics().averageCharWidth());
    addButton(m_undo, u"undoRun"_s, tr("&Undo…"));
    addButton(m_export, u"exportRun"_s, tr("&Export…"));
    addButton(m_showTasks, u"showTasksOfRun"_s, tr("Show These &Tasks"));
    addButton(m_copy, u"copyIdsOfRun"_s, tr("&Copy IDs"));
    m_undo->setIcon(theme::icon(u"undo"_s));
    m_export->setIcon(theme::icon(u"export"_s));
    m_showTasks->setIcon(theme::icon(u"filter"_s));
    m_copy->setIcon(theme::icon(u"copy"_s));
    layOut();
    setColours();
    connect(m_groupList, &QListWidget::currentRowChanged, this, &RunDetails::showGroup);
    connect(m_undo, &QPushButton::clicked, this, [this] { Q_EMIT undoRequested(m_run->number); });
    connect(m_export, &QPushButton::clicked, this, &RunDetails::askForExport);
    connect(m_showTasks, &QPushButton::clicked, this, &RunDetails::showQuery);
    connect(m_copy, &QPushButton::clicked, this, &RunDetails::copyIds);
    showRun();
}

void RunDetails::addButton(QPushButton *&button, const QString &name, const QString &text)
{
    button = new QPushButton(text);
    button->setObjectName(name);
    button->setAutoDefault(false); // Enter is for the tables
}

void RunDetails::layOut()
{
    auto *rows = new QVBoxLayout;
    rows->setSpacing(6);
    rows->addWidget(m_sentence);
    rows->addWidget(m_table, 1);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_groupList);
    middle->addLayout(rows, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_undo);
    buttons->addWidget(m_export);
    buttons->addWidget(m_note, 1);
    buttons->addWidget(m_showTasks);
    buttons->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->setSpacing(6);
    for (QLabel *label : {m_title, m_circumstances, m_query, m_error})
        layout->addWidget(label);
    layout->addLayout(middle, 1);
    layout->addLayout(buttons);
}

void RunDetails::setRun(const std::optional<Run> &run)
{
    if (m_run == run)
        return;
    const bool isOther = !run || !m_run || run->number != m_run->number;
    m_run = run;
    if (isOther) {
        m_note->clear();
        m_shownStates.clear();
        m_latestQuery.drop();
    }
    showRun();
}

void RunDetails::setHere(const Run &here)
{
    m_here = here;
    enableActions();
}

void RunDetails::focusRows()
{
    (m_rows->rows().isEmpty() ? static_cast<QWidget *>(m_groupList) : m_table)->setFocus();
    if (!m_rows->rows().isEmpty() && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_rows->index(0, 0));
}

// Those that were left alone come first: they are what a person looks for.
QVector<RunDetails::Group> RunDetails::groups() const
{
    QVector<Group> groups;
    if (!m_run)
        return groups;
    const auto add = [&](RowState state) {
        if (const qint64 count = m_run->rows.value(state); count > 0)
            groups +=
                {{state}, outcometext::name(*m_run, state), outcometext::sentence(*m_run, state), count};
    };
    for (const RowState state : statesLeftAlone())
        add(state);
    if (groups.size() > 1)
        groups.prepend({statesLeftAlone(), tr("Left alone"),
                        outcometext::leftAlone(m_run->count(statesLeftAlone())),
                        m_run->count(statesLeftAlone())});
    for (const RowState state : statesUnsettled() + QVector{RowState::Done, RowState::Undone})
        add(state);
    return groups;
}

void RunDetails::showRun()
{
    setVisible(m_run.has_value());
    const Run run = m_run.value_or(Run());
    fill(m_title, historytext::title(run));
    fill(m_circumstances, circumstances(run));
    fill(m_query, run.query.isEmpty() ? QString() : tr("Query: %1").arg(format::firstLine(run.query)),
         run.query);
    fill(m_error, asSentence(format::shortened(run.error)), run.error);
    showGroups();
}

void RunDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        setColours();
    QWidget::changeEvent(event);
}

void RunDetails::setColours()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme::secondaryText());
    m_circumstances->setPalette(colours);
    m_note->setPalette(colours);
    colours.setColor(QPalette::WindowText, theme::statusColor(TaskStatus::Kind::Failed));
    m_error->setPalette(colours);
}

void RunDetails::showGroups()
{
    const int former = m_groupList->currentRow();
    const auto chosen = former >= 0 ? m_groups[former].states : QVector<RowState>();
    m_groups = groups();
    int row = 0;
    {
        const QSignalBlocker blocker(m_groupList);
        m_groupList->clear();
        for (const Group &group : std::as_const(m_groups)) {
            if (group.states == chosen)
                row = m_groupList->count();
            auto *item =
                new QListWidgetItem(tr("%1 (%2)").arg(group.name, format::number(group.count)), m_groupList);
            item->setSizeHint({0, m_table->verticalHeader()->defaultSectionSize()});
        }
        m_groupList->setCurrentRow(m_groups.isEmpty() ? -1 : row);
    }
    showGroup();
}

void RunDetails::showGroup()
{
    const int row = m_groupList->currentRow();
    const bool isKept = m_run && m_run->rowsKept;
    const auto states = row < 0 ? QVector<RowState>() : m_groups[row].states;
    if (std::exchange(m_shownStates, states) != states || !isKept)
        m_rows->setRows({}, {}); // what is not of this group must not be taken for it
    m_table->setColumnHidden(RunRowsModel::State, states.size() < 2);
    enableActions();
    if (row < 0 || !isKept) {
        m_latest.drop();
        fill(m_sentence,
             row < 0 ? tr("No task was changed.")
                     : joinSentences({m_groups[row].sentence, tr("The task values are no longer stored.")}));
        return;
    }
    const Journal::Section section{states, 0, mostRows, Qt::AscendingOrder};
    const auto read = [number = m_run->number, section](Journal &journal) {
        return journal.rows(number, section).map(withoutValues);
    };
    onLatest(withJournal(m_journal, briefWait, read), this, m_latest,
             [this](const Result<QVector<JournalRow>> &rows) { showRows(rows); });
}

void RunDetails::showRows(const Result<QVector<JournalRow>> &rows)
{
    const Group &group = m_groups[m_groupList->currentRow()];
    m_rows->setRows(*m_run, rows.value_or(QVector<JournalRow>()));
    QStringList sentences{group.sentence};
    if (!rows)
        sentences += rows.error().message;
    else if (rows->size() < group.count && rows->size() == mostRows)
        sentences += tr("The first %1 are shown.").arg(format::number(mostRows));
    fill(m_sentence, joinSentences(sentences));
    enableActions();
}

void RunDetails::enableActions()
{
    if (!m_run)
        return;
    const QString obstacle = historytext::undoObstacle(*m_run, m_here);
    m_undo->setEnabled(obstacle.isEmpty());
    m_undo->setToolTip(obstacle.isEmpty() ? tr("Puts the changed tasks back as they were")
                                          : format::plainToolTip(obstacle));
    m_export->setEnabled(m_run->rowsKept && !m_groups.isEmpty());
    m_export->setToolTip(m_run->rowsKept
                             ? tr("Writes each task as it was before and after to a file of JSON Lines")
                             : tr("Its task values are no longer stored."));
    const int row = m_groupList->currentRow();
    const bool areAll = row < 0 || m_groups[row].count <= mostIds;
    m_showTasks->setEnabled(!m_rows->rows().isEmpty());
    m_showTasks->setText(areAll ? tr("Show These &Tasks")
                                : tr("Show the First %1 &Tasks").arg(format::number(mostIds)));
    m_showTasks->setToolTip(areAll
                                ? tr("Filters the list to these tasks")
                                : tr("Filters the list to the first %1 of %2 tasks. Use Export to get all.")
                                      .arg(format::number(mostIds), format::number(m_groups[row].count)));
    m_copy->setEnabled(!m_rows->rows().isEmpty());
    m_copy->setToolTip(tr("Copies the ids of the selected tasks above, or of all, one per line"));
}

void RunDetails::showQuery()
{
    const Group group = m_groups[m_groupList->currentRow()];
    const Journal::Section section{group.states, 0, mostIds, Qt::AscendingOrder};
    const auto read = [number = m_run->number, section](Journal &journal) {
        return journal.rows(number, section).map(withoutValues);
    };
    onLatest(withJournal(m_journal, briefWait, read), this, m_latestQuery,
             [this, group](const Result<QVector<JournalRow>> &rows) {
                 if (rows)
                     askFor(group, idsOf(*rows));
                 else
                     m_note->setText(rows.error().message);
             });
}

void RunDetails::askFor(const Group &group, const QStringList &ids)
{
    QVector<Condition::Value> values;
    for (const QString &id : ids)
        values += Condition::Value{Condition::Value::Relation::Equal, id};
    const bool areGone = m_run->kind == Run::Kind::Delete && group.states == QVector{RowState::Done};
    m_note->setText(joinSentences(
        {group.count > mostIds ? tr("The list is filtered to the first %1 of %2 tasks.")
                                     .arg(format::number(mostIds), format::number(group.count))
                               : QString(),
         areGone ? tr("These tasks were deleted; the list shows only those that exist again.") : QString()}));
    Q_EMIT queryRequested(query::print(Condition::term(Condition::Field::Id, values)));
}

void RunDetails::copyIds()
{
    QVector<JournalRow> rows;
    QModelIndexList selected = m_table->selectionModel()->selectedRows();
    std::sort(selected.begin(), selected.end());
    for (const QModelIndex &index : selected)
        rows += m_rows->rows()[index.row()];
    const QStringList ids = idsOf(rows.isEmpty() ? m_rows->rows() : rows);
    theme::copyBy(m_copy, ids.join(u'\n'));
    const bool areFirst = rows.isEmpty() && m_groups[m_groupList->currentRow()].count > mostRows;
    m_note->setText(areFirst
                        ? tr("Copied the first %Ln id(s). Use Export to get all.", nullptr, int(ids.size()))
                        : tr("Copied %Ln id(s).", nullptr, int(ids.size())));
}

void RunDetails::askForExport()
{
    auto *dialog = new QFileDialog(this, tr("Export changed tasks"), QString(), tr("JSON Lines (*.jsonl)"));
    dialog->setObjectName(u"runExportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->selectFile(u"watchbill-run-%1.jsonl"_s.arg(m_run->number));
    connect(dialog, &QFileDialog::fileSelected, this, &RunDetails::exportTo);
    dialog->open();
}

void RunDetails::exportTo(const QString &file)
{
    m_note->setText(tr("Exporting…"));
    const auto write = [number = m_run->number, file](Journal &journal) {
        return writeExport(journal, number, file);
    };
    onFinished(withJournal(m_journal, briefWait, write), this, [this, file](const Result<void> &written) {
        m_note->setText(written ? tr("Exported to %1.").arg(file)
                                : tr("No file was written. %1").arg(asSentence(written.error().message)));
    });
}

} // namespace watchbill
