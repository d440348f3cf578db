// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/loadedrows.h"

#include "testprogram.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

namespace tst_loadedrows {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

using Start = PageRequest::Start;
using Presence = LoadedRow::Presence;

constexpr quint32 seed = 4711;

// A row is written as its id, a version that stands for its content, and what became of it:
// "b2" is row b in its second version, "b2~" has left the filter, "b2-" is deleted, "b2@x" has moved to
// the key x. Otherwise the key is the id.
LoadedRow rowFromText(const QString &text)
{
    LoadedRow row;
    row.task.id = TaskId(text.left(1));
    row.task.type = text.mid(1, 1);
    row.key.values = {text.contains(u'@') ? text.section(u'@', 1) : text.left(1)};
    if (text.endsWith(u'~'))
        row.presence = Presence::LeftFilter;
    if (text.endsWith(u'-'))
        row.presence = Presence::Deleted;
    return row;
}

QVector<LoadedRow> rowsFromText(const QString &text)
{
    QVector<LoadedRow> rows;
    for (const QString &one : text.split(u' ', Qt::SkipEmptyParts))
        rows += rowFromText(one);
    return rows;
}

QString toText(const QVector<LoadedRow> &rows)
{
    QStringList texts;
    for (const LoadedRow &row : rows) {
        const QString mark = row.presence == Presence::Listed ? u""_s
            : row.presence == Presence::Deleted               ? u"-"_s
                                                              : u"~"_s;
        texts += row.task.id.toText() + row.task.type.value_or(QString()) + mark;
    }
    return texts.join(u' ');
}

QString toText(const QVector<RowEdit> &edits)
{
    QStringList texts;
    for (const RowEdit &edit : edits) {
        switch (edit.kind) {
        case RowEdit::Kind::Insert:
            texts += u"insert %1+%2"_s.arg(edit.first).arg(edit.count);
            break;
        case RowEdit::Kind::Remove:
            texts += u"remove %1+%2"_s.arg(edit.first).arg(edit.count);
            break;
        case RowEdit::Kind::Move:
            texts += u"move %1 before %2"_s.arg(edit.first).arg(edit.to);
            break;
        case RowEdit::Kind::Change:
            texts += u"change %1+%2"_s.arg(edit.first).arg(edit.count);
            break;
        }
    }
    return texts.join(u", "_s);
}

QSet<TaskId> idsOf(const QVector<LoadedRow> &rows)
{
    QSet<TaskId> ids;
    for (const LoadedRow &row : rows)
        ids += row.task.id;
    return ids;
}

// Applies an edit as an item model would, and says what is wrong with it, if anything.
QString applied(QVector<LoadedRow> &rows, const RowEdit &edit, const QSet<TaskId> &inBoth)
{
    const int size = int(rows.size());
    const auto holdsOne = [&](const QVector<LoadedRow> &of) { return idsOf(of).intersects(inBoth); };
    if (edit.count < 1 || edit.first < 0)
        return u"an empty range"_s;
    switch (edit.kind) {
    case RowEdit::Kind::Insert:
        if (edit.first > size || edit.rows.size() != edit.count || holdsOne(edit.rows))
            return u"an insertion beyond the end, or of a row that was there"_s;
        for (int i = 0; i < edit.count; ++i)
            rows.insert(edit.first + i, edit.rows[i]);
        return {};
    case RowEdit::Kind::Remove:
        if (edit.first + edit.count > size || holdsOne(rows.mid(edit.first, edit.count)))
            return u"a removal beyond the end, or of a row that stays"_s;
        rows.remove(edit.first, edit.count);
        return {};
    case RowEdit::Kind::Move: {
        if (edit.count != 1 || edit.first >= size || edit.to < 0 || edit.to > size)
            return u"a move beyond the end"_s;
        if (edit.to == edit.first || edit.to == edit.first + 1)
            return u"a move to where it is, which item models forbid"_s;
        const LoadedRow row = rows.takeAt(edit.first);
        rows.insert(edit.to > edit.first ? edit.to - 1 : edit.to, row);
        return {};
    }
    case RowEdit::Kind::Change:
        if (edit.first + edit.count > size || edit.rows.size() != edit.count)
            return u"a change beyond the end"_s;
        for (int i = 0; i < edit.count; ++i) {
            if (rows[edit.first + i].task.id != edit.rows[i].task.id)
                return u"a change that makes one row another"_s;
            rows[edit.first + i] = edit.rows[i];
        }
        return {};
    }
    return u"an unknown kind"_s;
}

// The most rows that can stay where they are, by trying all: quadratic, and plainly right.
int mostThatStay(const QVector<LoadedRow> &before, const QVector<LoadedRow> &after)
{
    QVector<int> places;
    for (const LoadedRow &row : before) {
        for (int i = 0; i < after.size(); ++i) {
            if (after[i].task.id == row.task.id)
                places += i;
        }
    }
    QVector<int> lengths;
    for (int i = 0; i < places.size(); ++i) {
        int longest = 1;
        for (int j = 0; j < i; ++j) {
            if (places[j] < places[i])
                longest = std::max(longest, lengths[j] + 1);
        }
        lengths += longest;
    }
    return lengths.isEmpty() ? 0 : *std::max_element(lengths.begin(), lengths.end());
}

QVector<LoadedRow> randomRows(QRandomGenerator &random)
{
    QStringList letters;
    for (char16_t letter = u'A'; letter < u'A' + 40; ++letter)
        letters += QString(QChar(letter));
    QVector<LoadedRow> rows;
    for (int left = random.bounded(30); left > 0; --left) {
        const QString id = letters.takeAt(random.bounded(int(letters.size())));
        rows += rowFromText(id + QString::number(random.bounded(3)));
    }
    // Half of the lists keep an order, as pages mostly do.
    if (random.bounded(2) == 0)
        std::sort(rows.begin(), rows.end(),
                  [](const LoadedRow &a, const LoadedRow &b) { return a.task.id < b.task.id; });
    return rows;
}

// A server's table, as plainly as it can be done: a sorted map that is searched from its start.
class PlainTable
{
public:
    struct Row
    {
        TaskId id;
        int version = 0;
        bool matches = true;
    };

