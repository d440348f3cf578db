// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/searchbar.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "live/taskmonitor.h"
#include "search/queryedit.h"
#include "search/steadybutton.h"
#include "task/sentences.h"
#include "theme/fieldbuttons.h"
#include "theme/icon.h"
#include "theme/keytext.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto typingPause = 250ms;
constexpr auto keysLast = 60s; // until the metadata's keys are looked for again

} // namespace

SearchBar::SearchBar(TaskMonitor &monitor, QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_query(monitor.queryState())
    , m_text(new QueryEdit([this] { return known(); }))
    , m_problem(new QLabel)
    , m_range(new SteadyButton)
{
    m_text->setObjectName(u"searchText"_s);
    m_text->setPlaceholderText(tr("Search or filter, as in status:failed created:today"));
    m_text->setAccessibleName(tr("Query"));
    m_text->setToolTip(
        tr("Searches task id and error (%1, /). Press %2 for the query language.")
            .arg(theme::keyText(QKeySequence::Find), theme::keyText(QKeySequence::HelpContents)));
    theme::addClearButton(m_text);
    theme::addSearchIcon(m_text);
    m_text->setMinimumWidth(160);
    m_problem->setObjectName(u"queryProblem"_s);
    m_problem->setTextFormat(Qt::RichText);
    m_problem->setWordWrap(true);
    m_problem->hide();

    createRanges();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_range);

    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (query::parse(m_text->text()) || !m_text->isOffering())
            takeUp(); // what is half typed is no mistake yet
    });
    connect(m_text, &QLineEdit::textEdited, this, [this] {
        showSentences({});
        readKeys();
        m_pause.start();
    });
    connect(m_text, &QLineEdit::editingFinished, this, [this] { // Enter, or on to something else
        takeUp();
        if (query::parse(m_text->text()))
            m_text->remember(m_text->text().trimmed());
    });
    connect(m_text, &QueryEdit::completed, this, &SearchBar::takeUp);
    connect(m_text, &QueryEdit::left, this, &SearchBar::left);
    connect(m_text, &QueryEdit::wentDown, this, &SearchBar::wentDown);
    connect(m_problem, &QLabel::linkActivated, this,
            [this](const QString &link) { apply(m_remedies.value(link.toInt())); });
    connect(&m_query, &QueryState::changed, this, &SearchBar::showFilter);
    showFilter();
}

void SearchBar::createRanges()
{
    m_range->setObjectName(u"timeRange"_s);
    m_range->setToolTip(tr("Shows only tasks created in the chosen time range."));
    m_range->setIcon(theme::icon(u"clock"_s));
    m_range->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_range->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_range);
    auto *group = new QActionGroup(menu);
    const std::pair<QString, QString> ranges[] = {
        {tr("Any time"), {}},         {tr("Last 15 minutes"), u"15m"_s}, {tr("Last hour"), u"1h"_s},
        {tr("Today"), u"today"_s},    {tr("Yesterday"), u"yesterday"_s}, {tr("Last 24 hours"), u"24h"_s},
        {tr("Last 7 days"), u"7d"_s},
    };
    for (const auto &[name, time] : ranges) {
        QAction *action = menu->addAction(name, this, [this, time = time] {
            takeUp();
            m_query.askFilter(filter::createdIn(m_query.asked().filter, time));
        });
        action->setData(time);
        action->setCheckable(true);
        group->addAction(action);
    }
    menu->addSeparator();
    menu->addAction(tr("From … Until…"), this, &SearchBar::rangeRequested);
    group->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    m_range->setMenu(menu);
    QStringList texts{tr("Other time")};
    for (const auto &[name, time] : ranges)
        texts += name;
    m_range->setTexts(texts);
}

void SearchBar::showRange()
{
    const auto time = filter::createdIn(m_query.asked().filter);
    QString text = tr("Other time");
    for (QAction *action : m_range->menu()->actions()) {
        if (!action->isCheckable())
            continue;
        const bool isIt = time && action->data().toString() == *time;
        action->setChecked(isIt);
        if (isIt)
            text = action->text();
    }
    m_range->setText(text);
}

QWidget *SearchBar::problem() const
{
    return m_problem;
}

