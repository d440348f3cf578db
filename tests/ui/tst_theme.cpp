// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/theme.h"

#include "contrast.h"
#include "windowtest.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

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
            {u"tool tip"_s, ofPalette(QPalette::ToolTipBase)},
            {u"warning"_s, theme::warningBackground()},
            {u"error"_s, theme::errorBackground()}};
}

} // namespace

/// Whatever is shown is readable in all colours.
class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();

    void textIsReadable_data();
    void textIsReadable();
    void bordersAreSeen_data();
    void bordersAreSeen();
};

void TestTheme::cleanup()
{
    theme::apply(theme::Scheme::Light);
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
        add("button of new tasks", ofPalette(QPalette::HighlightedText), u"accent"_s, theme::accent());
        add("button of new tasks", ofPalette(QPalette::HighlightedText), u"accent, hovered"_s,
            theme::accent().darker(110));
        add("button of new tasks", ofPalette(QPalette::HighlightedText), u"accent, pressed"_s,
            theme::accent().darker(120));
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

WATCHBILL_WINDOW_TEST(TestTheme)

#include "tst_theme.moc"
