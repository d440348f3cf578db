// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTemporaryDir>

namespace watchbill {

/// Settings in a folder of the test's own, which goes with this: nobody's own are read or written, nor is a journal or a keyring. It has to
/// stand before whatever reads settings, and there can be only one in a program.
class PrivateSettings
{
public:
    PrivateSettings();

    void clear();

    /// Where the saved views are.
    QString viewsFile() const;

    /// Forgets what is in memory, so that the file has to tell.
    void reload();

    /// What is in the file.
    QByteArray text() const;

private:
    QTemporaryDir m_folder;
};

} // namespace watchbill
