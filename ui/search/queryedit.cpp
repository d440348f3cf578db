// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/queryedit.h"

#include "theme/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScreen>
#include <QStandardItemModel>
#include <QTreeView>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr qsizetype mostRemembered = 50;
constexpr int mostLines = 12;
constexpr int mostCharacters = 1'000'000; // a field's own limit would cut a list of ids off without a word
constexpr int narrowestList = 240;
constexpr int widestList = 640;

QTreeView *suggestionList(QWidget *parent)
{
    auto *list = new QTreeView(parent);
    list->setStyleSheet(u"QTreeView::item { padding: 3px 6px; }"_s);
    list->setWindowFlags(Qt::ToolTip);
    list->setFocusPolicy(Qt::NoFocus);
    list->setAttribute(Qt::WA_ShowWithoutActivating);
    list->setObjectName(u"querySuggestions"_s);
    list->setRootIsDecorated(false);
    list->setHeaderHidden(true);
    list->setUniformRowHeights(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setSelectionBehavior(QAbstractItemView::SelectRows);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

void paintWave(QPainter &painter, qreal left, qreal right, qreal y)
{
    constexpr qreal step = 2;
    QPainterPath path(QPointF(left, y));
    bool isUp = true;
    for (qreal x = left + step; x < right + step; x += step) {
        path.lineTo(x, isUp ? y - step : y);
        isUp = !isUp;
    }
    painter.drawPath(path);
}

} // namespace

QueryEdit::QueryEdit(std::function<query::KnownValues()> known, QWidget *parent)
    : QLineEdit(parent)
    , m_known(std::move(known))
    , m_suggestions(new QStandardItemModel(this))
    , m_list(suggestionList(this))
{
    setMaxLength(mostCharacters);
    createKeys();
    m_list->setModel(m_suggestions);
    m_list->header()->setStretchLastSection(true);
    connect(m_list, &QTreeView::clicked, this, &QueryEdit::take);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_place = m_remembered.size();
        setError(std::nullopt);
        offer();
    });
}

void QueryEdit::setError(const std::optional<query::Error> &error)
{
    if (m_error == error)
        return;
    m_error = error;
    update();
}

bool QueryEdit::goBehind(const QString &part)
{
    setFocus(Qt::OtherFocusReason);
    const auto isBoundary = [this](qsizetype at) {
        const QChar c = text().at(at);
        return c.isSpace() || c == u'(' || c == u')';
    };
    for (qsizetype at = text().indexOf(part); at >= 0; at = text().indexOf(part, at + 1)) {
        const qsizetype end = at + part.size();
        if ((at > 0 && !isBoundary(at - 1)) || (end < text().size() && !isBoundary(end)))
            continue; // the letters of another part
        setCursorPosition(int(end));
        return true;
    }
    return false;
}

void QueryEdit::remember(const QString &query)
{
    if (query.isEmpty())
        return;
    m_remembered.removeAll(query);
    m_remembered += query;
    if (m_remembered.size() > mostRemembered)
        m_remembered.removeFirst();
    m_place = m_remembered.size();
}

bool QueryEdit::isOffering() const
{
    return m_list->isVisible();
}

void QueryEdit::offer()
{
    const query::Completion completion = query::complete(text(), cursorPosition(), m_known());
    m_begin = completion.begin;
    m_end = completion.end;
    m_suggestions->clear();
    for (const query::Suggestion &one : completion.suggestions) {
        auto *meaning = new QStandardItem(one.meaning);
        meaning->setForeground(theme::secondaryText());
        m_suggestions->appendRow({new QStandardItem(one.text), meaning});
    }
    if (m_suggestions->rowCount() == 0)
        m_list->hide();
    else
        showList();
}

void QueryEdit::showList()
{
    m_list->setCurrentIndex({});
    m_list->resizeColumnToContents(0);
    m_list->setColumnWidth(0, std::min(m_list->columnWidth(0) + 12, widestList / 2));
    m_list->resizeColumnToContents(1);
    const int content = m_list->columnWidth(0) + m_list->columnWidth(1) + 24; // and the scroll bar
    const int lines = std::min(m_suggestions->rowCount(), mostLines);
    const int height = lines * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth();
    const QFontMetricsF metrics(font());
    const qreal left = cursorRect().center().x()
        - metrics.horizontalAdvance(text().mid(m_begin, cursorPosition() - m_begin));
    const QRect screen = this->screen()->availableGeometry();
    const int width = std::min({std::max(content, narrowestList), widestList, screen.width()});
    QPoint place = mapToGlobal(QPoint(std::max(0, int(left)), rect().bottom() + 2));
    place.setX(std::clamp(place.x(), screen.left(), screen.right() - width));
    if (place.y() + height > screen.bottom())
        place.setY(mapToGlobal(QPoint(0, 0)).y() - height - 2);
    m_list->setGeometry(QRect(place, QSize(width, height)));
    m_list->show();
}

