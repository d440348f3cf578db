// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/theme.h"

#include "connection/passworddialog.h"
#include "contrast.h"
#include "dialogs/problemlabel.h"
#include "dialogs/viewasdialog.h"
#include "filter/querytext.h"
#include "openwindow.h"
#include "privatesettings.h"
#include "profile/connectiondialog.h"
#include "profile/profilestore.h"
#include "profile/secretstore.h"
#include "profile/welcomewindow.h"
#include "sampletasks.h"
#include "table/banner.h"
#include "theme/selectiondelegate.h"
#include "windowtest.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStyleOption>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace tst_theme {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

const std::pair<const char *, theme::Scheme> schemes[] = {{"light", theme::Scheme::Light},
                                                          {"dark", theme::Scheme::Dark}};

QColor ofPalette(QPalette::ColorRole role, QPalette::ColorGroup group = QPalette::Active)
{
    return QApplication::palette().color(group, role);
}

struct Ground
{
    QString name;
    QColor color;
};

// Whatever a text stands on in the window.
QVector<Ground> grounds()
{
    return {{u"window"_s, ofPalette(QPalette::Window)},
            {u"field or table"_s, ofPalette(QPalette::Base)},
            {u"every other row"_s, ofPalette(QPalette::AlternateBase)},
            {u"button or header"_s, ofPalette(QPalette::Button)},
            {u"selected row"_s, theme::selection()},
            {u"tool tip"_s, ofPalette(QPalette::ToolTipBase)},
            {u"warning"_s, theme::warningBackground()},
            {u"error"_s, theme::errorBackground()}};
}

// Of the texts in a list that have one of their own.
QStringList coloursOf(const QTreeWidget &list)
{
    QStringList colours;
    for (QTreeWidgetItemIterator item(const_cast<QTreeWidget *>(&list)); *item; ++item) {
        for (int column = 0; column < list.columnCount(); ++column) {
            if (const QVariant own = (*item)->data(column, Qt::ForegroundRole); own.isValid())
                colours += (*item)->text(column) + u' ' + own.value<QBrush>().color().name();
        }
    }
    return colours;
}

// What a window consists of, but for the mark of the focus, which stands where the keys have been.
QVector<QWidget *> partsOf(const QWidget &window)
{
    QVector<QWidget *> parts = window.findChildren<QWidget *>();
    parts.removeIf([](const QWidget *part) { return part->objectName() == u"focusMark"_s; });
    return parts;
}

QString nameOf(const QWidget *part)
{
    return QString::fromLatin1(part->metaObject()->className()) + u' ' + part->objectName();
}

// What differs in two windows of the same kind that should look the same.
QStringList differences(const QWidget &one, const QWidget &other)
{
    const auto left = partsOf(one);
    const auto right = partsOf(other);
    if (left.size() != right.size()) {
        QStringList names;
        for (const QWidget *part : right)
            names += nameOf(part);
        for (const QWidget *part : left)
            names.removeOne(nameOf(part));
        return {u"%1 and %2 parts: "_s.arg(left.size()).arg(right.size()) + names.join(", "_L1)};
    }
    QStringList found;
    for (int i = 0; i < left.size(); ++i) {
        if (!left[i]->isVisible()) // it gets its colours when it is shown
            continue;
        const QString name = nameOf(left[i]);
        for (const auto role :
             {QPalette::Window, QPalette::WindowText, QPalette::Base, QPalette::Text, QPalette::Button,
              QPalette::ButtonText, QPalette::PlaceholderText, QPalette::Highlight, QPalette::Link}) {
            const QColor color = left[i]->palette().color(QPalette::Active, role);
            const QColor wanted = right[i]->palette().color(QPalette::Active, role);
            if (color != wanted)
                found += u"%1: %2 is %3, not %4"_s.arg(
                    name, QString::number(role), color.name(QColor::HexArgb), wanted.name(QColor::HexArgb));
        }
        const auto *label = qobject_cast<const QLabel *>(left[i]);
        if (label && label->pixmap().toImage() != qobject_cast<const QLabel *>(right[i])->pixmap().toImage())
            found += name + u": its picture"_s;
        const auto *button = qobject_cast<const QAbstractButton *>(left[i]);
        const auto imageOf = [](const QWidget *widget) {
            return qobject_cast<const QAbstractButton *>(widget)->icon().pixmap(16, 16).toImage();
        };
        if (button && imageOf(button) != imageOf(right[i]))
            found += name + u": its icon"_s;
        const auto *list = qobject_cast<const QTreeWidget *>(left[i]);
        if (list && coloursOf(*list) != coloursOf(*qobject_cast<const QTreeWidget *>(right[i])))
            found += name + u": its lines"_s;
    }
    return found;
}

