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
#include "profile/tablefield.h"
#include "profile/tlsmodebox.h"
#include "task/sentences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int columnGap = 32;

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
    m_pasteRow->keepRoom(FormField::Paste, 2);
    showWhatToPaste();
    createIdentity();
    createServer();
    createEncryption();
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
    connect(m_paste, &PasteField::taken, this, &ConnectionForm::take);
    connect(m_paste, &PasteField::paused, this, &ConnectionForm::preview);
    connect(m_paste, &QLineEdit::textChanged, this, [this] { m_isPasteRefused = false; });
    connect(m_host, &QLineEdit::textChanged, this,
            [this] { m_tlsMode->proposeFor(draft().connection.isLocal()); });
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
    layout()->invalidate(); // which is not notified of it
}

// Bound in their order on screen, which is that in which the first wrong one is found.
template<typename Member>
void ConnectionForm::bindLine(FormField field, QLineEdit *edit, Member member, Given given)
{
    const auto text = [=] { return given == Given::Trimmed ? edit->text().trimmed() : edit->text(); };
    bind({field, edit, [=](ProfileDraft draft) { edit->setText(member(draft)); },
          [=](ProfileDraft &draft) { member(draft) = text(); }});
    watch(field, edit);
}

void ConnectionForm::watch(std::optional<FormField> field, QLineEdit *edit)
{
    connect(edit, &QLineEdit::textChanged, this, &ConnectionForm::update);
    if (field)
        connect(edit, &QLineEdit::editingFinished, this, [this, field] { note(*field); });
}

void ConnectionForm::createIdentity()
{
    m_name = lineEdit(u"name"_s, tr("Leave empty to not save"));
    auto *environments = new QComboBox;
    environments->setObjectName(u"environment"_s);
    for (const auto environment : {Environment::Development, Environment::Staging, Environment::Production}) {
        const EnvironmentLook look = EnvironmentLook::of(environment);
        environments->addItem(swatch(look.badgeGround), look.name, int(environment));
    }
    m_left->addHeading(tr("Connection"));
    m_left->addField(FormField::Name, tr("&Name"), {m_name});
    m_left->addField(FormField::Environment, tr("&Environment"), {environments});
    bindLine(FormField::Name, m_name, [](ProfileDraft &draft) -> QString & { return draft.name; });
    bind(
        {FormField::Environment, environments,
         [=](const ProfileDraft &draft) {
             environments->setCurrentIndex(environments->findData(int(draft.environment)));
         },
         [=](ProfileDraft &draft) { draft.environment = Environment(environments->currentData().toInt()); }});
    connect(environments, &QComboBox::currentIndexChanged, this, &ConnectionForm::edited);
}

void ConnectionForm::createServer()
{
    m_host = lineEdit(u"host"_s, tr("localhost (separate several with commas)"));
    m_password = passwordEdit(u"password"_s);
    m_keep = new KeyringBox;
    QLineEdit *port = lineEdit(u"port"_s, u"5432"_s);
    QLineEdit *database = lineEdit(u"database"_s, tr("same as user name"));
    QLineEdit *user = lineEdit(u"user"_s, tr("your system user name"));
    m_left->addHeading(tr("Server"));
    m_left->addField(FormField::Host, tr("&Host"), {m_host});
    m_left->addField(FormField::Port, tr("P&ort"), {port});
    m_left->addField(FormField::Database, tr("&Database"), {database});
    m_left->addField(FormField::User, tr("&User"), {user});
    m_left->addField(FormField::Password, tr("Pass&word"), {m_password});
    m_left->addWidget(m_keep);
    m_left->addNotes({FormField::Host, FormField::Port, FormField::User}, 4);
    m_left->addStretch();
    const auto part = [](QString ConnectionFields::*member) {
        return [member](ProfileDraft &draft) -> QString & { return draft.connection.*member; };
    };
    bindLine(FormField::Host, m_host, part(&ConnectionFields::host));
    bindLine(FormField::Port, port, part(&ConnectionFields::port));
    bindLine(FormField::Database, database, part(&ConnectionFields::database));
    bindLine(FormField::User, user, part(&ConnectionFields::user));
    bindLine(FormField::Password, m_password, part(&ConnectionFields::password), Given::AsTyped);
}

