// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/help.h"

#include "filter/queryfields.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QIcon>
#include <QMessageBox>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill::dialogs {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::dialogs)
};

} // namespace

void showQueryHelp(QWidget *parent)
{
    QString rows;
    for (const QueryField &field : queryFields)
        rows += u"<tr><td style='padding-right:20px'><code>%1</code></td><td>%2</td></tr>"_s.arg(
            QString(field.example).toHtmlEscaped(), meaningOf(field).toHtmlEscaped());
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(u"queryHelp"_s);
    dialog->setWindowTitle(Text::tr("Queries"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *page = new QTextBrowser;
    page->setFrameShape(QFrame::NoFrame);
    page->setHtml(u"<p>%1</p><table cellpadding='4'>%2</table>"_s.arg(queryRules().toHtmlEscaped(), rows));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(page);
    layout->addWidget(buttons);
    dialog->resize(760, 620);
    dialog->open();
}

void showShortcuts(QWidget *parent)
{
    const std::pair<QString, QString> keys[] = {
        {Text::tr("Ctrl+F or /"), Text::tr("Search")},
        {Text::tr("F5"), Text::tr("Refresh")},
        {Text::tr("Space"), Text::tr("Pause or resume")},
        {Text::tr("Alt+1 … Alt+5"), Text::tr("Filter: all, pending, processing, completed, failed")},
        {Text::tr("Enter"), Text::tr("Open details")},
        {Text::tr("Home, End"), Text::tr("First and last tasks")},
        {Text::tr("Ctrl+G"), Text::tr("Go to a time")},
        {Text::tr("Ctrl+C"), Text::tr("Copy tasks")},
        {Text::tr("Ctrl+Shift+C"), Text::tr("Copy IDs")},
        {Text::tr("Ctrl+A"), Text::tr("Select all shown")},
        {Text::tr("Ctrl+Shift+A"), Text::tr("Select all that match")},
        {Text::tr("Esc"), Text::tr("Clear selection")},
        {Text::tr("Ctrl+E"), Text::tr("Export")},
        {Text::tr("Del"), Text::tr("Delete selected tasks")},
        {Text::tr("Ctrl+T"), Text::tr("Set the status of selected tasks")},
        {Text::tr("Ctrl+Z"), Text::tr("Undo the last change")},
        {Text::tr("Ctrl+H"), Text::tr("History of changes")},
        {Text::tr("Ctrl+Shift+F"), Text::tr("Clear filters")},
        {Text::tr("Ctrl+K"), Text::tr("Find a command, view or connection by its name")},
        {Text::tr("F1"), Text::tr("What can be searched for")},
        {Text::tr("?"), Text::tr("Show this list")},
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
