// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLineEdit;

namespace watchbill {

/// The file with the certificate of the authority that vouches for the server, typed or chosen.
class CertificateField : public QWidget
{
    Q_OBJECT

public:
    explicit CertificateField(QWidget *parent = nullptr);

    QString path() const;
    void setPath(const QString &path);

Q_SIGNALS:
    void changed();

private:
    void choose();

    QLineEdit *m_path;
};

} // namespace watchbill