// Texts that are too faint on what they stand on.
QStringList faintIn(const QWidget &window)
{
    QStringList found;
    for (const auto *label : window.findChildren<QLabel *>()) {
        const QColor ground = label->palette().color(label->backgroundRole());
        const QColor color = label->palette().color(label->foregroundRole());
        if (label->isVisible() && label->isEnabled() && !label->text().isEmpty()
            && contrast(color, ground) < readable)
            found += u"%1 on %2: %3"_s.arg(color.name(), ground.name(), label->text());
    }
    return found;
}

} // namespace

/// Whatever is shown is readable in all colours, and has them as soon as they are chosen.
class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void textIsReadable_data();
    void textIsReadable();
    void itemsAreReadable_data();
    void itemsAreReadable();
    void partsOfButtonsHaveRoom();
    void iconsGrowWithTheirText();
    void selectedBranchLooksAsItsItem();
    void bordersAreSeen_data();
    void bordersAreSeen();
    void listsThatPopUpHaveBorders_data();
    void listsThatPopUpHaveBorders();
    void mainWindowFollows();
    void dialogsFollow_data();
    void dialogsFollow();

private:
    std::unique_ptr<PrivateSettings> m_settings;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTheme::initTestCase()
{
    m_settings = std::make_unique<PrivateSettings>();
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    insertSamples(*m_database, 1, 3);
    insertSamples(*m_database, 4, 4, {.status = u"failed"_s, .error = u"out of memory"_s});
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestTheme::cleanup()
{
    theme::apply(theme::Scheme::Light);
}

void TestTheme::cleanupTestCase()
{
    m_database.reset();
}

void TestTheme::textIsReadable_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<double>("least");
    for (const auto &[scheme, value] : schemes) {
        theme::apply(value);
        const auto add = [scheme = scheme](const char *text, const QColor &color, const QString &ground,
                                           const QColor &groundColor, double least = readable) {
            QTest::addRow("%s: %s on %s", scheme, text, qPrintable(ground)) << color << groundColor << least;
        };
        for (const Ground &ground : grounds()) {
            add("text", ofPalette(QPalette::Text), ground.name, ground.color);
            add("label", ofPalette(QPalette::WindowText), ground.name, ground.color);
            add("button's text", ofPalette(QPalette::ButtonText), ground.name, ground.color);
            add("tool tip's text", ofPalette(QPalette::ToolTipText), ground.name, ground.color);
            add("placeholder", ofPalette(QPalette::PlaceholderText), ground.name, ground.color);
            add("secondary text", theme::secondaryText(), ground.name, ground.color);
            add("link", ofPalette(QPalette::Link), ground.name, ground.color);
            add("visited link", ofPalette(QPalette::LinkVisited), ground.name, ground.color);
            for (const auto kind :
                 {TaskStatus::Kind::Pending, TaskStatus::Kind::Processing, TaskStatus::Kind::Completed,
                  TaskStatus::Kind::Failed, TaskStatus::Kind::Other})
                add(qPrintable(u"status %1"_s.arg(int(kind))), theme::statusColor(kind), ground.name,
                    ground.color);
            // WCAG asks nothing of what cannot be used; it is fainter so that this is seen, and still legible.
            for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
                add(qPrintable(u"disabled text %1"_s.arg(int(role))),
                    laidOn(ofPalette(role, QPalette::Disabled), ground.color), ground.name, ground.color,
                    2.8);
        }
        for (const auto group : {QPalette::Active, QPalette::Inactive}) {
            add(group == QPalette::Active ? "selected" : "selected in another window",
                ofPalette(QPalette::HighlightedText, group), u"selection"_s,
                ofPalette(QPalette::Highlight, group));
        }
        add("selected and disabled", ofPalette(QPalette::HighlightedText, QPalette::Disabled), u"selection"_s,
            ofPalette(QPalette::Highlight, QPalette::Disabled), 2.8);
        add("button of new tasks", ofPalette(QPalette::HighlightedText), u"news"_s, theme::news());
        add("button of new tasks", ofPalette(QPalette::HighlightedText), u"news, hovered"_s,
            theme::news().darker(110));
        add("button of new tasks", ofPalette(QPalette::HighlightedText), u"news, pressed"_s,
            theme::news().darker(120));
    }
}