    using Place = std::pair<int, QString>; // sort value and id

    bool isEmpty() const { return m_rows.isEmpty(); }
    const QMap<Place, Row> &rows() const { return m_rows; }

    void insert(int value, bool matches)
    {
        const TaskId id(u"t%1"_s.arg(++m_lastId));
        m_rows.insert({value, id.toText()}, {id, 0, matches});
    }

    void remove(const Place &place) { m_rows.remove(place); }
    void change(const Place &place) { ++m_rows[place].version; }

    void toggleMatch(const Place &place)
    {
        m_rows[place].matches = !m_rows[place].matches;
        change(place);
    }

    void moveTo(const Place &place, int value)
    {
        Row row = m_rows.take(place);
        ++row.version;
        m_rows.insert({value, row.id.toText()}, row);
    }

    static SortKey keyOf(const Place &place)
    {
        return {{u"%1"_s.arg(place.first, 6, 10, QChar(u'0')), place.second}};
    }

    static Task taskOf(const Row &row)
    {
        Task task;
        task.id = row.id;
        task.type = QString::number(row.version);
        return task;
    }

    /// The rows that the filter matches, as they should be loaded them.
    QVector<LoadedRow> matching() const
    {
        QVector<LoadedRow> rows;
        for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it) {
            if (it->matches)
                rows += LoadedRow{taskOf(*it), keyOf(it.key()), Presence::Listed};
        }
        return rows;
    }

    TaskPage page(const PageRequest &request) const
    {
        const auto isLess = [](const SortKey &a, const SortKey &b) {
            return std::pair(*a.values[0], *a.values[1]) < std::pair(*b.values[0], *b.values[1]);
        };
        const bool backwards = request.start == Start::Before || request.start == Start::Last;
        TaskPage page;
        for (const LoadedRow &row : matching()) {
            const bool wanted = request.start == Start::First || request.start == Start::Last
                || (request.start == Start::From && !isLess(row.key, *request.key))
                || (request.start == Start::After && isLess(*request.key, row.key))
                || (request.start == Start::Before && isLess(row.key, *request.key));
            if (wanted)
                page.rows += TaskRow{row.task, row.key};
        }
        const bool isShort = page.rows.size() < request.limit;
        if (!isShort)
            page.rows = backwards ? page.rows.last(request.limit) : page.rows.first(request.limit);
        page.reachedStart = request.start == Start::First || (backwards && isShort);
        page.reachedEnd = request.start == Start::Last || (!backwards && isShort);
        for (const Row &row : m_rows) {
            if (request.watched.contains(row.id))
                page.watched += WatchedTask{taskOf(row), row.matches};
        }
        return page;
    }

private:
    QMap<Place, Row> m_rows;
    int m_lastId = 0;
};

