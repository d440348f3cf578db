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
constexpr Column snuggling[] = {Column::Duration, Column::Created, Column::Updated};

// In which order columns give way.
constexpr Column givingWay[] = {Column::Created, Column::Type, Column::Status,  Column::Updated,
                                Column::User,    Column::Id,   Column::Duration};

int gap(const QFontMetrics &metrics)
{
    return cellMargins + metrics.height();
}

QFontMetrics metricsOf(Column column, const QFont &font)
{
    if (!isIdentifier(column))
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
int iconWidth(Column column, const QFont &font)
{
    const bool hasIcon = column == Column::Status || column == Column::Duration; // of a task that is stuck
    return hasIcon ? theme::iconSize(QFontMetrics(font)) + besideIcon : 0;
}

QString inColumn(Column column, const QString &text)
{
    return alignment(column) == Qt::AlignRight ? withGap(text) : text;
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

int textWidth(Column column, const QFont &font, const QString &text)
{
    const QFontMetrics metrics = metricsOf(column, font);
    return metrics.horizontalAdvance(inColumn(column, text)) + gap(metrics) + iconWidth(column, font);
}

int snugTextWidth(Column column, const QFont &font, const QString &text)
{
    return metricsOf(column, font).horizontalAdvance(inColumn(column, text)) + cellMargins;
}

// Of the short form of a text, or of as much of it as still says something.
int leastWidth(Column column, const QFont &font)
{
    const QFontMetrics metrics(font);
    if (column == Column::Status)
        return metrics.horizontalAdvance(title(column)) + cellMargins;
    if (column == Column::Type)
        return lettersOfNarrowType * metrics.averageCharWidth() + cellMargins;
    Task yesterday = usualTask();
    yesterday.createdAt = yesterday.updatedAt = before(24 * 60 * 60);
    int widest = 0; // as a time yesterday's is, and as an age today's
    for (const Task &task : {usualTask(), yesterday}) {
        const QString shown =
            shortText(column, task, before(0)).value_or(text(column, usualTask(), before(0)));
        widest = std::max(widest, snugTextWidth(column, font, shown));
    }
    return widest;
}

// Times take their short forms. Durations lose the air around them; what is under way takes longer, and may get stuck.
int snugWidth(Column column, const QFont &font, const TaskTableModel &model, int rows)
{
    int widest = leastWidth(column, font);
    if (column != Column::Duration)
        return widest;
    bool isUnderWay = false;
    for (int row = 0; row < rows; ++row) {
        const QString shown = model.index(row, int(column)).data().toString();
        widest = std::max(widest, snugTextWidth(column, font, shown));
        isUnderWay = isUnderWay || model.task(row).status.isActive();
    }
    return widest + (isUnderWay ? iconWidth(column, font) : 0);
}

// A duration has no shorter form, beside the icon of a task that is stuck either.
int stuckIconWidth(Column column, const QFont &font, const TaskTableModel &model, int rows)
{
    if (column != Column::Duration)
        return 0;
    for (int row = 0; row < rows; ++row) {
        if (model.index(row, int(column)).data(Qt::DecorationRole).isValid())
            return iconWidth(column, font);
    }
    return 0;
}

} // namespace

ColumnWidth usualWidth(Column column, const QFont &font)
{
    if (column == Column::Error) {
        const int width = lettersOfError * QFontMetrics(font).averageCharWidth();
        return {width, width, width};
    }
    const QString shown = text(column, usualTask(), before(0));
    const int wanted = std::max(titleWidth(title(column), font), textWidth(column, font, shown));
    return {wanted, wanted, std::min(wanted, leastWidth(column, font))};
}

ColumnWidth fittingWidth(Column column, const QFont &font, const TaskTableModel &model)
{
    const ColumnWidth usual = usualWidth(column, font);
    const int rows = std::min(model.rowCount(), mostRows);
    if (rows == 0)
        return usual;
    int widest = 0;
    for (int row = 0; row < rows; ++row)
        widest = std::max(widest, textWidth(column, font, model.index(row, int(column)).data().toString()));
    if (column == Column::Error) {
        const int most = mostLettersOfError * QFontMetrics(font).averageCharWidth();
        return {std::clamp(widest, usual.wanted, most), usual.snug, usual.least};
    }
    const bool isSteady = column == Column::Type || isIdentifier(column);
    const int least = isSteady ? titleWidth(title(column), font) : usual.wanted;
    const int most =
        std::max(least, mostLetters * metricsOf(column, font).averageCharWidth() + iconWidth(column, font));
    const int wanted = std::clamp(widest, least, most);
    const bool isSnug = std::find(std::begin(snuggling), std::end(snuggling), column) != std::end(snuggling);
    const int snug = isSnug ? std::min(wanted, snugWidth(column, font, model, rows)) : wanted;
    return {wanted, snug, std::min(wanted, usual.least + stuckIconWidth(column, font, model, rows))};
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
    const auto narrow = [&](Column column, int ColumnWidth::*form) {
        if (taken <= available)
            return;
        const int width = columns[int(column)].*form;
        taken -= widths[int(column)] - width;
        widths[int(column)] = width;
    };
    for (const Column column : snuggling)
        narrow(column, &ColumnWidth::snug);
    narrow(Column::Error, &ColumnWidth::least);
    for (const Column column : givingWay)
        narrow(column, &ColumnWidth::least);
    return widths;
}

} // namespace watchbill::column
