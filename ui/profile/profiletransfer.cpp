// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profiletransfer.h"

#include "profile/profilestore.h"
#include "task/sentences.h"

#include <QFileDialog>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

const QString exportSuffix = u"json"_s;

} // namespace

ProfileTransfer::ProfileTransfer(ProfileStore &store, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_window(window)
{
}

void ProfileTransfer::askForImport()
{
    auto *dialog = new QFileDialog(m_window, tr("Import connections"), QString(),
                                   tr("Connections (*.json);;All files (*)"));
    dialog->setObjectName(u"importDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ProfileTransfer::import);
    dialog->open();
}

void ProfileTransfer::import(const QString &file)
{
    const auto done = m_store.importFrom(file);
    if (!done) {
        Q_EMIT failed(done.error().message);
        return;
    }
    QString sentence =
        tr("%Ln connection(s) imported: %1.", nullptr, int(done->names.size())).arg(listed(done->names));
    if (done->hadPasswords)
        sentence =
            joinSentences({sentence,
                           tr("Passwords in the file were ignored: delete the file if you no longer need "
                              "it.")});
    Q_EMIT imported(done->names.value(0), sentence);
}

void ProfileTransfer::fillMenu(QMenu *menu, const QString &chosen)
{
    menu->clear();
    QStringList all;
    if (const auto profiles = m_store.profiles()) {
        for (const ConnectionProfile &profile : *profiles)
            all += profile.name;
    }
    if (!chosen.isEmpty()) {
        const QString shown = QString(chosen).replace(u'&', "&&"_L1);
        menu->addAction(tr("“%1”…").arg(shown), this, [this, chosen] { askForExport({chosen}); });
    }
    QAction *everything = menu->addAction(tr("All Connections…"), this, [this, all] { askForExport(all); });
    everything->setEnabled(!all.isEmpty());
    menu->addSection(tr("Passwords are not exported."));
}

void ProfileTransfer::askForExport(const QStringList &names)
{
    auto *dialog = new QFileDialog(m_window, tr("Export connections without passwords"), QString(),
                                   tr("Connections (*.json)"));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(exportSuffix);
    dialog->selectFile(u"watchbill-connections.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, names](const QString &file) {
        if (const auto written = m_store.exportTo(file, names); !written)
            Q_EMIT failed(written.error().message);
        else
            Q_EMIT exported(
                tr("%Ln connection(s) exported to %1, without passwords.", nullptr, int(names.size()))
                    .arg(file));
    });
    dialog->open();
}

} // namespace watchbill
