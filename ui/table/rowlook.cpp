// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/rowlook.h"

#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto markTime = 1'500ms;
constexpr auto fadeTime = 300ms;

void setUp(QVariantAnimation &animation, std::chrono::milliseconds time)
{
    animation.setDuration(int(time.count()));
    animation.setStartValue(1.0);
    animation.setEndValue(0.0);
}

} // namespace

RowLook::RowLook(QObject *parent)
    : QObject(parent)
{
    setUp(m_mark, markTime);
    setUp(m_fade, fadeTime);
    connect(&m_mark, &QVariantAnimation::valueChanged, this, &RowLook::changed);
    connect(&m_mark, &QVariantAnimation::finished, this, [this] { m_marked = QPersistentModelIndex(); });
    connect(&m_fade, &QVariantAnimation::valueChanged, this, &RowLook::changed);
    connect(&m_fade, &QVariantAnimation::finished, this, &RowLook::letGo);
}

void RowLook::setDimmed(bool isDimmed)
{
    if (std::exchange(m_isDimmed, isDimmed) != isDimmed)
        Q_EMIT changed();
}

void RowLook::setByKeys(bool isByKeys)
{
    if (std::exchange(m_isByKeys, isByKeys) != isByKeys)
        Q_EMIT changed();
}

void RowLook::mark(const QModelIndex &row)
{
    m_marked = row;
    m_mark.stop();
    m_mark.start();
}

double RowLook::markOf(int row) const
{
    return m_marked.isValid() && m_marked.row() == row ? m_mark.currentValue().toDouble() : 0;
}

void RowLook::fade(const QVector<TaskKey> &keys, Pace pace)
{
    letGo();
    m_leaving = {keys.begin(), keys.end()};
    if (pace == Pace::Slowly)
        m_fade.start();
    else
        letGo();
}

double RowLook::opacity() const
{
    return m_fade.currentValue().toDouble();
}

void RowLook::letGo()
{
    m_fade.stop();
    if (m_leaving.isEmpty())
        return;
    const QSet<TaskKey> those = std::exchange(m_leaving, {});
    Q_EMIT faded({those.begin(), those.end()});
}

} // namespace watchbill
