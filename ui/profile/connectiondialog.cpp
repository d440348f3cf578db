// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectiondialog.h"

#include "check/connectiontest.h"
#include "check/connectiontestview.h"
#include "profile/connectionform.h"
#include "profile/keyringbox.h"
#include "profile/profilepasswords.h"
#include "profile/profilestore.h"
#include "profile/tablefield.h"
#include "service/onfinished.h"
#include "theme/discardquestion.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int besideScrollBar = 8; // the form's own margin, which the rest has, too
constexpr QMargins margins(20, 18, 20 - besideScrollBar, 16);
constexpr int testHeight = 230;
constexpr int smallestScreen = 1280; // pixels
constexpr int shortTestHeight = 130; // where the screen has no room for more
constexpr int testWidth = 400;
constexpr int revealMargin = 12;
constexpr auto noticed = std::chrono::seconds(1); // a shorter wait needs no explanation
constexpr double share = 0.9; // of the screen that it may take

// The place of the results, with what will be there.
QWidget *testPlace()
{
    auto *words =
        new QLabel(ConnectionDialog::tr("“Test connection” tries each step, from the host to the task table, "
                                        "and shows the results here."));
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    words->setFrameShape(QFrame::StyledPanel);
    words->setMargin(12);
    theme::setTextColor(words, theme::secondaryText);
    auto *place = new QWidget;
    place->setObjectName(u"testPlace"_s);
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, besideScrollBar, 0);
    layout->addWidget(words);
    return place;
}

QSize roomOn(const QScreen *screen)
{
    return screen->availableSize() * share;
}

} // namespace

ConnectionDialog::ConnectionDialog(ProfileStore &store, SecretStore &secrets, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_passwords(new ProfilePasswords(secrets, this))
    , m_form(new ConnectionForm)
    , m_scroll(new QScrollArea)
    , m_testPlace(testPlace())
    , m_testView(new ConnectionTestView)
    , m_status(new QLabel)
    , m_waiting(new QTimer(this))
{
    setObjectName(u"connectionDialog"_s);
    m_scroll->setWidget(m_form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_testView->hide();
    m_status->setObjectName(u"connectionStatus"_s);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setAlignment(Qt::AlignTop);
    m_status->setMinimumHeight(2 * m_status->fontMetrics().lineSpacing()); // so that a sentence moves nothing
    QSizePolicy policy = m_status->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_status->setSizePolicy(policy);
    m_status->hide();
    m_waiting->setSingleShot(true);
    m_waiting->setInterval(noticed);
    connect(m_waiting, &QTimer::timeout, this, &ConnectionDialog::sayThatItWaits);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(margins);
    layout->setSpacing(14);
    m_body = new QBoxLayout(QBoxLayout::TopToBottom);
    m_body->setSpacing(14);
    auto *form = new QVBoxLayout;
    form->setSpacing(6);
    form->addWidget(m_scroll, 1);
    form->addWidget(m_status);
    m_body->addLayout(form, 1);
    m_body->addWidget(m_testPlace);
    m_body->addWidget(m_testView);
    layout->addLayout(m_body, 1);
    m_buttons = createButtons();
    layout->addWidget(m_buttons);
    for (QWidget *other : {static_cast<QWidget *>(m_testView), static_cast<QWidget *>(m_status), m_buttons})
        other->setContentsMargins(0, 0, besideScrollBar, 0);
    m_connect->setDefault(true); // counts only once it is in this window
    connect(m_form, &ConnectionForm::edited, this, &ConnectionDialog::noteEdit);
    connect(m_form, &ConnectionForm::tablesRequested, this, &ConnectionDialog::findTables);
    connect(qApp, &QApplication::focusChanged, this, &ConnectionDialog::showProblem);
    KeyringBox *keyringBox = m_form->keyringBox();
    connect(&secrets, &SecretStore::persistenceChanged, keyringBox, &KeyringBox::setKeyring);
    keyringBox->setKeyring(secrets.isPersistent());
    onFinished(secrets.findKeyring(), this, [keyringBox](bool isThere) { keyringBox->setKeyring(isThere); });
    connect(m_passwords, &ProfilePasswords::found, this, &ConnectionDialog::fillIn);
    connect(m_passwords, &ProfilePasswords::kept, this, &ConnectionDialog::complete);
    connect(m_passwords, &ProfilePasswords::failed, this, &ConnectionDialog::sayNotKept);
    begin();
    m_form->installEventFilter(this);
}

// Hidden while it is still whole: a field that loses the focus then tells what was typed.
ConnectionDialog::~ConnectionDialog()
{
    hide();
    disconnect(qApp, nullptr, this, nullptr); // the parts lose the focus when only they are left
}

// A remark has come, or another text: the form needs more room.
bool ConnectionDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_form && event->type() == QEvent::LayoutRequest)
        QTimer::singleShot(0, this, &ConnectionDialog::fit); // the form takes notice of it itself first
    return QDialog::eventFilter(watched, event);
}

