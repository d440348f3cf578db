// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"
#include "filter/queryfields.h"
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
using Relation = Condition::Value::Relation;
using Value = Condition::Value;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::query)
};

constexpr int deepest = 100; // brackets within brackets

bool endsWord(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')' || c == u'"';
}

// A text as it was given, and whether in quotes.
struct Piece
{
    QString text;
    bool isQuoted = false;
};

// Where a word ends, besides at a blank, a bracket and a quote.
enum class Ends { Blank, Comma, CommaOrRange };

// Recursive descent by the grammar in querytext.h. The first error is kept, and the rest of the text then counts as read,
// so that everything comes to its end.
class Parser
{
public:
    explicit Parser(const QString &text)
        : m_text(text)
    {
    }

    Condition whole();
    const std::optional<Error> &error() const { return m_error; }
    const QVector<Error> &doubts() const { return m_doubts; }

private:
    void fail(qsizetype begin, qsizetype end, const QString &sentence)
    {
        if (!m_error)
            m_error = Error{begin, std::max<qsizetype>(end - begin, 1), sentence};
        m_at = m_text.size();
    }

    void doubt(qsizetype begin, const QString &sentence) { m_doubts += {begin, m_at - begin, sentence}; }
    void doubtWord(const Piece &word, qsizetype begin);

    QChar at(qsizetype position) const { return position < m_text.size() ? m_text[position] : QChar(); }
    bool isAtEnd() const { return m_at >= m_text.size(); }
    void skipBlanks();
    bool takes(QChar c);
    bool takesWord(QLatin1StringView word);
    bool isAtWord(QLatin1StringView word) const;
    bool isAtOr() const { return isAtWord("OR"_L1); }

    Condition anyOf();
    Condition allOf();
    Condition negatable();
    Condition term();
    Condition fieldTerm(const QueryField &field, const QString &name, qsizetype begin);
    Condition presence(qsizetype begin);
    QString wholeTime(const Value &value) const;
    QStringList path(const QString &name, qsizetype begin);
    Value value(const QueryField &field);
    Piece piece(Ends ends);
    QString quotedText();
    Value regex();

    const QString &m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    std::optional<Error> m_error;
    QVector<Error> m_doubts;
};

void Parser::skipBlanks()
{
    while (!isAtEnd() && m_text[m_at].isSpace())
        ++m_at;
}

bool Parser::takes(QChar c)
{
    if (at(m_at) != c || isAtEnd())
        return false;
    ++m_at;
    return true;
}

bool Parser::isAtWord(QLatin1StringView word) const
{
    const qsizetype end = m_at + word.size();
    return at(m_at) == word[0] && QStringView(m_text).mid(m_at).startsWith(word)
        && (end >= m_text.size() || endsWord(at(end)));
}

bool Parser::takesWord(QLatin1StringView word)
{
    const bool isWord = isAtWord(word);
    if (isWord)
        m_at += word.size();
    return isWord;
}

Condition Parser::whole()
{
    skipBlanks();
    if (isAtEnd())
        return {};
    const Condition condition = anyOf();
    if (!isAtEnd())
        fail(m_at, m_at + 1, Texts::tr("This bracket was not opened."));
    return condition;
}

Condition Parser::anyOf()
{
    if (++m_depth > deepest) {
        fail(m_at, m_at + 1, Texts::tr("There are too many brackets within brackets."));
        return {};
    }
    QVector<Condition> parts{allOf()};
    while (takesWord("OR"_L1)) {
        skipBlanks();
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
        skipBlanks();
        const qsizetype begin = m_at;
        if (takesWord("AND"_L1)) {
            const qsizetype end = m_at;
            skipBlanks();
            if (isAtEnd() || at(m_at) == u')' || isAtOr())
                fail(begin, end, Texts::tr("Something must follow AND."));
        }
    } while (!isAtEnd() && at(m_at) != u')' && !isAtOr());
    return filter::joined(Kind::All, parts);
}

