// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profiledraft.h"

#include "postgres/connectionsettings.h"
#include "profile/profilefield.h"
#include "profile/supabase.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ProfileDraft)
};

const QString verifyFull = u"verify-full"_s;
const QString supabaseRole = u"service_role"_s;
const QString systemCertificates = u"system"_s; // libpq's word for those that the system trusts

bool isConnectionText(const QString &login)
{
    return login.contains(u'=') || login.contains("://"_L1);
}

ConnectionFields serviceFields(const ProfileDraft &draft)
{
    ConnectionFields fields = draft.connection;
    if (isConnectionText(draft.serviceLogin))
        fields = ConnectionFields::fromText(draft.serviceLogin).value_or(ConnectionFields());
    else
        fields.user = draft.serviceLogin;
    fields.password = draft.servicePassword;
    return fields;
}

QString hostProblem(const ConnectionFields &connection)
{
    static const QRegularExpression withPort(uR"(^[A-Za-z0-9.-]+:\d+\z)"_s);
    for (const QString &host : connection.hosts()) {
        if (host.contains("://"_L1) || host.contains(u'@'))
            return Texts::tr("This is not a host name. Paste a full connection into the field at the top.");
        if (withPort.match(host).hasMatch())
            return Texts::tr("The port has its own field: enter %1 here.").arg(host.section(u':', 0, 0));
        if (!host.startsWith(u'/') && host.contains(u' '))
            return Texts::tr("Host names have no spaces. Separate several with commas.");
        if (host.isEmpty() && connection.hosts().size() > 1)
            return Texts::tr("A host is missing between two commas.");
    }
    return {};
}

QString portProblem(const ConnectionFields &connection)
{
    if (connection.port.trimmed().isEmpty())
        return {};
    const QStringList ports = connection.port.split(u',');
    for (const QString &port : ports) {
        bool isNumber = false;
        const int number = port.trimmed().toInt(&isNumber);
        if (!port.trimmed().isEmpty() && (!isNumber || number < 1 || number > 65535))
            return Texts::tr("A port is a number from 1 to 65535.");
    }
    if (ports.size() > 1 && ports.size() != connection.hosts().size())
        return Texts::tr("Give one port for all hosts, or one for each.");
    return {};
}

QString certificateProblem(const QString &path)
{
    if (path.isEmpty() || path == systemCertificates)
        return {};
    const QFileInfo file(path);
    if (!file.exists())
        return Texts::tr("File not found.");
    if (!file.isFile() || !file.isReadable())
        return Texts::tr("This file cannot be read.");
    return {};
}

QString moreProblem(const QString &more)
{
    const auto settings = ConnectionSettings::parse(more);
    if (!settings)
        return Texts::tr("These are not PostgreSQL options. Use key=value pairs separated by spaces, such as "
                         "keepalives_idle=10.");
    const ConnectionFields fields = ConnectionFields::fromText(more).value_or(ConnectionFields());
    if (!fields.password.isEmpty() || !fields.keyPassword.isEmpty())
        return Texts::tr("Do not enter a password here: it would be shown and saved.");
    for (const QString &keyword : ConnectionFields::keywords()) {
        if (settings->values().contains(keyword))
            return Texts::tr("“%1” has its own field.").arg(keyword);
    }
    return {};
}

QString serviceLoginProblem(const ProfileDraft &draft)
{
    if (isConnectionText(draft.serviceLogin)) {
        const auto fields = ConnectionFields::fromText(draft.serviceLogin);
        if (!fields)
            return fields.error().message;
        if (!fields->password.isEmpty() || !fields->keyPassword.isEmpty())
            return Texts::tr("The password has its own field.");
    } else if (draft.serviceLogin.isEmpty() && !draft.servicePassword.isEmpty()) {
        return Texts::tr("A service password needs a service login.");
    }
    return {};
}

QString hostNote(const std::optional<Supabase> &supabase)
{
    return supabase && supabase->way == Supabase::Way::Direct
        ? Texts::tr("Supabase’s direct connection uses IPv6 unless the project pays for IPv4. If it "
                    "is not reachable, use the session pooler’s string.")
        : QString();
}

QString tlsNote(const ConnectionFields &connection)
{
    if (connection.isLocal() || connection.tlsMode == verifyFull)
        return {};
    if (connection.tlsMode == "verify-ca"_L1)
        return Texts::tr("Accepts any server with a certificate from that authority.");
    if (connection.tlsMode == "require"_L1)
        return Texts::tr("An attacker could pose as the server: only verify-full checks its identity.");
    return Texts::tr("Tasks and password may be sent unencrypted.");
}

