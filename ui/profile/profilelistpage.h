// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"
#include "profile/profilestate.h"

#include <QMap>
#include <QWidget>

class QListView;
class QMenu;
class QPushButton;

namespace watchbill {

class ProfileListModel;

/// The saved connections, with buttons for the selected one and for the demo.
class ProfileListPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileListPage(QWidget *parent = nullptr);

    void setProfiles(const QVector<ConnectionProfile> &profiles, const QMap<QString, ProfileState> &states);

    /// Selects the profile of this name, or the first one if there is none.
    void select(const QString &name);
    void clearSelection();
    const ConnectionProfile *selected() const; // null if none is; valid until the next setProfiles()

    bool has(const QString &name) const;
    void setBusy(bool isBusy); // disables the buttons
    QMenu *exportMenu() const { return m_exportMenu; } // filled by its owner
    void focusList();

Q_SIGNALS:
    void openRequested();
    void newRequested();
    void editRequested();
    void duplicateRequested();
    void deleteRequested();
    void importRequested();
    void demoRequested();

private:
    void createList();
    QLayout *createButtons();
    QWidget *createDemo();
    void update();

    ProfileListModel *m_model;
    QListView *m_list;
    QMenu *m_exportMenu;
    QVector<QPushButton *> m_ofAny; // need a selection
    QVector<QPushButton *> m_ofNamed; // need the selection of one that has a name
    QVector<QPushButton *> m_others;
    bool m_isBusy = false;
};

} // namespace watchbill
