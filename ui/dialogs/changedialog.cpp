// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/changedialog.h"

#include "dialogs/changetitle.h"
#include "dialogs/copiesform.h"
#include "dialogs/copyform.h"
#include "dialogs/plainlabel.h"
#include "dialogs/problemlabel.h"
#include "dialogs/statusform.h"
#include "dialogs/typednumber.h"
#include "filter/querytext.h"
#include "format/format.h"
#include "profile/connectionprofile.h"
#include "source/sourcesentences.h"
#include "task/sentences.h"
#include "task/visibletext.h"
#include "theme/discardquestion.h"
#include "theme/fittingarea.h"
#include "theme/icon.h"
#include "theme/keytext.h"
#include "theme/style.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int changeLetters = 100; // an id, a status and a type beside each other
constexpr int usersShown = 3;
constexpr int lineSpacing = 10; // between statuses, and between users
constexpr qsizetype mostIdsNamed = 20;
constexpr qsizetype longestName = 40; // characters: a uuid and a bit

// A status or user on one line.
QLabel *nameLabel(const FieldValue &name)
{
    auto *label = plainLabel(format::shortened(format::value(name), longestName));
    label->setWordWrap(false);
    return label;
}

// One line for each status: icon, word, number.
QLayout *numbersByStatus(const QMap<FieldValue, qint64> &numbers)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(lineSpacing);
    grid->setColumnStretch(3, 1);
    int line = 0;
    for (auto it = numbers.begin(); it != numbers.end(); ++it, ++line) {
        auto *icon = new QLabel;
        theme::showIcon(icon, theme::statusIcon(it.key().value_or(QString())));
        auto *number = new QLabel(format::number(it.value()));
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(icon, line, 0);
        grid->addWidget(nameLabel(it.key()), line, 1);
        grid->addWidget(number, line, 2);
    }
    return grid;
}

// The users with the most of the tasks, where there are several.
QLayout *numbersByUser(const TaskNumbers &numbers)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(lineSpacing);
    if (numbers.byUser.size() < 2)
        return grid;
    int line = 0;
    for (const auto &[user, count] : numbers.busiestUsers(usersShown)) {
        auto *number = new QLabel(format::number(count));
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(nameLabel(user), line, 0);
        grid->addWidget(number, line++, 1);
    }
    const qint64 others = numbers.byUser.size() - line;
    if (numbers.hasMoreUsers)
        grid->addWidget(new QLabel(ChangeDialog::tr("and others")), line, 0);
    else if (others > 0)
        grid->addWidget(new QLabel(ChangeDialog::tr("and %1 more").arg(format::number(others))), line, 0);
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

using Kind = RunAction::Kind;

QString titleOf(Kind kind)
{
    switch (kind) {
    case Kind::Delete:
        return ChangeDialog::tr("Delete tasks");
    case Kind::SetStatus:
        return ChangeDialog::tr("Set status");
    case Kind::RunAgain:
        break;
    }
    return ChangeDialog::tr("Run tasks again");
}

QString iconOf(Kind kind)
{
    return kind == Kind::Delete ? u"delete"_s : kind == Kind::SetStatus ? u"edit"_s : u"refresh"_s;
}

QString confirmationOf(const ChangeDialog::Question &question)
{
    const int count = int(question.tasks.count());
    switch (question.kind) {
    case Kind::Delete:
        return ChangeDialog::tr("Delete %Ln task(s)", nullptr, count);
    case Kind::SetStatus:
        return ChangeDialog::tr("Set status of %Ln task(s)", nullptr, count);
    case Kind::RunAgain:
        break;
    }
    return ChangeDialog::tr("Run %Ln task(s) again", nullptr, count);
}

