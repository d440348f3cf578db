// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/copying.h"

#include "theme/announcer.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill::theme {

namespace {

constexpr auto checkedFor = 1500ms;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::theme::Copying)
};

} // namespace

void copyBy(QAbstractButton *button, const QString &text)
{
    QApplication::clipboard()->setText(text);
    Announcer::of(button->window())->tell(Texts::tr("Copied."));
    const QString timerName = u"copied"_s;
    auto *timer = button->findChild<QTimer *>(timerName, Qt::FindDirectChildrenOnly);
    if (!timer) {
        timer = new QTimer(button);
        timer->setObjectName(timerName);
        timer->setSingleShot(true);
        QObject::connect(timer, &QTimer::timeout, button,
                         [button, usual = button->icon()] { button->setIcon(usual); });
    }
    button->setIcon(icon(u"check"_s, statusColor(TaskStatus::Kind::Completed)));
    timer->start(checkedFor);
}

} // namespace watchbill::theme
