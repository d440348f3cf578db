// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/formulaguard.h"

namespace watchbill {

QByteArray withoutFormulas(QByteArrayView record)
{
    constexpr QByteArrayView beginnings("=+-@\t\r");
    QByteArray guarded;
    guarded.reserve(record.size() + 8);
    bool isAtBeginning = true; // of a cell
    bool isQuoted = false;
    for (qsizetype i = 0; i < record.size(); ++i) {
        const char c = record[i];
        const bool endsRecord = !isQuoted && c == '\r' && record.sliced(i + 1) == QByteArrayView("\n");
        if (isAtBeginning && beginnings.contains(c) && !endsRecord)
            guarded += '\'';
        guarded += c;
        isAtBeginning = (isAtBeginning && c == '"' && !isQuoted) || (!isQuoted && c == ',');
        if (c == '"')
            isQuoted = !isQuoted; // a doubled quote leaves and enters again
    }
    return guarded;
}

} // namespace watchbill
