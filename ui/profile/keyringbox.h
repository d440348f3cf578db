// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCheckBox>

namespace watchbill {

/// Whether passwords go to the keyring, where there is one.
class KeyringBox : public QCheckBox
{
    Q_OBJECT

public:
    explicit KeyringBox(QWidget *parent = nullptr);

    /// Whether there is a keyring; this becomes known later.
    void setKeyring(bool isThere);

    /// Forgets the user's choice, for another connection, and proposes saving.
    void reset();

    /// Keeps the user's choice.
    void propose(bool isToBeKept);

    /// The keyring did not save them; the user can try again.
    void keepForThisRun();

private:
    void choose(bool isToBeKept);

    bool m_isToBeKept = true; // if there is a keyring
    bool m_hasChosen = false;
};

} // namespace watchbill
