// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/login.h"
#include "profile/profiledraft.h"

#include <QSet>
#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace watchbill {

class CertificateField;
class FormColumn;
class KeyringBox;
class PasteField;
class TlsModeBox;

/// All that a connection has, in fields; below each what is wrong with it. A connection that is pasted as a whole
/// fills them.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget *parent = nullptr);

    /// For one that is not kept yet, TLS is proposed by the host.
    void setDraft(const ProfileDraft &draft, bool isNew);
    ProfileDraft draft() const;

    /// Fills in passwords from the keyring, which answers later, unless one was typed meanwhile.
    void fillIn(Login login, const QString &password);

    /// Names already in use.
    void setOtherNames(const QStringList &names);

    KeyringBox *keyringBox() const { return m_keep; }

    /// Shows all problems; true if there are none. A saved connection needs a name.
    bool check(bool needsName);

    /// Focuses the first field.
    void begin(bool isNew);

    QString sentence(FormField field) const; // that stands below it

    /// Puts the two columns below each other where there is not so much room, in pixels, for both.
    void fitInto(int width);

Q_SIGNALS:
    void edited();

private:
    void createIdentity();
    void createServer();
    void createTasks();
    void createSafety();
    void connectFields();
    void take(const QString &text);
    void fillIn(const ConnectionFields &fields);
    void note(FormField field);
    void update();
    QWidget *widgetOf(FormField field) const;

    FormColumn *m_pasteRow;
    QBoxLayout *m_columns = nullptr;
    FormColumn *m_left;
    FormColumn *m_right;
    PasteField *m_paste;
    QLineEdit *m_name;
    QComboBox *m_environment;
    QLineEdit *m_host;
    QLineEdit *m_port;
    QLineEdit *m_database;
    QLineEdit *m_user;
    QLineEdit *m_password;
    KeyringBox *m_keep;
    TlsModeBox *m_tlsMode;
    CertificateField *m_rootCertificate;
    QLineEdit *m_table;
    QLineEdit *m_serviceRole;
    QLineEdit *m_serviceLogin;
    QLineEdit *m_servicePassword;
    QCheckBox *m_readOnly;
    QSpinBox *m_timeLimit;
    QLineEdit *m_more;
    QStringList m_otherNames;
    QString m_keyPassword;
    QSet<FormField> m_visited;
    ProfileDraft::Sentences m_demanded; // by the last check()
};

} // namespace watchbill