// Behind the last line comes none, and then the first.
void QueryEdit::choose(int step)
{
    const int lines = m_suggestions->rowCount() + 1;
    const int row = (m_list->currentIndex().row() + 1 + step + lines) % lines - 1;
    m_list->setCurrentIndex(m_suggestions->index(row, 0));
}

void QueryEdit::take(const QModelIndex &suggestion)
{
    const QString chosen = suggestion.siblingAtColumn(0).data().toString();
    m_list->hide();
    const QString before = text().left(m_begin);
    const QString behind = text().mid(m_end);
    setText(before + chosen + behind);
    setCursorPosition(int(before.size() + chosen.size()));
    setModified(true);
    if (chosen.endsWith(u':') || chosen.endsWith(u'.'))
        offer(); // a value comes next
    else
        Q_EMIT completed();
}

// The one that is there already is not worth a key.
void QueryEdit::showOlder()
{
    qsizetype place = m_place - 1;
    if (place >= 0 && m_remembered[place] == text())
        --place;
    if (place >= 0)
        showRemembered(place);
}

void QueryEdit::showRemembered(qsizetype place)
{
    if (m_place == m_remembered.size())
        m_typed = text();
    m_place = place;
    setText(place < m_remembered.size() ? m_remembered[place] : m_typed);
    setModified(true);
}

bool QueryEdit::event(QEvent *event)
{
    // As in a terminal; otherwise Tab would move to the next field.
    if (event->type() == QEvent::KeyPress && m_list->isVisible()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab) {
        take(m_list->currentIndex().isValid() ? m_list->currentIndex() : m_suggestions->index(0, 0));
        return true;
    }
    // A line edit of X11 takes it for the end of the line, where it means the export everywhere else.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_E && key->modifiers() == Qt::ControlModifier)
            return false;
    }
    return QLineEdit::event(event);
}

void QueryEdit::focusOutEvent(QFocusEvent *event)
{
    m_list->hide();
    QLineEdit::focusOutEvent(event);
}

void QueryEdit::moveEvent(QMoveEvent *event)
{
    m_list->hide();
    QLineEdit::moveEvent(event);
}

void QueryEdit::hideEvent(QHideEvent *event)
{
    m_list->hide();
    QLineEdit::hideEvent(event);
}

// The keys that belong to the list while it is there.
bool QueryEdit::pressedInList(int key)
{
    if (!m_list->isVisible())
        return false;
    switch (key) {
    case Qt::Key_Up:
        choose(-1);
        return true;
    case Qt::Key_Down:
        choose(1);
        return true;
    case Qt::Key_Escape:
        m_list->hide();
        return true;
    case Qt::Key_Enter:
    case Qt::Key_Return:
        if (m_list->currentIndex().isValid()) {
            take(m_list->currentIndex());
            return true;
        }
        m_list->hide();
        return false;
    default:
        return false;
    }
}

void QueryEdit::keyPressEvent(QKeyEvent *event)
{
    if (pressedInList(event->key()))
        return;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QLineEdit::keyPressEvent(event);
}

QAction *QueryEdit::addKey(const QString &name, const QKeyCombination &key,
                           const std::function<void()> &function)
{
    auto *action = new QAction(name, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, key, function] {
        if (!pressedInList(key.key()))
            function();
    });
    QWidget::addAction(action); // no button
    return action;
}

// Actions, so that they are in the list of shortcuts.
void QueryEdit::createKeys()
{
    addKey(tr("Complete Field or Value"), Qt::CTRL | Qt::Key_Space, [this] { offer(); });
    addKey(tr("Previous Query"), QKeyCombination(Qt::Key_Up), [this] { showOlder(); });
    addKey(tr("Next Query or Task List"), QKeyCombination(Qt::Key_Down), [this] {
        if (m_place < m_remembered.size())
            showRemembered(m_place + 1);
        else
            Q_EMIT wentDown();
    });
    // A shortcut would take this key from a dialog that is about to become the active window: keyPressEvent() has it.
    addKey(tr("Back to the Tasks"), QKeyCombination(Qt::Key_Escape), {})->setEnabled(false);
}

void QueryEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_error)
        return;
    // Where the text is drawn is known by its cursor alone.
    const QFontMetricsF metrics(font());
    const QRect cursor = cursorRect();
    const auto advance = [&](qsizetype length) { return metrics.horizontalAdvance(text().left(length)); };
    const qreal origin = cursor.center().x() - advance(cursorPosition());
    const qreal left = std::max(origin + advance(m_error->position), qreal(textMargins().left()));
    const qreal right = std::max(origin + advance(m_error->position + m_error->length), left + 6);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::statusColor(TaskStatus::Kind::Failed), 1.2));
    paintWave(painter, left, std::min(right, qreal(width() - 4)), cursor.bottom());
}

} // namespace watchbill
