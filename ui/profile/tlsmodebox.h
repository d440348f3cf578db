// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>

namespace watchbill {

/// How the connection is encrypted, the safest first. As long as nobody has chosen, it is verify-full for a server
/// that is reached over a network.
class TlsModeBox : public QComboBox
{
    Q_OBJECT

public:
    explicit TlsModeBox(QWidget *parent = nullptr);

    /// libpq's sslmode; empty: whatever libpq does.
    QString mode() const;

    /// Somebody has chosen this mode, which may be one that the list does not know.
    void setMode(const QString &mode);

    void proposeFor(bool isLocal);

    /// Nobody has chosen any more.
    void release(bool isLocal);

private:
    void show(const QString &mode);

    bool m_isChosen = false;
};

} // namespace watchbill
