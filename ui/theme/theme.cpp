// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/theme.h"

#include "theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>

using namespace Qt::StringLiterals;

// Resources of a static library are linked only where they are asked for.
static void initResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace watchbill::theme {

namespace {

struct Colours
{
    QRgb window, base, alternate, text, secondary, button, separator, border, accent, onAccent, link;
};

constexpr int disabledAlpha = 190; // fainter than what can be used, and still legible

constexpr Colours light{0xfff4f6f8, 0xffffffff, 0xfff8fafb, 0xff1d2830, 0xff5c6b77, 0xffeef1f4,
                        0xffd5dce2, 0xff7f8b95, 0xff0f6f86, 0xffffffff, 0xff0b6478};
constexpr Colours dark{0xff171b1f, 0xff21272d, 0xff252c32, 0xffe3e8ec, 0xff9fadb8, 0xff303941,
                       0xff3a444c, 0xff7a8792, 0xff1a7e97, 0xffffffff, 0xff58c4dc};

QPalette paletteOf(const Colours &colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.base);
    palette.setColor(QPalette::AlternateBase, colours.alternate);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.secondary);
    palette.setColor(QPalette::Button, colours.button);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, 0xffff5c5c);
    palette.setColor(QPalette::ToolTipBase, colours.button);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.onAccent);
    palette.setColor(QPalette::Link, colours.link);
    palette.setColor(QPalette::LinkVisited, colours.link);
    // The lines that Fusion draws are mixed from these.
    palette.setColor(QPalette::Light, QColor(colours.button).lighter(110));
    palette.setColor(QPalette::Midlight, QColor(colours.separator).lighter(105));
    palette.setColor(QPalette::Mid, colours.separator);
    palette.setColor(QPalette::Dark, QColor(colours.separator).darker(115));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = colours.secondary;
        faded.setAlpha(disabledAlpha);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colours.separator);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, colours.secondary);
    return palette;
}

const Colours &colours()
{
    return isDark() ? dark : light;
}

} // namespace

void apply(Scheme scheme)
{
    initResources();
    static const bool desktopIsDark = isDark(); // before the palette is ours
    if (!qobject_cast<Style *>(QApplication::style()))
        QApplication::setStyle(new Style);
    const bool wantsDark = scheme == Scheme::Dark || (scheme == Scheme::System && desktopIsDark);
    QApplication::setPalette(paletteOf(wantsDark ? dark : light));
}

bool isDark()
{
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor statusColor(TaskStatus::Kind kind)
{
    const bool onDark = isDark();
    switch (kind) {
    case TaskStatus::Kind::Pending:
        return onDark ? 0xfff2b84b : 0xff8f6000;
    case TaskStatus::Kind::Processing:
        return onDark ? 0xff6cb6ff : 0xff1a63d6;
    case TaskStatus::Kind::Completed:
        return onDark ? 0xff6bd08a : 0xff197a3a;
    case TaskStatus::Kind::Failed:
        return onDark ? 0xffff8078 : 0xffc62828;
    case TaskStatus::Kind::Other:
        break;
    }
    return secondaryText();
}

QColor secondaryText()
{
    return colours().secondary;
}

QColor separator()
{
    return colours().separator;
}

QColor border()
{
    return colours().border;
}

QColor problem()
{
    return statusColor(TaskStatus::Kind::Failed);
}

QColor focus()
{
    return colours().link;
}

QColor warningBackground()
{
    return isDark() ? 0xff45360f : 0xfffff4d6;
}

QColor errorBackground()
{
    return isDark() ? 0xff4c2022 : 0xfffde7e7;
}

QColor accent()
{
    return colours().accent;
}

QColor news()
{
    return isDark() ? 0xff7a56c8 : 0xff6a3fb5;
}

QColor selection()
{
    return isDark() ? 0xff1f3c47 : 0xffd6f0f7;
}

QFont monospace()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

} // namespace watchbill::theme
