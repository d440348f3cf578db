// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/columnwidths.h"

#include "format/format.h"
#include "table/tasktablemodel.h"
#include "theme/style.h"
#include "theme/theme.h"

#include <QFontMetrics>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::column {

namespace {

constexpr int mostRows = 200; // a page: measuring must not be noticed
constexpr int besideIcon = 8;
constexpr int cellMargins = 10; // of a cell, together
constexpr int mostLetters = 32;
constexpr int lettersOfError = 40;
constexpr int mostLettersOfError = 120;
constexpr int lettersOfNarrowType = 16;

// In which order columns do without what is needed least, for a long error.
constexpr TaskField snuggling[] = {TaskField::Duration, TaskField::CreatedAt, TaskField::UpdatedAt};

// In which order columns give way.
constexpr TaskField givingWay[] = {TaskField::CreatedAt, TaskField::Type,   TaskField::Status,
                                   TaskField::UpdatedAt, TaskField::UserId, TaskField::Id,
                                   TaskField::Duration};

int gap(const QFontMetrics &metrics)
{
    return cellMargins + metrics.height();
}

QFontMetrics metricsOf(TaskField field, const QFont &font)
{
    if (!isIdentifier(field))
        return QFontMetrics(font);
    QFont fixed = theme::monospace();
    fixed.setPointSizeF(font.pointSizeF());
    return QFontMetrics(fixed);
}

// With the arrow of the sort.
int titleWidth(const QString &title, const QFont &font)
{
    const QFontMetrics metrics(font);
    return metrics.horizontalAdvance(title) + metrics.height() + cellMargins;
}

// With the room beside it.
int iconWidth(TaskField field, const QFont &font)
{
    const bool hasIcon =
        field == TaskField::Status || field == TaskField::Duration; // of a task that is stuck
    return hasIcon ? theme::iconSize(QFontMetrics(font)) + besideIcon : 0;
}

QString inColumn(TaskField field, const QString &text)
{
    return alignment(field) == Qt::AlignRight ? withGap(text) : text;
}

const QDateTime &usualNow()
{
    static const QDateTime now(QDate(2026, 11, 28), QTime(23, 59, 59), Qt::UTC);
    return now;
}

Timestamp before(qint64 seconds)
{
    return Timestamp::fromDateTime(usualNow().addSecs(-seconds));
}

// Long, but nothing out of the way.
Task usualTask()
{
    Task task;
    task.id = TaskId(u"00000000"_s);
    task.userId = UserId(u"00000000"_s);
    task.resultId = ResultId(u"00000000"_s);
    task.type = u"concept_refinement"_s;
    task.status = TaskStatus(TaskStatus::Kind::Processing);
    task.createdAt = task.updatedAt = before(59 * 60 + 59);
    return task;
}

int textWidth(TaskField field, const QFont &font, const QString &text)
{
    const QFontMetrics metrics = metricsOf(field, font);
    return metrics.horizontalAdvance(inColumn(field, text)) + gap(metrics) + iconWidth(field, font);
}

int snugTextWidth(TaskField field, const QFont &font, const QString &text)
{
    return metricsOf(field, font).horizontalAdvance(inColumn(field, text)) + cellMargins;
}

// Of the short form of a text, or of as much of it as still says something.
int leastWidth(TaskField field, const QFont &font)
{
    const QFontMetrics metrics(font);
    if (field == TaskField::Status)
        return metrics.horizontalAdvance(titleOf(field)) + cellMargins;
    if (field == TaskField::Type)
        return lettersOfNarrowType * metrics.averageCharWidth() + cellMargins;
    Task yesterday = usualTask();
    yesterday.createdAt = yesterday.updatedAt = before(24 * 60 * 60);
    int widest = 0; // as a time yesterday's is, and as an age today's
    for (const Task &task : {usualTask(), yesterday}) {
        const QString shown = shortText(field, task, before(0)).value_or(text(field, usualTask(), before(0)));
        widest = std::max(widest, snugTextWidth(field, font, shown));
    }
    return widest;
}

// Times take their short forms. Durations lose the air around them; what is under way takes longer, and may get stuck.
int snugWidth(TaskField field, const QFont &font, const TaskTableModel &model, int rows)
{
    int widest = leastWidth(field, font);
    if (field != TaskField::Duration)
        return widest;
    bool isUnderWay = false;
    for (int row = 0; row < rows; ++row) {
        const QString shown = model.index(row, sectionOf(field)).data().toString();
        widest = std::max(widest, snugTextWidth(field, font, shown));
        isUnderWay = isUnderWay || model.task(row).status.isActive();
    }
    return widest + (isUnderWay ? iconWidth(field, font) : 0);
}

// A duration has no shorter form, beside the icon of a task that is stuck either. The first rows are measured a moment
// before they count as live and have that icon.
int stuckIconWidth(TaskField field, const QFont &font, const TaskTableModel &model, int rows)
{
    return field == TaskField::Duration && model.hasStuck(rows) ? iconWidth(field, font) : 0;
}

} // namespace

