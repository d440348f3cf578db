// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/deletedialog.h"

#include "dialogs/changetitle.h"
#include "format/format.h"
#include "profile/connectionprofile.h"
#include "source/sourcesentences.h"
#include "task/sentences.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QLabel *plainLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

// One line for each status: icon, word, number.
QLayout *numbersByStatus(const QMap<FieldValue, int> &numbers)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setColumnStretch(3, 1);
    int line = 0;
    for (auto it = numbers.begin(); it != numbers.end(); ++it, ++line) {
        auto *icon = new QLabel;
        icon->setPixmap(
            theme::statusIcon(it.key().value_or(QString())).pixmap(QSize(16, 16), icon->devicePixelRatioF()));
        auto *number = new QLabel(format::number(it.value()));
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(icon, line, 0);
        grid->addWidget(plainLabel(format::value(it.key())), line, 1);
        grid->addWidget(number, line, 2);
    }
    return grid;
}

QString idList(const QVector<Task> &tasks, const TaskRelation &relation)
{
    QStringList lines;
    for (const Task &task : tasks) {
        QStringList parts{format::word(task.id.toText()), format::value(task.status.value()),
                          format::value(task.type)};
        if (const QString rest = sourcesentences::restOf(relation, task.key()); !rest.isEmpty())
            parts.insert(1, format::word(rest));
        lines += parts.join("  "_L1);
    }
    return lines.join(u'\n');
}

} // namespace

DeleteDialog::DeleteDialog(const Selection &selection, const ConnectionProfile &profile,
                           const TaskSource &source, QWidget *parent)
    : QDialog(parent)
    , m_tasks(selection.tasks)
    , m_marks(source.deletedAt.has_value())
    , m_key(source.key)
{
    setObjectName(u"deleteDialog"_s);
    setWindowTitle(tr("Delete tasks"));
    QMap<FieldValue, int> byStatus;
    QSet<UserId> users;
    int ownerless = 0;
    for (const Task &task : m_tasks) {
        ++byStatus[task.status.value()];
        if (task.userId)
            users += *task.userId;
        else
            ++ownerless;
    }
    const int processing = byStatus.value(TaskStatus(TaskStatus::Kind::Processing).toText());
    const int count = int(m_tasks.size());

    const QString place = ChangeTitle::placeOf(profile, source);
    // One of many is what a person means who selects one.
    const QString question = count > 1 && selection.isPart()
        ? tr("Delete %Ln of %1 task(s) that match from %2?", nullptr, count)
              .arg(format::count(*selection.total), place)
        : tr("Delete %Ln task(s) from %1?", nullptr, count).arg(place);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(new ChangeTitle(question, ChangeTitle::environmentOf(profile)));
    layout->addLayout(numbersByStatus(byStatus));
    layout->addWidget(plainLabel(
        joinSentences({tr("They belong to %Ln user(s).", nullptr, int(users.size())),
                       ownerless > 0 ? tr("%Ln task(s) have no user.", nullptr, ownerless) : QString(),
                       source.deletedAt ? tr("The tasks are marked as deleted and stay in the table.")
                                        : tr("This cannot be undone."),
                       tr("Tasks that changed in the meantime are kept.")})));
    const QString more =
        joinSentences({sourcesentences::cascadeOfDeletion(source), sourcesentences::doubtOfDeletion(source)});
    if (!more.isEmpty()) {
        auto *warning = plainLabel(more);
        warning->setObjectName(u"deleteWarning"_s);
        QFont bold = warning->font();
        bold.setBold(true);
        warning->setFont(bold);
        layout->addWidget(warning);
    }
    auto *list = new QPlainTextEdit(idList(m_tasks, source));
    list->setReadOnly(true);
    list->setFont(theme::monospace());
    list->setLineWrapMode(QPlainTextEdit::NoWrap);
    list->setFixedHeight(list->fontMetrics().lineSpacing() * std::clamp(count, 2, 8) + 24);
    layout->addWidget(list);
    if (processing > 0) {
        m_processing = new QCheckBox(
            tr("Also delete %Ln task(s) in processing: a worker may be busy with them", nullptr, processing));
        m_processing->setObjectName(u"deleteProcessing"_s);
        layout->addWidget(m_processing);
        connect(m_processing, &QCheckBox::toggled, this, &DeleteDialog::updateButton);
    }
    if (count > typedAbove) {
        layout->addWidget(plainLabel(tr("Type %1 to confirm:").arg(count)));
        m_number = new QLineEdit;
        m_number->setObjectName(u"deleteNumber"_s);
        layout->addWidget(m_number);
        connect(m_number, &QLineEdit::textChanged, this, &DeleteDialog::updateButton);
    }
    m_obstacle = plainLabel({});
    m_obstacle->setObjectName(u"deleteObstacle"_s);
    m_obstacle->hide();
    layout->addWidget(m_obstacle);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_delete = buttons->addButton(tr("Delete %Ln task(s)", nullptr, count), QDialogButtonBox::AcceptRole);
    m_delete->setObjectName(u"deleteConfirm"_s);
    m_delete->setIcon(theme::icon(u"delete"_s));
    m_delete->setAutoDefault(false);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setIcon(QIcon());
    layout->addWidget(buttons);
    cancel->setDefault(true); // both count only once it is in this window
    cancel->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(640); // an id, a status and a type beside each other
    updateButton();
}

bool DeleteDialog::saysWhatHappens(const TaskSource &source) const
{
    return source.deletedAt.has_value() == m_marks && source.key == m_key;
}

void DeleteDialog::setObstacle(const QString &sentence)
{
    QPalette colours;
    colours.setColor(QPalette::WindowText, theme::statusColor(TaskStatus::Kind::Failed));
    m_obstacle->setPalette(colours);
    m_obstacle->setText(sentence);
    m_obstacle->setVisible(!sentence.isEmpty());
    updateButton();
}

void DeleteDialog::updateButton()
{
    const bool isTicked = !m_processing || m_processing->isChecked();
    const bool isTyped = !m_number || m_number->text().trimmed() == QString::number(m_tasks.size());
    m_delete->setEnabled(isTicked && isTyped && m_obstacle->text().isEmpty());
}

} // namespace watchbill
