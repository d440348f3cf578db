// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "commandline.h"
#include "demo/demo.h"
#include "mainwindow/windowsettings.h"

#include <QObject>

#include <memory>
#include <vector>

namespace watchbill {

class MainWindow;
class TaskMonitor;
class TaskService;
class WelcomeWindow;

/// Builds the objects, hands each what it needs, and shows the windows.
class Application : public QObject
{
    Q_OBJECT

public:
    explicit Application(const CommandLine &line);
    ~Application() override;

    void start();

private:
    // One connection's window and what it stands on. Members are destroyed from the last to the first.
    struct Monitoring
    {
        std::unique_ptr<TaskService> service;
        std::unique_ptr<TaskMonitor> monitor;
        std::unique_ptr<MainWindow> window;
        bool isDemo = false;
    };

    void showWelcome();
    void startDemo();
    void demoFailed(const TaskError &error);
    void connectTo(const ConnectionProfile &profile);
    void showDemo(const ConnectionProfile &profile);
    void open(const ConnectionProfile &profile, const QString &name);
    void close(MainWindow *window);
    void takeScreenshot(const Monitoring &monitoring);
    void end(const QString &sentence);

    const CommandLine m_line;
    WindowSettings m_settings;
    std::unique_ptr<Demo> m_demo;
    std::unique_ptr<WelcomeWindow> m_welcome;
    std::vector<std::unique_ptr<Monitoring>> m_monitorings;
};

} // namespace watchbill
