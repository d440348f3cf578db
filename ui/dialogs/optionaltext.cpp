// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/optionaltext.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace watchbill {

OptionalText OptionalText::addTo(QGridLayout *grid, const QString &label, const QString &name,
                                 const QString &untouched, const QString &empty)
{
    auto *box = new QCheckBox(label);
    box->setObjectName("sets"_L1 + name);
    auto *field = new QLineEdit;
    field->setObjectName("new"_L1 + name);
    field->setAccessibleName(QString(label).remove(u'&'));
    field->setPlaceholderText(untouched);
    const int line = grid->rowCount();
    grid->addWidget(box, line, 0);
    grid->addWidget(field, line, 1);
    QObject::connect(box, &QCheckBox::toggled, field, [field, untouched, empty](bool isOn) {
        field->setPlaceholderText(isOn ? empty : untouched);
        if (isOn)
            field->setFocus();
        else
            field->clear();
    });
    QObject::connect(field, &QLineEdit::textEdited, box, [box](const QString &text) {
        if (!text.isEmpty())
            box->setChecked(true);
    });
    return {box, field};
}

std::optional<QString> OptionalText::text() const
{
    return box && box->isChecked() ? std::optional(field->text()) : std::nullopt;
}

} // namespace watchbill
