// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watchcommand.h"

#include "advice/ownerstatements.h"
#include "execution.h"
#include "listcommands.h"
#include "source/sourcesentences.h"
#include "statement/taskorder.h"
#include "task/sentences.h"
#include "terminal.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::WatchCommand)
};

constexpr int usualPage = 200; // most looks find less than that
constexpr int largestPage = 10'000;
constexpr int printedAtOnce = 500; // read whole in one request

// Where neither is indexed the server reads all rows anyway, so by the one that shows every change.
TaskField sortField(const TaskSource &source)
{
    const bool byChange = source.has(TaskField::UpdatedAt)
        && (taskorder::isIndexed(source, TaskField::UpdatedAt)
            || !taskorder::isIndexed(source, TaskField::CreatedAt));
    return byChange ? TaskField::UpdatedAt : TaskField::CreatedAt;
}

} // namespace

WatchCommand::WatchCommand(Execution &execution)
    : QObject(&execution)
    , m_execution(execution)
    , m_query{filterOf(execution.given()), {sortField(execution.source()), Qt::DescendingOrder}}
    , m_seen(m_query)
{
    if (execution.given().has(u"interval"_s))
        m_scheduler.setInterval(
            milliseconds(qRound(execution.given().value(u"interval"_s).toDouble() * 1000)));
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &WatchCommand::reopen);
    connect(&m_scheduler, &RefreshScheduler::tick, this,
            [this] { look(m_seen.hasLooked() ? usualPage : SeenTasks::most); });
}

void WatchCommand::start()
{
    m_scheduler.trigger();
}

void WatchCommand::look(int limit)
{
    if (isOutputClosed()) {
        QCoreApplication::exit(int(ExitStatus::Done));
        return;
    }
    PageRequest request;
    request.query = m_query;
    request.limit = limit;
    request.watched = m_seen.keys();
    onFinished(m_execution.service().page(request), this, [this, limit](const Result<TaskPage> &page) {
        if (noteChangedTable())
            look(m_seen.hasLooked() ? usualPage : SeenTasks::most);
        else if (page)
            looked(limit, *page);
        else
            fail(page.error());
    });
}

// The service reads the catalogue again when a request finds the table changed. True if the last request was for the table
// as it was before.
bool WatchCommand::noteChangedTable()
{
    const auto now = m_execution.service().source();
    if (!now || *now == m_execution.source())
        return false;
    const TaskSource before = m_execution.source();
    m_execution.use(*now);
    if (m_isWatching)
        m_notice = sourcesentences::changes(before, *now);
    if (before.key == now->key && before.number == now->number
        && taskorder::canSort(*now, m_query.sort.field))
        return false;
    // What was seen is of another table, or cannot be found again by its key.
    m_query.sort.field = sortField(*now);
    m_changes.clear();
    m_seen = SeenTasks(m_query);
    return true;
}

void WatchCommand::looked(int limit, const TaskPage &page)
{
    if (!m_isWatching && !begin(page))
        return;
    if (!m_seen.areReachedBy(page)) {
        if (limit < largestPage) {
            look(std::min(limit * 5, largestPage));
            return;
        }
        writeMessage(
            Texts::tr("More than %1 tasks changed at once: the earliest of these changes are not printed.")
                .arg(largestPage));
    }
    recovered();
    m_took = milliseconds(page.elapsedMicroseconds / 1000);
    m_changes = m_seen.take(page);
    if (!m_notice.isEmpty()) // changes from now on are printed
        writeMessage(std::exchange(m_notice, {}));
    printNext();
}

// Before the first page is taken; false if it is not the one to begin with.
bool WatchCommand::begin(const TaskPage &page)
{
    const bool isFullOfNulls = !page.reachedEnd && !page.rows.last().task.updatedAt;
    if (m_query.sort.field == TaskField::UpdatedAt && isFullOfNulls) {
        // They come first: nothing else would ever be seen.
        m_query.sort.field = TaskField::CreatedAt;
        m_seen = SeenTasks(m_query);
        look(SeenTasks::most);
        return false;
    }
    m_isWatching = true;
    if (const QString sentences = limitations(page); !sentences.isEmpty())
        writeMessage(sentences);
    if (m_execution.given().has(u"verbose"_s))
        writeMessage(Texts::tr("Polling every %1 s. Changes from now on are printed.")
                         .arg(double(m_scheduler.interval().count()) / 1000));
    return write(m_execution.output().changesHeader());
}

