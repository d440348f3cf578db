// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/connectiondialog.h"

#include "connection/connectionform.h"
#include "connection/connectiontestview.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "service/connectiontest.h"
#include "service/onfinished.h"
#include "theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr QMargins margins(20, 18, 20, 16);
constexpr int testHeight = 230;

} // namespace

ConnectionDialog::ConnectionDialog(ProfileStore &store, SecretStore &secrets, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_secrets(secrets)
    , m_form(new ConnectionForm)
    , m_scroll(new QScrollArea)
    , m_testView(new ConnectionTestView)
    , m_status(new QLabel)
{
    setObjectName(u"connectionDialog"_s);
    m_scroll->setWidget(m_form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_testView->setMinimumHeight(testHeight);
    m_testView->hide();
    m_status->setObjectName(u"connectionStatus"_s);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->hide();
    QPalette palette;
    palette.setColor(QPalette::WindowText, theme::statusColor(TaskStatus::Kind::Failed));
    m_status->setPalette(palette);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(margins);
    layout->setSpacing(14);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_testView, 1);
    layout->addWidget(m_status);
    layout->addWidget(createButtons());
    m_connect->setDefault(true); // counts only once it is in this window
    connect(m_form, &ConnectionForm::edited, this, [this] { say({}); });
    connect(&m_secrets, &SecretStore::persistenceChanged, m_form, &ConnectionForm::setKeyring);
    m_form->setKeyring(m_secrets.isPersistent());
    onFinished(m_secrets.findKeyring(), this, [this](bool isThere) { m_form->setKeyring(isThere); });
    begin();
}

// Hidden while it is still whole: a field that loses the focus then tells what was typed.
ConnectionDialog::~ConnectionDialog()
{
    hide();
}

QWidget *ConnectionDialog::createButtons()
{
    const auto button = [](const QString &text, const QString &name) {
        auto *made = new QPushButton(text);
        made->setObjectName(name);
        made->setAutoDefault(false);
        return made;
    };
    m_testButton = button(tr("Test conne&ction"), u"testConnection"_s);
    QPushButton *cancel = button(tr("Cancel"), u"cancel"_s);
    m_save = button(tr("Sa&ve"), u"save"_s);
    m_connect = button(tr("Connect"), u"connect"_s);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_testButton);
    layout->addStretch();
    for (QPushButton *one : {cancel, m_save, m_connect})
        layout->addWidget(one);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] { finish(Purpose::Save); });
    connect(m_connect, &QPushButton::clicked, this, [this] { finish(Purpose::Connect); });
    return row;
}

void ConnectionDialog::begin(const ConnectionProfile &profile)
{
    m_formerName.clear();
    m_known = {{Login::Regular, {}}, {Login::Service, {}}};
    setWindowTitle(tr("New connection"));
    present(profile, true);
}

void ConnectionDialog::edit(const ConnectionProfile &kept)
{
    m_formerName = kept.name;
    m_known.clear();
    setWindowTitle(tr("Edit connection “%1”").arg(kept.name));
    present(kept, false);
    for (const Login login : {Login::Regular, Login::Service}) {
        onFinished(m_secrets.password(kept.name, login), this,
                   [this, login](const Result<std::optional<QString>> &password) {
                       if (!password)
                           return; // it stays where it is
                       m_known[login] = password->value_or(QString());
                       m_form->fillIn(login, m_known[login]);
                   });
    }
}

void ConnectionDialog::present(const ConnectionProfile &profile, bool isNew)
{
    m_form->setDraft(ProfileDraft::of(profile), isNew);
    QStringList others;
    if (const auto profiles = m_store.profiles()) {
        for (const ConnectionProfile &one : *profiles) {
            if (one.name != m_formerName)
                others += one.name;
        }
    } else {
        say(profiles.error().message);
    }
    m_form->setOtherNames(others);
    m_form->begin(isNew);
    // As large as what it holds, as far as the screen lets it.
    m_form->fitInto(screen()->availableGeometry().width() * 9 / 10);
    m_scroll->setMinimumWidth(m_form->minimumSizeHint().width()
                              + m_scroll->verticalScrollBar()->sizeHint().width());
    const QSize wanted = m_form->sizeHint() + QSize(120, 120);
    resize(wanted.boundedTo(screen()->availableSize() * 0.9));
}

void ConnectionDialog::say(const QString &sentence)
{
    m_status->setText(sentence);
    m_status->setVisible(!sentence.isEmpty());
}

void ConnectionDialog::test()
{
    if (!m_form->check(false))
        return;
    delete m_test;
    m_test = new ConnectionTest(m_form->draft().profile(), this);
    m_testView->setTest(m_test);
    if (!m_testView->isVisible()) {
        m_testView->show();
        const int room = screen()->availableGeometry().height() * 9 / 10;
        resize(width(), qMin(room, height() + m_testView->minimumHeight()));
    }
    m_test->start();
}

void ConnectionDialog::finish(Purpose purpose)
{
    if (!m_form->check(purpose == Purpose::Save || !m_formerName.isEmpty()))
        return;
    const ConnectionProfile profile = m_form->draft().profile();
    if (profile.name.isEmpty()) {
        complete(purpose);
        return;
    }
    if (const auto kept = m_store.save(profile, m_formerName); !kept) {
        say(kept.error().message);
        return;
    }
    const QString formerName = std::exchange(m_formerName, profile.name);
    Q_EMIT saved(profile.name, formerName);
    queuePasswords(formerName);
    keepNext(purpose);
}

// What the keyring has not told and nobody has typed is left as it is.
void ConnectionDialog::queuePasswords(const QString &formerName)
{
    const ProfileDraft draft = m_form->draft();
    const auto keeping =
        m_form->keepsPasswords() ? SecretStore::Keeping::Keyring : SecretStore::Keeping::ThisRun;
    m_steps.clear();
    if (!formerName.isEmpty() && formerName != draft.name)
        m_steps += [this, formerName, name = draft.name] { return m_secrets.rename(formerName, name); };
    const std::pair<Login, QString> passwords[] = {{Login::Regular, draft.connection.password},
                                                   {Login::Service, draft.servicePassword}};
    for (const auto &[login, password] : passwords) {
        const bool isUntouched = m_known.contains(login) ? m_known[login] == password : password.isEmpty();
        if (isUntouched && (m_form->keepsPasswords() || password.isEmpty()))
            continue;
        m_steps += [=, this, name = draft.name, login = login, password = password] {
            return m_secrets.setPassword(name, login, password, keeping);
        };
    }
}

void ConnectionDialog::keepNext(Purpose purpose)
{
    const bool isWaiting = !m_steps.isEmpty(); // for the keyring, which may ask for a password of its own
    m_save->setEnabled(!isWaiting);
    m_connect->setEnabled(!isWaiting);
    if (!isWaiting) {
        complete(purpose);
        return;
    }
    onFinished(m_steps.takeFirst()(), this, [this, purpose](const Result<void> &done) {
        if (done) {
            keepNext(purpose);
            return;
        }
        m_form->setKeyring(false); // what is tried next
        m_save->setEnabled(true);
        m_connect->setEnabled(true);
        say(done.error().message);
    });
}

void ConnectionDialog::complete(Purpose purpose)
{
    if (purpose == Purpose::Connect)
        Q_EMIT connectRequested(m_form->draft().profile());
    accept();
}

} // namespace watchbill
