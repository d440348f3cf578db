// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/viewfile.h"

#include "filter/sorttext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ViewFile)
};

Failure wrong(const QString &place, const QString &what)
{
    return ListFile::wrong(ListFile::cannotRead(place), what);
}

// A field of a newer version is as good as none.
TaskSort sortOf(const QJsonObject &sort)
{
    auto read = query::sortFromText(sort.value("field"_L1).toString());
    if (!read)
        return {};
    read->order = sort.value("ascending"_L1).toBool() ? Qt::AscendingOrder : Qt::DescendingOrder;
    return *read;
}

Result<SavedView> viewOf(const QJsonValue &value, const QString &place)
{
    const QJsonObject entry = value.toObject();
    SavedView view;
    view.name = entry.value("name"_L1).toString();
    if (view.name.isEmpty() || !entry.value("query"_L1).isString())
        return wrong(place, Texts::tr("Each of “views” must be an object with a “name” and a “query”."));
    view.query = entry.value("query"_L1).toString();
    view.sort = sortOf(entry.value("sort"_L1).toObject());
    view.columns = QByteArray::fromBase64(entry.value("columns"_L1).toString().toLatin1());
    for (const QJsonValue &path : entry.value("keys"_L1).toArray()) {
        QStringList keys;
        for (const QJsonValue &key : path.toArray())
            keys += key.toString();
        if (!keys.isEmpty())
            view.keys += keys;
    }
    view.zone = entry.value("zone"_L1).toString().toLatin1();
    return view;
}

// Keys that it already has and we do not know stay.
QJsonObject written(QJsonObject entry, const SavedView &view)
{
    entry.insert("name"_L1, view.name);
    entry.insert("query"_L1, view.query);
    QJsonObject sort = entry.value("sort"_L1).toObject();
    sort.insert("field"_L1, query::sortedBy(view.sort));
    sort.insert("ascending"_L1, view.sort.order == Qt::AscendingOrder);
    entry.insert("sort"_L1, sort);
    entry.remove("columns"_L1);
    if (!view.columns.isEmpty())
        entry.insert("columns"_L1, QString::fromLatin1(view.columns.toBase64()));
    QJsonArray keys;
    for (const QStringList &path : view.keys)
        keys += QJsonArray::fromStringList(path);
    entry.remove("keys"_L1);
    if (!keys.isEmpty())
        entry.insert("keys"_L1, keys);
    entry.remove("zone"_L1);
    if (!view.zone.isEmpty())
        entry.insert("zone"_L1, QString::fromLatin1(view.zone));
    return entry;
}

} // namespace

Result<ViewFile> ViewFile::parse(const QByteArray &text, const QString &place)
{
    ViewFile parsed;
    if (const auto read = parsed.m_file.read(text, place); !read)
        return Failure(read.error());
    for (const QJsonValue &entry : qAsConst(parsed.m_file.entries)) {
        const auto view = viewOf(entry, place);
        if (!view)
            return Failure(view.error());
        if (parsed.indexOf(view->name) >= 0)
            return wrong(place, Texts::tr("Two views are named “%1”.").arg(view->name));
        parsed.m_views += *view;
    }
    return parsed;
}

QByteArray ViewFile::toText() const
{
    return m_file.toText();
}

qsizetype ViewFile::indexOf(const QString &name) const
{
    for (qsizetype i = 0; i < m_views.size(); ++i) {
        if (m_views[i].name == name)
            return i;
    }
    return -1;
}

void ViewFile::append(const SavedView &view)
{
    m_file.entries.append(written({}, view));
    m_views += view;
}

void ViewFile::replace(qsizetype index, const SavedView &view)
{
    m_file.entries[index] = written(m_file.entries[index].toObject(), view);
    m_views[index] = view;
}

void ViewFile::move(qsizetype from, qsizetype to)
{
    const QJsonValue entry = m_file.entries.takeAt(from);
    m_file.entries.insert(to, entry);
    m_views.move(from, to);
}

void ViewFile::removeAt(qsizetype index)
{
    m_file.entries.removeAt(index);
    m_views.removeAt(index);
}

} // namespace watchbill