void TestTheme::textIsReadable()
{
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    QFETCH(double, least);
    QVERIFY2(contrast(text, ground) >= least,
             qPrintable(u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(contrast(text, ground))));
}

void TestTheme::itemsAreReadable_data()
{
    QTest::addColumn<theme::Scheme>("scheme");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("isAlternate");
    const std::pair<const char *, QStyle::State> states[] = {
        {"plain", QStyle::State_Active},
        {"hovered", QStyle::State_Active | QStyle::State_MouseOver},
        {"selected", QStyle::State_Active | QStyle::State_Selected},
        {"selected and hovered", QStyle::State_Active | QStyle::State_Selected | QStyle::State_MouseOver},
        {"selected in another window", QStyle::State_Selected}};
    for (const auto &[scheme, value] : schemes) {
        for (const auto &[name, state] : states) {
            for (const bool isAlternate : {false, true})
                QTest::addRow("%s: %s%s", scheme, name, isAlternate ? ", every other row" : "")
                    << value << int(state) << isAlternate;
        }
    }
}

// On the ground that the style paints for it.
void TestTheme::itemsAreReadable()
{
    QFETCH(theme::Scheme, scheme);
    QFETCH(int, state);
    QFETCH(bool, isAlternate);
    theme::apply(scheme);
    const QTreeView view;
    QStyleOptionViewItem option;
    option.initFrom(&view);
    option.rect = QRect(0, 0, 200, 24);
    option.state = QStyle::State(state) | QStyle::State_Enabled;
    option.viewItemPosition = QStyleOptionViewItem::OnlyOne;
    option.showDecorationSelected = true;
    option.features.setFlag(QStyleOptionViewItem::Alternate, isAlternate);
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(ofPalette(isAlternate ? QPalette::AlternateBase : QPalette::Base));
    QPainter painter(&image);
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, &painter, &view);
    painter.end();
    const QColor ground = image.pixelColor(option.rect.center());
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    QVector<QColor> texts{ofPalette(isSelected ? QPalette::HighlightedText : QPalette::Text)};
    if (!isSelected) {
        texts += theme::secondaryText();
        for (const auto kind : {TaskStatus::Kind::Pending, TaskStatus::Kind::Processing,
                                TaskStatus::Kind::Completed, TaskStatus::Kind::Failed})
            texts += theme::statusColor(kind);
    }
    for (const QColor &text : std::as_const(texts))
        QVERIFY2(contrast(text, ground) >= readable,
                 qPrintable(u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(contrast(text, ground))));
}

// The icon, the text, and the arrow of the menu in line with it.
void TestTheme::partsOfButtonsHaveRoom()
{
    theme::apply(theme::Scheme::Light);
    QPixmap square(16, 16);
    square.fill(Qt::red);
    QMenu menu;
    QWidget window;
    QToolButton button(&window);
    button.setAutoRaise(true);
    button.setIcon(square);
    button.setText(u"llll"_s); // no letter reaches below the line
    button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button.setPopupMode(QToolButton::InstantPopup);
    button.setMenu(&menu);
    button.resize(button.sizeHint().width(), 30);
    const QImage image = button.grab().toImage();
    const QColor ground = image.pixelColor(0, 0);
    QRect icon;
    QRect arrow;
    int textBegin = image.width();
    int textEnd = 0;
    const int arrowBegin = image.width() - 13;
    for (int x = 1; x < image.width() - 1; ++x) {
        for (int y = 1; y < image.height() - 1; ++y) {
            const QColor color = image.pixelColor(x, y);
            if (color == Qt::red)
                icon |= QRect(x, y, 1, 1);
            else if (color != ground && x >= arrowBegin)
                arrow |= QRect(x, y, 1, 1);
            else if (color != ground) {
                textBegin = std::min(textBegin, x);
                textEnd = std::max(textEnd, x);
            }
        }
    }
    QVERIFY2(textBegin - icon.right() > 4, qPrintable(QString::number(textBegin - icon.right())));
    QVERIFY2(arrow.left() - textEnd > 4, qPrintable(QString::number(arrow.left() - textEnd)));
    QPushButton plain(square, button.text());
    plain.setMinimumWidth(plain.sizeHint().width());
    const QImage pushed = plain.grab().toImage();
    const auto isRed = [&](int x) { return pushed.pixelColor(x, pushed.height() / 2) == Qt::red; };
    const auto isDark = [&](int x) { return qGray(pushed.pixel(x, pushed.height() / 2)) < 100; };
    int end = pushed.width() / 2;
    while (end > 0 && !isRed(end))
        --end;
    int begin = end + 1;
    while (begin < pushed.width() && !isDark(begin))
        ++begin;
    QVERIFY2(begin - end > 4, qPrintable(QString::number(begin - end)));
    QVERIFY2(std::abs(arrow.center().y() - icon.center().y()) <= 2,
             qPrintable(QString::number(arrow.center().y())));
}

