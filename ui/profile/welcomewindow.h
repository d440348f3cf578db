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

/// Where connections are chosen and looked after, and what a first start shows: make one, or try the demo.
class WelcomeWindow : public QWidget
{
    Q_OBJECT

public:
    WelcomeWindow(ProfileStore &store, SecretStore &secrets, QWidget *parent = nullptr);

    /// Looks at the store again; the one of that name is chosen then.
    void load(const QString &chosen = {});

    /// The connection without a name that was used last: it can be opened again, or be given a name.
    void setUnnamed(const std::optional<ConnectionProfile> &profile);

    /// While something is under way the buttons wait; the text says what it is.
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
