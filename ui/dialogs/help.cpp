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

using namespace Qt::StringLiterals;

namespace watchbill::dialogs {

namespace {

struct Texts
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
    dialog->setWindowTitle(Texts::tr("Queries"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *page = new QTextBrowser;
    page->setFrameShape(QFrame::NoFrame);
    QString rules;
    for (const QString &rule : queryRules())
        rules += u"<li>%1</li>"_s.arg(rule.toHtmlEscaped());
    page->setHtml(u"<ul>%1</ul><table cellpadding='4'>%2</table>"_s.arg(rules, rows));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(page);
    layout->addWidget(buttons);
    dialog->resize(760, 620);
    dialog->open();
}

void showAbout(QWidget *parent)
{
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, Texts::tr("About Watchbill"),
        Texts::tr("<h3>Watchbill %1</h3><p>A live monitor for background tasks in PostgreSQL.</p>"
                  "<p>Free software under the GNU General Public License, version 3 or later.</p>")
            .arg(QApplication::applicationVersion()),
        QMessageBox::Close, parent);
    box->setIconPixmap(QApplication::windowIcon().pixmap(64));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace watchbill::dialogs
