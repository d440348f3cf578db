// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/viewfile.h"

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

Result<SavedView> viewOf(const QJsonValue &value, const QString &place)
{
    const QJsonObject entry = value.toObject();
    const SavedView view = viewFromStored(entry.toVariantMap());
    if (view.name.isEmpty() || !entry.value("name"_L1).isString() || !entry.value("query"_L1).isString())
        return wrong(place, Texts::tr("Each of “views” must be an object with a “name” and a “query”."));
    return view;
}

// Keys that it already has and we do not know stay.
QJsonObject written(QJsonObject entry, const QJsonObject &values)
{
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (it->isNull())
            entry.remove(it.key());
        else if (it->isObject())
            entry.insert(it.key(), written(entry.value(it.key()).toObject(), it->toObject()));
        else
            entry.insert(it.key(), *it);
    }
    return entry;
}

QJsonObject written(const QJsonObject &entry, const SavedView &view)
{
    return written(entry, QJsonObject::fromVariantMap(toStored(view)));
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