query::KnownValues SearchBar::known() const
{
    query::KnownValues known;
    if (const auto counts = m_monitor.countsBesideList()) {
        for (const StatusCount &one : counts->statuses) {
            if (one.status)
                known.statuses += *one.status;
        }
    }
    known.types = m_monitor.types().value_or(ValueSet()).values;
    known.users = m_monitor.users().value_or(QStringList());
    known.metadata = m_monitor.metadata().value_or({});
    return known;
}

// Needed only while the user types.
void SearchBar::readKeys()
{
    if (m_monitor.state() != TaskMonitor::State::Live)
        return;
    if (m_sinceKeys.isValid() && !m_sinceKeys.hasExpired(std::chrono::milliseconds(keysLast).count()))
        return;
    m_sinceKeys.start();
    m_monitor.readMetadata();
}

// Replacing a text of equal meaning would move the cursor while the user types; and a text that cannot be parsed yet
// stays until the filter changes.
void SearchBar::showFilter()
{
    showRange();
    const TaskFilter &filter = m_query.asked().filter;
    if (filter == m_shown)
        return;
    m_shown = filter;
    m_pause.stop();
    setRefused(false);
    const auto typed = query::parse(m_text->text());
    if (!typed)
        m_text->remember(m_text->text().trimmed()); // to be mended with Up
    if (!typed || *typed != filter)
        m_text->setText(query::print(filter));
    m_text->setError(std::nullopt);
    showSentences({});
}

void SearchBar::showProblem(const query::Error &error)
{
    const QString text = m_text->text();
    QVector<Remedy> remedies;
    if (!error.meant.isEmpty())
        remedies +=
            {useInstead(error.meant), QString(text).replace(error.position, error.length, error.meant)};
    remedies += {tr("Search for this text"), query::quoted(text.trimmed())};
    showSentences({error.sentence, tr("The tasks shown still match the previous query.")}, remedies);
    theme::setTextColor(m_problem, theme::problem);
}

// They leave the query as it is.
void SearchBar::showDoubts(const TaskFilter &filter)
{
    QStringList sentences;
    QVector<Remedy> remedies;
    for (const query::Error &doubt : query::doubts(m_text->text()))
        sentences += doubt.sentence;
    const auto unknown = m_text->isOffering() ? QVector<query::UnknownValue>() // the word is not finished
                                              : query::unknownValues(filter, known());
    for (const query::UnknownValue &one : unknown) {
        sentences += one.sentence;
        if (!one.meant.isEmpty())
            remedies += {useInstead(one.meant), query::print(one.filter)};
    }
    showSentences(sentences, remedies);
    theme::setTextColor(m_problem, {}); // it is no error
}

QString SearchBar::useInstead(const QString &meant)
{
    return tr("Use “%1”").arg(meant);
}

void SearchBar::showSentences(const QStringList &sentences, const QVector<Remedy> &remedies)
{
    m_remedies = remedies;
    QString text = joinSentences(sentences).toHtmlEscaped();
    for (qsizetype i = 0; i < remedies.size(); ++i)
        text += u" <a href='%1'>%2</a>"_s.arg(QString::number(i), remedies[i].words.toHtmlEscaped());
    m_problem->setText(text);
    m_problem->setVisible(!sentences.isEmpty());
}

void SearchBar::apply(const Remedy &remedy)
{
    m_text->setText(remedy.query);
    takeUp();
    m_text->setFocus();
}

void SearchBar::setRefused(bool isRefused)
{
    QPalette palette;
    if (isRefused)
        palette.setColor(QPalette::Base, theme::errorBackground());
    m_text->setPalette(palette);
}

void SearchBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void SearchBar::edit(const QString &part)
{
    if (m_text->goBehind(part))
        return;
    // It was typed in another way, as in STATUS:failed.
    m_text->setText(query::print(m_query.asked().filter));
    m_text->goBehind(part);
}

void SearchBar::takeUp()
{
    m_pause.stop();
    const auto filter = query::parse(m_text->text());
    if (!filter) {
        m_text->setError(filter.error());
        showProblem(filter.error());
        return;
    }
    m_text->setError(std::nullopt);
    showDoubts(*filter);
    if (*filter == m_query.asked().filter)
        return;
    m_shown = *filter;
    m_query.askFilter(*filter);
}

void SearchBar::reset()
{
    m_pause.stop();
    m_shown = m_query.asked().filter;
    m_text->setText(query::print(m_shown));
    m_text->setError(std::nullopt);
    showSentences({});
}

void SearchBar::ignoreTyping()
{
    m_pause.stop();
    m_text->disconnect(this);
}

} // namespace watchbill
