// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"
#include "filter/querydoubts.h"
#include "filter/queryfields.h"
#include "filter/queryscanner.h"
#include "filter/querytext.h"
#include "filter/queryvalues.h"
#include "task/sentences.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace watchbill::query {

namespace {

using Field = Condition::Field;
using Kind = Condition::Kind;
using Piece = Scanner::Piece;
using Relation = Condition::Value::Relation;
using Value = Condition::Value;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::query)
};

constexpr int deepest = 100; // brackets within brackets

// Recursive descent by the grammar in querytext.h.
class Parser
{
public:
    explicit Parser(const QString &text)
        : m_in(text)
    {
    }

    Condition whole();
    const std::optional<Error> &error() const { return m_in.error(); }
    const QVector<Error> &doubts() const { return m_in.doubts(); }

private:
    Condition anyOf();
    Condition allOf();
    Condition negatable();
    Condition term();
    Condition fieldTerm(const QueryField &field, const QString &name, qsizetype begin);
    Condition presence(qsizetype begin);
    QStringList path(const QString &name, qsizetype begin);
    Value value(const QueryField &field);
    static QString turned(const QueryField &field, const Value &range);
    QString wholeTime(const Value &value) const;
    void doubtWord(const Piece &word, qsizetype begin);

    bool isAtOr() const { return m_in.isAtWord("OR"_L1); }

    Scanner m_in;
    int m_depth = 0;
};

Condition Parser::whole()
{
    m_in.skipBlanks();
    if (m_in.isAtEnd())
        return {};
    const Condition condition = anyOf();
    if (!m_in.isAtEnd())
        m_in.fail(m_in.position(), m_in.position() + 1, Texts::tr("This parenthesis was not opened."));
    return condition;
}

Condition Parser::anyOf()
{
    if (++m_depth > deepest) {
        m_in.fail(m_in.position(), m_in.position() + 1, Texts::tr("Parentheses are nested too deeply."));
        return {};
    }
    QVector<Condition> parts{allOf()};
    while (m_in.takesWord("OR"_L1)) {
        m_in.skipBlanks();
        parts += allOf();
    }
    --m_depth;
    return filter::joined(Kind::Any, parts);
}

Condition Parser::allOf()
{
    QVector<Condition> parts;
    do {
        parts += negatable();
        m_in.skipBlanks();
        const qsizetype begin = m_in.position();
        if (m_in.takesWord("AND"_L1)) {
            const qsizetype end = m_in.position();
            m_in.skipBlanks();
            if (m_in.isAtEnd() || m_in.peek() == u')' || isAtOr())
                m_in.fail(begin, end, Texts::tr("Expected a term after AND."));
        }
    } while (!m_in.isAtEnd() && m_in.peek() != u')' && !isAtOr());
    return filter::joined(Kind::All, parts);
}

Condition Parser::negatable()
{
    const qsizetype begin = m_in.position();
    const bool isNot = m_in.takesWord("NOT"_L1) || m_in.takes(u'-');
    if (!isNot && !m_in.takes(u'(')) {
        if (!m_in.isAtEnd() && m_in.peek() != u')')
            return term();
        m_in.fail(begin, begin + 1, Texts::tr("Expected a term."));
        return {};
    }
    m_in.skipBlanks();
    if (isNot) {
        if (m_in.isAtEnd() || m_in.peek() == u')') {
            m_in.fail(begin, m_in.position(), Texts::tr("Expected a term to exclude."));
            return {};
        }
        if (++m_depth > deepest) {
            m_in.fail(begin, begin + 1, Texts::tr("Exclusions are nested too deeply."));
            return {};
        }
        const Condition excluded = negatable();
        --m_depth;
        return filter::negated(excluded);
    }
    const Condition inner = anyOf();
    m_in.skipBlanks();
    if (!m_in.takes(u')'))
        m_in.fail(begin, begin + 1, Texts::tr("This parenthesis is not closed."));
    return inner;
}

