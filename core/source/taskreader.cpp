// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/taskreader.h"

#include <algorithm>

namespace watchbill {

namespace {

constexpr int mostTexts = 8; // so that looking for one is never the larger part

}

const QString &TaskReader::shared(int row, int column)
{
    const QByteArrayView bytes = m_rows.view(row, column);
    const auto known = std::find_if(m_texts.begin(), m_texts.end(),
                                    [&](const KnownText &one) { return one.bytes == bytes; });
    if (known != m_texts.end())
        return known->text;
    if (m_texts.size() == mostTexts)
        m_texts.removeLast();
    m_texts.prepend({bytes.toByteArray(), m_rows.text(row, column)});
    return m_texts.first().text;
}

Task TaskReader::task(int row)
{
    Task task;
    task.id = TaskId(m_rows.text(row, 0));
    task.userId = UserId(m_rows.text(row, 1));
    task.type = shared(row, 2);
    task.status = TaskStatus::fromText(shared(row, 3));
    if (!m_rows.isNull(row, 4))
        task.resultId = ResultId(m_rows.text(row, 4));
    task.errorMessage = m_rows.optionalText(row, 5);
    task.metadata = m_rows.optionalBytes(row, 6);
    task.createdAt = m_rows.optionalTimestamp(row, 7);
    task.updatedAt = m_rows.optionalTimestamp(row, 8);
    return task;
}

} // namespace watchbill
