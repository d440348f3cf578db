// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/storedvalues.h"

#include <QIODevice>
#include <QSqlQuery>

namespace watchbill {

namespace {

template<typename T>
QByteArray written(const T &value)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(stored::streamVersion);
    stream << value;
    return bytes;
}

} // namespace

namespace stored {

QByteArray bytes(const QString &text)
{
    return written(text);
}

QByteArray bytes(const QStringList &list)
{
    return written(list);
}

} // namespace stored

template<typename T>
T StoredRow::read()
{
    const QByteArray bytes = m_query.value(m_column++).toByteArray();
    QDataStream stream(bytes);
    stream.setVersion(stored::streamVersion);
    T value;
    stream >> value;
    m_isDamaged = m_isDamaged || stream.status() != QDataStream::Ok || !stream.atEnd();
    return value;
}

qint64 StoredRow::number()
{
    return m_query.value(m_column++).toLongLong();
}

Timestamp StoredRow::time()
{
    return Timestamp(number());
}

std::optional<Timestamp> StoredRow::timeIfAny()
{
    if (!isNull())
        return time();
    ++m_column;
    return std::nullopt;
}

bool StoredRow::isNull() const
{
    return m_query.isNull(m_column);
}

QString StoredRow::text()
{
    return read<QString>();
}

QStringList StoredRow::list()
{
    return read<QStringList>();
}

} // namespace watchbill
