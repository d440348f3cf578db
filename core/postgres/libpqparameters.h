// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <vector>

namespace watchbill {

/// Connection values in the shape in which libpq takes them, valid as long as this lives.
class LibpqParameters
{
public:
    explicit LibpqParameters(const QMap<QString, QString> &values);
    LibpqParameters(const LibpqParameters &) = delete;
    LibpqParameters &operator=(const LibpqParameters &) = delete;

    const char *const *keywords() const { return m_keywords.data(); }
    const char *const *values() const { return m_values.data(); }

private:
    std::vector<QByteArray> m_texts;
    std::vector<const char *> m_keywords;
    std::vector<const char *> m_values;
};

} // namespace watchbill
