// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/login.h"
#include "profile/profiledraft.h"

#include <QDialog>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QTimer;

namespace watchbill {

class ConnectionForm;
class ConnectionTest;
class ConnectionTestView;
class ProfilePasswords;
class ProfileStore;
class SecretStore;

/// Edits, tests and saves a connection.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectionDialog(ProfileStore &store, SecretStore &secrets, QWidget *parent = nullptr);
    ~ConnectionDialog() override;

    /// Starts a new connection with the given values; it is not saved yet.
    void begin(const ConnectionProfile &profile = {});

    /// Fills in a connection as a person has it at hand, as if it had been pasted here.
    void paste(const QString &text);

    /// Edits a saved connection.
    void edit(const ConnectionProfile &kept);

    /// Asks first if something was changed.
    void reject() override;

    bool eventFilter(QObject *watched, QEvent *event) override;

    /// The name under which the profile is saved; empty if it is not.
    QString keptName() const { return m_formerName; }

Q_SIGNALS:
    /// It was saved; `formerName` is empty for a new one.
    void saved(const QString &name, const QString &formerName);

    /// With its passwords; if it has a name it was saved before.
    void connectRequested(const watchbill::ConnectionProfile &profile);

private:
    enum class Purpose { Save, Connect };

    QWidget *createButtons();
    bool isChanged() const;
    void present(const ConnectionProfile &profile, bool isNew);
    void finish(Purpose purpose);
    void fillIn(Login login, const QString &password);
    void setSaving(bool isSaving);
    void sayNotKept(const QString &sentence);
    void complete();
    void fit();
    void stayOnScreen();
    void test();
    void findTables();
    void endSearch();
    void makeRoom();
    void showFault(const ConnectionTest &test);
    void revealFocus();
    bool checkForm(bool needsName); // and goes to the first field that is wrong
    void noteEdit();
    void say(const QString &sentence);
    void showProblem();
    void sayThatItWaits();

    ProfileStore &m_store;
    ProfilePasswords *m_passwords;
    ConnectionForm *m_form;
    QScrollArea *m_scroll;
    QWidget *m_testPlace; // until the first test
    ConnectionTestView *m_testView;
    QBoxLayout *m_body = nullptr; // the form, and the place of the test below it or beside it
    ConnectionTest *m_test = nullptr;
    ProfileDraft m_tested;
    ConnectionTest *m_search = nullptr; // for the tables to choose from; its steps are not shown
    ProfileDraft m_unchanged; // as it was presented
    int m_wanted = 0; // most of the form's height so far, in pixels
    QLabel *m_status;
    QString m_said; // in place of what is wrong with a field
    QTimer *m_waiting; // for the keyring; at its end that is said
    QWidget *m_buttons = nullptr;
    QPushButton *m_testButton;
    QPushButton *m_save;
    QPushButton *m_connect;
    QString m_formerName; // under which it is kept
    Purpose m_purpose = Purpose::Save;
};

} // namespace watchbill
