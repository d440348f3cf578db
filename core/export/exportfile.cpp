// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/exportfile.h"

#include "export/formulaguard.h"

#include <QFileDevice>

#include <utility>

namespace watchbill {

namespace {

// COPY ends each row with a line feed, and puts its quote U+0001 around one that has line breaks inside. JSON itself has
// no such character.
QByteArrayView jsonOf(QByteArrayView line)
{
    const QByteArrayView row = line.chopped(1);
    return row.startsWith('\1') ? row.sliced(1).chopped(1) : row;
}

} // namespace

ExportFile::ExportFile(const ExportRequest &request)
    : m_file(request.path)
    , m_format(request.format)
    , m_guardsFormulas(request.guardsFormulas)
{
}

Result<void> ExportFile::open()
{
    return m_file.open();
}

bool ExportFile::write(QByteArrayView data)
{
    return m_file.device().write(data.data(), data.size()) == data.size();
}

bool ExportFile::append(const char *data, qsizetype size)
{
    const bool isFirst = !std::exchange(m_hasRows, true);
    if (m_format == ExportRequest::Format::Csv) {
        const QByteArrayView record(data, size);
        return write(m_guardsFormulas ? withoutFormulas(record) : record);
    }
    QByteArrayView object = jsonOf({data, size});
    QByteArray repaired; // JSON is UTF-8; a database without an encoding may hold other bytes
    if (!object.isValidUtf8())
        object = repaired = QString::fromUtf8(object).toUtf8();
    if (isList())
        return write(isFirst ? "[\n" : ",\n") && write(object);
    // JSON strings contain no line breaks: any are between the values of a column of the type json.
    if (!object.contains('\n') && !object.contains('\r'))
        return write(object) && write("\n");
    return write(object.toByteArray().replace('\n', ' ').replace('\r', ' ')) && write("\n");
}

Result<void> ExportFile::finish()
{
    if (isList())
        write(m_hasRows ? "\n]\n" : "[]\n");
    return m_file.finish();
}

Result<qint64> writeExport(Connection &connection, const SessionSettings &settings, const QString &copy,
                           const ExportRequest &request, ExportProgress &progress)
{
    ExportFile file(request);
    if (const auto opened = file.open(); !opened)
        return Failure(opened.error());
    // A header is a line, too, but not a task.
    qint64 rows = request.format == ExportRequest::Format::Csv ? -1 : 0;
    bool isWritten = true;
    const auto copied = connection.copyOut(settings, copy, [&](const char *data, qsizetype size) {
        isWritten = file.append(data, size);
        progress.rows = ++rows;
        return isWritten && !progress.isCancelled;
    });
    if (!copied && isWritten)
        return Failure(copied.error());
    return file.finish().map([&] { return rows; });
}

} // namespace watchbill
