// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/welcomewindow.h"

#include "profile/connectiondialog.h"
#include "profile/connectiontext.h"
#include "profile/exampleview.h"
#include "profile/pastefield.h"
#include "profile/profiledelegate.h"
#include "profile/profilelistmodel.h"
#include "profile/profilestore.h"
#include "profile/profiletransfer.h"
#include "profile/secretstore.h"
#include "service/onfinished.h"
#include "theme/focusmark.h"
#include "theme/icon.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFrame>
#include <QLabel>
#include <QListView>
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
constexpr qint64 longestFile = 64 * 1024; // a connection is short

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel *heading(const QString &text, qreal scale)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QFrame *line()
{
    auto *frame = new QFrame;
    frame->setFrameShape(QFrame::HLine);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid);
    return frame;
}

QPushButton *button(const QString &text, const QString &name)
{
    auto *made = new QPushButton(text);
    made->setObjectName(name);
    made->setAutoDefault(true); // there is no dialog that would do it
    return made;
}

QString demoWords()
{
    return WelcomeWindow::tr("The demo is a private PostgreSQL on this computer with a few thousand tasks "
                             "and a steady stream of new ones. It stops when you close the window.");
}

// As a card of its own, with a frame.
QFrame *card(QLayout *content)
{
    auto *frame = new QFrame;
    frame->setFrameStyle(int(QFrame::Box) | int(QFrame::Plain));
    frame->setForegroundRole(QPalette::Mid); // what it holds does not inherit that
    frame->setLayout(content);
    content->setContentsMargins(16, 14, 16, 14);
    return frame;
}

QLayout *createTitle(qreal ratio)
{
    auto *picture = new QLabel;
    picture->setPixmap(QIcon(u":/icons/watchbill.svg"_s).pixmap(QSize(64, 64), ratio));
    auto *words = new QVBoxLayout;
    words->addWidget(heading(WelcomeWindow::tr("Watchbill"), 1.8));
    words->addWidget(
        paragraph(WelcomeWindow::tr("Watch, filter and delete background tasks that live in PostgreSQL.")));
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
    , m_model(new ProfileListModel(this))
    , m_list(new QListView)
    , m_paste(new PasteField)
    , m_pages(new QStackedWidget)
    , m_transfer(new ProfileTransfer(store, this))
    , m_exportMenu(new QMenu(this))
    , m_status(paragraph({}))
{
    setWindowTitle(tr("Watchbill"));
    setObjectName(u"welcome"_s);
    m_status->setObjectName(u"welcomeStatus"_s);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_status->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    m_status->setAlignment(Qt::AlignTop);
    m_pages->addWidget(createEmptyPage());
    m_pages->addWidget(createList());

    new theme::FocusMark(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(28, 26, 28, 20);
    layout->setSpacing(14);
    layout->addLayout(createTitle(devicePixelRatioF()));
    layout->addWidget(createPasteRow());
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_status);
    setAcceptDrops(true);
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

QWidget *WelcomeWindow::createPasteRow()
{
    auto *row = new QWidget;
    auto *label = new QLabel(tr("&Paste a connection"));
    label->setBuddy(m_paste);
    m_paste->setToolTip(
        tr("A URI, a psql command, a line of an environment file, or what another program makes of it. "
           "A file or a text can also be dropped on this window."));
    m_paste->setTakenOnLeaving(false); // who goes to another button wants that
    m_paste->setAcceptDrops(false); // the window reads files, too
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(label);
    layout->addWidget(m_paste, 1);
    connect(m_paste, &PasteField::taken, this, &WelcomeWindow::take);
    return row;
}

QWidget *WelcomeWindow::createEmptyPage()
{
    auto *page = new QWidget;
    auto *create = button(tr("&New connection…"), u"firstConnection"_s);
    create->setIcon(theme::icon(u"connect"_s));
    create->setDefault(true);
    auto *import = button(tr("&Import…"), u"firstImport"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(create);
    buttons->addWidget(import);
    buttons->addStretch();
    auto *connecting = new QVBoxLayout;
    connecting->addWidget(heading(tr("Connect to your database"), 1.1));
    connecting->addWidget(paragraph(
        tr("All you need is a login that can read your tasks table. Have the connection URI, or host, "
           "database and user, ready. Named connections are saved here.")));
    connecting->addStretch();
    connecting->addLayout(buttons);
    auto *trying = new QVBoxLayout;
    trying->addWidget(heading(tr("Try the demo"), 1.1));
    trying->addWidget(paragraph(demoWords()));
    trying->addStretch();
    trying->addWidget(createDemoButton(u"firstDemo"_s), 0, Qt::AlignLeft);
    auto *cards = new QHBoxLayout;
    cards->setSpacing(14);
    cards->addWidget(card(connecting), 1);
    cards->addWidget(card(trying), 1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(cards);
    layout->addSpacing(6);
    layout->addWidget(heading(tr("What you will see"), 1.0));
    layout->addWidget(new ExampleView);
    layout->addStretch();
    m_buttons += {create, import};
    connect(create, &QPushButton::clicked, this, [this] { askForNew(); });
    connect(import, &QPushButton::clicked, m_transfer, &ProfileTransfer::askForImport);
    return page;
}

QWidget *WelcomeWindow::createList()
{
    m_list->setObjectName(u"profiles"_s);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ProfileDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMinimumHeight(240);

    QPushButton *connectButton = button(tr("&Connect"), u"connect"_s);
    QPushButton *edit = button(tr("&Edit…"), u"editProfile"_s);
    QPushButton *duplicate = button(tr("D&uplicate…"), u"duplicateProfile"_s);
    QPushButton *remove = button(tr("&Delete…"), u"deleteProfile"_s);
    QPushButton *create = button(tr("&New…"), u"newProfile"_s);
    QPushButton *import = button(tr("&Import…"), u"importProfiles"_s);
    QPushButton *exporting = button(tr("E&xport"), u"exportProfiles"_s);
    exporting->setMenu(m_exportMenu);
    exporting->setToolTip(tr("Writes connections to a file, without passwords."));
    m_ofOne = {connectButton, edit, duplicate, remove};
    m_buttons += {connectButton, edit, duplicate, remove, create, import, exporting};
    auto *side = new QVBoxLayout;
    side->setSpacing(6);
    for (QPushButton *one : {connectButton, create, edit, duplicate, remove})
        side->addWidget(one);
    side->addStretch();
    side->addWidget(import);
    side->addWidget(exporting);

    auto *page = new QWidget;
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_list, 1);
    row->addLayout(side);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addLayout(row, 1);
    layout->addWidget(line());
    layout->addWidget(createDemo());
    connect(m_list, &QListView::activated, this, &WelcomeWindow::open);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &WelcomeWindow::update);
    connect(connectButton, &QPushButton::clicked, this, &WelcomeWindow::open);
    connect(create, &QPushButton::clicked, this, [this] { askForNew(); });
    connect(edit, &QPushButton::clicked, this, &WelcomeWindow::edit);
    connect(duplicate, &QPushButton::clicked, this, &WelcomeWindow::duplicate);
    connect(remove, &QPushButton::clicked, this, &WelcomeWindow::askToRemove);
    connect(import, &QPushButton::clicked, m_transfer, &ProfileTransfer::askForImport);
    connect(m_exportMenu, &QMenu::aboutToShow, this,
            [this] { m_transfer->fillMenu(m_exportMenu, current() ? current()->name : QString()); });
    return page;
}

QPushButton *WelcomeWindow::createDemoButton(const QString &name)
{
    QPushButton *demo = button(tr("Start the de&mo"), name);
    demo->setIcon(theme::icon(u"demo"_s));
    m_buttons += demo;
    connect(demo, &QPushButton::clicked, this, &WelcomeWindow::demoRequested);
    return demo;
}

QWidget *WelcomeWindow::createDemo()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(paragraph(demoWords()), 1);
    layout->addWidget(createDemoButton(u"startDemo"_s));
    return row;
}

void WelcomeWindow::load(const QString &chosen)
{
    const ConnectionProfile *before = current();
    const QString name = !chosen.isEmpty() ? chosen : before ? before->name : QString();
    QVector<ConnectionProfile> all;
    if (const auto profiles = m_store.profiles())
        all = *profiles;
    else
        showError(profiles.error().message);
    if (m_unnamed)
        all += *m_unnamed;
    m_model->setProfiles(all, m_states);
    m_pages->setCurrentIndex(all.isEmpty() ? 0 : 1);
    m_list->setCurrentIndex(m_model->index(qMax(0, m_model->rowOf(name)), 0));
    update();
    if (all.isEmpty())
        m_paste->setFocus();
    else
        m_list->setFocus();
}

void WelcomeWindow::setUnnamed(const std::optional<ConnectionProfile> &profile)
{
    m_unnamed = profile;
    load();
}

void WelcomeWindow::setStates(const QMap<QString, ProfileState> &states)
{
    if (m_states.isEmpty())
        m_list->setCurrentIndex({}); // the latest is another one than before it was known
    m_states = states;
    load();
}

const ConnectionProfile *WelcomeWindow::current() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? &m_model->profile(index.row()) : nullptr;
}

