// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/historydialog.h"

#include "dialogs/historylimits.h"
#include "dialogs/historymodel.h"
#include "dialogs/rundetails.h"
#include "journal/withjournal.h"
#include "service/onfinished.h"
#include "settings/preferences.h"
#include "settings/windowlayout.h"
#include "theme/fieldbuttons.h"
#include "theme/selectiondelegate.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

const QString layoutKind = u"history"_s;
constexpr QSize firstSize(1100, 720);
constexpr int pageSize = 200;
constexpr auto pace = 500ms;
constexpr int leastOfQuery = 36; // characters

// Changes with the file and with what SQLite has written beside it.
QString stampOf(const QString &journal)
{
    QStringList parts;
    for (const QString &path : {journal, journal + "-wal"_L1}) {
        const QFileInfo file(path);
        parts += u"%1 %2"_s.arg(QString::number(file.size()),
                                QString::number(file.lastModified().toMSecsSinceEpoch()));
    }
    return parts.join(u' ');
}

} // namespace

HistoryDialog::HistoryDialog(const QString &journal, const Run &here, Preferences &preferences,
                             QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_journal(journal)
    , m_model(new HistoryModel(this))
    , m_search(new QLineEdit)
    , m_table(new QTableView)
    , m_details(new RunDetails(journal))
    , m_limits(new HistoryLimits(journal, preferences))
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_message(new QLabel)
    , m_limit(pageSize)
{
    setObjectName(u"historyDialog"_s);
    setWindowTitle(tr("History"));
    layOut();
    m_details->setHere(here);
    connect(m_model, &HistoryModel::moreWanted, this, [this] {
        m_limit += pageSize;
        read();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &HistoryDialog::showCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryDialog::showCurrent);
    connect(m_table, &QAbstractItemView::activated, m_details, &RunDetails::focusRows);
    connect(m_search, &QLineEdit::textChanged, this, [this] {
        m_limit = pageSize;
        read();
    });
    connect(m_details, &RunDetails::undoRequested, this, &HistoryDialog::undoRequested);
    connect(m_details, &RunDetails::queryRequested, this, &HistoryDialog::queryRequested);
    connect(m_limits, &HistoryLimits::applied, this, &HistoryDialog::read);
    for (AnyPreference *preference : {static_cast<AnyPreference *>(&preferences.zone),
                                      static_cast<AnyPreference *>(&preferences.timeStyle)})
        connect(preference, &AnyPreference::changed, m_model, &HistoryModel::refreshTimes);
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    m_timer.setInterval(pace);
    connect(&m_timer, &QTimer::timeout, this, &HistoryDialog::look);
}

void HistoryDialog::layOut()
{
    m_search->setObjectName(u"historySearch"_s);
    m_search->setAccessibleName(tr("Search history"));
    m_search->setPlaceholderText(tr("Search query, connection, role or error"));
    theme::addClearButton(m_search);
    theme::addSearchIcon(m_search);
    m_message->setObjectName(u"historyMessage"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setMargin(24);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);

    m_table->setObjectName(u"historyTable"_s);
    m_table->setAccessibleName(tr("History"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new theme::SelectionDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(40);
    header->setSectionResizeMode(HistoryModel::Query, QHeaderView::Stretch);

    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setChildrenCollapsible(false);
    for (const int part : {0, 1})
        m_splitter->setStretchFactor(part, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_message, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter in the search is not for it
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_limits, 1);
    foot->addWidget(buttons, 0, Qt::AlignBottom);
    layout->addLayout(foot);
    m_message->hide();
    resize(firstSize);
    m_splitter->setSizes({firstSize.height() / 2, firstSize.height() / 2});
    const WindowLayout stored = WindowLayout::stored(layoutKind);
    if (!restoreGeometry(stored.geometry) && parentWidget())
        placeOver(this, parentWidget());
    m_splitter->restoreState(stored.regions);
}

// Each column is as wide as what is in it, within reason; the query gets what is left. Where that is little, the role is
// left to the details.
void HistoryDialog::fitColumns()
{
    using Column = HistoryModel::Column;
    const int character = fontMetrics().averageCharWidth();
    int all = 0;
    for (const auto &[column, most] :
         {std::pair{Column::Number, 8}, std::pair{Column::When, 24}, std::pair{Column::What, 30},
          std::pair{Column::HowMany, 24}, std::pair{Column::Connection, 28}, std::pair{Column::Role, 20},
          std::pair{Column::Outcome, 38}}) {
        m_table->setColumnHidden(column, false);
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), most * character));
        all += m_table->columnWidth(column);
    }
    m_table->setColumnHidden(Column::Role, m_table->viewport()->width() - all < leastOfQuery * character);
}

void HistoryDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    fitColumns();
}

void HistoryDialog::setHere(const Run &here)
{
    m_details->setHere(here);
}

void HistoryDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_table->setFocus();
    m_timer.start();
    read();
}

void HistoryDialog::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    WindowLayout{saveGeometry(), m_splitter->saveState()}.store(layoutKind);
    QDialog::hideEvent(event);
}

// That a run was cut off is in no file.
void HistoryDialog::look()
{
    m_model->refreshTimes();
    const QVector<Run> &runs = m_model->runs();
    const bool isRunning = std::any_of(runs.begin(), runs.end(),
                                       [](const Run &run) { return run.state == Run::State::Running; });
    if (!m_isReading && (isRunning || !m_hasRead || m_stamp != stampOf(m_journal)))
        read();
}

void HistoryDialog::read()
{
    m_isReading = true;
    m_stamp = stampOf(m_journal);
    const Journal::Search search{m_search->text().trimmed(), m_limit};
    const auto runs =
        withJournal(m_journal, briefWait, [search](Journal &journal) { return journal.runs(search); });
    onLatest(runs, this, m_latest, [this, limit = m_limit](const Result<QVector<Run>> &found) {
        m_isReading = false;
        showRuns(found, limit);
    });
}

void HistoryDialog::showRuns(const Result<QVector<Run>> &runs, int limit)
{
    const bool isBusy = !runs && runs.error().kind == TaskError::Kind::Timeout;
    if (isBusy && m_hasRead) {
        m_stamp.clear(); // what is shown stays until the next look
        return;
    }
    m_hasRead = runs.has_value();
    m_model->setRuns(runs.value_or(QVector<Run>()), runs && runs->size() == limit);
    fitColumns();
    if (!runs)
        showMessage(runs.error().message, true);
    else if (!runs->isEmpty())
        showMessage({}, false);
    else if (m_search->text().trimmed().isEmpty())
        showMessage(
            tr("No changes yet. Changes and deletions made with Watchbill on this computer are listed here and can be undone."),
            false);
    else
        showMessage(tr("No changes match the search."), false);
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0)); // selectRow() selects nothing from right to left
    showCurrent();
}

// In place of the runs; nothing for the runs themselves. `isAll`: there is nothing to search or to keep either.
void HistoryDialog::showMessage(const QString &sentence, bool isAll)
{
    if (!sentence.isEmpty() && m_splitter->isAncestorOf(focusWidget()))
        m_search->setFocus(); // and not the next widget
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
    m_splitter->setVisible(sentence.isEmpty());
    m_search->setVisible(!isAll);
    m_limits->setVisible(!isAll);
}

void HistoryDialog::showCurrent()
{
    const int row = m_table->currentIndex().row();
    m_details->setRun(row < 0 ? std::nullopt : std::optional(m_model->runs()[row]));
}

} // namespace watchbill