QString certificateNote(const ConnectionFields &connection, const std::optional<Supabase> &supabase)
{
    const bool isNeeded = connection.tlsMode == verifyFull || connection.tlsMode == "verify-ca"_L1;
    const bool hasDefault = QFileInfo::exists(QDir::home().filePath(u".postgresql/root.crt"_s));
    if (!isNeeded || !connection.rootCertificate.isEmpty() || hasDefault)
        return {};
    return supabase
        ? Texts::tr("Download it from Supabase, in the project’s database settings under SSL configuration.")
        : Texts::tr("%1 needs the certificate of the authority that vouches for the server.")
              .arg(connection.tlsMode);
}

} // namespace

ProfileDraft ProfileDraft::of(const ConnectionProfile &profile)
{
    ProfileDraft draft;
    static_cast<ProfileOptions &>(draft) = profile;
    draft.connection = ConnectionFields::fromText(profile.connection).value_or(ConnectionFields());
    draft.table = (profile.schema == "public"_L1 ? u"public."_s : QString()) + profile.tableName();
    if (profile.serviceConnection.isEmpty())
        return draft;
    const ConnectionFields service =
        ConnectionFields::fromText(profile.serviceConnection).value_or(ConnectionFields());
    draft.servicePassword = service.password;
    ConnectionFields sameServer = draft.connection.withoutPasswords();
    sameServer.user = service.user;
    draft.serviceLogin = sameServer == service.withoutPasswords() && !service.user.isEmpty()
        ? service.user
        : service.withoutPasswords().toText();
    return draft;
}

ConnectionProfile ProfileDraft::profile() const
{
    ConnectionProfile profile;
    static_cast<ProfileOptions &>(profile) = *this;
    for (const ProfileField &field : profileFields()) {
        if (const auto *text = std::get_if<ProfileField::Text>(&field.member))
            profile.**text = (profile.**text).trimmed();
    }
    profile.connection = connection.toText();
    (void)profile.setTableName(table); // a problem, see there
    if (!serviceLogin.isEmpty())
        profile.serviceConnection = serviceFields(*this).toText();
    return profile;
}

ProfileDraft::Sentences ProfileDraft::problems(const QStringList &otherNames) const
{
    Sentences problems{
        {FormField::Host, hostProblem(connection)},
        {FormField::Port, portProblem(connection)},
        {FormField::RootCertificate, certificateProblem(connection.rootCertificate)},
        {FormField::More, moreProblem(connection.more)},
        {FormField::ServiceLogin, serviceLoginProblem(*this)},
    };
    if (otherNames.contains(name.trimmed()))
        problems[FormField::Name] =
            Texts::tr("There is already a connection “%1”. Choose another name.").arg(name.trimmed());
    if (const auto named = ConnectionProfile().setTableName(table); !named)
        problems[FormField::Table] = named.error().message;
    if (serviceRole.trimmed() == "none"_L1)
        problems[FormField::ServiceRole] =
            Texts::tr("“none” is not the name of a role. Leave it empty to use none.");
    problems.removeIf([](Sentences::iterator problem) { return problem.value().isEmpty(); });
    // What none of the fields finds wrong on its own.
    if (const auto whole = ConnectionSettings::parse(connection.toText()); problems.isEmpty() && !whole)
        problems[FormField::More] = whole.error().message;
    return problems;
}

ProfileDraft::Sentences ProfileDraft::notes() const
{
    const auto supabase = Supabase::of(connection);
    Sentences notes{
        {FormField::Host, hostNote(supabase)},
        {FormField::TlsMode, tlsNote(connection)},
        {FormField::RootCertificate, certificateNote(connection, supabase)},
    };
    if (supabase && supabase->way == Supabase::Way::TransactionPooler)
        notes[FormField::Port] =
            Texts::tr("6543 is the transaction pooler: changes show only at the refresh interval. "
                      "5432 is the session pooler.");
    if (supabase && supabase->project.isEmpty())
        notes[FormField::User] = Texts::tr("Supabase’s pooler also needs the project: "
                                           "postgres.PROJECT.");
    if (supabase && serviceRole.isEmpty() && serviceLogin.isEmpty())
        notes[FormField::ServiceRole] =
            Texts::tr("Without service_role, row security may hide tasks from this login.");
    notes.removeIf([](Sentences::iterator note) { return note.value().isEmpty(); });
    return notes;
}

void ProfileDraft::proposeFor(const ConnectionFields &pasted)
{
    const bool isSameLogin = pasted.host == connection.host && pasted.user == connection.user;
    const QString known = isSameLogin ? connection.password : QString();
    const bool wasSupabase = Supabase::of(connection).has_value();
    connection = pasted;
    if (connection.password.isEmpty())
        connection.password = known;
    if (connection.tlsMode.isEmpty() && !connection.isLocal())
        connection.tlsMode = verifyFull;
    const bool isSupabase = Supabase::of(connection).has_value();
    if (isSupabase && serviceRole.isEmpty() && serviceLogin.isEmpty())
        serviceRole = supabaseRole;
    else if (wasSupabase && !isSupabase && serviceRole == supabaseRole)
        serviceRole.clear();
}

} // namespace watchbill
