// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/plainfields.h"

#include "profile/formcolumn.h"
#include "profile/stucklimit.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::PlainFields)
};

constexpr int longestTimeLimit = 3600; // seconds

// A profile's file may have more than the form would offer; it must not be less when it is saved again.
void showNumber(QSpinBox *box, int value, int most)
{
    box->setMaximum(std::max(most, value));
    box->setValue(value);
}

FormBinding bound(const ProfileField &field, ProfileField::Text member)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(ProfileField::translated(field.placeholder));
    return {field.formField, edit, [=](const ProfileDraft &draft) { edit->setText(draft.*member); },
            [=](ProfileDraft &draft) { draft.*member = edit->text().trimmed(); }};
}

FormBinding bound(const ProfileField &field, ProfileField::Switch member)
{
    auto *box = new QCheckBox(ProfileField::translated(field.label));
    return {field.formField, box, [=](const ProfileDraft &draft) { box->setChecked(draft.*member); },
            [=](ProfileDraft &draft) { draft.*member = box->isChecked(); }};
}

FormBinding bound(const ProfileField &field, ProfileField::Seconds member)
{
    auto *box = new QSpinBox;
    box->setRange(1, longestTimeLimit);
    box->setSuffix(Texts::tr(" s"));
    return {
        field.formField, box,
        [=](const ProfileDraft &draft) { showNumber(box, int((draft.*member).count()), longestTimeLimit); },
        [=](ProfileDraft &draft) { draft.*member = std::chrono::seconds(box->value()); }};
}

FormBinding bound(const ProfileField &field, ProfileField::Minutes member)
{
    using std::chrono::minutes;
    constexpr int longest = int(stucklimit::longest.count());
    auto *box = new QSpinBox;
    box->setRange(0, longest);
    box->setSuffix(Texts::tr(" min"));
    box->setSpecialValueText(Texts::tr("as in the preferences"));
    return {field.formField, box,
            [=](const ProfileDraft &draft) {
                showNumber(box, int((draft.*member).value_or(minutes(0)).count()), longest);
            },
            [=](ProfileDraft &draft) {
                draft.*member = box->value() > 0 ? std::optional(minutes(box->value())) : std::nullopt;
            }};
}

// Of the other kinds, the form has widgets of their own.
template<typename Member>
std::optional<FormBinding> bound(const ProfileField &, Member)
{
    return std::nullopt;
}

} // namespace

QVector<FormBinding> addPlainFields(FormColumn *column, ProfileField::Group group)
{
    QVector<FormBinding> bindings;
    for (const ProfileField &field : profileFields()) {
        if (field.group != group)
            continue;
        const auto binding = std::visit(
            [&](auto member) -> std::optional<FormBinding> { return bound(field, member); }, field.member);
        if (!binding)
            continue;
        QWidget *widget = binding->widget;
        widget->setObjectName(field.widget);
        widget->setToolTip(ProfileField::translated(field.toolTip));
        const bool hasOwnLabel = std::holds_alternative<ProfileField::Switch>(field.member);
        column->addField(field.formField, hasOwnLabel ? QString() : ProfileField::translated(field.label),
                         {widget});
        bindings += *binding;
    }
    return bindings;
}

} // namespace watchbill
