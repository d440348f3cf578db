// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/certificatefield.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace watchbill {

CertificateField::CertificateField(QWidget *parent)
    : QWidget(parent)
    , m_path(new QLineEdit)
{
    m_path->setObjectName(u"rootCertificate"_s);
    m_path->setPlaceholderText(QDir::toNativeSeparators(u"~/.postgresql/root.crt"_s));
    m_path->setAccessibleName(tr("Root certificate"));
    auto *choose = new QPushButton(tr("Choose…"));
    choose->setObjectName(u"chooseCertificate"_s);
    choose->setAccessibleName(tr("Choose the root certificate"));
    choose->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_path, 1);
    layout->addWidget(choose);
    setFocusProxy(m_path);
    connect(m_path, &QLineEdit::textChanged, this, &CertificateField::changed);
    connect(choose, &QPushButton::clicked, this, &CertificateField::choose);
}

QString CertificateField::path() const
{
    const QString text = m_path->text().trimmed();
    return text.startsWith("~/"_L1) ? QDir::home().filePath(text.mid(2)) : text; // libpq does not know it
}

void CertificateField::setPath(const QString &path)
{
    m_path->setText(path);
}

void CertificateField::choose()
{
    auto *dialog = new QFileDialog(this, tr("Choose the root certificate"), QFileInfo(path()).path(),
                                   tr("Certificates (*.crt *.pem *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

} // namespace watchbill
