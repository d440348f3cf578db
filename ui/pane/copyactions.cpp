// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/copyactions.h"

#include "advice/ownerstatements.h"
#include "filter/querytext.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "table/tablecolumn.h"
#include "table/tasktableview.h"
#include "task/jsonvalue.h"
#include "task/sentences.h"
#include "task/taskduration.h"
#include "task/taskjson.h"
#include "theme/icon.h"
#include "views/shellcommand.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QVector<TaskKey> keysOf(const QVector<Task> &tasks)
{
    QVector<TaskKey> keys;
    for (const Task &task : tasks)
        keys += task.key();
    return keys;
}

QString oneLine(QString value)
{
    return value.replace("\r\n"_L1, " "_L1).replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
}

// As RFC 4180 has it.
QString csvField(QString value)
{
    static const QRegularExpression special(u"[\",\r\n]"_s);
    return value.contains(special) ? u'"' + value.replace(u'"', "\"\""_L1) + u'"' : value;
}

// So that it is shown as it is: no tag, link, emphasis, code or entity. An underscore has no meaning within a word.
QString markdownCell(const QString &value)
{
    static const QRegularExpression marks(
        u"([\\\\|<`*\\[~]|&(?=[#\\w])|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}]))"_s);
    return oneLine(value).replace(marks, u"\\\\1"_s);
}

// As Markdown has what is not to be read as Markdown.
QString fenced(const QString &text)
{
    QString fence = u"```"_s;
    while (text.contains(fence))
        fence += u'`';
    return fence + u'\n' + text + (text.endsWith(u'\n') ? QString() : u"\n"_s) + fence;
}

QString jsonOf(QVector<Task> tasks, bool hasJson)
{
    QByteArrayList objects;
    for (Task &task : tasks) {
        if (task.metadata && !hasJson) // a column of text, with any contents
            task.metadata = json::string(QString::fromUtf8(*task.metadata));
        objects += json::object(task);
    }
    const QByteArray all = objects.size() == 1 ? objects.first() : '[' + objects.join(',') + ']';
    return QString::fromUtf8(json::indented(all));
}

} // namespace

