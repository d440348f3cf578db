// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/preferencesdialog.h"

#include "pane/intervalbox.h"
#include "profile/stucklimit.h"
#include "settings/preferences.h"
#include "task/sentences.h"
#include "theme/fittingarea.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int letters = 70;

template<typename T>
struct Choice
{
    T value;
    QString text;
};

// A box that always shows the preference, and sets it when something else is chosen.
template<typename T>
QComboBox *boxOf(Preference<T> &preference, const QString &name, const QVector<Choice<T>> &choices)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    for (const Choice<T> &choice : choices)
        box->addItem(choice.text);
    const auto show = [box, &preference, choices] {
        const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice<T> &choice) {
            return choice.value == preference.value();
        });
        box->setCurrentIndex(found == choices.end() ? -1 : int(found - choices.begin()));
    };
    QObject::connect(box, &QComboBox::activated, box,
                     [&preference, choices](int index) { preference.set(choices[index].value); });
    QObject::connect(&preference, &AnyPreference::changed, box, show);
    show();
    return box;
}

QCheckBox *boxOf(Preference<bool> &preference, const QString &name, const QString &text)
{
    auto *box = new QCheckBox(text);
    box->setObjectName(name);
    const auto show = [box, &preference] { box->setChecked(preference.value()); };
    QObject::connect(box, &QCheckBox::clicked, box, [&preference](bool isOn) { preference.set(isOn); });
    QObject::connect(&preference, &AnyPreference::changed, box, show);
    show();
    return box;
}

void addHeading(QFormLayout *form, const QString &text)
{
    auto *heading = new QLabel(text);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    if (form->rowCount() > 0)
        heading->setContentsMargins(0, 10, 0, 0);
    form->addRow(heading);
}

// As "Rows of the table (Normal, Compact)"
QString nameOf(const QString &label, const QWidget *field)
{
    constexpr int few = 3;
    QString name = label;
    name.remove(u'&');
    if (name.endsWith(u':'))
        name.chop(1);
    const auto *box = qobject_cast<const QComboBox *>(field);
    if (!box || box->count() > few)
        return name;
    QStringList choices;
    for (int i = 0; i < box->count(); ++i)
        choices += box->itemText(i);
    return u"%1 (%2)"_s.arg(name, listed(choices));
}

} // namespace

PreferencesDialog::PreferencesDialog(Preferences &preferences, QWidget *parent)
    : QDialog(parent)
    , m_preferences(preferences)
    , m_form(new QFormLayout)
{
    setObjectName(u"preferencesDialog"_s);
    setWindowTitle(tr("Preferences"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addLook(m_form);
    addTimes(m_form);
    addWork(m_form);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close | QDialogButtonBox::RestoreDefaults);
    QPushButton *defaults = buttons->button(QDialogButtonBox::RestoreDefaults);
    defaults->setObjectName(u"restoreDefaults"_s);
    connect(defaults, &QPushButton::clicked, this, &PreferencesDialog::reset);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(16);
    auto *area = new theme::FittingArea(letters);
    area->addForm(m_form);
    area->column()->addStretch();
    layout->addWidget(area, 1);
    layout->addWidget(buttons);
}

QVector<PreferencesDialog::Setting> PreferencesDialog::settings() const
{
    QVector<Setting> settings;
    for (int row = 0; row < m_form->rowCount(); ++row) {
        const QLayoutItem *item = m_form->itemAt(row, QFormLayout::FieldRole);
        if (!item || qobject_cast<QLabel *>(item->widget()))
            continue; // a heading, which spans the row
        QWidget *field = item->widget();
        const auto *label = qobject_cast<QLabel *>(m_form->labelForField(field));
        const auto *check = qobject_cast<QCheckBox *>(field);
        settings += Setting{nameOf(check ? check->text() : label ? label->text() : QString(), field), field};
    }
    return settings;
}

void PreferencesDialog::addLook(QFormLayout *form)
{
    addHeading(form, tr("Appearance"));
    form->addRow(tr("&Theme:"),
                 boxOf<theme::Scheme>(m_preferences.scheme, u"scheme"_s,
                                      {{theme::Scheme::System, tr("Follow the desktop")},
                                       {theme::Scheme::Light, tr("Light")},
                                       {theme::Scheme::Dark, tr("Dark")}}));
    form->addRow(tr("&Rows of the table:"),
                 boxOf<Density>(m_preferences.density, u"density"_s,
                                {{Density::Normal, tr("Normal")}, {Density::Compact, tr("Compact")}}));
    form->addRow(tr("Det&ails of a task:"),
                 boxOf<DetailPlace>(m_preferences.detailPlace, u"detailPlace"_s,
                                    {{DetailPlace::Automatic, tr("Beside the table if the window is wide")},
                                     {DetailPlace::Beside, tr("Beside the table")},
                                     {DetailPlace::Below, tr("Below the table")}}));
    form->addRow(
        QString(),
        boxOf(m_preferences.opensDetails, u"opensDetails"_s, tr("&Open the details when a task is chosen")));
    form->addRow(QString(),
                 boxOf(m_preferences.hasFixedIds, u"fixedIds"_s, tr("Show &IDs in a monospaced font")));
    form->addRow(QString(),
                 boxOf(m_preferences.hasTimeline, u"timeline"_s, tr("Show the time&line above the table")));
}

void PreferencesDialog::addTimes(QFormLayout *form)
{
    using format::DateStyle;
    using format::TimeStyle;
    addHeading(form, tr("Times"));
    addZone(form);
    form->addRow(tr("Times in the &table:"),
                 boxOf<TimeStyle>(m_preferences.timeStyle, u"timeStyle"_s,
                                  {{TimeStyle::Mixed, tr("Created as time, updated as age")},
                                   {TimeStyle::Absolute, tr("As times")},
                                   {TimeStyle::Relative, tr("As ages")}}));
    const QDate today = QDate::currentDate();
    form->addRow(
        tr("&Dates:"),
        boxOf<DateStyle>(
            m_preferences.dateStyle, u"dateStyle"_s,
            {{DateStyle::Iso, today.toString(Qt::ISODate)},
             {DateStyle::Regional,
              tr("System format: %1").arg(QLocale::system().toString(today, QLocale::ShortFormat))}}));
}

void PreferencesDialog::addZone(QFormLayout *form)
{
    const QString system = QString::fromLatin1(QTimeZone::systemTimeZoneId());
    QVector<Choice<QByteArray>> zones{{{}, tr("Local time (%1)").arg(system)}, {"UTC", tr("UTC")}};
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
        if (id != "UTC")
            zones += {id, QString::fromLatin1(id)};
    }
    QComboBox *box = boxOf<QByteArray>(m_preferences.zone, u"zone"_s, zones);
    box->setMaxVisibleItems(16);
    form->addRow(tr("Time &zone:"), box);
}