void ConnectionForm::createEncryption()
{
    m_tlsMode = new TlsModeBox;
    auto *rootCertificate = new CertificateField;
    m_right->addHeading(tr("Encryption"));
    m_right->addField(FormField::TlsMode, tr("TLS &mode"), {m_tlsMode});
    m_right->addField(FormField::RootCertificate, tr("Root certi&ficate"), {rootCertificate});
    m_right->addNotes({FormField::TlsMode, FormField::RootCertificate}, 2);
    bind({FormField::TlsMode, m_tlsMode,
          [this](const ProfileDraft &draft) { m_tlsMode->setMode(draft.connection.tlsMode); },
          [this](ProfileDraft &draft) { draft.connection.tlsMode = m_tlsMode->mode(); }});
    bind({FormField::RootCertificate, rootCertificate,
          [=](const ProfileDraft &draft) { rootCertificate->setPath(draft.connection.rootCertificate); },
          [=](ProfileDraft &draft) { draft.connection.rootCertificate = rootCertificate->path(); }});
    connect(m_tlsMode, &QComboBox::currentIndexChanged, this, &ConnectionForm::update);
    connect(rootCertificate, &CertificateField::changed, this, [this] { note(FormField::RootCertificate); });
}

void ConnectionForm::createTasks()
{
    m_table = new TableField(this);
    connect(m_table, &TableField::tablesRequested, this, &ConnectionForm::tablesRequested);
    QLineEdit *serviceLogin = lineEdit(u"serviceLogin"_s, tr("none, user name or connection URI"));
    serviceLogin->setToolTip(tr(
        "Tried before the user above (same server, unless a full connection is given). If refused, the user above is used."));
    m_servicePassword = passwordEdit(u"servicePassword"_s);
    m_right->addHeading(tr("Tasks"));
    m_right->addField(FormField::Table, tr("Ta&ble"), {m_table->edit(), m_table->chooseButton()});
    m_right->addWidget(m_table->suggestions());
    bindLine(FormField::Table, m_table->edit(), [](ProfileDraft &draft) -> QString & { return draft.table; });
    addPlainFields(m_right, ProfileField::Group::Tasks);
    m_right->addField(FormField::ServiceLogin, tr("Service &login"), {serviceLogin});
    m_right->addField(FormField::ServicePassword, tr("Serv&ice password"), {m_servicePassword});
    bindLine(FormField::ServiceLogin, serviceLogin,
             [](ProfileDraft &draft) -> QString & { return draft.serviceLogin; });
    bindLine(
        FormField::ServicePassword, m_servicePassword,
        [](ProfileDraft &draft) -> QString & { return draft.servicePassword; }, Given::AsTyped);
}

void ConnectionForm::createSafety()
{
    QLineEdit *more = lineEdit(u"more"_s, tr("none; such as keepalives_idle=10"));
    more->setToolTip(tr("Further options of libpq as key=value pairs, such as service=… or options=…"));
    m_right->addHeading(tr("Safety"));
    addPlainFields(m_right, ProfileField::Group::Safety);
    m_right->addField(FormField::More, tr("E&xtra options"), {more});
    m_right->addNotes({FormField::ServiceRole}, 2);
    m_right->addStretch();
    bindLine(FormField::More, more, [](ProfileDraft &draft) -> QString & { return draft.connection.more; });
}

void ConnectionForm::addPlainFields(FormColumn *column, ProfileField::Group group)
{
    for (const FormBinding &binding : watchbill::addPlainFields(column, group)) {
        bind(binding);
        if (auto *edit = qobject_cast<QLineEdit *>(binding.widget))
            watch(binding.field, edit);
        else if (auto *box = qobject_cast<QCheckBox *>(binding.widget))
            connect(box, &QCheckBox::toggled, this, &ConnectionForm::edited);
        else if (auto *number = qobject_cast<QSpinBox *>(binding.widget))
            connect(number, &QSpinBox::valueChanged, this, &ConnectionForm::edited);
    }
}

void ConnectionForm::setDraft(const ProfileDraft &draft, bool isNew)
{
    show(draft);
    if (isNew && draft.connection.tlsMode.isEmpty())
        m_tlsMode->release(draft.connection.isLocal());
    m_visited.clear();
    m_demanded.clear();
    m_found.clear();
    m_keep->reset();
    update();
}

void ConnectionForm::show(const ProfileDraft &draft)
{
    m_keyPassword = draft.connection.keyPassword;
    for (const FormBinding &binding : std::as_const(m_bindings))
        binding.show(draft);
}

