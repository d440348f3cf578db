// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/dependents.h"

#include "postgres/resultrows.h"
#include "service/writelink.h"
#include "source/sourcesentences.h"
#include "task/sentences.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto budget = 2'000ms; // in total: the user waits for the dialog
constexpr qsizetype fewTasks = 1'000; // counted first, so that there is a number to tell
constexpr qsizetype manyTasks = 10'000; // in one statement

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Dependents)
};

Reference readReference(const ResultRows &rows, int row)
{
    using Column = ReferenceStatements::Column;
    Reference reference;
    reference.schema = rows.text(row, Column::Schema);
    reference.table = rows.text(row, Column::Table);
    reference.columns = rows.texts(row, Column::Columns);
    reference.referencedSchema = rows.text(row, Column::ReferencedSchema);
    reference.referencedTable = rows.text(row, Column::ReferencedTable);
    reference.referencedColumns = rows.texts(row, Column::ReferencedColumns);
    reference.effect =
        rows.text(row, Column::Effect) == u"c"_s ? Reference::Effect::Deleted : Reference::Effect::Cleared;
    reference.isReadable = rows.boolean(row, Column::IsReadable);
    reference.isFiltered = rows.boolean(row, Column::IsFiltered);
    return reference;
}

/// The tables that are reached, each for each effect.
class Counting
{
public:
    enum class Which { AsSeen, Any }; // of the tasks: those that are still as they were, or all

    Counting(WriteLink &link, const QVector<Reference> &references, Which which)
        : m_link(link)
        , m_statements(link.source())
        , m_which(which)
    {
        const QString tasks = link.source().schema + u'.' + link.source().table;
        const QSet<QString> hidden = unreadable(references);
        for (const Reference &reference : references) {
            DependentRows &rows = rowsOf(reference.name(), reference.effect);
            rows.isOfTasks = reference.name() == tasks;
            m_reachesTasks |= rows.isOfTasks;
            rows.isCountable = !hidden.contains(reference.name());
            rows.isMinimum = reference.isFiltered;
            if (rows.isCountable && !hidden.contains(reference.referencedName()))
                m_readable += reference;
        }
    }

    const QVector<DependentRows> &rows() const { return m_rows; }

    Result<void> count(const QVector<TaskVersion> &versions, std::chrono::milliseconds limit)
    {
        using Column = ReferenceStatements::CountColumn;
        if (m_readable.isEmpty())
            return {};
        auto chosen = ChosenTasks::of(m_link.source(), versions);
        if (!chosen)
            return Failure(chosen.error());
        if (m_which == Which::Any)
            chosen->isAsSeen = u"true"_s;
        return m_link
            .read(m_statements.count(*chosen, m_readable), limit,
                  [this](int, const ResultRows &found) {
                      for (int row = 0; row < found.count(); ++row) {
                          const auto effect = found.text(row, Column::CountedEffect) == u"c"_s
                              ? Reference::Effect::Deleted
                              : Reference::Effect::Cleared;
                          DependentRows &rows = rowsOf(found.text(row, Column::CountedTable), effect);
                          rows.rows = rows.rows.value_or(0) + found.integer(row, Column::Rows);
                      }
                  })
            .map([this] {
                for (DependentRows &rows : m_rows) {
                    if (rows.isCountable && !rows.rows)
                        rows.rows = 0;
                }
            });
    }

    Result<void> count(const ConfirmedTasks &tasks)
    {
        QElapsedTimer clock;
        clock.start();
        ConfirmedTasks::Reader reader(tasks);
        const bool isOneStatement = tasks.count() <= manyTasks;
        for (qsizetype most = m_reachesTasks ? manyTasks : fewTasks;; most = manyTasks) {
            const auto versions = reader.next(most);
            if (!versions || versions->isEmpty()) {
                if (!isOneStatement)
                    dropOtherTasks();
                return versions.map([](const auto &) {});
            }
            const auto left = budget - std::chrono::milliseconds(clock.elapsed());
            const auto counted =
                left > 0ms ? count(*versions, left) : failure(TaskError::Kind::Timeout, QString());
            if (!counted && counted.error().kind == TaskError::Kind::Timeout) {
                for (DependentRows &rows : m_rows)
                    rows.isMinimum = true;
                dropOtherTasks();
                return {};
            }
            if (!counted)
                return counted;
        }
    }

private:
    // What refers to rows that cannot be read is not found either.
    static QSet<QString> unreadable(const QVector<Reference> &references)
    {
        QSet<QString> tables;
        for (qsizetype before = -1; before != tables.size();) {
            before = tables.size();
            for (const Reference &reference : references) {
                if (!reference.isReadable || tables.contains(reference.referencedName()))
                    tables += reference.name();
            }
        }
        return tables;
    }

    // Those that refer to tasks of one statement may be the tasks of another one, and none besides them.
    void dropOtherTasks()
    {
        for (DependentRows &rows : m_rows) {
            if (rows.isOfTasks && rows.rows != 0)
                rows.rows.reset();
        }
    }

