// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "execution.h"

#include "csvoutput.h"
#include "jsonoutput.h"
#include "listcommands.h"
#include "source/sourcesentences.h"
#include "tableoutput.h"
#include "task/sentences.h"
#include "task/shownzone.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Execution)
};

std::unique_ptr<const Output> makeOutput(const CommandLine &given, const TaskSource &source)
{
    const FurtherKey furtherKey(source);
    switch (given.format) {
    case Output::Format::Csv:
        return std::make_unique<CsvOutput>(given.has(u"guard-formulas"_s) ? CsvOutput::Formulas::Guarded
                                                                          : CsvOutput::Formulas::Kept,
                                           furtherKey);
    case Output::Format::Table:
        return std::make_unique<TableOutput>(terminalWidth(), furtherKey);
    case Output::Format::Json:
        break;
    }
    const bool isJson = source.columns.value(TaskField::Metadata).isJson();
    return std::make_unique<JsonOutput>(isJson ? JsonOutput::Metadata::Json : JsonOutput::Metadata::Text,
                                        furtherKey);
}

QString connectedAs(const TaskSource &source)
{
    const Viewpoint &viewpoint = source.viewpoint;
    const QString sees = viewpoint.rowSecurityActive ? Texts::tr("Row security is active and may hide tasks.")
        : source.isElsewhere()
        ? Texts::tr("Rows are on other servers, whose row security cannot be checked from here.")
        : viewpoint.bypassesRowSecurity ? Texts::tr("This role bypasses row security.")
                                        : Texts::tr("No row security applies.");
    const QString place =
        source.server.address.isEmpty() ? Texts::tr("a local socket") : source.server.address;
    return joinSentences({Texts::tr("Connected to %1 on %2 as %3, with the role %4, on %5.%6.")
                              .arg(source.server.database, place, viewpoint.login, viewpoint.role,
                                   source.schema, source.table),
                          sees});
}

} // namespace

Execution::Execution(const CommandLine &commandLine, Interruption &interruption)
    : m_given(commandLine)
    , m_interruption(interruption)
    , m_service(m_given.profile)
    , m_passwords(m_service)
{
    if (m_given.has(u"unlock"_s))
        m_service.setReadOnly(false);
    if (m_given.has(u"view-as"_s))
        m_service.viewAs(ViewAsUser{UserId(m_given.value(u"view-as"_s))});
}

void Execution::start()
{
    if (const auto zone = m_given.query.timeZone()) // the times of --where are read in it, too
        setShownZone(zone);
    for (const QString &remark : m_given.remarks)
        writeMessage(remark);
    if (m_given.command->needs != Command::Needs::Table) {
        m_output = makeOutput(m_given, {});
        QTimer::singleShot(0, this,
                           [this] { m_given.command->perform(*this); }); // when there is a loop to end
        return;
    }
    m_passwords.open([this](const Result<TaskSource> &source) {
        if (source)
            begin(*source);
        else
            finish({{}, true, source.error()});
    });
}

void Execution::begin(const TaskSource &source)
{
    m_output = makeOutput(m_given, source);
    use(source);
    if (m_given.has(u"verbose"_s))
        writeMessage(connectedAs(source));
    m_given.command->perform(*this);
}

void Execution::use(const TaskSource &source)
{
    m_source = source;
    if (!source.viewpoint.fallbackReason.isEmpty())
        writeMessage(source.viewpoint.fallbackReason);
    if (const QString withheld = sourcesentences::withheldColumns(source); !withheld.isEmpty())
        writeMessage(withheld);
}

QString Execution::hiddenRows() const
{
    return Texts::tr("Row security is active for the role %1: it may hide tasks.")
        .arg(m_source.viewpoint.role);
}

void Execution::finish(const Answer &answer)
{
    if (!writeOutput(answer.text)) {
        finishUnwritten();
        return;
    }
    ExitStatus status = ExitStatus::Done;
    QStringList sentences;
    bool found = answer.found;
    if (answer.error) {
        const bool isOfOption = answer.error->kind == TaskError::Kind::ReadOnly
            && m_source.restraint == Restraint::Profile && m_given.has(u"read-only"_s);
        sentences +=
            isOfOption ? Texts::tr("Nothing was changed, as --read-only is given.") : answer.error->message;
        status = exitStatusOf(answer.error->kind);
        found = found && status != ExitStatus::NotFound;
        if (answer.error->kind == TaskError::Kind::Conflict && !m_source.restOfKey.isEmpty()
            && !m_given.has(u"key"_s))
            sentences += Texts::tr("Name one with --key %1=….").arg(m_source.restOfKey.first().name);
        if (answer.error->kind == TaskError::Kind::ReadOnly && m_source.restraint == Restraint::Locked)
            sentences += Texts::tr("Give --unlock to allow changes this time.");
    }
    if (!answer.remark.isEmpty())
        sentences += answer.remark;
    if (!found && m_source.viewpoint.rowSecurityActive)
        sentences += hiddenRows();
    if (!sentences.isEmpty())
        writeMessage(joinSentences(sentences));
    if (answer.error && m_given.has(u"verbose"_s)) {
        for (const QString &line : serverReport(*answer.error).split(u'\n', Qt::SkipEmptyParts))
            writeMessage(line);
    }
    QCoreApplication::exit(int(answer.status.value_or(status)));
}

void Execution::finishUnwritten()
{
    writeMessage(Texts::tr("Cannot write the output: %1.").arg(qt_error_string()));
    QCoreApplication::exit(int(ExitStatus::Failed));
}

} // namespace watchbill