void changeAtRandom(PlainTable &table, QRandomGenerator &random)
{
    const int value = random.bounded(1'000);
    if (table.isEmpty() || random.bounded(5) == 0) {
        table.insert(value, random.bounded(4) != 0);
        return;
    }
    const PlainTable::Place place =
        *std::next(table.rows().keyBegin(), random.bounded(int(table.rows().size())));
    switch (random.bounded(4)) {
    case 0:
        return table.remove(place);
    case 1:
        return table.change(place);
    case 2:
        return table.toggleMatch(place);
    default:
        return table.moveTo(place, value);
    }
}

PageRequest randomRequest(const LoadedRows &loaded, QRandomGenerator &random)
{
    PageRequest request;
    request.limit = 1 + random.bounded(12);
    if (loaded.isEmpty())
        return request;
    const Start starts[] = {Start::First, Start::From,   Start::From, Start::From,
                            Start::After, Start::Before, Start::Last};
    request.start = starts[random.bounded(int(std::size(starts)))];
    int row = random.bounded(loaded.size());
    if (request.start == Start::After)
        row = loaded.size() - 1;
    if (request.start == Start::Before)
        row = 0;
    if (request.start != Start::First && request.start != Start::Last)
        request.key = loaded.rows()[row].key;
    return request;
}

// What is wrong with the loaded rows right after the answer to a request came, if anything.
QString faultOf(const LoadedRows &before, const LoadedRows &loaded, const PageRequest &request,
                const TaskPage &page)
{
    if (idsOf(loaded.rows()).size() != loaded.size())
        return u"a row occurs twice"_s;
    const QSet<TaskKey> watched(request.watched.begin(), request.watched.end());

    // What was read stands there as it was read, and nothing is in between but what is kept on purpose.
    const int first = page.rows.isEmpty() ? 0 : loaded.indexOf(page.rows.first().task.id);
    int next = 0;
    for (int i = first; i >= 0 && next < page.rows.size(); ++i) {
        if (i >= loaded.size())
            return u"a row that was read is missing"_s;
        const LoadedRow &row = loaded.rows()[i];
        if (row == LoadedRow{page.rows[next].task, page.rows[next].key, Presence::Listed})
            ++next;
        else if (!watched.contains(row.task.id))
            return u"a row that was not read stands among those that were"_s;
    }
    if (next < page.rows.size())
        return u"a row that was read is missing"_s;

    QMap<TaskId, WatchedTask> found;
    for (const WatchedTask &one : page.watched)
        found.insert(one.task.id, one);
    for (const LoadedRow &row : before.rows()) {
        if (!watched.contains(row.task.id))
            continue;
        const int at = loaded.indexOf(row.task.id);
        if (at < 0)
            return u"a watched row is lost"_s;
        const LoadedRow &now = loaded.rows()[at];
        const Presence presence = !found.contains(row.task.id) ? Presence::Deleted
            : found[row.task.id].matches                       ? Presence::Listed
                                                               : Presence::LeftFilter;
        if (now.presence != presence)
            return u"a watched row does not show what became of it"_s;
        if (presence != Presence::Deleted && now.task != found[row.task.id].task)
            return u"a watched row is not up to date"_s;
    }
    for (const LoadedRow &row : loaded.rows()) {
        if (row.presence != Presence::Listed && !watched.contains(row.task.id))
            return u"a row that nobody watches is kept"_s;
    }

    const bool backwards = request.start == Start::Before || request.start == Start::Last;
    if ((request.start == Start::First || backwards) && loaded.reachedStart() != page.reachedStart)
        return u"reachedStart is not as the page says"_s;
    if (request.start == Start::Last && !loaded.reachedEnd())
        return u"reachedEnd is not set after the last page"_s;
    if (!backwards && page.reachedEnd && !loaded.reachedEnd())
        return u"reachedEnd is not as the page says"_s;
    return {};
}

} // namespace

class TestLoadedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differenceTable_data();
    void differenceTable();
    void differenceAtRandom();
    void mergedTable_data();
    void mergedTable();
    void keepsWatchedRows_data();
    void keepsWatchedRows();
    void trimmed_data();
    void trimmed();
    void convergesAtRandom();
};

void TestLoadedRows::differenceTable_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("edits");

    QTest::newRow("both empty") << u""_s << u""_s << u""_s;
    QTest::newRow("same") << u"a1 b1"_s << u"a1 b1"_s << u""_s;
    QTest::newRow("from nothing") << u""_s << u"a1 b1 c1"_s << u"insert 0+3"_s;
    QTest::newRow("to nothing") << u"a1 b1 c1"_s << u""_s << u"remove 0+3"_s;
    QTest::newRow("one new above") << u"a1 b1"_s << u"c1 a1 b1"_s << u"insert 0+1"_s;
    QTest::newRow("one new below") << u"a1 b1"_s << u"a1 b1 c1"_s << u"insert 2+1"_s;
    QTest::newRow("two new between") << u"a1 b1"_s << u"a1 c1 d1 b1"_s << u"insert 1+2"_s;
    QTest::newRow("first goes") << u"a1 b1 c1"_s << u"b1 c1"_s << u"remove 0+1"_s;
    QTest::newRow("last goes") << u"a1 b1 c1"_s << u"a1 b1"_s << u"remove 2+1"_s;
    QTest::newRow("two go apart") << u"a1 b1 c1 d1"_s << u"b1 d1"_s << u"remove 2+1, remove 0+1"_s;
    QTest::newRow("two change together") << u"a1 b1 c1"_s << u"a1 b2 c2"_s << u"change 1+2"_s;
    QTest::newRow("two change apart") << u"a1 b1 c1"_s << u"a2 b1 c2"_s << u"change 0+1, change 2+1"_s;
    QTest::newRow("presence is a change") << u"a1 b1"_s << u"a1 b1~"_s << u"change 1+1"_s;
    QTest::newRow("first becomes last") << u"a1 b1 c1"_s << u"b1 c1 a1"_s << u"move 0 before 3"_s;
    QTest::newRow("last becomes first") << u"a1 b1 c1"_s << u"c1 a1 b1"_s << u"move 2 before 0"_s;
    QTest::newRow("moves and changes") << u"a1 b1 c1"_s << u"c2 a1 b1"_s << u"move 2 before 0, change 0+1"_s;
    QTest::newRow("all others") << u"a1 b1"_s << u"c1 d1"_s << u"remove 0+2, insert 0+2"_s;
    QTest::newRow("new one above, one goes, one changes")
        << u"a1 b1 c1"_s << u"d1 a1 c2"_s << u"remove 1+1, insert 0+1, change 2+1"_s;
}

void TestLoadedRows::differenceTable()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    const QVector<RowEdit> edits = difference(rowsFromText(before), rowsFromText(after));
    QTEST(toText(edits), "edits");
    QVector<LoadedRow> rows = rowsFromText(before);
    for (const RowEdit &edit : edits)
        QCOMPARE(applied(rows, edit, idsOf(rows) & idsOf(rowsFromText(after))), u""_s);
    QCOMPARE(toText(rows), after);
}

