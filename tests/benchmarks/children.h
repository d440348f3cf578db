// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace watchbill::bench {

/// What is measured in a process of its own: its start, its memory, its use of the processor. Such a process
/// is this program again; it prints what it has found as lines of words.
class Child
{
public:
    enum class Part {
        Bare, // a window of nothing but Qt's, with libpq's rows; says when they are painted
        Start, // our window; says when its rows are painted
        Scroll, // memory in kB before and after all rows were scrolled through
        Idle, // per cent of a core used while shown, and while hidden
    };

    Child(Part part, const QString &connection);
    ~Child();
    Q_DISABLE_COPY_MOVE(Child)

    /// The words of the next line, as soon as it comes.
    QStringList nextLine();

    /// Does a child's work; its exit code. For main().
    static int perform(const QString &part, const QString &connection);

private:
    QProcess m_process;
};

} // namespace watchbill::bench