void PreferencesDialog::addWork(QFormLayout *form)
{
    using std::chrono::milliseconds;
    addHeading(form, tr("Behaviour"));
    QVector<Choice<milliseconds>> intervals;
    for (const int seconds : IntervalBox::choices)
        intervals += {std::chrono::seconds(seconds), IntervalBox::textOf(seconds)};
    form->addRow(tr("Dou&ble-click or Enter:"),
                 boxOf<RowAction>(m_preferences.rowAction, u"rowAction"_s,
                                  {{RowAction::ShowDetails, tr("Shows the details")},
                                   {RowAction::CopyId, tr("Copies the task ID")},
                                   {RowAction::CopyForTicket, tr("Copies the task for a ticket")}}));
    form->addRow(tr("Re&fresh:"),
                 boxOf<milliseconds>(m_preferences.interval, u"refreshInterval"_s, intervals));

    addStuckAfter(form);
    addTypedAbove(form);
}

void PreferencesDialog::addStuckAfter(QFormLayout *form)
{
    using std::chrono::minutes;
    auto *after = new QSpinBox;
    after->setObjectName(u"stuckAfter"_s);
    after->setRange(1, int(stucklimit::longest.count()));
    after->setGroupSeparatorShown(true);
    after->setAccelerated(true);
    after->setKeyboardTracking(false); // stuck tasks are counted again after each change
    after->setSuffix(tr(" min"));
    after->setToolTip(tr(
        "How long a task may be pending, or in processing without an update, before it counts as stuck. A connection "
        "may have a limit of its own."));
    const auto show = [this, after] { after->setValue(int(m_preferences.stuckAfter.value().count())); };
    connect(after, &QSpinBox::valueChanged, this,
            [this](int number) { m_preferences.stuckAfter.set(minutes(number)); });
    connect(&m_preferences.stuckAfter, &AnyPreference::changed, after, show);
    show();
    form->addRow(tr("Tas&ks are stuck after:"), after);
}

void PreferencesDialog::addTypedAbove(QFormLayout *form)
{
    auto *above = new QSpinBox;
    above->setObjectName(u"typedAbove"_s);
    above->setRange(0, Preferences::mostTypedAbove);
    above->setGroupSeparatorShown(true);
    above->setAccelerated(true);
    above->setToolTip(tr(
        "Larger changes, and every change in production, must be confirmed by typing the number of tasks."));
    const auto show = [this, above] {
        above->setValue(m_preferences.typedAbove.value());
        //: After the number in its field.
        above->setSuffix(tr(" task(s)", nullptr, above->value()));
    };
    connect(above, &QSpinBox::valueChanged, this,
            [this](int number) { m_preferences.typedAbove.set(number); });
    connect(&m_preferences.typedAbove, &AnyPreference::changed, above, show);
    show();
    form->addRow(tr("Confirm by t&yping above:"), above);
}

void PreferencesDialog::reset()
{
    m_preferences.scheme.reset();
    m_preferences.density.reset();
    m_preferences.hasFixedIds.reset();
    m_preferences.hasTimeline.reset();
    m_preferences.rowAction.reset();
    m_preferences.detailPlace.reset();
    m_preferences.opensDetails.reset();
    m_preferences.zone.reset();
    m_preferences.timeStyle.reset();
    m_preferences.dateStyle.reset();
    m_preferences.interval.reset();
    m_preferences.stuckAfter.reset();
    m_preferences.typedAbove.reset();
}

} // namespace watchbill
