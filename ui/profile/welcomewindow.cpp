// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/welcomewindow.h"

#include "profile/connectiondialog.h"
#include "profile/connectiontext.h"
#include "profile/firstpage.h"
#include "profile/pastefield.h"
#include "profile/profilelistpage.h"
#include "profile/profilestore.h"
#include "profile/profiletransfer.h"
#include "profile/secretstore.h"
#include "profile/welcomeparts.h"
#include "service/onfinished.h"
#include "theme/announcer.h"
#include "theme/fittingarea.h"
#include "theme/focusmark.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QFile>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr QSize firstSize(720, 560);
constexpr int letters = 80;
constexpr qint64 longestFile = 64 * 1024; // a connection is short

QLayout *createTitle(qreal ratio)
{
    auto *picture = new QLabel;
    picture->setPixmap(theme::programIcon().pixmap(QSize(64, 64), ratio));
    auto *words = new QVBoxLayout;
    words->addWidget(welcomeparts::heading(WelcomeWindow::tr("Watchbill"), 1.8));
    words->addWidget(welcomeparts::paragraph(
        WelcomeWindow::tr("Watch, filter and delete background tasks that live in PostgreSQL.")));
    auto *title = new QHBoxLayout;
    title->setSpacing(16);
    title->addWidget(picture, 0, Qt::AlignTop);
    title->addLayout(words, 1);
    return title;
}

} // namespace

WelcomeWindow::WelcomeWindow(ProfileStore &store, SecretStore &secrets, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_secrets(secrets)
    , m_paste(new PasteField)
    , m_hint(welcomeparts::paragraph({}))
    , m_pages(new QStackedWidget)
    , m_first(new FirstPage)
    , m_profiles(new ProfileListPage)
    , m_transfer(new ProfileTransfer(store, this))
    , m_status(welcomeparts::paragraph({}))
{
    setWindowTitle(tr("Watchbill"));
    setObjectName(u"welcome"_s);
    m_status->setObjectName(u"welcomeStatus"_s);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_status->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    m_status->setAlignment(Qt::AlignTop);
    createPages();

    new theme::FocusMark(this);
    auto *area = new theme::FittingArea(letters);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(28, 26, 28, 20);
    whole->addWidget(area);
    QVBoxLayout *layout = area->column();
    layout->setSpacing(14);
    layout->addLayout(createTitle(devicePixelRatioF()));
    layout->addWidget(createPasteRow());
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_status);
    setAcceptDrops(true);
    addKeys();
    const QSize room = screen()->availableSize() * 0.9; // large letters need more than a small screen has
    resize(firstSize.expandedTo(sizeHint()).boundedTo(room));
    connect(m_transfer, &ProfileTransfer::failed, this, &WelcomeWindow::showError);
    connect(m_transfer, &ProfileTransfer::exported, this, &WelcomeWindow::report);
    connect(m_transfer, &ProfileTransfer::imported, this,
            [this](const QString &firstName, const QString &sentence) {
                report(sentence);
                load(firstName);
            });
    load();
}

// Those of the main window's menu, which is not here.
void WelcomeWindow::addKeys()
{
    auto *close = new QAction(tr("Close Window"), this);
    close->setShortcut(QKeySequence::Close);
    connect(close, &QAction::triggered, this, &QWidget::close);
    auto *quit = new QAction(tr("Quit"), this);
    quit->setObjectName(u"quit"_s);
    quit->setShortcut(QKeySequence::Quit);
    connect(quit, &QAction::triggered, qApp, &QApplication::closeAllWindows);
    auto *begin = new QAction(tr("New Connection…"), this);
    begin->setShortcut(QKeySequence::New);
    connect(begin, &QAction::triggered, this, [this] {
        if (!m_isBusy)
            askForNew();
    });
    addActions({close, quit, begin});
}

