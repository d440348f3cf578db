// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/runfacts.h"

#include "journal/run.h"
#include "task/sentences.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Run)
};

const QString statusKey = u"status"_s;
const QString resultKey = u"result"_s;
const QString errorKey = u"error"_s;
const QString typeKey = u"type"_s;
const QString userKey = u"user"_s;
const QString metadataKey = u"metadata"_s;
const QString addedMetadataKey = u"added_metadata"_s;

// As text: a number of the metadata may have more digits than JSON's readers keep.
const QString &keyOfMetadata(bool isAdded)
{
    return isAdded ? addedMetadataKey : metadataKey;
}

QString describedStatus(const RunFacts &facts)
{
    const QString status = facts.status->toText();
    if (facts.resultId && facts.errorMessage)
        return Texts::tr("to %1, with the result %2 and the error “%3”")
            .arg(status, facts.resultId->toText(), *facts.errorMessage);
    if (facts.resultId)
        return Texts::tr("to %1, with the result %2").arg(status, facts.resultId->toText());
    if (facts.errorMessage)
        return Texts::tr("to %1, with the error “%2”").arg(status, *facts.errorMessage);
    return Texts::tr("to %1").arg(status);
}

QString describedTask(const RunFacts &facts)
{
    QStringList values;
    if (facts.type)
        values += Texts::tr("type %1").arg(*facts.type);
    if (facts.userId)
        values += Texts::tr("user %1").arg(facts.userId->toText());
    if (facts.metadata)
        values += (facts.addsMetadata ? Texts::tr("added to the metadata: %1") : Texts::tr("metadata %1"))
                      .arg(QString::fromUtf8(*facts.metadata));
    return listed(values);
}

} // namespace

QString RunFacts::toText() const
{
    QJsonObject object;
    if (status)
        object[statusKey] = status->toText();
    if (resultId)
        object[resultKey] = resultId->toText();
    if (errorMessage)
        object[errorKey] = *errorMessage;
    if (type)
        object[typeKey] = *type;
    if (userId)
        object[userKey] = userId->toText();
    if (metadata)
        object[keyOfMetadata(addsMetadata)] = QString::fromUtf8(*metadata);
    return object.isEmpty() ? QString()
                            : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<RunFacts> RunFacts::fromText(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return text.isEmpty() ? std::optional(RunFacts()) : std::nullopt;
    const QJsonObject object = document.object();
    const auto value = [&](const QString &key) {
        return object.contains(key) ? std::optional(object[key].toString()) : std::nullopt;
    };
    RunFacts facts;
    if (const auto status = value(statusKey))
        facts.status = TaskStatus::fromText(*status);
    if (const auto result = value(resultKey))
        facts.resultId = ResultId(*result);
    facts.errorMessage = value(errorKey);
    facts.type = value(typeKey);
    if (const auto user = value(userKey))
        facts.userId = UserId(*user);
    facts.addsMetadata = object.contains(addedMetadataKey);
    if (const auto metadata = value(keyOfMetadata(facts.addsMetadata)))
        facts.metadata = metadata->toUtf8();
    return facts;
}

QString describedDetails(const Run &run)
{
    const auto facts = RunFacts::fromText(run.details);
    if (!facts)
        return run.details;
    return facts->status ? describedStatus(*facts) : describedTask(*facts);
}

} // namespace watchbill
