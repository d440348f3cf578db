// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/shortcutlist.h"

#include "theme/keytext.h"
#include "theme/selectiondelegate.h"
#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSet>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill::dialogs {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::dialogs)
};

// Without the mark of its letter for Alt: of two the first is left.
QString plain(QString text)
{
    static const QRegularExpression mark(u"&(?!&)"_s);
    return text.remove(mark);
}

class Collection
{
public:
    void add(const QAction *action, const QString &place)
    {
        if (m_seen.contains(action))
            return;
        m_seen += action;
        if (!action->shortcuts().isEmpty())
            lines += ShortcutLine{place, plain(action->text()), theme::keyText(*action)};
    }

    void addMenu(const QList<QAction *> &actions, const QString &place)
    {
        for (const QAction *action : actions) {
            const QString name = plain(action->text());
            if (const QMenu *menu = action->menu())
                addMenu(menu->actions(), place.isEmpty() ? name : place + u" › "_s + name);
            else
                add(action, place);
        }
    }

    QVector<ShortcutLine> lines;

private:
    QSet<const QAction *> m_seen;
};

// By the name that a screen reader tells.
QString placeOf(const QAction *action)
{
    for (const QObject *object : action->associatedObjects()) {
        const auto *widget = qobject_cast<const QWidget *>(object);
        if (widget && !widget->accessibleName().isEmpty())
            return widget->accessibleName();
    }
    return Texts::tr("Window");
}

} // namespace

QVector<ShortcutLine> shortcutsOf(const QWidget &window)
{
    Collection all;
    if (const auto *menus = window.findChild<QMenuBar *>())
        all.addMenu(menus->actions(), {});
    for (const QAction *action : window.findChildren<QAction *>())
        all.add(action, placeOf(action));
    return all.lines;
}

void showShortcuts(QWidget *window)
{
    auto *list = new QTreeWidget;
    list->setObjectName(u"shortcutList"_s);
    list->setAccessibleName(Texts::tr("Keyboard shortcuts"));
    list->setItemDelegate(new theme::SelectionDelegate(list));
    list->setColumnCount(2);
    list->setHeaderHidden(true);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAlternatingRowColors(true);
    QMap<QString, QTreeWidgetItem *> groups;
    for (const ShortcutLine &line : shortcutsOf(*window)) {
        QTreeWidgetItem *&group = groups[line.place];
        if (!group) {
            group = new QTreeWidgetItem(list, {line.place, {}});
            QFont bold = list->font();
            bold.setBold(true);
            group->setFont(0, bold);
            group->setFirstColumnSpanned(true);
        }
        new QTreeWidgetItem(group, {line.name, line.keys});
    }
    list->expandAll();
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *dialog = new QDialog(window);
    dialog->setObjectName(u"shortcuts"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Texts::tr("Keyboard shortcuts"));
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(list);
    layout->addWidget(buttons);
    dialog->resize(520, 640);
    dialog->open();
}

} // namespace watchbill::dialogs