QString WatchCommand::limitations(const TaskPage &page) const
{
    const TaskSource &source = m_execution.source();
    const TaskField field = m_query.sort.field;
    QStringList sentences;
    if (page.rows.isEmpty() && source.viewpoint.rowSecurityActive)
        sentences += m_execution.hiddenRows();
    if (!page.reachedEnd && field == TaskField::CreatedAt)
        sentences +=
            Texts::tr(
                "Only the %1 newest tasks are watched: updated_at is missing, NULL or without an index.")
                .arg(SeenTasks::most);
    if (!page.reachedEnd && source.canHaveIndexes() && !taskorder::isIndexed(source, field))
        sentences += Texts::tr("Each poll scans the whole table. An index would help: %1")
                         .arg(ownerstatements::index(source, field));
    return sentences.join(u' ');
}

// The rows of a page are shortened, so what is printed is read once more.
void WatchCommand::printNext()
{
    if (m_changes.isEmpty()) {
        m_scheduler.finished(m_took);
        return;
    }
    QVector<TaskKey> keys;
    for (const TaskChange &change : m_changes.mid(0, printedAtOnce)) {
        if (change.kind != TaskChange::Kind::Deleted)
            keys += change.task.key();
    }
    onFinished(m_execution.service().getTasks(keys), this, [this](const Result<QVector<Task>> &tasks) {
        if (tasks)
            print(*tasks);
        else
            fail(tasks.error());
    });
}

void WatchCommand::print(const QVector<Task> &whole)
{
    recovered();
    QMap<TaskKey, Task> tasks;
    for (const Task &task : whole) {
        tasks.insert(task.key(), task);
        m_seen.update(task); // it may have changed again, and that is told now
    }
    const QVector<TaskChange> changes = m_changes.mid(0, printedAtOnce);
    m_changes.remove(0, changes.size());
    for (TaskChange change : changes) {
        change.task = tasks.value(change.task.key(), change.task);
        if (!write(m_execution.output().change(change)))
            return;
    }
    printNext();
}

// False if the program ends.
bool WatchCommand::write(const QByteArray &text)
{
    if (writeOutput(text))
        return true;
    if (isOutputClosed())
        QCoreApplication::exit(int(ExitStatus::Done));
    else
        m_execution.finishUnwritten();
    return false;
}

void WatchCommand::fail(const TaskError &error)
{
    // A table that is missing, or has other columns now, may be about to be recreated.
    const bool mayPass =
        ReconnectPolicy::isWorthRetrying(error) || error.kind == TaskError::Kind::Unsupported;
    if (!m_isWatching || !mayPass) {
        m_execution.finish({{}, true, error});
        return;
    }
    if (!m_reconnecting.isRetrying())
        writeMessage(joinSentences({error.message, Texts::tr("Retrying.")}));
    m_retry.start(m_reconnecting.nextDelay());
}

void WatchCommand::recovered()
{
    if (!m_reconnecting.isRetrying())
        return;
    m_reconnecting.succeeded();
    writeMessage(Texts::tr("Watching again."));
}

void WatchCommand::reopen()
{
    onFinished(m_execution.service().open(), this, [this](const Result<TaskSource> &source) {
        if (source)
            reopened(*source);
        else
            fail(source.error());
    });
}

void WatchCommand::reopened(const TaskSource &source)
{
    if (source.viewpoint != m_execution.source().viewpoint) {
        // Other eyes see other tasks: that is no change of theirs.
        m_execution.use(source);
        m_changes.clear();
        m_seen = SeenTasks(m_query);
    } else {
        noteChangedTable();
    }
    if (m_changes.isEmpty())
        look(m_seen.hasLooked() ? usualPage : SeenTasks::most);
    else
        printNext();
}

void watchTasks(Execution &execution)
{
    outliveOutput();
    auto *watch = new WatchCommand(execution);
    watch->start();
}

} // namespace watchbill
