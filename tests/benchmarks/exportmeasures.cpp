// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "measures.h"
#include "openlist.h"
#include "psql.h"
#include "stopwatch.h"

#include <QFileInfo>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

Measurements exporting(const Surroundings &surroundings)
{
    OpenList list(surroundings.million);
    const QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"ours.csv"_s);
    const auto copy = TaskStatements(list.source()).copy(request.query, {}, TaskStatements::CopyFormat::Csv);
    if (!copy)
        qFatal("%s", qPrintable(copy.error().message));

    // The same statement, but that psql writes the file.
    const QString theirs = folder.filePath(u"psql.csv"_s);
    QString command = *copy;
    command.replace("COPY ("_L1, "\\copy ("_L1).replace("TO STDOUT"_L1, "TO '"_L1 + theirs + u'\'');
    const auto ours = [&] {
        const auto rows = await(list.service().exportTasks(request, std::make_shared<ExportProgress>()));
        if (!rows)
            qFatal("%s", qPrintable(rows.error().message));
    };
    const Pair pair = compare(ours, [&] { psql(surroundings.million, {command}); });
    if (QFileInfo(request.path).size() < QFileInfo(theirs).size())
        qFatal("The export is shorter than psql's.");
    return {{u"export of 1,000,000 tasks to CSV"_s,
             u"ms"_s,
             pair.value,
             pair.baseline,
             Measurement::Goal::RatioAtMost,
             1.3,
             {}}};
}

} // namespace watchbill::bench