void TestTheme::iconsGrowWithTheirText()
{
    theme::apply(theme::Scheme::Light);
    QFont large = QApplication::font();
    large.setPointSizeF(20);
    QToolButton tool;
    QPushButton push;
    QComboBox box;
    QTabBar tabs;
    for (QWidget *widget : {static_cast<QWidget *>(&tool), static_cast<QWidget *>(&push),
                            static_cast<QWidget *>(&box), static_cast<QWidget *>(&tabs)}) {
        const auto size = [&] { return widget->property("iconSize").toSize().height(); };
        const int usual = size();
        widget->setFont(large);
        QVERIFY2(size() > usual, widget->metaObject()->className());
        QCOMPARE(size(), widget->fontMetrics().height());
    }
}

// Qt would paint it in the colour of selected text.
void TestTheme::selectedBranchLooksAsItsItem()
{
    theme::apply(theme::Scheme::Light);
    QTreeWidget tree;
    tree.setItemDelegate(new theme::SelectionDelegate(&tree));
    auto *parent = new QTreeWidgetItem(&tree, {u"tags"_s});
    auto *child = new QTreeWidgetItem(parent, {u"0"_s});
    tree.expandAll();
    tree.setCurrentItem(child);
    tree.show();
    const QRect item = tree.visualItemRect(child);
    const QImage picture = tree.viewport()->grab().toImage();
    QCOMPARE(picture.pixelColor(item.left() - 1, item.center().y()), theme::selection());
    QCOMPARE(picture.pixelColor(item.right() - 2, item.center().y()), theme::selection());
}

void TestTheme::bordersAreSeen_data()
{
    QTest::addColumn<theme::Scheme>("scheme");
    QTest::addColumn<QString>("control");
    for (const auto &[name, scheme] : schemes) {
        for (const char *control : {"field", "closed list", "open list", "number", "button", "default button",
                                    "menu button", "tick", "choice"})
            QTest::addRow("%s: %s", name, control) << scheme << QString::fromLatin1(control);
    }
}

// As it is painted: somewhere on the way from the window into the control there is a line that is told from both.
void TestTheme::bordersAreSeen()
{
    QFETCH(theme::Scheme, scheme);
    QFETCH(QString, control);
    theme::apply(scheme);
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    layout->setContentsMargins(20, 20, 20, 20);
    QWidget *made = nullptr;
    if (control == "field"_L1)
        made = new QLineEdit;
    else if (control == "closed list"_L1 || control == "open list"_L1)
        made = new QComboBox;
    else if (control == "number"_L1)
        made = new QSpinBox;
    else if (control == "tick"_L1)
        made = new QCheckBox;
    else if (control == "choice"_L1)
        made = new QRadioButton;
    else if (control == "menu button"_L1)
        made = new QToolButton;
    else
        made = new QPushButton;
    if (auto *box = qobject_cast<QComboBox *>(made))
        box->setEditable(control == "open list"_L1);
    if (auto *button = qobject_cast<QPushButton *>(made))
        button->setDefault(control == "default button"_L1);
    made->setFocusPolicy(Qt::NoFocus);
    made->setMinimumHeight(30);
    layout->addWidget(made);
    window.resize(200, 80);
    const QImage image = window.grab().toImage();
    const QPoint start = made->geometry().topLeft() + QPoint(-3, made->height() / 2);
    double best = 0;
    for (int x = 0; x < 12; ++x)
        best = std::max(best, contrast(image.pixelColor(start + QPoint(x, 0)), image.pixelColor(start)));
    const QColor inner = image.pixelColor(made->geometry().center() + QPoint(made->width() / 4, 0));
    QVERIFY2(best >= visible, qPrintable(QString::number(best)));
    const bool isField = !qobject_cast<QAbstractButton *>(made) && control != "closed list"_L1;
    QVERIFY2(!isField || contrast(theme::border(), inner) >= visible, qPrintable(inner.name()));
}