void WelcomeWindow::update()
{
    const ConnectionProfile *profile = current();
    for (QPushButton *one : std::as_const(m_buttons))
        one->setEnabled(!m_isBusy && (profile || !m_ofOne.contains(one)));
    const bool isKept = profile && !profile->name.isEmpty();
    m_ofOne[2]->setEnabled(m_ofOne[2]->isEnabled() && isKept);
    m_ofOne[3]->setEnabled(m_ofOne[3]->isEnabled() && isKept);
}

void WelcomeWindow::open()
{
    const ConnectionProfile *profile = current();
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
        showError(read.error().message);
        return;
    }
    report({});
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
    const ConnectionProfile *profile = current();
    if (profile && profile->name.isEmpty())
        askForNew(*profile);
    else if (profile)
        ask()->edit(*profile);
}

void WelcomeWindow::duplicate()
{
    if (!current())
        return;
    ConnectionProfile copy = *current();
    const QString name = copy.name;
    for (int number = 1; m_model->rowOf(copy.name) >= 0; ++number)
        copy.name =
            number == 1 ? tr("%1 (copy)").arg(name) : tr("%1 (copy %2)").arg(name, QString::number(number));
    askForNew(copy);
}

void WelcomeWindow::askToRemove()
{
    const ConnectionProfile *profile = current();
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

void WelcomeWindow::report(const QString &sentence)
{
    m_isBusy = false;
    theme::setTextColor(m_status, {});
    m_status->setText(sentence);
    update();
}

void WelcomeWindow::showProgress(const QString &text)
{
    report(text);
    m_isBusy = true;
    update();
}

void WelcomeWindow::showError(const QString &sentence)
{
    report(sentence);
    theme::setTextColor(m_status, theme::problem);
}

} // namespace watchbill