void TestLoadedRows::differenceAtRandom()
{
    QRandomGenerator random(seed);
    for (int round = 0; round < 5'000; ++round) {
        const QVector<LoadedRow> before = randomRows(random);
        const QVector<LoadedRow> after = randomRows(random);
        const QByteArray where =
            u"seed %1, round %2: %3 → %4"_s.arg(seed).arg(round).arg(toText(before), toText(after)).toUtf8();
        const QSet<TaskId> inBoth = idsOf(before) & idsOf(after);
        const QVector<RowEdit> edits = difference(before, after);

        QVector<LoadedRow> rows = before;
        LoadedRows loaded;
        loaded.apply({RowEdit::Kind::Insert, 0, int(before.size()), 0, before});
        int moves = 0;
        for (const RowEdit &edit : edits) {
            const QString fault = applied(rows, edit, inBoth);
            QVERIFY2(fault.isEmpty(),
                     (fault.toUtf8() + " in " + where + ": " + toText(edits).toUtf8()).constData());
            loaded.apply(edit);
            QVERIFY2(loaded.rows() == rows, where.constData());
            moves += edit.kind == RowEdit::Kind::Move ? 1 : 0;
        }
        QVERIFY2(rows == after, where.constData());
        QVERIFY2(moves == inBoth.size() - mostThatStay(before, after), where.constData());
    }
}

void TestLoadedRows::mergedTable_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("start");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("page");
    QTest::addColumn<bool>("isShort");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("bounds"); // [ the start was reached, ] the end

    const auto row = [](const char *name, const QString &before, Start start, const QString &key,
                        const QString &page, bool isShort, const QString &after, const QString &bounds) {
        QTest::newRow(name) << before << int(start) << key << page << isShort << after << bounds;
    };
    row("first page", u""_s, Start::First, u""_s, u"a1 b1"_s, false, u"a1 b1"_s, u"["_s);
    row("first page is all", u""_s, Start::First, u""_s, u"a1 b1"_s, true, u"a1 b1"_s, u"[]"_s);
    row("empty table", u""_s, Start::First, u""_s, u""_s, true, u""_s, u"[]"_s);
    row("next page", u"b1 c1"_s, Start::After, u"c"_s, u"d1 e1"_s, false, u"b1 c1 d1 e1"_s, u""_s);
    row("last page", u"b1 c1"_s, Start::After, u"c"_s, u"d1"_s, true, u"b1 c1 d1"_s, u"]"_s);
    row("nothing after", u"b1 c1"_s, Start::After, u"c"_s, u""_s, true, u"b1 c1"_s, u"]"_s);
    row("page before", u"c1 d1"_s, Start::Before, u"c"_s, u"a1 b1"_s, false, u"a1 b1 c1 d1"_s, u""_s);
    row("page before is the first", u"c1 d1"_s, Start::Before, u"c"_s, u"b1"_s, true, u"b1 c1 d1"_s, u"["_s);
    row("to the end", u"a1 b1"_s, Start::Last, u""_s, u"x1 y1"_s, false, u"x1 y1"_s, u"]"_s);
    row("refresh changes", u"a1 b1 c1"_s, Start::From, u"a"_s, u"a1 b2 c1"_s, false, u"a1 b2 c1"_s, u""_s);
    row("refresh loses one", u"a1 b1 c1 d1"_s, Start::From, u"a"_s, u"a1 c1"_s, false, u"a1 c1 d1"_s, u""_s);
    row("refresh loses the last", u"a1 b1 c1"_s, Start::From, u"a"_s, u"a1 b1"_s, true, u"a1 b1"_s, u"]"_s);
    row("refresh finds one", u"a1 c1"_s, Start::From, u"a"_s, u"a1 b1 c1"_s, false, u"a1 b1 c1"_s, u""_s);
    row("refresh in the middle", u"a1 b1 c1 d1 e1"_s, Start::From, u"b"_s, u"b2 d2"_s, false,
        u"a1 b2 d2 e1"_s, u""_s);
    row("all that was seen is gone", u"a1 b1 c1"_s, Start::From, u"b"_s, u"x1 y1"_s, false, u"a1 x1 y1"_s,
        u""_s);
    row("a row moved up into the page", u"a1 b1 c1 d1"_s, Start::First, u""_s, u"d2@A a1 b1"_s, false,
        u"d2 a1 b1 c1"_s, u"["_s);
    row("many new ones push all out", u"a1 b1"_s, Start::First, u""_s, u"x1 y1"_s, false, u"x1 y1"_s, u"["_s);
}