void TestTheme::listsThatPopUpHaveBorders_data()
{
    QTest::addColumn<theme::Scheme>("scheme");
    for (const auto &[name, scheme] : schemes)
        QTest::newRow(name) << scheme;
}

// Such as the suggestions for a query, which lie on a field of the same colour.
void TestTheme::listsThatPopUpHaveBorders()
{
    QFETCH(theme::Scheme, scheme);
    theme::apply(scheme);
    QTreeView list;
    list.setWindowFlags(Qt::ToolTip);
    list.resize(100, 60);
    const QImage image = list.grab().toImage();
    const QColor ground = image.pixelColor(50, 30);
    for (const QPoint &place : {QPoint(0, 30), QPoint(99, 30), QPoint(50, 0), QPoint(50, 59)})
        QVERIFY2(contrast(image.pixelColor(place), ground) >= visible,
                 qPrintable(image.pixelColor(place).name()));
}

void TestTheme::mainWindowFollows()
{
    ConnectionProfile profile = m_database->profile();
    profile.name = u"Shop"_s;
    profile.environment = Environment::Production;
    const auto settle = [](TaskMonitor &monitor) {
        monitor.queryState().askFilter(query::parse(u"-status:canceled 0000"_s).value());
        QTRY_VERIFY_WITH_TIMEOUT(monitor.counts() && monitor.types() && monitor.feed().loaded().size() == 4,
                                 patient);
        monitor.scheduler().setPaused(true);
    };
    OpenWindow switched(profile, u"Shop"_s); // in light colours
    settle(switched.monitor());
    theme::apply(theme::Scheme::Dark);
    Preferences preferences;
    OpenConnection connection(profile, u"Shop"_s);
    MainWindow fresh(connection, preferences);
    fresh.resize(switched.window()->size());
    fresh.show();
    settle(connection.monitor());
    QTRY_COMPARE_WITH_TIMEOUT(differences(*switched.window(), fresh).join(u'\n'), QString(), patient);
}

void TestTheme::dialogsFollow_data()
{
    QTest::addColumn<QString>("dialog");
    for (const char *name : {"connection", "welcome", "password", "view as", "problem", "banner"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

// One that was open when the colours changed looks like one that was opened afterwards.
void TestTheme::dialogsFollow()
{
    QFETCH(QString, dialog);
    ProfileStore store(m_folder->filePath(u"profiles.json"_s));
    SecretStore secrets;
    const auto make = [&]() -> std::unique_ptr<QWidget> {
        if (dialog == "connection"_L1) {
            auto made = std::make_unique<ConnectionDialog>(store, secrets);
            made->show();
            made->findChild<QLineEdit *>(u"port"_s)->setText(u"none"_s);
            made->findChild<QPushButton *>(u"save"_s)->click();
            return made;
        }
        if (dialog == "welcome"_L1) {
            auto made = std::make_unique<WelcomeWindow>(store, secrets);
            made->showError(u"It does not start."_s);
            return made;
        }
        if (dialog == "password"_L1) {
            auto made = std::make_unique<PasswordDialog>(u"mia"_s, u"db.example.com"_s);
            made->setProblem(u"Wrong."_s);
            return made;
        }
        if (dialog == "view as"_L1) {
            auto made = std::make_unique<ViewAsDialog>(ViewAsUser(), QStringList());
            made->showProblem(u"There is no such user."_s);
            return made;
        }
        if (dialog == "problem"_L1) {
            auto made = std::make_unique<ProblemLabel>(u"problem"_s);
            made->setSentence(u"Wrong."_s);
            return made;
        }
        auto made = std::make_unique<Banner>();
        made->show(Banner::Level::Error, u"No answer."_s, {u"Retry"_s});
        return made;
    };
    theme::apply(theme::Scheme::Light);
    const auto switched = make();
    switched->show();
    for (const auto scheme : {theme::Scheme::Dark, theme::Scheme::Light, theme::Scheme::Dark}) {
        theme::apply(scheme);
        const auto fresh = make();
        fresh->show();
        QTRY_COMPARE_WITH_TIMEOUT(differences(*switched, *fresh).join(u'\n'), QString(), patient);
        QTRY_COMPARE_WITH_TIMEOUT(switched->palette(), fresh->palette(), patient);
        QCOMPARE(faintIn(*fresh).join(u'\n'), QString());
    }
}

WATCHBILL_WINDOW_TEST(TestTheme)

} // namespace tst_theme

#include "tst_theme.moc"
