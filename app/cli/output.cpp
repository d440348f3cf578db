// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "output.h"

#include "filter/sorttext.h"
#include "profile/profilefield.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

Output::~Output() = default;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Output)
};

Records::Record recordOf(const ConnectionProfile &profile)
{
    const ConnectionProfile shown = profile.withoutPasswords();
    Records::Record record;
    for (const ProfileField &field : profileFields())
        record.append({field.key, field.value(shown)});
    return record;
}

Records::Record recordOf(const SavedView &view)
{
    return {{u"name"_s, view.name},
            {u"query"_s, view.query},
            {u"sort"_s, query::sortedBy(view.sort)},
            {u"ascending"_s, view.sort.order == Qt::AscendingOrder},
            {u"zone"_s, view.zone.isEmpty() ? QVariant() : QString::fromLatin1(view.zone)},
            {u"built_in"_s, isBuiltIn(view.name)}};
}

template<typename T>
Records recordsOf(const QVector<T> &things, const QString &none)
{
    Records records{recordOf(T()), {}, none};
    for (const T &one : things)
        records.all += recordOf(one);
    return records;
}

} // namespace

Records recordsOf(const QVector<ConnectionProfile> &profiles)
{
    return recordsOf(profiles, Texts::tr("(no profiles)"));
}

Records recordsOf(const QVector<SavedView> &views)
{
    return recordsOf(views, Texts::tr("(no views)"));
}

QVariant orNothing(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

std::optional<QString> inOneLine(const QVariant &value)
{
    if (!value.isValid())
        return std::nullopt;
    if (value.metaType() == QMetaType::fromType<Timestamp>())
        return value.value<Timestamp>().toIso8601();
    if (value.metaType() == QMetaType::fromType<Worded>())
        return value.value<Worded>().words;
    if (value.userType() == QMetaType::QStringList)
        return value.toStringList().join(", "_L1);
    QStringList parts;
    if (value.metaType() == QMetaType::fromType<Records::Record>()) {
        for (const auto &[name, part] : value.value<Records::Record>())
            parts += inOneLine(part).value_or(u"NULL"_s) + u' ' + name;
        return parts.join(", "_L1);
    }
    if (value.metaType() == QMetaType::fromType<Records::List>()) {
        for (const Records::Record &record : value.value<Records::List>()) {
            QStringList values;
            for (const auto &[name, part] : record)
                values += inOneLine(part).value_or(u"NULL"_s);
            parts += values.join(u' ');
        }
        return parts.join(", "_L1);
    }
    return value.toString();
}

QString toText(Count::Precision precision)
{
    switch (precision) {
    case Count::Precision::Exact:
        return u"exact"_s;
    case Count::Precision::Estimate:
        return u"estimate"_s;
    case Count::Precision::AtLeast:
        return u"at least"_s;
    }
    return {};
}

} // namespace watchbill