Condition Parser::negatable()
{
    const qsizetype begin = m_at;
    const bool isNot = takesWord("NOT"_L1) || takes(u'-');
    if (!isNot && !takes(u'(')) {
        if (!isAtEnd() && at(m_at) != u')')
            return term();
        fail(begin, begin + 1, Texts::tr("Something to look for is missing here."));
        return {};
    }
    skipBlanks();
    if (isNot) {
        if (isAtEnd() || at(m_at) == u')') {
            fail(begin, m_at, Texts::tr("Something to exclude must follow."));
            return {};
        }
        if (++m_depth > deepest) {
            fail(begin, begin + 1, Texts::tr("There are too many exclusions of exclusions."));
            return {};
        }
        const Condition excluded = negatable();
        --m_depth;
        return filter::negated(excluded);
    }
    const Condition inner = anyOf();
    skipBlanks();
    if (!takes(u')'))
        fail(begin, begin + 1, Texts::tr("This bracket is not closed."));
    return inner;
}

Condition Parser::term()
{
    const qsizetype begin = m_at;
    if (isAtOr() || takesWord("AND"_L1)) {
        fail(begin, begin + 2,
             Texts::tr("Something must stand on both sides of AND and OR. As a text to look for, they "
                       "stand in quotes."));
        return {};
    }
    // A name reaches to its colon; keys in quotes may hold blanks.
    qsizetype end = m_at;
    while (end < m_text.size() && (m_text[end].isLetterOrNumber() || m_text[end] == u'_'))
        ++end;
    const QString name = m_text.mid(begin, end - begin);
    const bool isMeta =
        name.compare("meta"_L1, Qt::CaseInsensitive) == 0 && (at(end) == u'.' || at(end) == u':');
    if (!name.isEmpty() && name[0].isLetter() && (at(end) == u':' || isMeta)) {
        const QueryField *field = queryField(name);
        const QString meant = field ? QString() : nameLike(name);
        const bool isText = !field && meant.isEmpty() && (end + 1 >= m_text.size() || at(end + 1).isSpace());
        if (isText) { // as in "Timeout: no answer"
            m_at = end + 1;
            return filter::containing(name + u':');
        }
        if (!field) {
            fail(begin, end,
                 meant.isEmpty()
                     ? Texts::tr("“%1” is no field. A text with a colon stands in quotes.").arg(shown(name))
                     : Texts::tr("“%1” is no field; did you mean %2?").arg(shown(name), meant));
            return {};
        }
        m_at = end;
        return fieldTerm(*field, name, begin);
    }
    const Piece text = piece(Ends::Blank);
    if (text.text.isEmpty())
        fail(begin, m_at, Texts::tr("An empty text is found everywhere."));
    doubtWord(text, begin);
    return filter::containing(text.text);
}

// A word that other languages take for something else than a text.
void Parser::doubtWord(const Piece &word, qsizetype begin)
{
    if (word.isQuoted)
        return;
    const bool isFirst = QStringView(m_text).left(begin).trimmed().isEmpty();
    const bool isLast = QStringView(m_text).mid(m_at).trimmed().isEmpty();
    const QString keyword = word.text.toUpper();
    if (keyword == "OR"_L1 && !isFirst && !isLast)
        doubt(begin, Texts::tr("“%1” is searched as a word; write OR for either of the two.").arg(word.text));
    else if (keyword == "AND"_L1 && !isFirst && !isLast)
        doubt(begin,
              Texts::tr("“%1” is searched as a word; write AND or nothing for both of the two.")
                  .arg(word.text));
    else if (keyword == "NOT"_L1 && !isLast)
        doubt(
            begin,
            Texts::tr("“%1” is searched as a word; write NOT or - to exclude what follows.").arg(word.text));
    else if (word.text.contains(u'*'))
        doubt(begin,
              Texts::tr("The star in “%1” is searched as it is. A text is found anywhere, so none is needed.")
                  .arg(shown(word.text)));
}