QString questionOf(const ChangeDialog::Question &question, const QString &place)
{
    const int count = int(question.tasks.count());
    // One of many is what a person means who selects one.
    if (count > 1 && question.selection.isPart()) {
        const QString total = format::count(*question.selection.total);
        switch (question.kind) {
        case Kind::Delete:
            return ChangeDialog::tr("Delete %Ln of %1 matching task(s) from %2?", nullptr, count)
                .arg(total, place);
        case Kind::SetStatus:
            return ChangeDialog::tr("Set the status of %Ln of %1 matching task(s) in %2?", nullptr, count)
                .arg(total, place);
        case Kind::RunAgain:
            break;
        }
        return ChangeDialog::tr("Run %Ln of %1 matching task(s) again in %2?", nullptr, count)
            .arg(total, place);
    }
    switch (question.kind) {
    case Kind::Delete:
        return ChangeDialog::tr("Delete %Ln task(s) from %1?", nullptr, count).arg(place);
    case Kind::SetStatus:
        return ChangeDialog::tr("Set the status of %Ln task(s) in %1?", nullptr, count).arg(place);
    case Kind::RunAgain:
        break;
    }
    return ChangeDialog::tr("Run %Ln task(s) again in %1?", nullptr, count).arg(place);
}

// What the history says of tasks that were selected by hand.
QString queryFor(const QVector<Task> &tasks)
{
    if (tasks.size() > mostIdsNamed)
        return ChangeDialog::tr("%1 selected tasks").arg(format::number(tasks.size()));
    QVector<Condition::Value> ids;
    for (const Task &task : tasks)
        ids += {Condition::Value::Relation::Equal, task.id.toText()};
    return query::print(Condition::term(Condition::Field::Id, ids));
}

QString usersOf(const TaskNumbers &numbers)
{
    const qint64 ownerless = numbers.byUser.value(std::nullopt);
    const int users = int(numbers.byUser.size()) - (ownerless > 0 ? 1 : 0);
    return joinSentences(
        {numbers.hasMoreUsers ? ChangeDialog::tr("They belong to more than %Ln user(s).", nullptr, users)
                              : ChangeDialog::tr("They belong to %Ln user(s).", nullptr, users),
         ownerless > 0 ? ChangeDialog::tr("%Ln task(s) have no user.", nullptr, int(ownerless)) : QString()});
}

QString timesOf(const TaskNumbers &numbers)
{
    if (!numbers.oldest)
        return {};
    return numbers.all == 1 ? ChangeDialog::tr("Created %1.").arg(format::time(numbers.oldest))
                            : ChangeDialog::tr("Created from %1 to %2.")
                                  .arg(format::time(numbers.oldest), format::time(numbers.newest));
}

} // namespace

ChangeDialog::ChangeDialog(const Question &question, const ConnectionProfile &profile,
                           const TaskSource &source, QWidget *parent)
    : QDialog(parent)
    , m_question(question)
    , m_marks(source.deletedAt.has_value())
    , m_key(source.key)
    , m_hasDependents(source.hasDependents)
    , m_originKey(profile.originKey)
{
    // Each kind has its own names, so that what is meant for one is not done by another.
    static const QMap<Kind, QString> names{
        {Kind::Delete, u"delete"_s}, {Kind::SetStatus, u"setStatus"_s}, {Kind::RunAgain, u"runAgain"_s}};
    setObjectName(names[m_question.kind] + "Dialog"_L1);
    setWindowTitle(titleOf(m_question.kind));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(20, 18, 20, 16);
    whole->setSpacing(12);
    auto *area = new theme::FittingArea(changeLetters);
    whole->addWidget(area, 1);
    QVBoxLayout *layout = area->column();
    layout->setSpacing(12);
    layout->addWidget(new ChangeTitle(questionOf(m_question, ChangeTitle::placeOf(profile, source)),
                                      ChangeTitle::environmentOf(profile)));
    auto *numbers = new QHBoxLayout;
    numbers->setSpacing(32);
    for (QLayout *list :
         {numbersByStatus(m_question.tasks.numbers().byStatus), numbersByUser(m_question.tasks.numbers())}) {
        numbers->addLayout(list);
        numbers->setAlignment(list, Qt::AlignTop);
    }
    numbers->addStretch();
    layout->addLayout(numbers);
    if (m_question.kind == Kind::SetStatus)
        addStatus(layout, source);
    addWords(layout, source);
    if (!m_question.selection.isEverything())
        addList(layout, source);
    if (m_question.kind == Kind::RunAgain && m_question.selection.tasks.size() == 1)
        addCopy(layout, source);
    else if (m_question.kind == Kind::RunAgain)
        addCopies(layout, source);
    addSafeguards(layout, profile);
    addButtons(whole);
    updateButton();
}

