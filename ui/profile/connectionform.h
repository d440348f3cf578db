// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/login.h"
#include "profile/plainfields.h"
#include "profile/profiledraft.h"

#include <QSet>
#include <QWidget>

class QBoxLayout;
class QLineEdit;

namespace watchbill {

class FormColumn;
class KeyringBox;
class PasteField;
class TableField;
class TlsModeBox;
struct ConnectionText;

/// All that a connection has, in fields; below each what is wrong with it. A connection that is pasted as a whole
/// fills them.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget *parent = nullptr);

    /// Sets the draft to edit. For a new one, the TLS mode is proposed by the host.
    void setDraft(const ProfileDraft &draft, bool isNew);
    ProfileDraft draft() const;

    /// Fills in passwords from the keyring, which answers later, unless one was typed meanwhile.
    void fillIn(Login login, const QString &password);

    /// Fills in a connection that is pasted as a whole; says what is wrong if it is none.
    void take(const QString &text);

    /// Whether there is a text in the field for pasting that has not been used.
    bool hasPasteLeft() const;

    /// Names already in use.
    void setOtherNames(const QStringList &names);

    KeyringBox *keyringBox() const { return m_keep; }

    /// Shows all problems; true if there are none. A saved connection needs a name.
    bool check(bool needsName);

    /// Says what a test found wrong with a field, until something is changed, and goes there.
    void mark(FormField field, const QString &sentence);

    /// Offers tables to choose from; if there are none, marks the field.
    void offerTables(const QStringList &tables);

    TableField *tableField() const { return m_table; }

    /// Focuses the first field.
    void begin(bool isNew);

    QString sentence(FormField field) const; // about it

    /// What is wrong with the field that has the keyboard focus, or with the first that is marked; shown by the owner.
    QString problem() const;

    /// Puts the two columns below each other where there is not so much room, in pixels, for both.
    void fitInto(int width);

Q_SIGNALS:
    void edited();
    void tablesRequested(); // to choose from

private:
    void createIdentity();
    void createServer();
    void createEncryption();
    void createTasks();
    void createSafety();
    enum class Given { Trimmed, AsTyped };
    template<typename Member> // QString &(ProfileDraft &)
    void bindLine(FormField field, QLineEdit *edit, Member member, Given given = Given::Trimmed);
    void bind(const FormBinding &binding) { m_bindings += binding; }
    void watch(std::optional<FormField> field, QLineEdit *edit);
    void addPlainFields(FormColumn *column, ProfileField::Group group);
    void showWhatToPaste();
    void preview(const QString &text);
    void fillIn(const ConnectionText &read);
    void show(const ProfileDraft &draft);
    void note(FormField field);
    void update();

    FormColumn *m_pasteRow;
    QBoxLayout *m_columns = nullptr;
    FormColumn *m_left;
    FormColumn *m_right;
    PasteField *m_paste;
    QLineEdit *m_name;
    QLineEdit *m_host;
    QLineEdit *m_password;
    QLineEdit *m_servicePassword;
    TableField *m_table;
    KeyringBox *m_keep;
    TlsModeBox *m_tlsMode;
    QVector<FormBinding> m_bindings; // in their order on screen
    bool m_isPasteRefused = false;
    QStringList m_otherNames;
    QString m_keyPassword;
    QSet<FormField> m_visited;
    ProfileDraft::Sentences m_problems; // of the fields that are marked
    ProfileDraft::Sentences m_demanded; // by the last check()
    ProfileDraft::Sentences m_found; // by a test, of the draft as it was then
    ProfileDraft m_tested;
};

} // namespace watchbill