Condition Parser::term()
{
    const qsizetype begin = m_in.position();
    if (isAtOr() || m_in.takesWord("AND"_L1)) {
        m_in.fail(
            begin, begin + 2,
            Texts::tr(
                "AND and OR need a term on both sides. To search for the word itself, put it in quotes."));
        return {};
    }
    // A name reaches to its colon; keys in quotes may hold blanks.
    const QString name = m_in.nameAhead();
    const QChar after = m_in.peek(name.size());
    const bool isMeta = name.compare("meta"_L1, Qt::CaseInsensitive) == 0 && (after == u'.' || after == u':');
    if (!name.isEmpty() && name[0].isLetter() && (after == u':' || isMeta)) {
        const QueryField *field = queryField(name);
        const QString meant = field ? QString() : nameLike(name);
        const QStringView value = m_in.rest().mid(name.size() + 1);
        const bool isText = !field && meant.isEmpty() && (value.isEmpty() || value.front().isSpace());
        if (isText) { // as in "Timeout: no answer"
            m_in.skip(name.size() + 1);
            return filter::containing(name + u':');
        }
        if (!field) {
            m_in.fail(
                begin, begin + name.size(),
                meant.isEmpty()
                    ? Texts::tr("“%1” is not a field. Put text with a colon in quotes.").arg(shown(name))
                    : Texts::tr("“%1” is not a field; did you mean %2?").arg(shown(name), meant),
                meant);
            return {};
        }
        m_in.skip(name.size());
        return fieldTerm(*field, name, begin);
    }
    const Piece text = m_in.piece(Scanner::Ends::Blank);
    if (text.text.isEmpty())
        m_in.fail(begin, m_in.position(), Texts::tr("An empty text matches every task."));
    doubtWord(text, begin);
    return filter::containing(text.text);
}

void Parser::doubtWord(const Piece &word, qsizetype begin)
{
    if (word.isQuoted || word.text.isEmpty())
        return;
    const QString why = doubtAboutText(word.text, m_in.before(begin), m_in.rest());
    if (!why.isEmpty())
        m_in.doubt(begin, why);
}

Condition Parser::fieldTerm(const QueryField &field, const QString &name, qsizetype begin)
{
    QStringList keys;
    if (field.kind == QueryField::Kind::Json) {
        if (m_in.takesWord(":null"_L1) || m_in.takesWord(":NULL"_L1))
            return Condition::term(field.field, {{Relation::Null, {}}});
        keys = path(name, begin);
    }
    if (!m_in.takes(u':'))
        m_in.fail(begin, m_in.position(),
                  Texts::tr("Expected a colon and a value after “%1”.").arg(shown(m_in.readSince(begin))));
    if (field.kind == QueryField::Kind::Presence)
        return presence(begin);
    QVector<Value> values;
    do {
        const qsizetype valueBegin = m_in.position();
        values += value(field);
        const QString whole = field.kind == QueryField::Kind::Time ? wholeTime(values.last()) : QString();
        const QString quotes = whole.isEmpty() ? QString()
                                               : Texts::tr("Put “%1” in quotes to read it as one time: %2")
                                                     .arg(whole, name + u":\"%1\""_s.arg(whole));
        if (const QString why = objection(field, values.last()); !why.isEmpty())
            m_in.fail(valueBegin, m_in.position(), quotes.isEmpty() ? why : quotes,
                      turned(field, values.last()));
        else if (!quotes.isEmpty())
            m_in.doubt(begin, quotes);
    } while (m_in.takes(u','));
    if (const QString why = doubtAboutRest(m_in.peek(-1), m_in.rest()); !why.isEmpty())
        m_in.doubt(begin, why);
    return Condition::term(field.field, values, keys);
}

// A range the other way round; empty if that cannot be asked for either.
QString Parser::turned(const QueryField &field, const Value &range)
{
    const Value other{range.relation, range.upper, range.text};
    return range.relation == Relation::Between && objection(field, other).isEmpty()
        ? quoted(other.text) + ".."_L1 + quoted(other.upper)
        : QString();
}

// With the words that follow; empty if that is no time, or not more than the value is already.
QString Parser::wholeTime(const Value &value) const
{
    constexpr qsizetype longest = 40; // characters that can belong to a time; no need to search the rest
    if (m_in.peek(-1) == u'"' || !m_in.peek().isSpace())
        return {};
    return timeOfWords(value.relation == Relation::Between ? value.upper : value.text,
                       m_in.rest().left(longest).toString());
}

// What follows "meta": .key."other key"
QStringList Parser::path(const QString &name, qsizetype begin)
{
    QStringList keys;
    while (m_in.takes(u'.')) {
        const qsizetype keyBegin = m_in.position();
        const bool isQuoted = m_in.peek() == u'"';
        const QString key = m_in.key();
        if (key.isEmpty() && !isQuoted)
            m_in.fail(keyBegin - 1, m_in.position(), Texts::tr("Expected a metadata key after the dot."));
        keys += key;
    }
    if (keys.isEmpty())
        m_in.fail(begin, m_in.position(),
                  Texts::tr("Expected a metadata key after “%1”, as in meta.model:x.").arg(name));
    return keys;
}

