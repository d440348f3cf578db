// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <QWidget>

#include <optional>

class QLabel;
class QListView;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace watchbill {

class ConnectionDialog;
class ProfileListModel;
class ProfileStore;
class ProfileTransfer;
class SecretStore;

/// Lists, opens and edits the saved connections. On first start it offers to create one or to try the demo.
class WelcomeWindow : public QWidget
{
    Q_OBJECT

public:
    WelcomeWindow(ProfileStore &store, SecretStore &secrets, QWidget *parent = nullptr);

    /// Reloads the store and selects the connection of that name.
    void load(const QString &chosen = {});

    /// The last used connection without a name, which can be opened again or saved.
    void setUnnamed(const std::optional<ConnectionProfile> &profile);

    /// Disables the buttons during an operation that `text` describes.
    void showProgress(const QString &text);
    void showError(const QString &sentence);

Q_SIGNALS:
    void demoRequested();

    /// One that is kept, by its name alone: its passwords are with the secret store.
    void openRequested(const QString &name);

    /// One that is not kept, with its passwords; or one from the dialog, which was kept before.
    void connectRequested(const watchbill::ConnectionProfile &profile);

    void renamed(const QString &name, const QString &formerName);
    void changed(const QString &name); // empty for one that is not kept
    void removed(const QString &name);

private:
    QWidget *createList();
    QWidget *createEmptyPage();
    QWidget *createDemo();
    const ConnectionProfile *current() const;
    void update();
    void open();
    void askForNew(const ConnectionProfile &profile = {});
    void edit();
    void duplicate();
    void askToRemove();
    void remove(const QString &name);
    void report(const QString &sentence);
    ConnectionDialog *ask();

    ProfileStore &m_store;
    SecretStore &m_secrets;
    ProfileListModel *m_model;
    QListView *m_list;
    QStackedWidget *m_pages;
    ProfileTransfer *m_transfer;
    QMenu *m_exportMenu;
    QVector<QPushButton *> m_ofOne; // about the chosen one
    QVector<QPushButton *> m_buttons; // all of them
    QLabel *m_status;
    std::optional<ConnectionProfile> m_unnamed;
    bool m_isBusy = false;
};

} // namespace watchbill
