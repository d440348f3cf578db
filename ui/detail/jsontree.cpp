// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/jsontree.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "format/format.h"
#include "theme/icon.h"
#include "theme/selectiondelegate.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int mostOpenedLines = 5'000; // at first
constexpr qsizetype mostShown = 4'000; // characters of a string, its tool tip included
constexpr qsizetype longestAsked = 200; // characters of a value to filter by
constexpr qsizetype mostCounted = 1024 * 1024; // bytes of what is read before it is opened

enum ItemType { ValueItem = QTreeWidgetItem::UserType, MoreItem };

// A string that can only be a document begins like one. Of a large one that is all that is looked at before it is
// opened.
bool mayHoldDocument(const json::Value &value)
{
    if (value.kind() != json::Value::Kind::String)
        return false;
    const QString beginning = value.string(mostShown).trimmed();
    return beginning.startsWith(u'{') || beginning.startsWith(u'[');
}

std::optional<json::Value> documentWithin(const json::Value &value)
{
    if (!mayHoldDocument(value))
        return std::nullopt;
    const QByteArray text = value.string().toUtf8();
    const auto document = json::Value::fromText(text);
    return document && document->isContainer() ? std::optional(*document) : std::nullopt;
}

bool isLarge(const json::Value &value)
{
    return value.text().size() > mostCounted;
}

// What is opened below a value's line, or a large string that has to be read for that.
std::optional<json::Value> whatOpens(const json::Value &value)
{
    if (value.isContainer() || (isLarge(value) && mayHoldDocument(value)))
        return value;
    return isLarge(value) ? std::nullopt : documentWithin(value);
}

QString contents(const json::Value &container)
{
    if (isLarge(container))
        return QLocale().formattedDataSize(container.text().size());
    const int size = int(container.size());
    return container.kind() == json::Value::Kind::List ? JsonTree::tr("%Ln item(s)", nullptr, size)
                                                       : JsonTree::tr("%Ln field(s)", nullptr, size);
}

std::optional<Condition::Value> askedOf(const json::Value &value)
{
    using Relation = Condition::Value::Relation;
    switch (value.kind()) {
    case json::Value::Kind::String: {
        const QString text = value.string(longestAsked + 1);
        if (text.size() > longestAsked)
            return std::nullopt;
        // Only what could be another kind of value needs to be asked for as a text.
        const bool isLikeAnother = json::Value::fromText(text.toUtf8()).has_value();
        const bool needsQuotes = query::quoted(text) != text;
        return Condition::Value{isLikeAnother || needsQuotes ? Relation::EqualText : Relation::Equal, text};
    }
    case json::Value::Kind::Null:
        return Condition::Value{Relation::Null, {}};
    case json::Value::Kind::Number:
    case json::Value::Kind::Boolean:
        return Condition::Value{
            Relation::Equal,
            QString::fromLatin1(value.text().first(std::min(value.text().size(), longestAsked)))};
    default:
        return std::nullopt;
    }
}

// What follows of a list or an object.
struct Rest
{
    explicit Rest(const json::Value &container)
        : children(container)
        , isList(container.kind() == json::Value::Kind::List)
    {
    }

    json::Children children;
    bool isList;
    qsizetype next = 0;
};

// Its second column may be dimmed, in the colours of the moment.
class TreeLine : public QTreeWidgetItem
{
public:
    using QTreeWidgetItem::QTreeWidgetItem;

    QVariant data(int column, int role) const override
    {
        return m_isDimmed && column == 1 && role == Qt::ForegroundRole
            ? QVariant(QBrush(theme::secondaryText()))
            : QTreeWidgetItem::data(column, role);
    }

protected:
    void dim() { m_isDimmed = true; }

private:
    bool m_isDimmed = false;
};

class ValueLine : public TreeLine
{
public:
    ValueLine(const std::optional<QString> &key, const QString &name, const json::Value &value)
        : TreeLine(ValueItem)
        , m_key(key)
        , m_isContainer(value.isContainer())
        , m_isDocument(!m_isContainer && whatOpens(value).has_value())
        , m_asked(askedOf(value))
        , m_within(whatOpens(value))
    {
        setText(0, format::firstLine(name));
        if (text(0) != name)
            setToolTip(0, format::toolTip(name));
        showValue(value);
        if (m_within && !(m_within->isContainer() && json::Children(*m_within).isAtEnd()))
            setChildIndicatorPolicy(ShowIndicator);
    }

    bool isContainer() const { return m_isContainer; }

    /// A text that holds a document: queries do not look into it.
    bool isDocument() const { return m_isDocument; }

    /// None of an item of a list.
    const std::optional<QString> &key() const { return m_key; }

    /// What finds this value; nothing for a container, and for what is too long.
    const std::optional<Condition::Value> &asked() const { return m_asked; }

    // What opens below this line. It is handed out once.
    std::optional<json::Value> takeWithin()
    {
        setChildIndicatorPolicy(DontShowIndicatorWhenChildless);
        const auto within = std::exchange(m_within, std::nullopt);
        return within && !within->isContainer() ? documentWithin(*within) : within;
    }

private:
    void showValue(const json::Value &value);

    const std::optional<QString> m_key;
    const bool m_isContainer;
    const bool m_isDocument;
    const std::optional<Condition::Value> m_asked;
    std::optional<json::Value> m_within;
};

