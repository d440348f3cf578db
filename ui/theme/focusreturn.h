// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace watchbill::theme {

/// Makes the window active again from which a dialog was opened, when the dialog closes. Window managers do this; on an X
/// display without one, as in some remote desktops, no window would be active, and no shortcut would work until a click.
class FocusReturn : public QObject
{
    Q_OBJECT

public:
    explicit FocusReturn(QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace watchbill::theme