QWidget *ConnectionDialog::createButtons()
{
    const auto button = [](const QString &text, const QString &name) {
        auto *made = new QPushButton(text);
        made->setObjectName(name);
        made->setAutoDefault(false);
        return made;
    };
    m_testButton = button(tr("Test conne&ction"), u"testConnection"_s);
    QPushButton *cancel = button(tr("Cancel"), u"cancel"_s);
    m_save = button(tr("Sa&ve"), u"save"_s);
    m_connect = button(tr("Connect"), u"connect"_s);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_testButton);
    layout->addStretch();
    for (QPushButton *one : {cancel, m_save, m_connect})
        layout->addWidget(one);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(cancel, &QPushButton::clicked, this, &ConnectionDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] { finish(Purpose::Save); });
    connect(m_connect, &QPushButton::clicked, this, [this] { finish(Purpose::Connect); });
    return row;
}

void ConnectionDialog::begin(const ConnectionProfile &profile)
{
    m_formerName.clear();
    m_passwords->begin();
    setWindowTitle(tr("New connection"));
    present(profile, true);
}

void ConnectionDialog::paste(const QString &text)
{
    m_form->take(text);
    m_unchanged = m_form->draft(); // it can be pasted again
    m_connect->setFocus(); // nothing else is needed, if all of it was there
}

void ConnectionDialog::edit(const ConnectionProfile &kept)
{
    m_formerName = kept.name;
    setWindowTitle(tr("Edit connection “%1”").arg(kept.name));
    present(kept, false);
    m_passwords->read(kept.name);
}

void ConnectionDialog::fillIn(Login login, const QString &password)
{
    m_form->fillIn(login, password);
    (login == Login::Regular ? m_unchanged.connection.password : m_unchanged.servicePassword) = password;
    m_form->keyringBox()->propose(m_passwords->wereKept());
}

void ConnectionDialog::reject()
{
    if (isChanged())
        theme::askToDiscard(this, [this] { QDialog::reject(); });
    else
        QDialog::reject();
}

bool ConnectionDialog::isChanged() const
{
    return m_form->draft() != m_unchanged || m_form->hasPasteLeft();
}

void ConnectionDialog::present(const ConnectionProfile &profile, bool isNew)
{
    m_form->setDraft(ProfileDraft::of(profile), isNew);
    QStringList others;
    if (const auto profiles = m_store.profiles()) {
        for (const ConnectionProfile &one : *profiles) {
            if (one.name != m_formerName)
                others += one.name;
        }
    } else {
        say(profiles.error().message);
    }
    m_form->setOtherNames(others);
    m_form->begin(isNew);
    m_unchanged = m_form->draft();
    m_wanted = 0;
    fit();
    makeRoom();
}

// As large as its contents, within the screen. It does not shrink while it is used.
void ConnectionDialog::fit()
{
    const QSize room = roomOn(screen());
    const int beside = margins.left() + margins.right() + m_scroll->verticalScrollBar()->sizeHint().width();
    m_form->fitInto(room.width() - beside);
    // It scrolls sideways only where even the smallest screen that is planned for would be too narrow.
    const int widest = std::max(room.width(), smallestScreen) - margins.left() - margins.right();
    m_scroll->setMinimumWidth(std::min(
        m_form->minimumSizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width(), widest));
    if (!isVisible())
        return;
    const int wanted =
        m_form->hasHeightForWidth() ? m_form->heightForWidth(m_form->width()) : m_form->sizeHint().height();
    if (wanted <= m_wanted) // it may have been made smaller by hand
        return;
    m_wanted = wanted;
    const int missing = wanted - m_scroll->viewport()->height();
    if (missing <= 0 || height() >= room.height())
        return;
    resize(width(), qMin(room.height(), height() + missing));
    stayOnScreen();
}

void ConnectionDialog::stayOnScreen()
{
    const QRect screenArea = screen()->availableGeometry();
    const int hidden = frameGeometry().bottom() - screenArea.bottom();
    if (hidden > 0)
        move(x(), qMax(screenArea.top(), y() - hidden));
}

void ConnectionDialog::say(const QString &sentence)
{
    m_said = sentence;
    showProblem();
}

// Below the form, so that no field moves: what was said last, or what is wrong with a field.
void ConnectionDialog::showProblem()
{
    const QString sentence = m_said.isEmpty() ? m_form->problem() : m_said;
    if (sentence == m_status->text())
        return;
    theme::setTextColor(m_status, theme::problem);
    m_status->setText(sentence);
    m_status->setVisible(!sentence.isEmpty());
    m_status->setMinimumHeight(
        std::max(m_status->minimumHeight(), m_status->heightForWidth(m_status->width())));
}

void ConnectionDialog::sayThatItWaits()
{
    say(tr("Waiting for the keyring… It may prompt for its password."));
    theme::setTextColor(m_status, {});
}

void ConnectionDialog::test()
{
    if (!checkForm(false))
        return;
    endSearch();
    delete m_test;
    m_tested = m_form->draft();
    m_test = new ConnectionTest(m_tested.profile(), this);
    connect(m_test, &ConnectionTest::finished, this, [this] {
        if (m_form->draft() == m_tested)
            showFault(*m_test);
    });
    m_testView->setTest(m_test);
    m_testPlace->hide();
    m_testView->show();
    m_test->start();
}

