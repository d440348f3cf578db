// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passwordsearch.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<qint64> withChildren(qint64 id)
{
    QList<qint64> ids{id};
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const qint64 other = name.toLongLong();
        // "id (name) state parent …"; the name may hold anything.
        const QByteArray status = contentOf(u"/proc/%1/stat"_s.arg(name));
        const QByteArrayList fields = status.mid(status.lastIndexOf(')') + 2).split(' ');
        if (other > 0 && fields.value(1).toLongLong() == id)
            ids += withChildren(other);
    }
    return ids;
}

} // namespace

PasswordSearch::PasswordSearch(const QString &password)
{
    const QByteArray plain = password.toUtf8();
    const QString escaped = QString(password).replace(u'\\', "\\\\"_L1);
    m_forms = {plain,
               escaped.toUtf8(),
               QString(escaped).replace(u'\'', "\\'"_L1).toUtf8(),
               QUrl::toPercentEncoding(password),
               QUrl::toPercentEncoding(password).toLower(),
               plain.toBase64(),
               plain.toHex(),
               QByteArray(reinterpret_cast<const char *>(password.utf16()), password.size() * 2)};
}

bool PasswordSearch::isIn(const QByteArray &text) const
{
    return std::any_of(m_forms.begin(), m_forms.end(),
                       [&](const QByteArray &form) { return text.contains(form); });
}

QStringList PasswordSearch::filesBelow(const QString &folder, const QStringList &meantTo) const
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!meantTo.contains(path) && isIn(contentOf(path)))
            found += path;
    }
    return found;
}

QStringList PasswordSearch::processes(qint64 id) const
{
    QStringList found;
    for (const qint64 one : withChildren(id)) {
        for (const QString &file : {u"cmdline"_s, u"environ"_s}) {
            const QString path = u"/proc/%1/%2"_s.arg(one).arg(file);
            if (isIn(contentOf(path)))
                found += path;
        }
    }
    return found;
}

} // namespace watchbill
