// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QMenu;

namespace watchbill {

class ProfileStore;

/// Imports connections from files and exports them, without passwords: asks for the file and reports the outcome.
class ProfileTransfer : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    ProfileTransfer(ProfileStore &store, QWidget *window);

    /// Fills the menu of what can be exported; `chosen` is a connection's name, or empty.
    void fillMenu(QMenu *menu, const QString &chosen);

public Q_SLOTS:
    void askForImport();
    void import(const QString &file);

Q_SIGNALS:
    void imported(const QString &firstName, const QString &sentence);
    void exported(const QString &sentence);
    void failed(const QString &sentence);

private:
    void askForExport(const QStringList &names);

    ProfileStore &m_store;
    QWidget *m_window;
};

} // namespace watchbill