void TestLoadedRows::mergedTable()
{
    QFETCH(QString, before);
    QFETCH(int, start);
    QFETCH(QString, key);
    QFETCH(QString, page);
    QFETCH(bool, isShort);
    LoadedRows loaded;
    const QVector<LoadedRow> rows = rowsFromText(before);
    loaded.apply({RowEdit::Kind::Insert, 0, int(rows.size()), 0, rows});

    PageRequest request;
    request.start = Start(start);
    if (!key.isEmpty())
        request.key = SortKey{{key}};
    TaskPage answer;
    for (const LoadedRow &row : rowsFromText(page))
        answer.rows += TaskRow{row.task, row.key};
    const bool backwards = request.start == Start::Before || request.start == Start::Last;
    answer.reachedStart = request.start == Start::First || (backwards && isShort);
    answer.reachedEnd = request.start == Start::Last || (!backwards && isShort);

    const LoadedRows merged = loaded.merged(request, answer);
    QTEST(toText(merged.rows()), "after");
    const QString bounds = (merged.reachedStart() ? u"["_s : u""_s) + (merged.reachedEnd() ? u"]"_s : u""_s);
    QTEST(bounds, "bounds");
    QCOMPARE(toText(loaded.rows()), before);
}

void TestLoadedRows::keepsWatchedRows_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("watched");
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("found"); // of the watched ones, "~" where the filter does not match
    QTest::addColumn<QString>("after");

    QTest::newRow("left the filter") << u"a1 b1 c1"_s << u"b"_s << u"a1 c1"_s << u"b2~"_s << u"a1 b2~ c1"_s;
    QTest::newRow("deleted") << u"a1 b1 c1"_s << u"b"_s << u"a1 c1"_s << u""_s << u"a1 b1- c1"_s;
    QTest::newRow("not selected any more") << u"a1 b1~ c1-"_s << u""_s << u"a1"_s << u""_s << u"a1"_s;
    QTest::newRow("comes back") << u"a1 b1~ c1"_s << u"b"_s << u"a1 b2 c1"_s << u"b2"_s << u"a1 b2 c1"_s;
    QTest::newRow("the first one") << u"a1 b1 c1"_s << u"a"_s << u"b1 c1"_s << u"a2~"_s << u"a2~ b1 c1"_s;
    QTest::newRow("the last one") << u"a1 b1 c1"_s << u"c"_s << u"a1 b1"_s << u""_s << u"a1 b1 c1-"_s;
    QTest::newRow("two neighbours") << u"a1 b1 c1 d1"_s << u"bc"_s << u"a1 d1"_s << u"b2~ c2~"_s
                                    << u"a1 b2~ c2~ d1"_s;
    QTest::newRow("all of them") << u"a1 b1"_s << u"ab"_s << u""_s << u""_s << u"a1- b1-"_s;
    QTest::newRow("their neighbour goes") << u"a1 b1 c1"_s << u"c"_s << u"a1"_s << u"c2~"_s << u"a1 c2~"_s;
    QTest::newRow("new ones around it")
        << u"a1 b1 c1"_s << u"b"_s << u"x1 a1 y1 c1"_s << u"b2~"_s << u"x1 a1 b2~ y1 c1"_s;
}

void TestLoadedRows::keepsWatchedRows()
{
    QFETCH(QString, before);
    QFETCH(QString, watched);
    QFETCH(QString, page);
    QFETCH(QString, found);
    LoadedRows loaded;
    const QVector<LoadedRow> rows = rowsFromText(before);
    loaded.apply({RowEdit::Kind::Insert, 0, int(rows.size()), 0, rows});

    PageRequest request;
    for (const QChar id : std::as_const(watched))
        request.watched += TaskId(QString(id));
    TaskPage answer;
    answer.reachedStart = answer.reachedEnd = true;
    for (const LoadedRow &row : rowsFromText(page))
        answer.rows += TaskRow{row.task, row.key};
    for (const LoadedRow &row : rowsFromText(found))
        answer.watched += WatchedTask{row.task, row.presence == Presence::Listed};
    QTEST(toText(loaded.merged(request, answer).rows()), "after");
}

