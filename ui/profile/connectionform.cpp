// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectionform.h"

#include "connection/environmentlook.h"
#include "profile/certificatefield.h"
#include "profile/connectiontext.h"
#include "profile/formcolumn.h"
#include "profile/keyringbox.h"
#include "profile/pastefield.h"
#include "profile/supabase.h"
#include "profile/tlsmodebox.h"
#include "task/sentences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int columnGap = 32;
constexpr int longestTimeLimit = 3600; // seconds

QLineEdit *lineEdit(const QString &name, const QString &placeholder = {})
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setPlaceholderText(placeholder);
    return edit;
}

QLineEdit *passwordEdit(const QString &name)
{
    auto *edit = lineEdit(name, ConnectionForm::tr("Prompted if needed; ~/.pgpass is also used"));
    edit->setEchoMode(QLineEdit::Password);
    return edit;
}

QIcon swatch(const QColor &color)
{
    QPixmap pixmap(28, 28);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(pixmap.rect().adjusted(2, 2, -2, -2), 6, 6);
    return pixmap;
}

} // namespace

ConnectionForm::ConnectionForm(QWidget *parent)
    : QWidget(parent)
    , m_pasteRow(new FormColumn)
    , m_left(new FormColumn)
    , m_right(new FormColumn)
    , m_paste(new PasteField)
{
    m_pasteRow->addField(FormField::Paste, tr("&Paste a connection"), {m_paste});
    createIdentity();
    createServer();
    createTasks();
    createSafety();
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight);
    m_columns->setSpacing(columnGap);
    m_columns->addWidget(m_left, 1);
    m_columns->addWidget(m_right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 8, 0); // not against the scroll bar
    layout->setSpacing(16);
    layout->addWidget(m_pasteRow);
    layout->addLayout(m_columns, 1);
    connectFields();
    setDraft({}, true);
}

void ConnectionForm::fitInto(int width)
{
    const int beside = m_left->minimumSizeHint().width() + columnGap + m_right->minimumSizeHint().width()
        + layout()->contentsMargins().right();
    const auto direction = beside > width ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_columns->direction() == direction)
        return;
    m_columns->setDirection(direction);
    layout()->invalidate(); // which does not hear of it by itself
}

void ConnectionForm::createIdentity()
{
    m_name = lineEdit(u"name"_s, tr("Leave empty to not save"));
    m_environment = new QComboBox;
    m_environment->setObjectName(u"environment"_s);
    for (const auto environment : {Environment::Development, Environment::Staging, Environment::Production}) {
        const EnvironmentLook look = EnvironmentLook::of(environment);
        m_environment->addItem(swatch(look.badgeGround), look.name, int(environment));
    }
    m_left->addHeading(tr("Connection"));
    m_left->addField(FormField::Name, tr("&Name"), {m_name});
    m_left->addField(FormField::Environment, tr("&Environment"), {m_environment});
}

void ConnectionForm::createServer()
{
    m_host = lineEdit(u"host"_s, tr("localhost (separate several with commas)"));
    m_port = lineEdit(u"port"_s, u"5432"_s);
    m_database = lineEdit(u"database"_s, tr("same as user name"));
    m_user = lineEdit(u"user"_s, tr("your system user name"));
    m_password = passwordEdit(u"password"_s);
    m_keep = new KeyringBox;
    m_tlsMode = new TlsModeBox;
    m_rootCertificate = new CertificateField;
    m_left->addHeading(tr("Server"));
    m_left->addField(FormField::Host, tr("&Host"), {m_host});
    m_left->addField(FormField::Port, tr("P&ort"), {m_port});
    m_left->addField(FormField::Database, tr("&Database"), {m_database});
    m_left->addField(FormField::User, tr("&User"), {m_user});
    m_left->addField(FormField::Password, tr("Pass&word"), {m_password});
    m_left->addWidget(m_keep);
    m_left->addStretch();
}

void ConnectionForm::createTasks()
{
    m_table = lineEdit(u"table"_s, u"public.tasks"_s);
    m_serviceRole = lineEdit(u"serviceRole"_s, tr("none; on Supabase: service_role"));
    m_serviceRole->setToolTip(
        tr("A role that sees all tasks, set with SET ROLE if the login may. Without it, row security "
           "may hide tasks."));
    m_serviceLogin = lineEdit(u"serviceLogin"_s, tr("none, user name or connection URI"));
    m_serviceLogin->setToolTip(
        tr("A login that is tried before the user above, on the same server unless it is a whole "
           "connection. If it is refused, the user above is used."));
    m_servicePassword = passwordEdit(u"servicePassword"_s);
    m_right->addHeading(tr("Encryption"));
    m_right->addField(FormField::TlsMode, tr("TLS &mode"), {m_tlsMode});
    m_right->addField(FormField::RootCertificate, tr("Root certi&ficate"), {m_rootCertificate});
    m_right->addHeading(tr("Tasks"));
    m_right->addField(FormField::Table, tr("Ta&ble"), {m_table});
    m_right->addField(FormField::ServiceRole, tr("Service &role"), {m_serviceRole});
    m_right->addField(FormField::ServiceLogin, tr("Service &login"), {m_serviceLogin});
    m_right->addField(FormField::ServicePassword, tr("Serv&ice password"), {m_servicePassword});
}

