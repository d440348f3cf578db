// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/searchbar.h"

#include "filter/filterchanges.h"
#include "format/format.h"
#include "live/querystate.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto typingPause = 250ms;
constexpr int mostOffered = 20; // users, without scrolling

// In a list to choose from.
QString shownValue(const QString &value)
{
    return format::shortened(format::word(value), 80);
}

QLineEdit *lineEdit(const QString &icon, const QString &placeholder)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(placeholder);
    edit->setClearButtonEnabled(true);
    edit->addAction(theme::secondaryIcon(icon), QLineEdit::LeadingPosition);
    return edit;
}

} // namespace

SearchBar::SearchBar(QueryState &query, QWidget *parent)
    : QWidget(parent)
    , m_query(query)
    , m_text(lineEdit(u"search"_s, tr("Search id or error")))
    , m_user(lineEdit(u"user"_s, tr("User ID")))
    , m_type(new QComboBox)
    , m_offer(m_user->addAction(theme::secondaryIcon(u"chevron-down"_s), QLineEdit::TrailingPosition))
{
    m_text->setObjectName(u"searchText"_s);
    m_text->setToolTip(tr("Searches task id and error message, ignoring case (Ctrl+F)"));
    m_user->setObjectName(u"searchUser"_s);
    m_user->setToolTip(tr("User id; the first characters of a UUID are enough"));
    m_offer->setObjectName(u"offerUsers"_s);
    m_offer->setToolTip(tr("The users with the most tasks"));
    m_offer->setVisible(false);
    connect(m_offer, &QAction::triggered, this, &SearchBar::offerUsers);
    m_type->setObjectName(u"searchType"_s);
    m_type->setAccessibleName(tr("Type"));
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_type->setMinimumWidth(110); // in a narrow window the fields to type in need the place
    m_text->setMinimumWidth(115);
    m_user->setMinimumWidth(90);
    m_type->setMaximumWidth(320);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 3);
    layout->addWidget(m_user, 2);
    layout->addWidget(m_type);

    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &SearchBar::takeUp);
    for (QLineEdit *field : {m_text, m_user}) {
        connect(field, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
        connect(field, &QLineEdit::editingFinished, this,
                &SearchBar::takeUp); // Enter, or on to something else
        field->installEventFilter(this);
    }
    connect(m_type, &QComboBox::activated, this, &SearchBar::takeUp);
    connect(&query, &QueryState::changed, this, &SearchBar::showFilter);
    showFilter();
}

void SearchBar::showFilter()
{
    const TaskFilter &filter = m_query.asked().filter;
    m_pause.stop();
    // Replacing equal text would move the cursor of somebody who is typing.
    if (m_text->text() != filter.text)
        m_text->setText(filter.text);
    const QString user = filter::onlyValue(filter.users);
    if (m_user->text().trimmed() != user)
        m_user->setText(user);
    showTypes();
}

void SearchBar::setTypes(const QStringList &types)
{
    if (m_types == types)
        return;
    m_types = types;
    showTypes();
}

void SearchBar::setUsers(const QStringList &users)
{
    m_users = users;
    m_offer->setVisible(!users.isEmpty());
}

// A list that comes up by itself while one types would take the next click.
void SearchBar::offerUsers()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"users"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &user : m_users.mid(0, mostOffered)) {
        menu->addAction(shownValue(user).replace(u'&', "&&"_L1), this, [this, user] {
            m_user->setText(user);
            takeUp();
        });
    }
    menu->popup(m_user->mapToGlobal(m_user->rect().bottomLeft()));
}

void SearchBar::showTypes()
{
    const QString shown = filter::onlyValue(m_query.asked().filter.types);
    QStringList types = m_types;
    if (!shown.isEmpty() && !types.contains(shown))
        types += shown;
    const QSignalBlocker blocker(m_type);
    m_type->clear();
    m_type->addItem(theme::secondaryIcon(u"type"_s), tr("All types"));
    for (const QString &type : types)
        m_type->addItem(shownValue(type), type);
    m_type->setCurrentIndex(shown.isEmpty() ? 0 : m_type->findData(shown));
}

void SearchBar::setProblem(const QString &sentence)
{
    QPalette palette;
    if (!sentence.isEmpty())
        palette.setColor(QPalette::Base, theme::errorBackground());
    m_user->setPalette(palette); // any text can be searched for, but not any user
}

void SearchBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void SearchBar::takeUp()
{
    m_pause.stop();
    const TaskFilter &before = m_query.asked().filter;
    TaskFilter filter = filter::withText(before, m_text->text());
    filter = filter::entered(filter, &TaskFilter::users, m_user->text().trimmed());
    filter = filter::entered(filter, &TaskFilter::types, m_type->currentData().toString());
    if (filter != before)
        m_query.askFilter(filter);
}

void SearchBar::ignoreTyping()
{
    m_pause.stop();
    m_text->disconnect(this);
    m_user->disconnect(this);
}

bool SearchBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Down) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace watchbill
