// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QProxyStyle>

class QFontMetrics;
class QLabel;

namespace watchbill::theme {

/// Marks a field as wrong, by the colour of its border, or takes that back. The colour is not the only sign: a sentence
/// is shown beside it.
void setWrong(QWidget *field, bool isWrong);

/// The height and width of an icon beside text, in pixels: as high as the text, and never smaller than it was drawn for.
int iconSize(const QFontMetrics &metrics);

/// Shows an icon in a label, as large as beside text in the label's font, or by so many pixels larger.
void showIcon(QLabel *label, const QIcon &icon, int larger = 0);

/// Fusion, with visible borders of fields, buttons and popups: its own are mixed from the window's colour, and vanish in
/// dark colours. Buttons of dialogs have no icons. Icons grow with the text
/// that they stand beside. The icon, the text and
/// the menu arrow of a button have room between them.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget = nullptr) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
                    const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
                  QStyleHintReturn *returned = nullptr) const override;

private:
    struct IconAndText
    {
        QIcon icon;
        QSize iconSize;
        QString text;
    };
    void drawBeside(QPainter *painter, const QRect &place, const QStyleOption &option,
                    const IconAndText &label) const;
};

} // namespace watchbill::theme