Condition Parser::presence(qsizetype begin)
{
    QVector<Condition> alternatives;
    do {
        const qsizetype nameBegin = m_in.position();
        const QString name = m_in.name();
        const QueryField *field = queryField(name);
        if (name.isEmpty())
            m_in.fail(
                nameBegin, nameBegin + 1,
                Texts::tr(
                    "Expected a field after has:, which takes error, result, user, meta or a metadata key, as in has:meta.session."));
        else if (!field || !field->canBePresent)
            m_in.fail(
                nameBegin, m_in.position(),
                Texts::tr(
                    "“%1” does not work with has:, which takes error, result, user, meta or a metadata key, as in has:meta.session.")
                    .arg(shown(name)));
        if (error())
            return {};
        QStringList keys;
        if (field->kind == QueryField::Kind::Json && m_in.peek() == u'.')
            keys = path(name, nameBegin);
        alternatives += Condition::term(field->field, {{Relation::Present, {}}}, keys);
    } while (m_in.takes(u','));
    if (!m_in.isAtWordEnd())
        m_in.fail(begin, m_in.position() + 1, Texts::tr("Unexpected text after the name."));
    return filter::joined(Kind::Any, alternatives);
}

Value Parser::value(const QueryField &field)
{
    const qsizetype begin = m_in.position();
    if (m_in.takes(u'/'))
        return {Relation::Matching, m_in.regex()};
    Value value;
    if (m_in.takes(u'>'))
        value.relation = m_in.takes(u'=') ? Relation::GreaterOrEqual : Relation::Greater;
    else if (m_in.takes(u'<'))
        value.relation = m_in.takes(u'=') ? Relation::LessOrEqual : Relation::Less;
    const bool isComparison = value.relation != Relation::Equal;
    const bool isOrdered = field.kind == QueryField::Kind::Time || field.kind == QueryField::Kind::Span
        || field.kind == QueryField::Kind::Json;
    const Piece text =
        m_in.piece(isOrdered && !isComparison ? Scanner::Ends::CommaOrRange : Scanner::Ends::Comma);
    value.text = text.text;
    if (isComparison) {
        if (text.text.isEmpty())
            m_in.fail(begin, m_in.position(), Texts::tr("Expected a value after the operator."));
        return value;
    }
    if (isOrdered && m_in.rest().startsWith(u"..")) {
        m_in.skip(2);
        value.relation = Relation::Between;
        value.upper = m_in.piece(Scanner::Ends::Comma).text;
        if (value.text.isEmpty() && value.upper.isEmpty())
            m_in.fail(begin, m_in.position(), Texts::tr("Expected a value before or after “..”."));
        else if (value.upper.isEmpty())
            value.relation = Relation::GreaterOrEqual;
        else if (value.text.isEmpty())
            value = {Relation::LessOrEqual, value.upper};
        return value;
    }
    if (text.isQuoted ? m_in.takes(u'*') : value.text.endsWith(u'*')) {
        if (!text.isQuoted)
            value.text.chop(1);
        if (value.text.isEmpty())
            m_in.fail(begin, m_in.position(), Texts::tr("Expected text before the *."));
        value.relation = Relation::Starting;
    }
    if (const QString why = text.isQuoted ? QString() : doubtAboutValue(text.text); !why.isEmpty())
        m_in.doubt(begin, why);
    if (value.relation == Relation::Starting)
        return value;
    if (value.text.isEmpty() && m_in.peek() == u'(')
        m_in.fail(
            begin, m_in.position(),
            Texts::tr(
                "Expected a value. Separate alternatives with commas, as in status:failed,processing."));
    if (value.text.isEmpty() && !text.isQuoted)
        m_in.fail(begin, m_in.position(),
                  m_in.rest().trimmed().isEmpty() || !m_in.peek().isSpace()
                      ? Texts::tr("Expected a value. For the empty text, write empty quotes.")
                      : Texts::tr("Expected a value. Write it without a blank before it."));
    if (!text.isQuoted && value.text.compare("null"_L1, Qt::CaseInsensitive) == 0)
        return {Relation::Null, {}};
    if (field.kind == QueryField::Kind::State)
        value.text = value.text.toLower();
    if (field.kind == QueryField::Kind::Text)
        value.relation = value.text.isEmpty() ? Relation::Equal : Relation::Containing;
    else if (field.kind == QueryField::Kind::Json && text.isQuoted)
        value.relation = Relation::EqualText;
    return value;
}

} // namespace

QString describe(const Error &error, const QString &text)
{
    const QString rest = text.mid(error.position);
    return joinSentences({error.sentence,
                          rest.isEmpty() ? Texts::tr("The error is at the end of the query.")
                                         : Texts::tr("The error is at character %1, “%2”.")
                                               .arg(QString::number(error.position + 1), shown(rest))});
}

QVector<Error> doubts(const QString &text)
{
    Parser parser(text);
    parser.whole();
    return parser.error() ? QVector<Error>() : parser.doubts();
}

tl::expected<TaskFilter, Error> parse(const QString &text)
{
    Parser parser(text);
    const Condition condition = parser.whole();
    if (parser.error())
        return tl::unexpected(*parser.error());
    return filter::fromCondition(condition);
}

} // namespace watchbill::query
