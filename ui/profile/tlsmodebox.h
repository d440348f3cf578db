// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>

namespace watchbill {

/// How the connection is encrypted, the safest first. Until the user has chosen, it is verify-full for a server
/// on the network.
class TlsModeBox : public QComboBox
{
    Q_OBJECT

public:
    explicit TlsModeBox(QWidget *parent = nullptr);

    /// libpq's sslmode; empty for libpq's default.
    QString mode() const;

    /// Sets a chosen mode, which may not be in the list.
    void setMode(const QString &mode);

    void proposeFor(bool isLocal);

    /// Forgets the choice.
    void release(bool isLocal);

private:
    void show(const QString &mode);

    bool m_isChosen = false;
};

} // namespace watchbill
