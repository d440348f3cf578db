// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QWidget>

namespace watchbill {

/// The visible controls that a screen reader could not name: class and object name of each.
inline QStringList namelessControls(const QWidget &window)
{
    QStringList nameless;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
            || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractItemView *>(widget);
        // A combo box's line, a field's button to empty it, a table's corner: Qt's own.
        const bool isPart = widget->objectName().startsWith(QLatin1String("qt_")) || !widget->parentWidget()
            || qobject_cast<QLineEdit *>(widget->parentWidget())
            || qobject_cast<QComboBox *>(widget->parentWidget())
            || qobject_cast<QAbstractItemView *>(widget->parentWidget());
        if (!isControl || isPart || !widget->isVisible())
            continue;
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        if (!spoken || spoken->text(QAccessible::Name).isEmpty())
            nameless += QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName();
    }
    return nameless;
}

} // namespace watchbill
