// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/welcomewindow.h"

#include "postgres/connectionsettings.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QFrame>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int windowWidth = 620;

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel *heading(const QString &text, qreal scale)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QFrame *line()
{
    auto *frame = new QFrame;
    frame->setFrameShape(QFrame::HLine);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid);
    return frame;
}

} // namespace

WelcomeWindow::WelcomeWindow(QWidget *parent)
    : QWidget(parent)
    , m_demo(new QPushButton(tr("Start the demo")))
    , m_connect(new QPushButton(tr("Connect")))
    , m_connection(new QLineEdit)
    , m_table(new QLineEdit(u"tasks"_s))
    , m_serviceRole(new QLineEdit)
    , m_readOnly(new QCheckBox(tr("Read-only")))
    , m_status(paragraph({}))
{
    setWindowTitle(tr("Watchbill"));
    setObjectName(u"welcome"_s);
    m_demo->setObjectName(u"startDemo"_s);
    m_connect->setObjectName(u"connect"_s);
    m_connect->setDefault(true);
    m_status->setObjectName(u"welcomeStatus"_s);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *picture = new QLabel;
    picture->setPixmap(QIcon(u":/icons/watchbill.svg"_s).pixmap(QSize(64, 64), devicePixelRatioF()));
    auto *title = new QVBoxLayout;
    title->addWidget(heading(tr("Watchbill"), 1.8));
    title->addWidget(paragraph(tr("Watch, filter and delete background tasks that live in PostgreSQL.")));
    auto *top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(picture, 0, Qt::AlignTop);
    top->addLayout(title, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(28, 26, 28, 24);
    layout->setSpacing(14);
    layout->addLayout(top);
    layout->addWidget(line());
    layout->addWidget(heading(tr("Look around first"), 1.1));
    layout->addWidget(paragraph(
        tr("The demo starts a private PostgreSQL on this computer with some thousand tasks and a steady "
           "stream of new ones. It ends with its window.")));
    layout->addWidget(m_demo, 0, Qt::AlignLeft);
    layout->addWidget(line());
    layout->addWidget(heading(tr("Connect to your database"), 1.1));
    layout->addWidget(form());
    layout->addWidget(m_connect, 0, Qt::AlignLeft);
    layout->addWidget(m_status);
    layout->addStretch();
    resize(windowWidth, sizeHint().height());
    m_status->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_status->setAlignment(Qt::AlignTop);

    connect(m_demo, &QPushButton::clicked, this, &WelcomeWindow::demoRequested);
    connect(m_connect, &QPushButton::clicked, this, &WelcomeWindow::submit);
    for (QLineEdit *field : {m_connection, m_table, m_serviceRole})
        connect(field, &QLineEdit::returnPressed, this, &WelcomeWindow::submit);
}

QWidget *WelcomeWindow::form()
{
    m_connection->setObjectName(u"connectionEdit"_s);
    m_connection->setPlaceholderText(u"postgresql://user@host:5432/database"_s);
    m_connection->setToolTip(
        tr("A libpq URI or key=value pairs. What is left out comes from the PG* variables, "
           "the service file and ~/.pgpass, as in psql."));
    m_table->setObjectName(u"tableEdit"_s);
    m_table->setPlaceholderText(u"public.tasks"_s);
    m_serviceRole->setObjectName(u"serviceRoleEdit"_s);
    m_serviceRole->setPlaceholderText(tr("none; on Supabase: service_role"));
    m_serviceRole->setToolTip(
        tr("A role that sees all rows, taken with SET ROLE where the login may. Without it row security "
           "may hide tasks."));
    m_readOnly->setObjectName(u"readOnlyBox"_s);
    m_readOnly->setToolTip(tr("The server is told to refuse every change."));
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->addRow(tr("Connection"), m_connection);
    form->addRow(tr("Table"), m_table);
    form->addRow(tr("Service role"), m_serviceRole);
    form->addRow({}, m_readOnly);
    return page;
}

void WelcomeWindow::setProfile(const ConnectionProfile &profile)
{
    m_connection->setText(profile.connection);
    m_table->setText(profile.tableName());
    m_serviceRole->setText(profile.serviceRole);
    m_readOnly->setChecked(profile.readOnly);
}

void WelcomeWindow::submit()
{
    if (!m_connect->isEnabled())
        return; // Enter in a field has to wait like the button
    ConnectionProfile profile;
    profile.connection = m_connection->text().trimmed();
    profile.serviceRole = m_serviceRole->text().trimmed();
    profile.readOnly = m_readOnly->isChecked();
    if (const auto named = profile.setTableName(m_table->text()); !named) {
        showError(named.error().message);
        return;
    }
    if (const auto settings = ConnectionSettings::parse(profile.connection); !settings) {
        showError(settings.error().message);
        return;
    }
    Q_EMIT connectRequested(profile);
}

void WelcomeWindow::setBusy(bool busy)
{
    m_demo->setEnabled(!busy);
    m_connect->setEnabled(!busy);
}

void WelcomeWindow::showProgress(const QString &text)
{
    setBusy(true);
    m_status->setPalette({});
    m_status->setText(text);
}

void WelcomeWindow::showError(const QString &sentence)
{
    setBusy(false);
    QPalette palette;
    palette.setColor(QPalette::WindowText, theme::statusColor(TaskStatus::Kind::Failed));
    m_status->setPalette(palette);
    m_status->setText(sentence);
}

} // namespace watchbill