ProfileDraft ConnectionForm::draft() const
{
    ProfileDraft draft;
    draft.connection.keyPassword = m_keyPassword;
    for (const FormBinding &binding : m_bindings)
        binding.take(draft);
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

bool ConnectionForm::hasPasteLeft() const
{
    return !m_paste->text().trimmed().isEmpty();
}

void ConnectionForm::setOtherNames(const QStringList &names)
{
    m_otherNames = names;
    update();
}

// In the place where it is said afterwards what was read.
void ConnectionForm::showWhatToPaste()
{
    m_pasteRow->say(
        FormField::Paste, FormColumn::Tone::Note,
        tr("A URI, a psql command, a line of an environment file, or another program's connection string."));
}

void ConnectionForm::take(const QString &text)
{
    const auto read = ConnectionText::read(text);
    m_isPasteRefused = !read;
    if (!read) {
        m_pasteRow->say(FormField::Paste, FormColumn::Tone::Problem, read.error().message);
        return;
    }
    fillIn(*read);
    m_paste->clear(); // with what could be undone
    m_visited += {FormField::Host, FormField::Port, FormField::More};
    update();
}

// The typed text stays, as typing may continue; and an incomplete text is not wrong yet.
void ConnectionForm::preview(const QString &text)
{
    if (const auto read = ConnectionText::read(text))
        fillIn(*read);
}

void ConnectionForm::fillIn(const ConnectionText &read)
{
    const ConnectionFields fields = ConnectionFields::of(read.settings);
    ProfileDraft proposal = draft();
    proposal.proposeFor(fields);
    show(proposal);
    if (fields.tlsMode.isEmpty())
        m_tlsMode->release(proposal.connection.isLocal());
    QStringList sentences{tr("Filled in below.")};
    if (Supabase::of(fields))
        sentences += tr("Supabase detected.");
    if (!fields.password.isEmpty())
        sentences += tr("The password is filled in, too.");
    m_pasteRow->say(FormField::Paste, FormColumn::Tone::Note, joinSentences(sentences + read.remarks()));
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
    if (now != m_tested)
        m_found.clear();
    m_problems.clear();
    for (const FormBinding &binding : std::as_const(m_bindings)) {
        if (!binding.field)
            continue;
        const FormField field = *binding.field;
        QString problem = m_visited.contains(field) ? problems.value(field) : QString();
        if (problem.isEmpty())
            problem = m_demanded.value(field, m_found.value(field));
        const bool isWrong = !problem.isEmpty();
        if (isWrong)
            m_problems[field] = problem;
        for (FormColumn *column : {m_left, m_right})
            column->say(field, isWrong ? FormColumn::Tone::Problem : FormColumn::Tone::Note,
                        isWrong ? problem : notes.value(field));
    }
    Q_EMIT edited();
}

bool ConnectionForm::check(bool needsName)
{
    m_paste->take();
    if (m_isPasteRefused) {
        m_pasteRow->say(
            FormField::Paste, FormColumn::Tone::Problem,
            joinSentences({sentence(FormField::Paste), tr("Clear this field to use those below.")}));
        m_paste->setFocus();
        return false;
    }
    m_demanded.clear();
    if (needsName && draft().name.isEmpty())
        m_demanded[FormField::Name] = tr("Enter a name to save the connection.");
    for (const FormBinding &binding : std::as_const(m_bindings)) {
        if (binding.field)
            m_visited += *binding.field;
    }
    update();
    ProfileDraft::Sentences wrong = draft().problems(m_otherNames);
    wrong.insert(m_demanded);
    const auto first = std::find_if(m_bindings.cbegin(), m_bindings.cend(), [&](const FormBinding &binding) {
        return binding.field && wrong.contains(*binding.field);
    });
    if (first != m_bindings.cend())
        first->widget->setFocus();
    return wrong.isEmpty();
}

void ConnectionForm::mark(FormField field, const QString &sentence)
{
    m_tested = draft();
    m_found = {{field, sentence}};
    update();
    const auto marked = std::find_if(m_bindings.cbegin(), m_bindings.cend(),
                                     [field](const FormBinding &binding) { return binding.field == field; });
    if (marked == m_bindings.cend())
        return;
    marked->widget->setFocus();
    if (auto *edit = qobject_cast<QLineEdit *>(marked->widget))
        edit->selectAll(); // what is typed next takes its place
}

QString ConnectionForm::problem() const
{
    const QWidget *focused = focusWidget();
    for (const FormBinding &binding : m_bindings) {
        const bool isHere = binding.widget == focused || binding.widget->isAncestorOf(focused);
        if (focused && isHere && binding.field && m_problems.contains(*binding.field))
            return m_problems.value(*binding.field);
    }
    return m_problems.isEmpty() ? QString() : m_problems.first();
}

void ConnectionForm::offerTables(const QStringList &tables)
{
    if (tables.isEmpty()) {
        mark(FormField::Table, tr("No table in this database has the columns of a task."));
        return;
    }
    m_table->offer(tables);
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
