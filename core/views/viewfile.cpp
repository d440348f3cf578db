// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/viewfile.h"

#include "filter/sorttext.h"
#include "task/sentences.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ViewFile)
};

Failure wrong(const QString &place, const QString &what)
{
    return failure(TaskError::Kind::InvalidInput,
                   joinSentences({Texts::tr("Cannot read %1.").arg(place), what,
                                  Texts::tr("The file was not changed.")}));
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
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        return wrong(place,
                     document.isNull() ? Texts::tr("It is not JSON from byte %1 on (%2).")
                                             .arg(QString::number(error.offset), error.errorString())
                                       : Texts::tr("It must be an object with “version” and “views”."));
    ViewFile parsed;
    parsed.m_root = document.object();
    if (const auto read = parsed.read(place); !read)
        return Failure(read.error());
    return parsed;
}

Result<void> ViewFile::read(const QString &place)
{
    const qint64 given = m_root.value(u"version"_s).toInteger();
    if (given > version)
        return failure(
            TaskError::Kind::Unsupported,
            Texts::tr("%1 was written by a newer version of Watchbill (format %2, this version reads "
                      "%3). The file was not changed. Use the newer version.")
                .arg(place, QString::number(given), QString::number(version)));
    if (given < 1)
        return wrong(place, Texts::tr("It has no “version”, such as %1.").arg(version));
    if (!m_root.value(u"views"_s).isArray())
        return wrong(place, Texts::tr("“views” must be a list."));
    m_entries = m_root.value(u"views"_s).toArray();
    for (const QJsonValue &entry : qAsConst(m_entries)) {
        const auto view = viewOf(entry, place);
        if (!view)
            return Failure(view.error());
        if (indexOf(view->name) >= 0)
            return wrong(place, Texts::tr("Two views are named “%1”.").arg(view->name));
        m_views += *view;
    }
    return {};
}

QByteArray ViewFile::toText() const
{
    QJsonObject root = m_root;
    root.insert(u"version"_s, version);
    root.insert(u"views"_s, m_entries);
    // At the beginning of a text it is written so that the reader does not take it for a byte order mark.
    return QJsonDocument(root).toJson().replace(u"\"\ufeff"_s.toUtf8(), "\"\\ufeff");
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
    m_entries.append(written({}, view));
    m_views += view;
}

void ViewFile::replace(qsizetype index, const SavedView &view)
{
    m_entries[index] = written(m_entries[index].toObject(), view);
    m_views[index] = view;
}

void ViewFile::move(qsizetype from, qsizetype to)
{
    const QJsonValue entry = m_entries.takeAt(from);
    m_entries.insert(to, entry);
    m_views.move(from, to);
}

void ViewFile::removeAt(qsizetype index)
{
    m_entries.removeAt(index);
    m_views.removeAt(index);
}

} // namespace watchbill
