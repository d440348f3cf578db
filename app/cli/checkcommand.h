// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectiontest.h"

#include <QObject>

namespace watchbill {

class Execution;

/// Tests the given connection and prints each step when it has finished.
class CheckCommand : public QObject
{
public:
    /// Finishes the execution after the last step.
    explicit CheckCommand(Execution &execution);

private:
    void begin();
    void print();
    bool isReady(int index) const;
    void ended();

    Execution &m_execution;
    ConnectionTest *m_test = nullptr;
    int m_printed = 0; // steps
    bool m_hasAsked = false; // for the password
};

void checkConnection(Execution &execution);

} // namespace watchbill
