// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "terminalprocess.h"

#include "builtprograms.h"

#include <QTest>

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace watchbill {

TerminalProcess::TerminalProcess(const QStringList &arguments, const QProcessEnvironment &environment)
    : m_terminal(posix_openpt(O_RDWR | O_NOCTTY))
{
    if (m_terminal < 0 || grantpt(m_terminal) != 0 || unlockpt(m_terminal) != 0)
        qFatal("There is no terminal to be had.");
    fcntl(m_terminal, F_SETFL, O_NONBLOCK);
    m_otherEnd = open(ptsname(m_terminal), O_RDWR | O_NOCTTY); // or what is written is lost with the process
    m_process.setProcessEnvironment(environment);
    m_process.setStandardInputFile(QString::fromLocal8Bit(ptsname(m_terminal)));
    m_process.setStandardErrorFile(QString::fromLocal8Bit(ptsname(m_terminal)));
    m_process.start(builtWatchbillctl(), arguments);
}

TerminalProcess::~TerminalProcess()
{
    m_process.kill();
    m_process.waitForFinished();
    close(m_otherEnd);
    close(m_terminal);
}

const QByteArray &TerminalProcess::shown()
{
    char some[4096];
    for (auto size = read(m_terminal, some, sizeof some); size > 0;
         size = read(m_terminal, some, sizeof some))
        m_shown += QByteArray(some, size);
    return m_shown;
}

void TerminalProcess::answer(const QByteArray &line)
{
    const auto isAsked = [this] {
        const QByteArray since = shown().mid(m_read);
        return since.endsWith("] ") || since.endsWith("them: ") || since.endsWith("again: ");
    };
    if (!QTest::qWaitFor(isAsked, 60'000))
        qFatal("There is no question: %s", m_shown.constData());
    m_read = m_shown.size();
    if (write(m_terminal, line.constData(), size_t(line.size())) != line.size())
        qFatal("Nothing can be typed.");
}

Finished TerminalProcess::finish()
{
    m_process.waitForFinished(60'000);
    return {m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::NormalExit
                ? m_process.exitCode()
                : -1,
            m_process.readAllStandardOutput(), shown()};
}

} // namespace watchbill