void ChangeDialog::addWords(QVBoxLayout *layout, const TaskSource &source)
{
    const TaskNumbers &numbers = m_question.tasks.numbers();
    const bool isDeletion = m_question.kind == Kind::Delete;
    const QString obstacle = sourcesentences::obstacleToUndoing(m_question.kind, source);
    if (!m_question.query.isEmpty())
        layout->addWidget(plainLabel(tr("All that match: %1").arg(visibleText(m_question.query))));
    layout->addWidget(plainLabel(joinSentences(
        {usersOf(numbers), timesOf(numbers),
         isDeletion && source.deletedAt ? tr("The tasks are marked as deleted and stay in the table.")
                                        : QString(),
         m_question.kind == Kind::RunAgain
             ? joinSentences({aboutCopies(), sourcesentences::notCopied(source)})
             : QString(),
         isDeletion ? tr("Tasks that changed in the meantime are kept.")
                    : tr("Tasks that changed in the meantime are left alone."),
         obstacle.isEmpty() ? tr("Can be undone (%1).").arg(theme::keyText(QKeySequence::Undo))
                            : QString()})));
    const QString doubt = isDeletion ? sourcesentences::doubtOfDeletion(source) : QString();
    const QString more = joinSentences({m_question.dependents, doubt, obstacle});
    if (more.isEmpty())
        return;
    auto *warning = plainLabel(more);
    warning->setObjectName(u"deleteWarning"_s);
    QFont font = warning->font();
    font.setBold(!m_question.hasNoDependents || !doubt.isEmpty() || !obstacle.isEmpty());
    warning->setFont(font);
    layout->addWidget(warning);
}

QString ChangeDialog::aboutCopies() const
{
    const bool isOne = m_question.tasks.count() == 1;
    const QString copies = isOne ? tr("A copy becomes a new task; the old one stays.")
                                 : tr("Each task gets a copy as a new task; the old ones stay.");
    return m_originKey.isEmpty()
        ? copies
        : joinSentences(
            {copies,
             tr("The metadata of a copy names the old task under “%1”.").arg(format::word(m_originKey))});
}

void ChangeDialog::addList(QVBoxLayout *layout, const TaskSource &source)
{
    auto *list = new QPlainTextEdit(idList(m_question.selection.tasks, source));
    list->setObjectName(u"changeList"_s);
    list->setAccessibleName(tr("The tasks"));
    list->setReadOnly(true);
    list->setFont(theme::monospace());
    list->setLineWrapMode(QPlainTextEdit::NoWrap);
    list->setFixedHeight(
        list->fontMetrics().lineSpacing() * std::clamp(int(m_question.selection.tasks.size()), 2, 8) + 24);
    layout->addWidget(list);
}

void ChangeDialog::addStatus(QVBoxLayout *layout, const TaskSource &source)
{
    m_status = new StatusForm(m_question.statuses, source);
    layout->addWidget(m_status);
    connect(m_status, &StatusForm::changed, this, &ChangeDialog::updateButton);
}

void ChangeDialog::addCopy(QVBoxLayout *layout, const TaskSource &source)
{
    m_copy = new CopyForm(m_question.selection.tasks.first(), m_question.metadata, source);
    layout->addWidget(m_copy);
    connect(m_copy, &CopyForm::changed, this, &ChangeDialog::updateButton);
}

void ChangeDialog::addCopies(QVBoxLayout *layout, const TaskSource &source)
{
    m_copies = new CopiesForm(source);
    layout->addWidget(m_copies);
    connect(m_copies, &CopiesForm::changed, this, &ChangeDialog::updateButton);
}

