// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace watchbill {

class ConnectionTest;

/// Shows a connection test while it runs and afterwards: each step with an icon and a word for its state,
/// what was found, and text to copy where something can be mended.
class ConnectionTestView : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionTestView(QWidget *parent = nullptr);

    /// Shows this one from now on, which may be running, finished or still to be started, and belongs to
    /// somebody else; nullptr shows nothing. It has a Cancel button while the test runs.
    void setTest(ConnectionTest *test);
};

} // namespace watchbill
