// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "format/format.h"
#include "journal/journallimits.h"
#include "theme/theme.h"
#include "views/savedviews.h"

#include <QObject>
#include <QSettings>
#include <QVariant>

#include <chrono>

namespace watchbill {

/// What preferences of all types have in common.
class AnyPreference : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void changed();
};

/// One value that a person has chosen for all windows, kept between starts.
template<typename T>
class Preference : public AnyPreference
{
public:
    /// How it is stored. What was stored may be anything: read() makes the best of it.
    struct Form
    {
        QVariant (*write)(const T &value);
        T (*read)(const QVariant &stored);
    };

    Preference(const QString &key, const T &standard, const Form &form)
        : m_key(key)
        , m_standard(standard)
        , m_form(form)
    {
    }

    T value() const
    {
        const QVariant stored = QSettings().value(m_key);
        return stored.isValid() ? m_form.read(stored) : m_standard;
    }

    const T &standard() const { return m_standard; }

    void set(const T &value)
    {
        if (value == this->value())
            return;
        QSettings().setValue(m_key, m_form.write(value));
        Q_EMIT changed();
    }

    void reset() { set(m_standard); }

private:
    const QString m_key;
    const T m_standard;
    const Form m_form;
};

/// How much room the rows of the table take.
enum class Density { Normal, Compact };

/// Where the details of a task are shown. Automatic: beside the table in a wide window, otherwise below it.
enum class DetailPlace { Automatic, Beside, Below };

/// What a double click on a row does, or Enter.
enum class RowAction { ShowDetails, CopyId, CopyForTicket };

/// The preferences and the saved views, one object for the whole program.
struct Preferences
{
    Preferences();

    Preference<std::chrono::milliseconds> interval; // between refreshes; 0 is off
    Preference<theme::Scheme> scheme;
    Preference<bool> hasTimeline; // above the table
    Preference<Density> density;
    Preference<bool> hasFixedIds; // in a font whose characters are equally wide

    Preference<RowAction> rowAction;

    Preference<DetailPlace> detailPlace;
    Preference<bool> opensDetails; // when a task is chosen
    Preference<int> detailWidth; // beside the table, in pixels
    Preference<int> detailHeight; // below it

    // These three hold for the whole program as soon as they are set.
    Preference<QByteArray> zone; // by its IANA id; empty for the system's
    Preference<format::TimeStyle> timeStyle;
    Preference<format::DateStyle> dateStyle;

    // After that a task counts as stuck, unless its connection says otherwise; for the whole program as soon as it is set.
    Preference<std::chrono::minutes> stuckAfter;

    // A change of more tasks is confirmed by typing how many; on production every change is.
    Preference<int> typedAbove;
    static constexpr int usualTypedAbove = 100;
    static constexpr int mostTypedAbove = 100'000;

    // For how long, and how much, the journal keeps the earlier values of changed tasks.
    Preference<int> journalDays;
    Preference<int> journalMegabytes; // of 1024 × 1024 bytes
    qint64 journalBytes() const
    {
        return JournalLimits{journalDays.value(), journalMegabytes.value()}.bytes();
    }

    SavedViews views;

private:
    void applyTimes() const;
};

} // namespace watchbill