QWidget *WelcomeWindow::createPasteRow()
{
    auto *row = new QWidget;
    auto *label = new QLabel(tr("&Paste a connection"));
    label->setBuddy(m_paste);
    m_paste->setToolTip(
        tr("A URI, a psql command, a line of an environment file, or another program's connection string."));
    m_paste->setTakenOnLeaving(false); // leaving the field for a button does not take its text
    m_paste->setAcceptDrops(false); // the window reads files, too
    m_hint->setObjectName(u"dropHint"_s);
    m_hint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_hint->setMinimumHeight(fontMetrics().lineSpacing() * 2); // a problem moves nothing
    m_hint->setAlignment(Qt::AlignTop);
    showPasteProblem({});
    auto *layout = new QGridLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(10);
    layout->setVerticalSpacing(4);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_paste, 0, 1);
    layout->addWidget(m_hint, 1, 1);
    layout->setColumnStretch(1, 1);
    connect(m_paste, &PasteField::taken, this, &WelcomeWindow::take);
    connect(m_paste, &QLineEdit::textChanged, this, [this] { showPasteProblem({}); });
    return row;
}

// In the place of the hint; the field is marked if the text is in it.
void WelcomeWindow::showPasteProblem(const QString &sentence)
{
    const bool isProblem = !sentence.isEmpty();
    m_hint->setText(isProblem ? sentence : tr("Or drop a file or a text with it on this window."));
    theme::setTextColor(m_hint, isProblem ? theme::problem : theme::secondaryText);
    theme::setWrong(m_paste, isProblem && !m_paste->text().isEmpty());
    m_paste->setAccessibleDescription(sentence);
    if (isProblem)
        Announcer::of(this)->tell(sentence);
}

void WelcomeWindow::createPages()
{
    m_pages->addWidget(m_first);
    m_pages->addWidget(m_profiles);
    connect(m_first, &FirstPage::newRequested, this, [this] { askForNew(); });
    connect(m_first, &FirstPage::importRequested, m_transfer, &ProfileTransfer::askForImport);
    connect(m_first, &FirstPage::demoRequested, this, &WelcomeWindow::demoRequested);
    connect(m_profiles, &ProfileListPage::openRequested, this, &WelcomeWindow::open);
    connect(m_profiles, &ProfileListPage::newRequested, this, [this] { askForNew(); });
    connect(m_profiles, &ProfileListPage::editRequested, this, &WelcomeWindow::edit);
    connect(m_profiles, &ProfileListPage::duplicateRequested, this, &WelcomeWindow::duplicate);
    connect(m_profiles, &ProfileListPage::deleteRequested, this, &WelcomeWindow::askToRemove);
    connect(m_profiles, &ProfileListPage::importRequested, m_transfer, &ProfileTransfer::askForImport);
    connect(m_profiles, &ProfileListPage::demoRequested, this, &WelcomeWindow::demoRequested);
    QMenu *menu = m_profiles->exportMenu();
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        const ConnectionProfile *profile = m_profiles->selected();
        m_transfer->fillMenu(menu, profile ? profile->name : QString());
    });
}

void WelcomeWindow::load(const QString &chosen)
{
    const ConnectionProfile *before = m_profiles->selected();
    const QString name = !chosen.isEmpty() ? chosen : before ? before->name : QString();
    QVector<ConnectionProfile> all;
    if (const auto profiles = m_store.profiles())
        all = *profiles;
    else
        showError(profiles.error().message);
    if (m_unnamed)
        all += *m_unnamed;
    m_profiles->setProfiles(all, m_states);
    m_pages->setCurrentIndex(all.isEmpty() ? 0 : 1);
    m_profiles->select(name);
    if (all.isEmpty())
        m_paste->setFocus();
    else
        m_profiles->focusList();
}

void WelcomeWindow::setUnnamed(const std::optional<ConnectionProfile> &profile)
{
    m_unnamed = profile;
    load();
}

void WelcomeWindow::setStates(const QMap<QString, ProfileState> &states)
{
    if (m_states.isEmpty())
        m_profiles->clearSelection(); // the latest is another one than before it was known
    m_states = states;
    load();
}

void WelcomeWindow::open()
{
    const ConnectionProfile *profile = m_profiles->selected();
    if (m_isBusy || !profile)
        return;
    if (profile->name.isEmpty())
        Q_EMIT connectRequested(*profile);
    else
        Q_EMIT openRequested(profile->name);
}

