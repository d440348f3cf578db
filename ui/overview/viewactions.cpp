// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/viewactions.h"

#include "filter/querytext.h"
#include "live/taskmonitor.h"
#include "overview/viewnamedialog.h"
#include "statement/taskorder.h"
#include "task/sentences.h"
#include "task/shownzone.h"
#include "theme/icon.h"
#include "views/savedviews.h"
#include "views/shellcommand.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace watchbill {

ViewActions::ViewActions(TaskMonitor &monitor, SavedViews &views, std::function<QByteArray()> columns,
                         QWidget *window)
    : QObject(window)
    , m_monitor(monitor)
    , m_views(views)
    , m_columns(std::move(columns))
    , m_window(window)
    , m_save(new QAction(theme::icon(u"add"_s), tr("Save as &View…"), this))
{
    m_save->setObjectName(u"saveView"_s);
    m_save->setToolTip(tr("Save this query and sort as a view"));
    connect(m_save, &QAction::triggered, this, &ViewActions::askName);
}

QVector<SavedView> ViewActions::offered() const
{
    QVector<SavedView> offered;
    const auto &source = m_monitor.source();
    for (const SavedView &view : m_views.views()) {
        if (!isBuiltIn(view.name) || !source || taskorder::canSort(*source, view.sort))
            offered += view;
    }
    return offered;
}

Result<TaskQuery> ViewActions::queryOf(const SavedView &view) const
{
    const auto &source = m_monitor.source();
    return view.taskQuery().map([&](TaskQuery query) {
        if (source && !taskorder::canSort(*source, query.sort))
            query.sort = {};
        if (view.columns.isEmpty())
            query.keys = m_monitor.query().keys;
        return query;
    });
}

bool ViewActions::isPresent(const SavedView &view) const
{
    const auto query = queryOf(view);
    const auto zone = view.timeZone();
    return query && *query == m_monitor.query() && (!zone || *zone == shownZone());
}

void ViewActions::apply(const SavedView &view)
{
    const auto query = queryOf(view);
    if (!query) {
        Q_EMIT reported(query.error().message);
        return;
    }
    applyZone(view); // in which the query's times are read
    m_monitor.queryState().ask(*query);
    if (!view.columns.isEmpty())
        Q_EMIT columnsChosen(view.columns); // with those of its keys
}

void ViewActions::applyZone(const SavedView &view)
{
    const QString shown = QString::fromLatin1(shownZone().id());
    const QString asked = QString::fromLatin1(view.zone);
    if (view.zone.isEmpty() || asked == shown)
        return;
    if (!view.timeZone()) {
        Q_EMIT reported(
            tr("The view's time zone %1 is unknown on this computer. Times stay in %2.").arg(asked, shown));
        return;
    }
    Q_EMIT zoneChosen(view.zone);
    Q_EMIT reported(tr("Times are now in %1, the time zone of the view.").arg(asked));
}

void ViewActions::fillMenu(QMenu *menu, const std::optional<SavedView> &view)
{
    if (view && !isBuiltIn(view->name))
        addChanges(menu, *view);
    if (view)
        addCommands(menu, *view);
    menu->addAction(m_save);
    menu->addSeparator();
    QAction *exporting =
        menu->addAction(theme::icon(u"export"_s), tr("&Export Views…"), this, &ViewActions::askForExport);
    exporting->setEnabled(m_views.views().size() > builtInViews().size());
    menu->addAction(tr("&Import Views…"), this, &ViewActions::askForImport);
}

void ViewActions::addChanges(QMenu *menu, const SavedView &view)
{
    QAction *updating = menu->addAction(theme::icon(u"refresh"_s), tr("&Update to Current Query"), this,
                                        [this, view] { update(view); });
    updating->setEnabled(!isPresent(view));
    menu->addAction(tr("&Rename…"), this, [this, view] { askNewName(view); });
    const QVector<SavedView> saved = m_views.views().mid(builtInViews().size());
    const auto addMove = [&](const QString &icon, const QString &text, int places, bool isPossible) {
        QAction *move = menu->addAction(theme::icon(icon), text, this,
                                        [this, view, places] { report(m_views.move(view.name, places)); });
        move->setEnabled(isPossible);
    };
    addMove(u"arrow-up"_s, tr("Move U&p"), -1, saved.value(0).name != view.name);
    addMove(u"arrow-down"_s, tr("Move Do&wn"), 1, saved.value(saved.size() - 1).name != view.name);
    menu->addAction(theme::icon(u"delete"_s), tr("&Delete…"), this, [this, view] { confirmDeletion(view); });
    menu->addSeparator();
}