void ConnectionForm::createSafety()
{
    m_readOnly = new QCheckBox(tr("Read-onl&y: the server refuses all changes"));
    m_readOnly->setObjectName(u"readOnly"_s);
    m_timeLimit = new QSpinBox;
    m_timeLimit->setObjectName(u"timeLimit"_s);
    m_timeLimit->setRange(1, longestTimeLimit);
    m_timeLimit->setSuffix(tr(" s"));
    m_timeLimit->setToolTip(tr("How long the server may take for one request. Exact counts and "
                               "exports have no limit; you can cancel them."));
    m_more = lineEdit(u"more"_s, tr("none; such as keepalives_idle=10"));
    m_more->setToolTip(tr("Further options of libpq as key=value pairs, such as service=… or options=…"));
    m_right->addHeading(tr("Safety"));
    m_right->addField(FormField::ReadOnly, {}, {m_readOnly});
    m_right->addField(FormField::TimeLimit, tr("Time limi&t"), {m_timeLimit});
    m_right->addField(FormField::More, tr("E&xtra options"), {m_more});
    m_right->addStretch();
}

void ConnectionForm::connectFields()
{
    connect(m_paste, &PasteField::taken, this, &ConnectionForm::take);
    connect(m_host, &QLineEdit::textChanged, this,
            [this] { m_tlsMode->proposeFor(draft().connection.isLocal()); });
    const std::pair<QLineEdit *, FormField> lines[] = {
        {m_name, FormField::Name},
        {m_host, FormField::Host},
        {m_port, FormField::Port},
        {m_database, FormField::Database},
        {m_user, FormField::User},
        {m_password, FormField::Password},
        {m_table, FormField::Table},
        {m_serviceRole, FormField::ServiceRole},
        {m_serviceLogin, FormField::ServiceLogin},
        {m_servicePassword, FormField::ServicePassword},
        {m_more, FormField::More},
    };
    for (const auto &[edit, field] : lines) {
        connect(edit, &QLineEdit::textChanged, this, &ConnectionForm::update);
        connect(edit, &QLineEdit::editingFinished, this, [this, field = field] { note(field); });
    }
    connect(m_rootCertificate, &CertificateField::changed, this,
            [this] { note(FormField::RootCertificate); });
    connect(m_tlsMode, &QComboBox::currentIndexChanged, this, &ConnectionForm::update);
    connect(m_environment, &QComboBox::currentIndexChanged, this, &ConnectionForm::edited);
    connect(m_readOnly, &QCheckBox::toggled, this, &ConnectionForm::edited);
    connect(m_timeLimit, &QSpinBox::valueChanged, this, &ConnectionForm::edited);
}

void ConnectionForm::setDraft(const ProfileDraft &draft, bool isNew)
{
    fillIn(draft.connection);
    m_tlsMode->setMode(draft.connection.tlsMode);
    if (isNew && draft.connection.tlsMode.isEmpty())
        m_tlsMode->release(draft.connection.isLocal());
    m_name->setText(draft.name);
    m_environment->setCurrentIndex(m_environment->findData(int(draft.environment)));
    m_table->setText(draft.table);
    m_serviceRole->setText(draft.serviceRole);
    m_serviceLogin->setText(draft.serviceLogin);
    m_servicePassword->setText(draft.servicePassword);
    m_readOnly->setChecked(draft.readOnly);
    m_timeLimit->setValue(int(draft.timeLimit.count()));
    m_visited.clear();
    m_demanded.clear();
    m_keep->reset();
    update();
}

void ConnectionForm::fillIn(const ConnectionFields &fields)
{
    m_host->setText(fields.host);
    m_port->setText(fields.port);
    m_database->setText(fields.database);
    m_user->setText(fields.user);
    m_password->setText(fields.password);
    m_rootCertificate->setPath(fields.rootCertificate);
    m_more->setText(fields.more);
    m_keyPassword = fields.keyPassword;
}