// Connects first: the table may be anything, and is what one wants to know. What a test has found stays in sight.
void ConnectionDialog::findTables()
{
    ProfileDraft draft = m_form->draft();
    draft.table = ProfileDraft().table;
    if (!draft.problems({}).isEmpty() && !checkForm(false))
        return;
    endSearch();
    say({});
    m_search = new ConnectionTest(draft.profile(), this);
    connect(m_search, &ConnectionTest::tablesFound, this, [this] {
        const QStringList tables = m_search->taskTables();
        m_search->cancel();
        m_form->offerTables(tables);
    });
    connect(m_search, &ConnectionTest::finished, this, [this, draft] {
        m_form->tableField()->setLooking(false);
        ProfileDraft now = m_form->draft();
        now.table = draft.table;
        if (now == draft)
            showFault(*m_search);
    });
    m_form->tableField()->setLooking(true);
    m_search->start();
}

void ConnectionDialog::endSearch()
{
    delete std::exchange(m_search, nullptr);
    m_form->tableField()->setLooking(false);
}

// For the form and for a test below it, or beside it where the screen is too low for both: from the beginning, so that
// nothing moves when a test begins. Where there is room for neither, the form has all of it until then.
void ConnectionDialog::makeRoom()
{
    const QSize room = roomOn(screen());
    const QSize form = m_form->sizeHint() + QSize(120, 120 + m_status->minimumHeight());
    const bool fitsBelow = form.height() + testHeight <= room.height();
    const bool isBeside = !fitsBelow && form.width() + testWidth <= room.width();
    m_body->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    for (QWidget *place : {m_testPlace, static_cast<QWidget *>(m_testView)}) {
        if (isBeside)
            place->setFixedWidth(testWidth);
        else
            place->setFixedHeight(fitsBelow ? testHeight : shortTestHeight);
    }
    m_testPlace->setVisible(m_testView->isHidden() && (fitsBelow || isBeside));
    const QSize test = isBeside ? QSize(testWidth, 0) : QSize(0, testHeight);
    resize((form + test).boundedTo(room));
}

// Scrolls to the field where a failure can be fixed.
void ConnectionDialog::showFault(const ConnectionTest &test)
{
    const QVector<ConnectionTestStep> &steps = test.steps();
    const auto failed = std::find_if(steps.cbegin(), steps.cend(), [](const ConnectionTestStep &step) {
        return step.state == ConnectionTestStep::State::Failed;
    });
    if (test.wasCancelled() || failed == steps.cend())
        return;
    const auto field = test.faultyField();
    if (!field) {
        if (&test == m_search) // nothing else shows its steps
            say(failed->sentence);
        return;
    }
    m_form->mark(*field, failed->sentence);
    if (*field == FormField::Table)
        m_form->tableField()->suggest(test.taskTables());
    revealFocus();
}

// The sentence may need more room below the form, which it gets a moment later.
void ConnectionDialog::revealFocus()
{
    QTimer::singleShot(0, this, [this] {
        if (QWidget *focused = m_form->focusWidget())
            m_scroll->ensureWidgetVisible(focused, 0, revealMargin);
    });
}

bool ConnectionDialog::checkForm(bool needsName)
{
    const bool isRight = m_form->check(needsName);
    if (!isRight)
        revealFocus();
    return isRight;
}

void ConnectionDialog::noteEdit()
{
    say({});
    ProfileDraft draft = m_form->draft();
    draft.name = m_tested.name; // what the test has nothing to do with
    draft.environment = m_tested.environment;
    m_testView->setOutdated(draft != m_tested);
}

void ConnectionDialog::finish(Purpose purpose)
{
    if (!checkForm(purpose == Purpose::Save || !m_formerName.isEmpty()))
        return;
    const ConnectionProfile profile = m_form->draft().profile();
    m_purpose = purpose;
    if (profile.name.isEmpty()) {
        complete();
        return;
    }
    if (const auto kept = m_store.save(profile, m_formerName); !kept) {
        say(kept.error().message);
        return;
    }
    const QString formerName = std::exchange(m_formerName, profile.name);
    Q_EMIT saved(profile.name, formerName);
    m_waiting->start();
    setSaving(true);
    m_passwords->keep(m_form->draft(), formerName,
                      m_form->keyringBox()->isChecked() ? SecretStore::Keeping::Keyring
                                                        : SecretStore::Keeping::ThisRun);
}

// While the keyring is asked, which may ask for a password of its own.
void ConnectionDialog::setSaving(bool isSaving)
{
    m_save->setEnabled(!isSaving);
    m_connect->setEnabled(!isSaving);
}

void ConnectionDialog::sayNotKept(const QString &sentence)
{
    m_waiting->stop();
    m_form->keyringBox()->keepForThisRun(); // what is tried next
    setSaving(false);
    say(sentence);
}

void ConnectionDialog::complete()
{
    m_waiting->stop();
    setSaving(false);
    if (m_purpose == Purpose::Connect)
        Q_EMIT connectRequested(m_form->draft().profile());
    accept();
}

} // namespace watchbill