void ViewActions::addCommands(QMenu *menu, const SavedView &view)
{
    const ConnectionProfile profile = m_monitor.service().profile();
    menu->addAction(theme::icon(u"copy"_s), tr("&Copy as watchbill Command"), this,
                    [=, this] { copy(shellcommand::window(profile, view)); });
    menu->addAction(theme::icon(u"copy"_s), tr("Copy as watchbillct&l Command"), this,
                    [=, this] { copy(shellcommand::list(profile, view)); });
    menu->addSeparator();
}

void ViewActions::copy(const QString &command)
{
    QApplication::clipboard()->setText(command);
    Q_EMIT reported(tr("Copied: %1").arg(command));
}

bool ViewActions::report(const Result<void> &outcome)
{
    if (!outcome)
        Q_EMIT reported(outcome.error().message);
    return outcome.has_value();
}

void ViewActions::askName()
{
    const TaskQuery query = m_monitor.query();
    auto *dialog = new ViewNameDialog(
        ViewNameDialog::Purpose::Save, {},
        [this, query](const QString &name, ViewNameDialog::Parts with) {
            SavedView view{name, query::print(query.filter), query.sort};
            if (with.zone)
                view.zone = shownZone().id();
            if (with.columns) {
                view.columns = m_columns();
                view.keys = query.keys;
            }
            return m_views.add(view);
        },
        m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ViewActions::askNewName(const SavedView &view)
{
    auto *dialog = new ViewNameDialog(
        ViewNameDialog::Purpose::Rename, view.name,
        [this, view](const QString &name, ViewNameDialog::Parts) {
            SavedView renamed = view;
            renamed.name = name;
            return m_views.replace(view.name, renamed);
        },
        m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

// Columns and zone stay part of it if they were.
void ViewActions::update(const SavedView &view)
{
    const TaskQuery &query = m_monitor.query();
    SavedView updated{view.name, query::print(query.filter), query.sort};
    if (!view.columns.isEmpty()) {
        updated.columns = m_columns();
        updated.keys = query.keys;
    }
    if (!view.zone.isEmpty())
        updated.zone = shownZone().id();
    if (report(m_views.replace(view.name, updated)))
        Q_EMIT reported(tr("The view “%1” now has this query.").arg(view.name));
}

void ViewActions::confirmDeletion(const SavedView &view)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete view"),
                                tr("Delete the view “%1”?").arg(view.name), QMessageBox::Cancel, m_window);
    box->setObjectName(u"deleteView"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("This removes it from all connections. No tasks are deleted."));
    QPushButton *remove = box->addButton(tr("&Delete"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(remove, &QPushButton::clicked, this, [this, view] { report(m_views.remove(view.name)); });
    box->open();
}

void ViewActions::askForExport()
{
    auto *dialog = new QFileDialog(m_window, tr("Export views"), QString(), tr("Views (*.json)"));
    dialog->setObjectName(u"exportViews"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"watchbill-views.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        QStringList names;
        for (const SavedView &view : m_views.views()) {
            if (!isBuiltIn(view.name))
                names += view.name;
        }
        if (report(m_views.exportTo(file, names)))
            Q_EMIT reported(tr("%Ln view(s) exported to %1.", nullptr, int(names.size())).arg(file));
    });
    dialog->open();
}

void ViewActions::askForImport()
{
    auto *dialog =
        new QFileDialog(m_window, tr("Import views"), QString(), tr("Views (*.json);;All files (*)"));
    dialog->setObjectName(u"importViews"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        const auto names = m_views.importFrom(file);
        if (!names)
            Q_EMIT reported(names.error().message);
        else if (names->isEmpty())
            Q_EMIT reported(tr("You already have all views of this file."));
        else
            Q_EMIT reported(tr("%Ln view(s) imported: %1.", nullptr, int(names->size())).arg(listed(*names)));
    });
    dialog->open();
}

} // namespace watchbill