void ValueLine::showValue(const json::Value &value)
{
    switch (value.kind()) {
    case json::Value::Kind::String: {
        const QString text = value.string(mostShown);
        setText(1, text.isEmpty() ? u"\"\""_s : format::firstLine(text));
        setToolTip(1, format::toolTip(text));
        if (text.isEmpty())
            dim();
        break;
    }
    case json::Value::Kind::List:
    case json::Value::Kind::Object:
        setText(1, contents(value));
        dim();
        break;
    case json::Value::Kind::Number: {
        const QString digits = QString::fromLatin1(value.text());
        setText(1, format::shortened(digits));
        setToolTip(1, format::toolTip(digits));
        break;
    }
    case json::Value::Kind::Null:
    case json::Value::Kind::Boolean:
        setText(1, QString::fromLatin1(value.text()));
        dim();
        break;
    }
}

class MoreLine : public TreeLine
{
public:
    explicit MoreLine(Rest next)
        : TreeLine({QString(), JsonTree::tr("Show more…")}, MoreItem)
        , rest(std::move(next))
    {
        dim();
    }

    Rest rest;
};

QList<QTreeWidgetItem *> nextLines(Rest rest)
{
    QList<QTreeWidgetItem *> lines;
    while (lines.size() < JsonTree::linesAtATime) {
        const auto child = rest.children.next();
        if (!child)
            return lines;
        lines += new ValueLine(rest.isList ? std::nullopt : std::optional(child->name),
                               rest.isList ? QString::number(rest.next) : child->name, child->value);
        ++rest.next;
    }
    if (!rest.children.isAtEnd())
        lines += new MoreLine(rest);
    return lines;
}

} // namespace

JsonTree::JsonTree(QWidget *parent)
    : QTreeWidget(parent)
{
    setHeaderLabels({tr("Name"), tr("Value")});
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setItemDelegate(new theme::SelectionDelegate(this));
    header()->setDefaultSectionSize(25 * fontMetrics().averageCharWidth());
    connect(this, &QTreeWidget::itemExpanded, this, &JsonTree::fill);
    connect(this, &QTreeWidget::itemClicked, this, &JsonTree::showMore);
    connect(this, &QTreeWidget::itemActivated, this, &JsonTree::showMore);
}

// From the outermost key to this one; nothing where no query could look.
std::optional<QStringList> JsonTree::pathOf(const QTreeWidgetItem *item) const
{
    QStringList path;
    for (const QTreeWidgetItem *one = item; one; one = one->parent()) {
        if (one->type() != ValueItem)
            return std::nullopt;
        const auto *line = static_cast<const ValueLine *>(one);
        if (one != item && line->isDocument())
            return std::nullopt;
        if (line->key())
            path.prepend(*line->key());
    }
    return path.isEmpty() ? std::nullopt : std::optional(path);
}

void JsonTree::contextMenuEvent(QContextMenuEvent *event)
{
    const QTreeWidgetItem *item = itemAt(event->pos());
    const auto path = item ? pathOf(item) : std::nullopt;
    if (!path)
        return;
    const auto *line = static_cast<const ValueLine *>(item);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &icon, const QString &text, const Condition &condition) {
        menu->addAction(theme::icon(icon), format::shortened(text, 60).replace(u'&', "&&"_L1), this,
                        [this, condition] { Q_EMIT conditionRequested(condition); });
    };
    if (const auto &asked = line->asked()) {
        const Condition is = Condition::term(Condition::Field::Metadata, {*asked}, *path);
        add(u"filter"_s, tr("Filter by %1").arg(query::print(is)), is);
        add(u"filter-clear"_s, tr("Exclude %1").arg(query::print(is)), filter::negated(is));
    }
    const Condition has =
        Condition::term(Condition::Field::Metadata, {{Condition::Value::Relation::Present, {}}}, *path);
    add(u"filter"_s, tr("Filter by %1").arg(query::print(has)), has);
    menu->addSeparator();
    menu->addAction(theme::icon(u"details"_s), tr("&Show as Column"), this,
                    [this, keys = *path] { Q_EMIT columnRequested(keys); });
    menu->addAction(theme::icon(u"copy"_s), tr("Copy &Value"), this, [this, text = line->text(1)] {
        QApplication::clipboard()->setText(text);
        Q_EMIT reported(tr("Copied the value."));
    });
    menu->popup(event->globalPos());
}

void JsonTree::setDocument(const json::Value &document)
{
    clear();
    if (!document.isContainer()) {
        auto *line = new ValueLine({}, {}, document);
        line->setText(1, format::shortened(QString::fromUtf8(document.text())));
        addTopLevelItem(line);
        return;
    }
    addTopLevelItems(nextLines(Rest(document)));
    int shown = topLevelItemCount();
    for (int i = 0; i < topLevelItemCount() && shown < mostOpenedLines; ++i) {
        QTreeWidgetItem *line = topLevelItem(i);
        if (line->type() != ValueItem || !static_cast<ValueLine *>(line)->isContainer())
            continue;
        line->setExpanded(true); // which fills it
        shown += line->childCount();
    }
}

void JsonTree::setPlainText(const QString &text)
{
    clear();
    addTopLevelItem(new QTreeWidgetItem({QString(), format::shortened(text)}));
}

void JsonTree::fill(QTreeWidgetItem *item)
{
    if (item->type() != ValueItem)
        return;
    if (const auto within = static_cast<ValueLine *>(item)->takeWithin())
        item->addChildren(nextLines(Rest(*within)));
}

void JsonTree::showMore(QTreeWidgetItem *item)
{
    if (item->type() != MoreItem)
        return;
    QTreeWidgetItem *parent = item->parent() ? item->parent() : invisibleRootItem();
    const QList<QTreeWidgetItem *> lines = nextLines(static_cast<MoreLine *>(item)->rest);
    parent->addChildren(lines);
    setCurrentItem(lines.first());
    delete item;
}

} // namespace watchbill
