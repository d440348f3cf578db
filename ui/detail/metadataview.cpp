// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/metadataview.h"

#include "format/format.h"
#include "service/onfinished.h"
#include "task/taskjson.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>

#include <deque>
#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// More would stall the window.
constexpr qsizetype largestTree = 256 * 1024; // bytes
constexpr qsizetype largestText = 64 * 1024; // more is not shown, see format::excerpt()
constexpr int mostLines = 5'000; // of a tree

QString valueText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact))
            .chopped(1)
            .mid(1);
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array:
        return MetadataView::tr("%Ln item(s)", nullptr, int(value.toArray().size()));
    case QJsonValue::Object:
        return MetadataView::tr("%Ln field(s)", nullptr, int(value.toObject().size()));
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

QTreeWidgetItem *item(const QString &name, const QJsonValue &value)
{
    const QString text = valueText(value);
    auto *line = new QTreeWidgetItem({format::firstLine(name), format::firstLine(text)});
    if (value.isString())
        line->setToolTip(1, format::toolTip(text));
    if (value.isObject() || value.isArray())
        line->setForeground(1, theme::secondaryText());
    return line;
}

// The lines of a tree, those of the upper levels first, until there are too many.
class TreeLines
{
public:
    // Whether all of it found place.
    bool fill(QTreeWidgetItem *root, const QJsonValue &value)
    {
        m_open.push_back({root, value});
        while (!m_open.empty()) {
            const Node node = m_open.front();
            m_open.pop_front();
            if (!addChildren(node))
                return false;
        }
        return true;
    }

private:
    struct Node
    {
        QTreeWidgetItem *line;
        QJsonValue value;
    };

    bool addChildren(const Node &node)
    {
        QList<QTreeWidgetItem *> lines;
        bool isAll = true;
        const auto add = [&](const QString &name, const QJsonValue &value) {
            isAll = m_count++ < mostLines;
            if (!isAll)
                return false;
            lines += item(name, value);
            if (value.isObject() || value.isArray())
                m_open.push_back({lines.last(), value});
            return true;
        };
        const QJsonObject object = node.value.toObject();
        for (auto it = object.begin(); it != object.end() && add(it.key(), it.value()); ++it)
            continue;
        const QJsonArray array = node.value.toArray();
        for (int i = 0; i < array.size() && add(QString::number(i), array[i]); ++i)
            continue;
        node.line->addChildren(lines);
        return isAll;
    }

    std::deque<Node> m_open;
    int m_count = 0;
};

QToolButton *choice(const QString &text)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    return button;
}

} // namespace

MetadataView::MetadataView(QWidget *parent)
    : QWidget(parent)
    , m_choice(new QButtonGroup(this))
    , m_note(new QLabel)
    , m_stack(new QStackedWidget)
    , m_tree(new QTreeWidget)
    , m_text(new QPlainTextEdit)
{
    m_tree->setObjectName(u"metadataTree"_s);
    m_tree->setHeaderLabels({tr("Name"), tr("Value")});
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setDefaultSectionSize(150);
    m_text->setObjectName(u"metadataText"_s);
    m_text->setReadOnly(true);
    m_text->setFont(theme::monospace());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_text);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMargin(6);

    QToolButton *tree = choice(tr("Tree"));
    QToolButton *text = choice(tr("Text"));
    tree->setChecked(true);
    m_choice->addButton(tree, 0);
    m_choice->addButton(text, 1);
    auto *copy = new QToolButton;
    copy->setAutoRaise(true);
    copy->setIcon(theme::icon(u"copy"_s));
    copy->setToolTip(tr("Copy all metadata"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(6, 4, 6, 2);
    bar->addWidget(tree);
    bar->addWidget(text);
    bar->addStretch();
    bar->addWidget(copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_note);
    layout->addWidget(m_stack, 1);
    connect(m_choice, &QButtonGroup::idClicked, this, &MetadataView::show);
    connect(copy, &QToolButton::clicked, this, [this] {
        // It takes a while for many megabytes.
        onFinished(QtFuture::makeReadyFuture().then(QtFuture::Launch::Async,
                                                    [all = m_metadata.value_or(QByteArray())] {
                                                        return QString::fromUtf8(json::indented(all));
                                                    }),
                   this, [](const QString &whole) { QApplication::clipboard()->setText(whole); });
    });
    show();
}

void MetadataView::setMetadata(const std::optional<QByteArray> &metadata)
{
    if (m_metadata == metadata)
        return;
    m_metadata = metadata;
    m_treeIsShown = m_textIsShown = false;
    m_treeNote.clear();
    m_textNote.clear();
    show();
}

// Fills only what is looked at.
void MetadataView::show()
{
    m_stack->setCurrentIndex(m_choice->checkedId());
    const bool isTree = m_stack->currentWidget() == m_tree;
    if (isTree)
        showTree();
    else
        showText();
    const QString note = !m_metadata ? tr("No metadata.") : isTree ? m_treeNote : m_textNote;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void MetadataView::showTree()
{
    if (std::exchange(m_treeIsShown, true))
        return;
    m_tree->clear();
    if (!m_metadata)
        return;
    if (m_metadata->size() > largestTree) {
        m_treeNote =
            tr("The metadata (%1) is too large for a tree. See its beginning as text, or copy all of "
               "it.")
                .arg(locale().formattedDataSize(m_metadata->size()));
        return;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*m_metadata, &error);
    if (error.error == QJsonParseError::DeepNesting) {
        m_treeNote = tr("The metadata is nested too deeply for a tree. View it as text, or copy all "
                        "of it.");
        return;
    }
    if (document.isNull()) { // a bare string or number
        m_tree->addTopLevelItem(
            new QTreeWidgetItem({QString(), format::shortened(QString::fromUtf8(*m_metadata))}));
        return;
    }
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    if (!TreeLines().fill(m_tree->invisibleRootItem(), root))
        m_treeNote = tr("Only the first %1 values are shown. See more as text, or copy all of it.")
                         .arg(locale().toString(mostLines));
    m_tree->expandToDepth(0);
}

void MetadataView::showText()
{
    if (std::exchange(m_textIsShown, true))
        return;
    const QByteArray all = m_metadata.value_or(QByteArray());
    const format::Excerpt excerpt = format::excerpt(QString::fromUtf8(json::indented(all.left(largestText))));
    m_text->setPlainText(excerpt.text);
    if (all.size() > largestText || !excerpt.isAtEnd)
        m_textNote = tr("Only the beginning of %1 is shown. Copy takes all of it.")
                         .arg(locale().formattedDataSize(all.size()));
    else if (!excerpt.isWhole())
        m_textNote = tr("Too large to show: long lines are cut. Copy takes all of it.");
}

} // namespace watchbill
