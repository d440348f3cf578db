// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/typednumber.h"

#include "profile/connectionprofile.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace watchbill {

bool TypedNumber::isNeeded(qint64 count, int above, const ConnectionProfile &profile)
{
    return count > above || profile.environment == Environment::Production;
}

TypedNumber::TypedNumber(qint64 count)
    : m_number(QString::number(count)) // without separators, so that it is typed as it reads
    , m_field(new QLineEdit)
{
    m_field->setObjectName(QStringLiteral("deleteNumber"));
    m_field->setAccessibleName(tr("The number of tasks"));
    auto *label = new QLabel(tr("Type %1 to confirm:").arg(m_number));
    label->setBuddy(m_field);
    setFocusProxy(m_field);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(label);
    layout->addWidget(m_field);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &TypedNumber::changed);
}

// Enter would press the dialog's default button, which cancels.
bool TypedNumber::eventFilter(QObject *watched, QEvent *event)
{
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event)->key() : 0;
    if ((key != Qt::Key_Return && key != Qt::Key_Enter) || !isTyped())
        return QWidget::eventFilter(watched, event);
    Q_EMIT entered();
    return true;
}

QString TypedNumber::missing() const
{
    if (isTyped())
        return {};
    return m_field->text().trimmed().isEmpty() ? tr("Type the number first.")
                                               : tr("The number is %1.").arg(m_number);
}

bool TypedNumber::isTyped() const
{
    return m_field->text().trimmed() == m_number;
}

} // namespace watchbill