void TestLoadedRows::trimmed_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("bounds");

    QTest::newRow("all") << 0 << 3 << u"a1 b1 c1 d1"_s << u"[]"_s;
    QTest::newRow("beyond both ends") << -5 << 9 << u"a1 b1 c1 d1"_s << u"[]"_s;
    QTest::newRow("middle") << 1 << 2 << u"b1 c1"_s << u""_s;
    QTest::newRow("first half") << 0 << 1 << u"a1 b1"_s << u"["_s;
    QTest::newRow("second half") << 2 << 3 << u"c1 d1"_s << u"]"_s;
    QTest::newRow("nothing") << 4 << 9 << u""_s << u"]"_s;
}

void TestLoadedRows::trimmed()
{
    QFETCH(int, first);
    QFETCH(int, last);
    PageRequest request;
    TaskPage page;
    page.reachedStart = page.reachedEnd = true;
    for (const LoadedRow &row : rowsFromText(u"a1 b1 c1 d1"_s))
        page.rows += TaskRow{row.task, row.key};
    const LoadedRows loaded = LoadedRows().merged(request, page).trimmed(first, last);
    QTEST(toText(loaded.rows()), "rows");
    const QString bounds = (loaded.reachedStart() ? u"["_s : u""_s) + (loaded.reachedEnd() ? u"]"_s : u""_s);
    QTEST(bounds, "bounds");
}

// Reads at random while the table changes at random; then, when it rests, reads them once from its
// start to its end: it must then show exactly the table.
void TestLoadedRows::convergesAtRandom()
{
    QRandomGenerator random(seed);
    for (int round = 0; round < 300; ++round) {
        PlainTable table;
        for (int i = random.bounded(60); i > 0; --i)
            table.insert(random.bounded(1'000), random.bounded(4) != 0);
        LoadedRows loaded;
        QVector<TaskKey> selected;
        for (int step = 0; step < 40; ++step) {
            for (int changes = random.bounded(6); changes > 0; --changes)
                changeAtRandom(table, random);
            if (random.bounded(3) == 0)
                selected.clear();
            if (!loaded.isEmpty() && random.bounded(3) == 0)
                selected += loaded.rows()[random.bounded(loaded.size())].task.id;
            if (random.bounded(8) == 0)
                loaded = loaded.trimmed(random.bounded(10), loaded.size() - random.bounded(10));

            PageRequest request = randomRequest(loaded, random);
            request.watched = selected;
            const TaskPage page = table.page(request);
            const LoadedRows merged = loaded.merged(request, page);
            const QString fault = faultOf(loaded, merged, request, page);
            QVERIFY2(fault.isEmpty(),
                     u"%1; seed %2, round %3, step %4"_s.arg(fault)
                         .arg(seed)
                         .arg(round)
                         .arg(step)
                         .toUtf8()
                         .constData());
            loaded = merged;
        }

        const QByteArray where = u"seed %1, round %2"_s.arg(seed).arg(round).toUtf8();
        PageRequest request;
        request.limit = 3 + random.bounded(5);
        TaskPage page = table.page(request);
        loaded = loaded.merged(request, page);
        while (!page.reachedEnd) {
            request.start = Start::From;
            request.key = page.rows.last().key;
            page = table.page(request);
            loaded = loaded.merged(request, page);
        }
        QVERIFY2(loaded.rows() == table.matching(), where.constData());
        QVERIFY2(loaded.reachedStart() && loaded.reachedEnd(), where.constData());

        // Page by page instead, forth and back, gives the same.
        LoadedRows paged;
        request = {};
        request.limit = 1 + random.bounded(5);
        paged = paged.merged(request, table.page(request));
        while (!paged.reachedEnd()) {
            request.start = Start::After;
            request.key = paged.rows().last().key;
            paged = paged.merged(request, table.page(request));
        }
        QVERIFY2(paged.rows() == table.matching(), where.constData());
        request = {};
        request.limit = 1 + random.bounded(5);
        request.start = Start::Last;
        paged = paged.merged(request, table.page(request));
        while (!paged.reachedStart()) {
            request.start = Start::Before;
            request.key = paged.rows().first().key;
            paged = paged.merged(request, table.page(request));
        }
        QVERIFY2(paged.rows() == table.matching() && paged.reachedEnd(), where.constData());
    }
}

WATCHBILL_TEST(TestLoadedRows)

} // namespace tst_loadedrows

#include "tst_loadedrows.moc"