ColumnWidth usualWidth(TaskField field, const QFont &font)
{
    if (field == TaskField::ErrorMessage) {
        const int width = lettersOfError * QFontMetrics(font).averageCharWidth();
        return {width, width, width};
    }
    const QString shown = text(field, usualTask(), before(0));
    const int wanted = std::max(titleWidth(titleOf(field), font), textWidth(field, font, shown));
    return {wanted, wanted, std::min(wanted, leastWidth(field, font))};
}

ColumnWidth fittingWidth(TaskField field, const QFont &font, const TaskTableModel &model)
{
    const ColumnWidth usual = usualWidth(field, font);
    const int rows = std::min(model.rowCount(), mostRows);
    if (rows == 0)
        return usual;
    int widest = 0;
    for (int row = 0; row < rows; ++row)
        widest =
            std::max(widest, textWidth(field, font, model.index(row, sectionOf(field)).data().toString()));
    if (field == TaskField::ErrorMessage) {
        const int most = mostLettersOfError * QFontMetrics(font).averageCharWidth();
        return {std::clamp(widest, usual.wanted, most), usual.snug, usual.least};
    }
    const bool isSteady = field == TaskField::Type || isIdentifier(field);
    const int least = isSteady ? titleWidth(titleOf(field), font) : usual.wanted;
    const int most =
        std::max(least, mostLetters * metricsOf(field, font).averageCharWidth() + iconWidth(field, font));
    const int wanted = std::clamp(widest, least, most);
    const bool isSnug = std::find(std::begin(snuggling), std::end(snuggling), field) != std::end(snuggling);
    const int snug = isSnug ? std::min(wanted, snugWidth(field, font, model, rows)) : wanted;
    return {wanted, snug, std::min(wanted, usual.least + stuckIconWidth(field, font, model, rows))};
}

int fittingKeyWidth(int section, const QFont &font, const TaskTableModel &model)
{
    const QFontMetrics metrics(font);
    const QString title = model.headerData(section, Qt::Horizontal).toString();
    int widest = titleWidth(title, font);
    for (int row = 0; row < std::min(model.rowCount(), mostRows); ++row) {
        const CellLook look = model.look(model.index(row, section));
        const bool isNumber = look.alignment.testFlag(Qt::AlignRight);
        widest = std::max(
            widest, metrics.horizontalAdvance(isNumber ? withGap(look.text) : look.text) + gap(metrics));
    }
    return std::min(widest, mostLetters * metrics.averageCharWidth());
}

QVector<int> widths(int available, const QVector<ColumnWidth> &columns)
{
    QVector<int> widths;
    int taken = 0;
    for (const ColumnWidth &one : columns) {
        widths += one.wanted;
        taken += one.wanted;
    }
    const auto narrow = [&](TaskField field, int ColumnWidth::*form) {
        if (taken <= available)
            return;
        const int width = columns[sectionOf(field)].*form;
        taken -= widths[sectionOf(field)] - width;
        widths[sectionOf(field)] = width;
    };
    for (const TaskField field : snuggling)
        narrow(field, &ColumnWidth::snug);
    narrow(TaskField::ErrorMessage, &ColumnWidth::least);
    for (const TaskField field : givingWay)
        narrow(field, &ColumnWidth::least);
    return widths;
}

} // namespace watchbill::column
