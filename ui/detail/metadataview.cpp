// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/metadataview.h"

#include "format/format.h"
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

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr qsizetype largestTree = 256 * 1024; // bytes; beyond that building it would stall the window
constexpr qsizetype largestText = 256 * 1024;

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

QTreeWidgetItem *item(const QString &name, const QJsonValue &value);

void addChildren(QTreeWidgetItem *parent, const QJsonValue &value)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            parent->addChild(item(it.key(), it.value()));
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (int i = 0; i < array.size(); ++i)
            parent->addChild(item(QString::number(i), array[i]));
    }
}

QTreeWidgetItem *item(const QString &name, const QJsonValue &value)
{
    const QString text = valueText(value);
    auto *line = new QTreeWidgetItem({name, format::firstLine(text)});
    if (value.isString())
        line->setToolTip(1, u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(text.left(4000).toHtmlEscaped()));
    if (value.isObject() || value.isArray())
        line->setForeground(1, theme::secondaryText());
    addChildren(line, value);
    return line;
}

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
    copy->setToolTip(tr("Copy all of the metadata"));
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
        QApplication::clipboard()->setText(
            QString::fromUtf8(json::indented(m_metadata.value_or(QByteArray()))));
    });
    show();
}

void MetadataView::setMetadata(const std::optional<QByteArray> &metadata)
{
    if (m_metadata == metadata)
        return;
    m_metadata = metadata;
    m_treeIsShown = m_textIsShown = false;
    show();
}

// Fills only what is looked at.
void MetadataView::show()
{
    m_stack->setCurrentIndex(m_choice->checkedId());
    m_note->setVisible(!m_metadata);
    m_note->setText(tr("No metadata."));
    if (m_stack->currentWidget() == m_tree)
        showTree();
    else
        showText();
}

void MetadataView::showTree()
{
    const bool isTooLarge = m_metadata && m_metadata->size() > largestTree;
    if (isTooLarge) {
        m_note->setText(
            tr("The metadata has %1: too much for a tree. See its beginning as text, or copy all of it.")
                .arg(locale().formattedDataSize(m_metadata->size())));
        m_note->show();
    }
    if (m_treeIsShown)
        return;
    m_treeIsShown = true;
    m_tree->clear();
    if (!m_metadata || isTooLarge)
        return;
    const QJsonDocument document = QJsonDocument::fromJson(*m_metadata);
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    if (document.isNull()) { // a bare string or number
        m_tree->addTopLevelItem(new QTreeWidgetItem({QString(), QString::fromUtf8(*m_metadata)}));
        return;
    }
    addChildren(m_tree->invisibleRootItem(), root);
    m_tree->expandToDepth(0);
}

void MetadataView::showText()
{
    const bool isTooLarge = m_metadata && m_metadata->size() > largestText;
    if (isTooLarge) {
        m_note->setText(tr("Only the first %1 of %2 are shown. Copying takes all of it.")
                            .arg(locale().formattedDataSize(largestText),
                                 locale().formattedDataSize(m_metadata->size())));
        m_note->show();
    }
    if (m_textIsShown)
        return;
    m_textIsShown = true;
    m_text->setPlainText(
        QString::fromUtf8(json::indented(m_metadata.value_or(QByteArray()).left(largestText))));
}

} // namespace watchbill