Condition Parser::fieldTerm(const QueryField &field, const QString &name, qsizetype begin)
{
    QStringList keys;
    if (field.kind == QueryField::Kind::Json)
        keys = path(name, begin);
    if (!takes(u':'))
        fail(begin, m_at,
             Texts::tr("A colon and a value must follow “%1”.").arg(shown(m_text.mid(begin, m_at - begin))));
    if (field.kind == QueryField::Kind::Presence)
        return presence(begin);
    QVector<Value> values;
    do {
        const qsizetype valueBegin = m_at;
        values += value(field);
        const QString whole = field.kind == QueryField::Kind::Time ? wholeTime(values.last()) : QString();
        const QString quotes = whole.isEmpty() ? QString()
                                               : Texts::tr("“%1” is one time if it stands in quotes: %2")
                                                     .arg(whole, name + u":\"%1\""_s.arg(whole));
        if (const QString why = objection(field, values.last()); !why.isEmpty())
            fail(valueBegin, m_at, quotes.isEmpty() ? why : quotes);
        else if (!quotes.isEmpty())
            doubt(begin, quotes);
    } while (takes(u','));
    return Condition::term(field.field, values, keys);
}

// With the words that follow; empty if that is no time, or not more than the value is already.
QString Parser::wholeTime(const Value &value) const
{
    constexpr qsizetype longest =
        40; // of what can belong to a time; the rest of the text need not be looked through
    if (at(m_at - 1) == u'"' || !at(m_at).isSpace())
        return {};
    return timeOfWords(value.relation == Relation::Between ? value.upper : value.text,
                       m_text.mid(m_at, longest));
}

// What follows "meta": .key."other key"
QStringList Parser::path(const QString &name, qsizetype begin)
{
    QStringList keys;
    while (takes(u'.')) {
        const qsizetype keyBegin = m_at;
        QString key;
        if (at(m_at) == u'"') {
            key = quotedText();
        } else {
            while (!isAtEnd() && !endsWord(at(m_at)) && !u".:,"_s.contains(at(m_at)))
                key += m_text[m_at++];
            if (key.isEmpty())
                fail(keyBegin - 1, m_at, Texts::tr("A key of the metadata must follow the dot."));
        }
        keys += key;
    }
    if (keys.isEmpty())
        fail(begin, m_at, Texts::tr("A key of the metadata must follow “%1”, as in meta.model:x.").arg(name));
    return keys;
}

Condition Parser::presence(qsizetype begin)
{
    const qsizetype nameBegin = m_at;
    QString name;
    while (!isAtEnd() && (at(m_at).isLetterOrNumber() || at(m_at) == u'_'))
        name += m_text[m_at++];
    const QueryField *field = queryField(name);
    if (!field || !field->canBePresent)
        fail(nameBegin, m_at,
             Texts::tr(
                 "“%1” cannot be asked for by has:, which takes error, result, user, meta or a key of the "
                 "metadata, as in has:meta.session.")
                 .arg(shown(name)));
    if (m_error)
        return {};
    QStringList keys;
    if (field->kind == QueryField::Kind::Json && at(m_at) == u'.')
        keys = path(name, nameBegin);
    if (!isAtEnd() && !endsWord(at(m_at)))
        fail(begin, m_at + 1, Texts::tr("Nothing can follow the name here."));
    return Condition::term(field->field, {{Relation::Present, {}}}, keys);
}