    DependentRows &rowsOf(const QString &table, Reference::Effect effect)
    {
        for (DependentRows &rows : m_rows) {
            if (rows.table == table && rows.effect == effect)
                return rows;
        }
        m_rows += DependentRows{table, effect};
        return m_rows.last();
    }

    WriteLink &m_link;
    const ReferenceStatements m_statements;
    const Which m_which;
    QVector<Reference> m_readable;
    bool m_reachesTasks = false;
    QVector<DependentRows> m_rows;
};

// "at least 1,204 rows of public.logs"
QString inWords(const DependentRows &rows)
{
    if (!rows.isCountable)
        return Texts::tr("rows of %1 (not counted: this role lacks the rights)").arg(rows.table);
    if (!rows.rows)
        return rows.isOfTasks ? Texts::tr("other tasks that refer to them (not counted: it takes too long)")
                              : Texts::tr("rows of %1 (not counted: it takes too long)").arg(rows.table);
    const int count = plural(*rows.rows);
    if (rows.isOfTasks)
        return rows.isMinimum ? Texts::tr("at least %Ln other task(s)", nullptr, count)
                              : Texts::tr("%Ln other task(s)", nullptr, count);
    return (rows.isMinimum ? Texts::tr("at least %Ln row(s) of %1", nullptr, count)
                           : Texts::tr("%Ln row(s) of %1", nullptr, count))
        .arg(rows.table);
}

Result<QVector<Reference>> readReferences(WriteLink &link)
{
    QVector<Reference> references;
    return link
        .read(ReferenceStatements(link.source()).references(), budget,
              [&](int, const ResultRows &rows) {
                  for (int row = 0; row < rows.count(); ++row)
                      references += readReference(rows, row);
              })
        .map([&] { return references; });
}

QStringList inWords(const QVector<DependentRows> &dependents, Reference::Effect effect)
{
    QStringList words;
    for (const DependentRows &rows : dependents) {
        if (rows.effect == effect && rows.rows != 0)
            words += inWords(rows);
    }
    return words;
}

} // namespace

Result<QVector<DependentRows>> countDependents(WriteLink &link, const ConfirmedTasks &tasks)
{
    if (!link.source().hasDependents || !link.source().isTable() || link.source().deletedAt)
        return QVector<DependentRows>();
    const auto references = readReferences(link);
    if (!references)
        return Failure(references.error());
    Counting counting(link, *references, Counting::Which::AsSeen);
    return counting.count(tasks).map([&] { return counting.rows(); });
}

Result<bool> hasDependents(WriteLink &link, const TaskKey &task)
{
    if (!link.source().hasDependents)
        return false;
    if (!link.source().isTable()) // whose references are not known one by one
        return true;
    const auto references = readReferences(link);
    if (!references)
        return Failure(references.error());
    TaskVersion version;
    version.key = task;
    Counting counting(link, *references, Counting::Which::Any);
    return counting.count({version}, budget).map([&] {
        return std::any_of(counting.rows().begin(), counting.rows().end(), [](const DependentRows &rows) {
            return rows.rows.value_or(1) > 0 || rows.isMinimum;
        });
    });
}

QString lostForGood(const Run &undone, const TaskSource &source)
{
    if (undone.kind != Run::Kind::Delete)
        return {};
    return joinSentences(
        {source.cascades.isEmpty()
             ? QString()
             : Texts::tr("Rows in %1 that were deleted with the tasks are not restored.")
                   .arg(listed(source.cascades)),
         source.clears.isEmpty()
             ? QString()
             : Texts::tr("Rows in %1 that lost their reference to the tasks do not get it back.")
                   .arg(listed(source.clears))});
}

QString aboutDependents(const TaskSource &source, const Result<QVector<DependentRows>> &dependents)
{
    // Where these are tasks themselves, "only the tasks" would include them.
    const bool areTasks = dependents
        && std::any_of(dependents->begin(), dependents->end(),
                       [](const DependentRows &rows) { return rows.isOfTasks && rows.rows != 0; });
    const QString undo =
        areTasks ? Texts::tr("Undo does not restore these.") : Texts::tr("Undo restores only the tasks.");
    if (!dependents || dependents->isEmpty()) {
        const QString named = sourcesentences::cascadeOfDeletion(source);
        return joinSentences(
            {named,
             dependents
                 ? QString()
                 : Texts::tr("Could not count what refers to them. %1").arg(dependents.error().message),
             named.isEmpty() ? QString() : undo});
    }
    const QStringList deleted = inWords(*dependents, Reference::Effect::Deleted);
    const QStringList cleared = inWords(*dependents, Reference::Effect::Cleared);
    if (deleted.isEmpty() && cleared.isEmpty())
        return Texts::tr("No rows in other tables refer to them.");
    return joinSentences(
        {deleted.isEmpty() ? QString() : Texts::tr("These are deleted with them: %1.").arg(listed(deleted)),
         cleared.isEmpty() ? QString()
                           : Texts::tr("These lose their reference to them: %1.").arg(listed(cleared)),
         undo});
}

} // namespace watchbill
