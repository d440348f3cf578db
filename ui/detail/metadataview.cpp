// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/metadataview.h"

#include "detail/jsontree.h"
#include "format/format.h"
#include "service/onfinished.h"
#include "task/taskjson.h"
#include "theme/copying.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// More would stall the window.
constexpr qsizetype readAtOnce = 256 * 1024; // bytes
constexpr qsizetype largestText = 64 * 1024; // more is not shown, see format::excerpt()

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
    , m_tree(new JsonTree)
    , m_text(new QPlainTextEdit)
{
    m_tree->setObjectName(u"metadataTree"_s);
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
    connect(m_tree, &JsonTree::conditionRequested, this, &MetadataView::conditionRequested);
    connect(m_tree, &JsonTree::columnRequested, this, &MetadataView::columnRequested);
    connect(m_tree, &JsonTree::reported, this, &MetadataView::reported);
    connect(m_choice, &QButtonGroup::idClicked, this, &MetadataView::show);
    connect(copy, &QToolButton::clicked, this, [this, copy] {
        // It takes a while for many megabytes.
        onFinished(QtFuture::makeReadyFuture().then(QtFuture::Launch::Async,
                                                    [all = m_metadata.value_or(QByteArray())] {
                                                        return QString::fromUtf8(json::indented(all));
                                                    }),
                   this, [copy](const QString &whole) { theme::copyBy(copy, whole); });
    });
    show();
}

void MetadataView::setMetadata(const std::optional<QByteArray> &metadata)
{
    if (m_metadata == metadata)
        return;
    m_metadata = metadata;
    m_reading.drop();
    m_treeIsShown = m_textIsShown = false;
    m_treeNote.clear();
    m_textNote.clear();
    show();
}

// Fills only what is looked at.
void MetadataView::show()
{
    m_stack->setCurrentIndex(m_choice->checkedId());
    if (m_stack->currentWidget() == m_tree)
        showTree();
    else
        showText();
    showNote();
}

void MetadataView::showNote()
{
    const bool isTree = m_stack->currentWidget() == m_tree;
    const QString note = !m_metadata ? tr("No metadata.") : isTree ? m_treeNote : m_textNote;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

// Large metadata is read on another thread, so that the window stays responsive.
void MetadataView::showTree()
{
    if (std::exchange(m_treeIsShown, true))
        return;
    m_tree->clear();
    if (!m_metadata)
        return;
    if (m_metadata->size() <= readAtOnce) {
        fillTree(json::Value::fromText(*m_metadata));
        return;
    }
    m_treeNote = tr("Reading %1…").arg(locale().formattedDataSize(m_metadata->size()));
    const auto document = QtFuture::makeReadyFuture().then(QtFuture::Launch::Async, [all = *m_metadata] {
        return std::make_shared<const Document>(json::Value::fromText(all));
    });
    onLatest(document, this, m_reading, [this](const std::shared_ptr<const Document> &read) {
        m_treeNote.clear();
        fillTree(*read);
        showNote();
    });
}

void MetadataView::fillTree(const Document &document)
{
    if (document)
        m_tree->setDocument(*document);
    else
        m_tree->setPlainText(QString::fromUtf8(*m_metadata));
}

void MetadataView::showText()
{
    if (std::exchange(m_textIsShown, true))
        return;
    const QByteArray all = m_metadata.value_or(QByteArray());
    const format::Excerpt excerpt = format::excerpt(QString::fromUtf8(json::indented(all.left(largestText))));
    m_text->setPlainText(excerpt.text);
    if (all.size() > largestText || !excerpt.isAtEnd)
        m_textNote = tr("Only the beginning of %1 is shown. Copy includes all of it.")
                         .arg(locale().formattedDataSize(all.size()));
    else if (!excerpt.isWhole())
        m_textNote = tr("Too large to show: long lines are cut. Copy includes all of it.");
}

} // namespace watchbill
