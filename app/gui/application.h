// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "commandline.h"
#include "demo/demo.h"
#include "launcherprogress.h"
#include "openwindows.h"
#include "profile/profilestate.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "settings/lastconnection.h"
#include "settings/preferences.h"

#include <QMap>
#include <QObject>

#include <memory>

class QMenu;

namespace watchbill {

class ConnectionDialog;
class ConnectionWindow;
class MainWindow;
class WelcomeWindow;

/// Builds the objects, hands each what it needs, and shows the windows: one for each connection, and the one in
/// which connections are chosen.
class Application : public QObject
{
    Q_OBJECT

public:
    explicit Application(const CommandLine &line);
    ~Application() override;

    void start();

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isAttended() const { return m_line.screenshot.isEmpty(); }
    void startWithLast();
    WelcomeWindow *welcome();
    void showWelcome();
    void hideWelcome();
    void startDemo();
    void demoFailed(const TaskError &error);
    void showDemo(const ConnectionProfile &profile);
    void openNamed(const QString &name);
    void openWithSecrets(const ConnectionProfile &profile);
    void connectTo(const ConnectionProfile &profile);
    ConnectionWindow *add(const ConnectionProfile &profile, const QString &title);
    void keepJournalWithin() const;
    void show(ConnectionWindow *opened);
    void remember(const ConnectionWindow *used);
    void rememberOutcome(ConnectionWindow *opened);
    QMap<QString, ProfileState> states() const;
    void wire(ConnectionWindow *opened);
    void edit(const ConnectionWindow *opened);
    ConnectionDialog *askFrom(MainWindow *window);
    void rename(const QString &name, const QString &formerName);
    void follow(const QString &name);
    void fillOpenMenu(QMenu *menu);
    void close(ConnectionWindow *closed);
    void takeScreenshot(const ConnectionWindow *shown);
    void end(const QString &sentence);

    CommandLine m_line;
    Preferences m_preferences;
    LastConnection m_last;
    LauncherProgress m_launcher; // outlives the windows
    ProfileStore m_store;
    SecretStore m_secrets;
    std::unique_ptr<Demo> m_demo;
    ConnectionWindow *m_demoWindow = nullptr; // one of m_windows
    std::unique_ptr<WelcomeWindow> m_welcome;
    OpenWindows m_windows;
};

} // namespace watchbill
