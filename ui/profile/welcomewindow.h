// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"
#include "profile/profilestate.h"

#include <QMap>
#include <QWidget>

#include <optional>

class QLabel;
class QStackedWidget;

namespace watchbill {

class ConnectionDialog;
class FirstPage;
class PasteField;
class ProfileListPage;
class ProfileStore;
class ProfileTransfer;
class SecretStore;

/// Lists, opens and edits the saved connections, and takes one that is pasted or dropped. On first start it offers to
/// create one or to try the demo, and shows what will be seen.
class WelcomeWindow : public QWidget
{
    Q_OBJECT

public:
    WelcomeWindow(ProfileStore &store, SecretStore &secrets, QWidget *parent = nullptr);

    /// Reloads the store and selects the connection of that name.
    void load(const QString &chosen = {});

    /// How it went with the connections, by their names; the last used one without a name has an empty one.
    void setStates(const QMap<QString, ProfileState> &states);

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

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addKeys();
    QWidget *createPasteRow();
    void showPasteProblem(const QString &sentence);
    void createPages();
    void open();
    void askForNew(const ConnectionProfile &profile = {});
    void take(const QString &text);
    void takeFile(const QString &file);
    void edit();
    void duplicate();
    void askToRemove();
    void remove(const QString &name);
    void setBusy(bool isBusy);
    void report(const QString &sentence);
    ConnectionDialog *ask();

    ProfileStore &m_store;
    SecretStore &m_secrets;
    QMap<QString, ProfileState> m_states;
    PasteField *m_paste;
    QLabel *m_hint; // below it
    QStackedWidget *m_pages;
    FirstPage *m_first;
    ProfileListPage *m_profiles;
    ProfileTransfer *m_transfer;
    QLabel *m_status;
    std::optional<ConnectionProfile> m_unnamed;
    bool m_isBusy = false;
};

} // namespace watchbill