void ChangeDialog::addSafeguards(QVBoxLayout *layout, const ConnectionProfile &profile)
{
    const qint64 count = m_question.tasks.count();
    const qint64 processing =
        m_question.tasks.numbers().byStatus.value(TaskStatus(TaskStatus::Kind::Processing).toText());
    if (processing > 0 && m_question.kind != Kind::RunAgain) {
        m_processing =
            new QCheckBox(m_question.kind == Kind::Delete
                              ? tr("Also delete %Ln task(s) in processing: a worker may be busy with them",
                                   nullptr, int(processing))
                              : tr("Also change %Ln task(s) in processing: a worker may be busy with them",
                                   nullptr, int(processing)));
        m_processing->setObjectName(u"deleteProcessing"_s);
        layout->addWidget(m_processing);
        connect(m_processing, &QCheckBox::toggled, this, &ChangeDialog::updateButton);
    }
    if (TypedNumber::isNeeded(count, m_question.typedAbove, profile)) {
        m_number = new TypedNumber(count);
        layout->addWidget(m_number);
        connect(m_number, &TypedNumber::changed, this, &ChangeDialog::updateButton);
        connect(m_number, &TypedNumber::entered, this, [this] { m_confirm->click(); });
    }
    m_obstacle = new ProblemLabel(u"deleteObstacle"_s);
    layout->addWidget(m_obstacle);
}

void ChangeDialog::addButtons(QVBoxLayout *layout)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_confirm = buttons->addButton(confirmationOf(m_question), QDialogButtonBox::AcceptRole);
    m_confirm->setObjectName(u"deleteConfirm"_s);
    m_confirm->setIcon(theme::icon(iconOf(m_question.kind)));
    m_confirm->setAutoDefault(false);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    m_missing = new QLabel;
    m_missing->setObjectName(u"changeMissing"_s);
    m_missing->setForegroundRole(QPalette::PlaceholderText);
    auto *line = new QHBoxLayout;
    line->addWidget(m_missing, 1);
    line->addWidget(buttons);
    layout->addLayout(line);
    cancel->setDefault(true); // both count only once it is in this window
    if (m_status)
        m_status->setFocus();
    else if (m_number)
        m_number->setFocus(); // what is asked for can be typed at once
    else
        cancel->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ChangeDialog::reject);
}

// After a status that was typed, Enter would press the default button, which cancels.
void ChangeDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter || !m_status || !m_status->isAncestorOf(focusWidget()))
        QDialog::keyPressEvent(event);
    else if (m_confirm->isEnabled())
        m_confirm->setFocus();
}

RunOrder ChangeDialog::order() const
{
    RunOrder order;
    order.tasks = m_question.tasks;
    order.query = m_question.query.isEmpty() ? queryFor(m_question.selection.tasks) : m_question.query;
    order.action.kind = m_question.kind;
    if (m_status)
        m_status->fill(order.action);
    if (m_question.kind == Kind::RunAgain)
        order.action.originKey = m_originKey;
    if (m_copy)
        m_copy->fill(order.action);
    if (m_copies)
        m_copies->fill(order.action);
    return order;
}

bool ChangeDialog::saysWhatHappens(const TaskSource &source) const
{
    return source.deletedAt.has_value() == m_marks && source.key == m_key
        && source.hasDependents == m_hasDependents;
}

void ChangeDialog::setObstacle(const QString &sentence)
{
    m_obstacle->setSentence(sentence);
    updateButton();
}

void ChangeDialog::reject()
{
    if (isTyped())
        theme::askToDiscard(this, [this] { QDialog::reject(); });
    else
        QDialog::reject();
}

bool ChangeDialog::isTyped() const
{
    return (m_status && m_status->isTyped()) || (m_copy && m_copy->isTyped())
        || (m_copies && m_copies->isTyped());
}

// The first of what there is still to do; empty if nothing is.
QString ChangeDialog::missing() const
{
    if (m_status && !m_status->isComplete())
        return tr("Choose a status first.");
    if ((m_copy && !m_copy->isComplete()) || (m_copies && !m_copies->isComplete()))
        return tr("Complete the new values first.");
    if (m_processing && !m_processing->isChecked())
        return tr("Tick the box first.");
    return m_number ? m_number->missing() : QString();
}

void ChangeDialog::updateButton()
{
    if (!m_confirm)
        return;
    const QString why = m_obstacle->isEmpty() ? missing() : QString();
    m_missing->setText(why);
    m_confirm->setEnabled(why.isEmpty() && m_obstacle->isEmpty());
}

} // namespace watchbill