ProfileDraft ConnectionForm::draft() const
{
    ProfileDraft draft;
    draft.name = m_name->text().trimmed();
    draft.environment = Environment(m_environment->currentData().toInt());
    draft.connection.host = m_host->text().trimmed();
    draft.connection.port = m_port->text().trimmed();
    draft.connection.database = m_database->text().trimmed();
    draft.connection.user = m_user->text().trimmed();
    draft.connection.password = m_password->text();
    draft.connection.tlsMode = m_tlsMode->mode();
    draft.connection.rootCertificate = m_rootCertificate->path();
    draft.connection.more = m_more->text().trimmed();
    draft.connection.keyPassword = m_keyPassword;
    draft.table = m_table->text().trimmed();
    draft.serviceRole = m_serviceRole->text().trimmed();
    draft.serviceLogin = m_serviceLogin->text().trimmed();
    draft.servicePassword = m_servicePassword->text();
    draft.readOnly = m_readOnly->isChecked();
    draft.timeLimit = std::chrono::seconds(m_timeLimit->value());
    return draft;
}

void ConnectionForm::fillIn(Login login, const QString &password)
{
    const bool isRegular = login == Login::Regular;
    QLineEdit *edit = isRegular ? m_password : m_servicePassword;
    if (edit->text().isEmpty()
        && !m_visited.contains(isRegular ? FormField::Password : FormField::ServicePassword))
        edit->setText(password);
}

void ConnectionForm::setOtherNames(const QStringList &names)
{
    m_otherNames = names;
    update();
}

void ConnectionForm::take(const QString &text)
{
    const auto read = ConnectionText::read(text);
    if (!read) {
        m_pasteRow->say(FormField::Paste, FormColumn::Tone::Problem, read.error().message);
        return;
    }
    const ConnectionFields fields = ConnectionFields::of(read->settings);
    ProfileDraft proposal = draft();
    proposal.proposeFor(fields);
    fillIn(proposal.connection);
    if (fields.tlsMode.isEmpty())
        m_tlsMode->release(proposal.connection.isLocal());
    else
        m_tlsMode->setMode(fields.tlsMode);
    m_serviceRole->setText(proposal.serviceRole);
    QStringList sentences{tr("Filled in below.")};
    if (Supabase::of(fields))
        sentences += tr("Supabase detected.");
    if (!fields.password.isEmpty())
        sentences += tr("The password is filled in, too.");
    sentences += read->remarks();
    m_paste->clear(); // with what could be undone
    m_pasteRow->say(FormField::Paste, FormColumn::Tone::Note, joinSentences(sentences));
    m_visited += {FormField::Host, FormField::Port, FormField::More};
    update();
}

// A half-written word is not wrong yet.
void ConnectionForm::note(FormField field)
{
    m_visited += field;
    update();
}

void ConnectionForm::update()
{
    const ProfileDraft now = draft();
    const ProfileDraft::Sentences problems = now.problems(m_otherNames);
    const ProfileDraft::Sentences notes = now.notes();
    if (!now.name.isEmpty())
        m_demanded.remove(FormField::Name);
    for (int i = int(FormField::Name); i <= int(FormField::More); ++i) {
        const auto field = FormField(i);
        const QString demanded = m_demanded.value(field);
        const QString problem = m_visited.contains(field) ? problems.value(field) : QString();
        const bool isWrong = !problem.isEmpty() || !demanded.isEmpty();
        for (FormColumn *column : {m_left, m_right})
            column->say(field, isWrong ? FormColumn::Tone::Problem : FormColumn::Tone::Note,
                        !problem.isEmpty() ? problem
                            : isWrong      ? demanded
                                           : notes.value(field));
    }
    Q_EMIT edited();
}

bool ConnectionForm::check(bool needsName)
{
    m_demanded.clear();
    if (needsName && draft().name.isEmpty())
        m_demanded[FormField::Name] = tr("Enter a name to save the connection.");
    for (int i = int(FormField::Name); i <= int(FormField::More); ++i)
        m_visited += FormField(i);
    update();
    ProfileDraft::Sentences wrong = draft().problems(m_otherNames);
    wrong.insert(m_demanded);
    if (!wrong.isEmpty())
        widgetOf(wrong.firstKey())->setFocus();
    return wrong.isEmpty();
}

QWidget *ConnectionForm::widgetOf(FormField field) const
{
    switch (field) {
    case FormField::Name:
        return m_name;
    case FormField::Port:
        return m_port;
    case FormField::RootCertificate:
        return m_rootCertificate;
    case FormField::Table:
        return m_table;
    case FormField::ServiceRole:
        return m_serviceRole;
    case FormField::ServiceLogin:
        return m_serviceLogin;
    case FormField::More:
        return m_more;
    default:
        return m_host;
    }
}

void ConnectionForm::begin(bool isNew)
{
    if (isNew)
        m_paste->setFocus();
    else
        m_name->setFocus();
}

QString ConnectionForm::sentence(FormField field) const
{
    QString sentence;
    for (const FormColumn *column : {m_pasteRow, m_left, m_right})
        sentence += column->sentence(field);
    return sentence;
}

} // namespace watchbill