CopyActions::CopyActions(TaskMonitor &monitor, TaskTableView *view, QObject *parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_view(view)
    , m_id(add(u"copy"_s, tr("Copy Task &ID"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &CopyActions::copyIds))
    , m_row(add(u"copy"_s, tr("Copy Ro&w"), QKeySequence::Copy, &CopyActions::copyRows))
    , m_error(add(u"error"_s, tr("Cop&y Error"), {}, &CopyActions::copyErrors))
    , m_ticket(add(u"copy"_s, tr("Copy for a Tic&ket"), {}, &CopyActions::copyForTicket))
    , m_json(add(u"metadata"_s, tr("Copy as &JSON"), {}, &CopyActions::copyAsJson))
    , m_csv(add(u"copy"_s, tr("Copy as CS&V"), {}, &CopyActions::copyAsCsv))
    , m_markdown(add(u"copy"_s, tr("Copy as &Markdown"), {}, &CopyActions::copyAsMarkdown))
    , m_idList(add(u"database"_s, tr("Copy IDs as SQL &List"), {}, &CopyActions::copyAsIdList))
    , m_sql(add(u"database"_s, tr("Copy as &SQL Query"), {}, &CopyActions::copyAsSql))
    , m_link(add(u"copy"_s, tr("Copy Lin&k to Task"), {}, &CopyActions::copyAsLink))
    , m_query(add(u"database"_s, tr("Copy &Filter as SQL"), {}, &CopyActions::copyQuery))
{
    // These keys mean something else while the user types into a field.
    for (QAction *action : ofSelection()) {
        action->setShortcutContext(Qt::WidgetShortcut);
        view->addAction(action);
    }
    connect(view, &TaskTableView::selectionEdited, this, &CopyActions::update);
    update();
}

QAction *CopyActions::add(const QString &icon, const QString &text, const QKeySequence &shortcut,
                          void (CopyActions::*slot)())
{
    auto *action = new QAction(theme::icon(icon), text, this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void CopyActions::update()
{
    const Selection selection = m_view->selection();
    for (QAction *action : ofSelection())
        action->setEnabled(!selection.isEmpty());
    const bool isOne = !selection.isEverything() && selection.tasks.size() <= 1;
    if (isOne && !selection.isEmpty())
        m_error->setEnabled(!selection.tasks.first().errorMessage.value_or(QString()).isEmpty());
    m_row->setText(isOne ? tr("Copy Ro&w") : tr("Copy Ro&ws"));
    m_id->setText(isOne ? tr("Copy Task &ID") : tr("Copy Task &IDs"));
    m_error->setText(isOne ? tr("Cop&y Error") : tr("Cop&y Errors"));
}

void CopyActions::set(const QString &text, const QString &outcome)
{
    QApplication::clipboard()->setText(text);
    const bool lacksSome = m_view->selection().isEverything() && !m_monitor.feed().isWhole();
    Q_EMIT reported(joinSentences({outcome, lacksSome ? tr("Only loaded tasks were copied.") : QString()}));
}

void CopyActions::copyIds()
{
    const QVector<Task> tasks = m_view->selectedTasks();
    QStringList lines;
    for (const Task &task : tasks)
        lines += task.id.toText();
    set(lines.join(u'\n'), tr("Copied %Ln task ID(s).", nullptr, int(tasks.size())));
}

void CopyActions::copyRows()
{
    const QVector<Task> tasks = m_view->selectedTasks();
    QStringList titles;
    for (int section = 0; section < m_view->model()->columnCount(); ++section) {
        if (section != column::sectionOf(TaskField::Duration))
            titles += m_view->model()->headerData(section, Qt::Horizontal).toString();
    }
    QStringList lines{titles.join(u'\t')};
    for (const Task &task : tasks) {
        QStringList cells;
        for (const TaskField field : shownFields) {
            if (field != TaskField::Duration) // not a value of its own
                cells += oneLine(column::value(field, task));
        }
        for (const auto &value : task.chosen)
            cells += oneLine(value.value_or(QString()));
        lines += cells.join(u'\t');
    }
    set(lines.join(u'\n'), tr("Copied %Ln row(s).", nullptr, int(tasks.size())));
}

QVector<QStringList> CopyActions::table(const QVector<Task> &tasks) const
{
    const QHeaderView *header = m_view->horizontalHeader();
    QVector<int> sections;
    for (int place = 0; place < header->count(); ++place) {
        const int section = header->logicalIndex(place);
        if (!header->isSectionHidden(section) && section != column::sectionOf(TaskField::Duration))
            sections += section;
    }
    QStringList titles;
    for (const int section : sections)
        titles += m_view->model()->headerData(section, Qt::Horizontal).toString();
    QVector<QStringList> rows{titles};
    for (const Task &task : tasks) {
        QStringList cells;
        for (const int section : sections)
            cells += section < column::count ? column::value(shownFields[section], task)
                                             : task.chosen.value(section - column::count).value_or(QString());
        rows += cells;
    }
    return rows;
}

void CopyActions::copyAsCsv()
{
    const QVector<Task> tasks = m_view->selectedTasks();
    QString text;
    for (const QStringList &row : table(tasks)) {
        QStringList fields;
        for (const QString &cell : row)
            fields += csvField(cell);
        text += fields.join(u',') + "\r\n"_L1;
    }
    set(text, tr("Copied %Ln task(s) as CSV.", nullptr, int(tasks.size())));
}

void CopyActions::copyAsMarkdown()
{
    const QVector<Task> tasks = m_view->selectedTasks();
    QStringList lines;
    for (const QStringList &row : table(tasks)) {
        QStringList cells;
        for (const QString &cell : row)
            cells += markdownCell(cell);
        lines += u"| %1 |"_s.arg(cells.join(" | "_L1));
        if (lines.size() == 1)
            lines += u'|' + u" --- |"_s.repeated(row.size());
    }
    set(lines.join(u'\n'), tr("Copied %Ln task(s) as Markdown.", nullptr, int(tasks.size())));
}

// The table's rows are shortened.
void CopyActions::readWhole(const std::function<void(const QVector<Task> &)> &copy)
{
    const QVector<TaskKey> keys = keysOf(m_view->selectedTasks());
    onFinished(m_monitor.service().getTasks(keys), this, [this, copy](const Result<QVector<Task>> &tasks) {
        if (tasks)
            copy(*tasks);
        else
            Q_EMIT reported(joinSentences({tr("Nothing was copied."), tasks.error().message}));
    });
}

void CopyActions::copyErrors()
{
    readWhole([this](const QVector<Task> &tasks) {
        QStringList errors;
        for (const Task &task : tasks) {
            if (const QString error = task.errorMessage.value_or(QString()); !error.isEmpty())
                errors += error;
        }
        if (errors.isEmpty())
            Q_EMIT reported(tr("Nothing was copied: there is no error."));
        else
            set(errors.join("\n\n"_L1), tr("Copied %Ln error(s).", nullptr, int(errors.size())));
    });
}

void CopyActions::copyForTicket()
{
    readWhole([this](const QVector<Task> &tasks) {
        QStringList parts;
        for (const Task &task : tasks)
            parts += ticketText(task);
        parts += tr("To see it:") + u'\n' + fenced(command(tasks));
        set(parts.join("\n\n"_L1), tr("Copied %Ln task(s) for a ticket.", nullptr, int(tasks.size())));
    });
}

// As Markdown, which also reads well where it is not rendered.
QString CopyActions::ticketText(const Task &task) const
{
    QStringList lines;
    for (const TaskField field : {TaskField::Id, TaskField::Type, TaskField::Status, TaskField::UserId,
                                  TaskField::CreatedAt, TaskField::UpdatedAt}) {
        if (m_monitor.source() && m_monitor.source()->has(field))
            lines += u"- %1: %2"_s.arg(titleOf(field), format::value(textOf(task, field)));
    }
    if (const auto duration = taskDuration(task, m_monitor.knownUntil()))
        lines += u"- %1: %2"_s.arg(titleOf(TaskField::Duration), format::taskDuration(*duration));
    if (const QString error = task.errorMessage.value_or(QString()); !error.isEmpty())
        lines += u"\n%1:\n"_s.arg(titleOf(TaskField::ErrorMessage)) + fenced(error);
    return lines.join(u'\n');
}

void CopyActions::copyAsJson()
{
    readWhole([this](const QVector<Task> &tasks) {
        const bool isJson = m_monitor.source()->columns.value(TaskField::Metadata).isJson();
        // It takes a while for many megabytes.
        onFinished(QtFuture::makeReadyFuture().then(QtFuture::Launch::Async,
                                                    [all = tasks, isJson] { return jsonOf(all, isJson); }),
                   this, [this, count = tasks.size()](const QString &text) {
                       set(text, tr("Copied %Ln task(s) as JSON.", nullptr, int(count)));
                   });
    });
}

void CopyActions::copyAsIdList()
{
    const QVector<Task> tasks = m_view->selectedTasks();
    if (m_monitor.source())
        set(ownerstatements::isOneOf(*m_monitor.source(), keysOf(tasks)),
            tr("Copied %Ln task ID(s) as an SQL list.", nullptr, int(tasks.size())));
}

// For a colleague.
void CopyActions::copyAsLink()
{
    const QVector<Task> tasks = m_view->selectedTasks();
    set(command(tasks), tr("Copied a link to %Ln task(s).", nullptr, int(tasks.size())));
}

QString CopyActions::command(const QVector<Task> &tasks) const
{
    QVector<Condition::Value> ids;
    for (const Task &task : tasks)
        ids += {Condition::Value::Relation::Equal, task.id.toText()};
    return shellcommand::window(
        m_monitor.service().profile(),
        {{}, query::print(Condition::term(Condition::Field::Id, ids)), m_monitor.query().sort});
}

void CopyActions::copyAsSql()
{
    const QVector<Task> tasks = m_view->selectedTasks();
    if (m_monitor.source())
        set(ownerstatements::lookUp(*m_monitor.source(), keysOf(tasks)),
            tr("Copied %Ln task(s) as an SQL query.", nullptr, int(tasks.size())));
}

void CopyActions::copyQuery()
{
    const QString sql =
        m_monitor.source() ? ownerstatements::matching(*m_monitor.source(), m_monitor.query()) : QString();
    if (sql.isEmpty()) {
        Q_EMIT reported(tr("Cannot copy: this table does not support the filter."));
        return;
    }
    QApplication::clipboard()->setText(sql);
    Q_EMIT reported(tr("Copied the filter as an SQL query."));
}

} // namespace watchbill
