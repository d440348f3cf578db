// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/help.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill::dialogs {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::dialogs)
};

} // namespace

void showShortcuts(QWidget *parent)
{
    const std::pair<QString, QString> keys[] = {
        {Text::tr("Ctrl+F or /"), Text::tr("search")},
        {Text::tr("F5"), Text::tr("look again now")},
        {Text::tr("Space"), Text::tr("pause and go on")},
        {Text::tr("Alt+1 … Alt+5"), Text::tr("all, pending, processing, completed, failed")},
        {Text::tr("Enter"), Text::tr("details of the task")},
        {Text::tr("Home, End"), Text::tr("first and last tasks")},
        {Text::tr("Ctrl+G"), Text::tr("go to a time")},
        {Text::tr("Ctrl+C"), Text::tr("copy the rows")},
        {Text::tr("Ctrl+Shift+C"), Text::tr("copy the ids")},
        {Text::tr("Ctrl+A"), Text::tr("select all shown")},
        {Text::tr("Esc"), Text::tr("select nothing")},
        {Text::tr("Ctrl+E"), Text::tr("export")},
        {Text::tr("Del"), Text::tr("delete the selection")},
        {Text::tr("Ctrl+Shift+F"), Text::tr("clear the filters")},
        {Text::tr("?"), Text::tr("this list")},
    };
    QString rows;
    for (const auto &[key, meaning] : keys)
        rows += u"<tr><td style='padding-right:24px'><b>%1</b></td><td>%2</td></tr>"_s.arg(
            key.toHtmlEscaped(), meaning.toHtmlEscaped());
    auto *box = new QMessageBox(QMessageBox::NoIcon, Text::tr("Keyboard shortcuts"),
                                u"<table cellpadding='3'>%1</table>"_s.arg(rows), QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void showAbout(QWidget *parent)
{
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, Text::tr("About Watchbill"),
        Text::tr("<h3>Watchbill %1</h3><p>A live monitor for background tasks in PostgreSQL.</p>"
                 "<p>Free software under the GNU General Public License, version 3 or later.</p>")
            .arg(QApplication::applicationVersion()),
        QMessageBox::Close, parent);
    box->setIconPixmap(QApplication::windowIcon().pixmap(64));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace watchbill::dialogs
