// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "startupmessage.h"

#include "console/console.h"

#include <QApplication>
#include <QMessageBox>

namespace watchbill::startupmessage {

namespace {

using console::Stream;

void showBox(QMessageBox::Icon icon, const QString &text)
{
    QMessageBox box(icon, QApplication::applicationDisplayName(), text);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

} // namespace

void show(const QString &text)
{
    if (console::exists())
        console::write(Stream::Output, text.toUtf8());
    else
        showBox(QMessageBox::Information, text);
}

void warn(const QString &sentence)
{
    if (console::exists())
        console::write(Stream::Error, "watchbill: " + sentence.toUtf8() + '\n');
    else
        showBox(QMessageBox::Warning, sentence);
}

} // namespace watchbill::startupmessage
