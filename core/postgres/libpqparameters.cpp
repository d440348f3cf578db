// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/libpqparameters.h"

namespace watchbill {

LibpqParameters::LibpqParameters(const QMap<QString, QString> &values)
{
    m_texts.reserve(2 * values.size()); // so that none moves
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        m_keywords.push_back(m_texts.emplace_back(it.key().toUtf8()).constData());
        m_values.push_back(m_texts.emplace_back(it.value().toUtf8()).constData());
    }
    m_keywords.push_back(nullptr);
    m_values.push_back(nullptr);
}

} // namespace watchbill