ConnectionDialog *WelcomeWindow::ask()
{
    auto *dialog = new ConnectionDialog(m_store, m_secrets, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::saved, this, [this](const QString &name, const QString &formerName) {
        if (!formerName.isEmpty() && formerName != name)
            Q_EMIT renamed(name, formerName);
        load(name);
    });
    connect(dialog, &ConnectionDialog::connectRequested, this, &WelcomeWindow::connectRequested);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { Q_EMIT changed(dialog->keptName()); });
    dialog->open();
    return dialog;
}

void WelcomeWindow::askForNew(const ConnectionProfile &profile)
{
    ask()->begin(profile);
}

// The form shows what was read, and connects with Return.
void WelcomeWindow::take(const QString &text)
{
    if (m_isBusy)
        return;
    const auto read = ConnectionText::read(text);
    if (!read) {
        showPasteProblem(read.error().message);
        return;
    }
    report({});
    showPasteProblem({});
    m_paste->clear();
    ConnectionDialog *dialog = ask();
    dialog->begin();
    dialog->paste(text);
}

void WelcomeWindow::takeFile(const QString &file)
{
    if (file.endsWith(".json"_L1, Qt::CaseInsensitive)) {
        m_transfer->import(file);
        return;
    }
    QFile opened(file);
    if (!opened.open(QIODevice::ReadOnly)) {
        showError(tr("Cannot read %1: %2").arg(file, opened.errorString()));
        return;
    }
    if (opened.size() > longestFile) {
        showError(tr("%1 is too long to be a connection.").arg(file));
        return;
    }
    take(QString::fromUtf8(opened.readAll()));
}

void WelcomeWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *data = event->mimeData();
    const bool isFile = data->hasUrls() && data->urls().constFirst().isLocalFile();
    if (!m_isBusy && (isFile || data->hasText()))
        event->acceptProposedAction();
}

void WelcomeWindow::dropEvent(QDropEvent *event)
{
    const QMimeData *data = event->mimeData();
    event->acceptProposedAction();
    if (data->hasUrls() && data->urls().constFirst().isLocalFile())
        takeFile(data->urls().constFirst().toLocalFile());
    else
        take(data->text());
}

void WelcomeWindow::edit()
{
    const ConnectionProfile *profile = m_profiles->selected();
    if (profile && profile->name.isEmpty())
        askForNew(*profile);
    else if (profile)
        ask()->edit(*profile);
}

void WelcomeWindow::duplicate()
{
    const ConnectionProfile *profile = m_profiles->selected();
    if (!profile)
        return;
    ConnectionProfile copy = *profile;
    const QString name = copy.name;
    for (int number = 1; m_profiles->has(copy.name); ++number)
        copy.name =
            number == 1 ? tr("%1 (copy)").arg(name) : tr("%1 (copy %2)").arg(name, QString::number(number));
    askForNew(copy);
}

void WelcomeWindow::askToRemove()
{
    const ConnectionProfile *profile = m_profiles->selected();
    if (!profile || profile->name.isEmpty())
        return;
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("Delete connection"),
                        tr("Delete the connection “%1”?").arg(profile->name), QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("This also removes its saved passwords. The database and its tasks are not affected."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(tr("Delete"), QMessageBox::AcceptRole);
    yes->setObjectName(u"deleteProfileConfirm"_s);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, name = profile->name] { remove(name); });
    box->open();
}

void WelcomeWindow::remove(const QString &name)
{
    if (const auto removed = m_store.remove(name); !removed) {
        showError(removed.error().message);
        return;
    }
    onFinished(m_secrets.forget(name), this, [this](const Result<void> &forgotten) {
        if (!forgotten)
            showError(forgotten.error().message);
    });
    Q_EMIT this->removed(name);
    report(tr("Deleted “%1”.").arg(name));
    load();
}

void WelcomeWindow::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_first->setBusy(isBusy);
    m_profiles->setBusy(isBusy);
}

void WelcomeWindow::report(const QString &sentence)
{
    setBusy(false);
    theme::setTextColor(m_status, {});
    m_status->setText(sentence);
}

void WelcomeWindow::showProgress(const QString &text)
{
    report(text);
    setBusy(true);
}

void WelcomeWindow::showError(const QString &sentence)
{
    report(sentence);
    theme::setTextColor(m_status, theme::problem);
}

} // namespace watchbill
