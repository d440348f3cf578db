// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace watchbill {

/// Asks for the name of a view, and stays until that can be used.
class ViewNameDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Purpose { Save, Rename };

    /// Parts of the view besides query and sort; offered when saving only.
    struct Parts
    {
        bool columns = false;
        bool zone = false; // the one that is shown
    };

    /// Tries to use the name; an error is shown in the dialog.
    using Use = std::function<Result<void>(const QString &name, Parts with)>;

    ViewNameDialog(Purpose purpose, const QString &name, const Use &use, QWidget *parent);

private:
    void tryName();
    void showProblem(const QString &sentence);

    const Use m_use;
    QLineEdit *m_name;
    QCheckBox *m_withColumns;
    QCheckBox *m_withZone;
    QLabel *m_problem;
    QPushButton *m_ok;
};

} // namespace watchbill
