// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/listfile.h"

#include "task/sentences.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ListFile)
};

const QString versionKey = u"version"_s;

} // namespace

ListFile::ListFile(const QString &list, int version)
    : m_list(list)
    , m_version(version)
{
}

QString ListFile::cannotRead(const QString &place)
{
    return Texts::tr("Cannot read %1.").arg(place);
}

Failure ListFile::wrong(const QString &cannotRead, const QString &why)
{
    return failure(TaskError::Kind::InvalidInput,
                   joinSentences({cannotRead, why, Texts::tr("The file was not changed.")}));
}

Result<void> ListFile::read(const QByteArray &text, const QString &place)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (document.isNull())
        return wrong(cannotRead(place),
                     Texts::tr("It is not JSON from byte %1 on (%2).")
                         .arg(QString::number(error.offset), error.errorString()));
    if (!document.isObject())
        return wrong(cannotRead(place),
                     Texts::tr("It must be an object with “version” and “%1”.").arg(m_list));
    m_root = document.object();
    const qint64 given = m_root.value(versionKey).toInteger();
    if (given > m_version)
        return failure(
            TaskError::Kind::Unsupported,
            Texts::tr("%1 was written by a newer version of Watchbill (format %2, this version reads "
                      "%3). The file was not changed. Use the newer version.")
                .arg(place, QString::number(given), QString::number(m_version)));
    if (given < 1)
        return wrong(cannotRead(place), Texts::tr("It has no “version”, such as %1.").arg(m_version));
    if (!m_root.value(m_list).isArray())
        return wrong(cannotRead(place), Texts::tr("“%1” must be a list.").arg(m_list));
    entries = m_root.value(m_list).toArray();
    return {};
}

QByteArray ListFile::toText() const
{
    QJsonObject root = m_root;
    root.insert(versionKey, m_version);
    root.insert(m_list, entries);
    // At the beginning of a text it is written so that the reader does not take it for a byte order mark.
    return QJsonDocument(root).toJson().replace(u"\"\ufeff"_s.toUtf8(), "\"\\ufeff");
}

} // namespace watchbill