Value Parser::value(const QueryField &field)
{
    const qsizetype begin = m_at;
    if (takes(u'/'))
        return regex();
    Value value;
    if (takes(u'>'))
        value.relation = takes(u'=') ? Relation::GreaterOrEqual : Relation::Greater;
    else if (takes(u'<'))
        value.relation = takes(u'=') ? Relation::LessOrEqual : Relation::Less;
    const bool isComparison = value.relation != Relation::Equal;
    const bool isOrdered = field.kind == QueryField::Kind::Time || field.kind == QueryField::Kind::Span
        || field.kind == QueryField::Kind::Json;
    const Piece text = piece(isOrdered && !isComparison ? Ends::CommaOrRange : Ends::Comma);
    value.text = text.text;
    if (isComparison) {
        if (text.text.isEmpty())
            fail(begin, m_at, Texts::tr("A value must follow the sign."));
        return value;
    }
    if (isOrdered && QStringView(m_text).mid(m_at).startsWith(u"..")) {
        m_at += 2;
        value.relation = Relation::Between;
        value.upper = piece(Ends::Comma).text;
        if (value.text.isEmpty() && value.upper.isEmpty())
            fail(begin, m_at, Texts::tr("A value must stand before or after “..”."));
        else if (value.upper.isEmpty())
            value.relation = Relation::GreaterOrEqual;
        else if (value.text.isEmpty())
            value = {Relation::LessOrEqual, value.upper};
        return value;
    }
    if (text.isQuoted ? takes(u'*') : value.text.endsWith(u'*')) {
        if (!text.isQuoted)
            value.text.chop(1);
        if (value.text.isEmpty())
            fail(begin, m_at, Texts::tr("A beginning must stand before the star."));
        value.relation = Relation::Starting;
    }
    if (!text.isQuoted && value.text.contains(u'*'))
        doubt(
            begin,
            Texts::tr("Only a star at the end stands for any text; the one within “%1” is searched as it is.")
                .arg(shown(m_text.mid(begin, m_at - begin))));
    if (value.relation == Relation::Starting)
        return value;
    if (value.text.isEmpty() && !text.isQuoted)
        fail(begin, m_at,
             Texts::tr(
                 "A value must follow here. Quotes without anything between them stand for the empty text."));
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

// What stands between quotes, or a word.
Piece Parser::piece(Ends ends)
{
    Piece piece{{}, at(m_at) == u'"'};
    if (piece.isQuoted) {
        piece.text = quotedText();
        return piece;
    }
    while (!isAtEnd() && !endsWord(at(m_at)) && !(ends != Ends::Blank && at(m_at) == u',')
           && !(ends == Ends::CommaOrRange && at(m_at) == u'.' && at(m_at + 1) == u'.'))
        piece.text += m_text[m_at++];
    return piece;
}

QString Parser::quotedText()
{
    const qsizetype begin = m_at++;
    QString text;
    while (!isAtEnd()) {
        const QChar c = m_text[m_at++];
        if (c == u'"')
            return text;
        if (c == u'\\' && (at(m_at) == u'"' || at(m_at) == u'\\'))
            text += m_text[m_at++];
        else
            text += c;
    }
    fail(begin, begin + 1, Texts::tr("This quote is not closed."));
    return {};
}

Value Parser::regex()
{
    const qsizetype begin = m_at - 1;
    QString pattern;
    while (!isAtEnd()) {
        const QChar c = m_text[m_at++];
        if (c == u'/') {
            if (pattern.isEmpty())
                fail(begin, m_at, Texts::tr("A regular expression must stand between the slashes."));
            return {Relation::Matching, pattern};
        }
        if (c == u'\\' && at(m_at) == u'/')
            pattern += m_text[m_at++];
        else if (c == u'\\' && at(m_at) == u'\\')
            pattern += c + QString(m_text[m_at++]);
        else
            pattern += c;
    }
    fail(
        begin, begin + 1,
        Texts::tr(
            "The slash at the end of the regular expression is missing. As a text, the value stands in quotes."));
    return {};
}

} // namespace

QString describe(const Error &error, const QString &text)
{
    const QString rest = text.mid(error.position);
    return joinSentences({error.sentence,
                          rest.isEmpty() ? Texts::tr("This is about the end of the query.")
                                         : Texts::tr("This is about character %1, “%2”.")
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
