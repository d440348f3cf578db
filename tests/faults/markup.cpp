// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "markup.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int mostRows = 300;

// Whether a person does not read what was stored.
bool isMisread(const QString &text, Qt::TextFormat format)
{
    const bool isRich = format == Qt::RichText || (format == Qt::AutoText && Qt::mightBeRichText(text));
    if (!isRich)
        return text.contains(markup.toHtmlEscaped());
    if (!text.contains(markup) && !text.contains(markup.toHtmlEscaped()))
        return false;
    QTextDocument document;
    document.setHtml(text);
    return !document.toPlainText().contains(markup);
}

void note(QStringList &misread, const QObject *where, const QString &what, const QString &text,
          Qt::TextFormat format = Qt::AutoText)
{
    if (isMisread(text, format))
        misread += u"%1 of %2 \"%3\": %4"_s.arg(what, QString::fromLatin1(where->metaObject()->className()),
                                                where->objectName(), text.left(200));
}

// An action that has no tool tip of its own tells its text for one, which a menu does not show. (A tool button does,
// and takes it over for its own.)
bool hasToolTip(const QAction *action)
{
    const auto bare = [](QString text) { return text.remove(u'&').remove(u"..."_s); };
    return bare(action->toolTip()) != bare(action->text());
}

void noteEntries(QStringList &misread, const QAbstractItemView *view, const QModelIndex &parent)
{
    const QAbstractItemModel *model = view->model();
    for (int row = 0; row < std::min(model->rowCount(parent), mostRows); ++row) {
        for (int column = 0; column < model->columnCount(parent); ++column)
            note(misread, view, u"a tool tip in a list"_s,
                 model->index(row, column, parent).data(Qt::ToolTipRole).toString());
        noteEntries(misread, view, model->index(row, 0, parent));
    }
}

} // namespace

QStringList misreadMarkup()
{
    QStringList misread;
    for (const QWidget *widget : QApplication::allWidgets()) {
        note(misread, widget, u"the tool tip"_s, widget->toolTip());
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            note(misread, label, u"the text"_s, label->text(), label->textFormat());
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model())
            noteEntries(misread, view, {});
        for (const QAction *action : widget->actions()) {
            if (hasToolTip(action))
                note(misread, action, u"the tool tip"_s, action->toolTip());
        }
    }
    return misread;
}

} // namespace watchbill
