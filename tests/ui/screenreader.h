// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QStringList>
#include <QVector>

#include <functional>
#include <optional>

namespace watchbill {

/// What a screen reader learns of other programs, by AT-SPI, the way of Linux desktops.
class ScreenReader : public QObject
{
    Q_OBJECT

public:
    /// Something that can be spoken of: a window, a button, a cell.
    struct Thing
    {
        QString program; // its name on the bus
        QString path;

        bool operator==(const Thing &) const = default;
    };

    /// As AT-SPI numbers them.
    enum State {
        Checked = 4,
        Enabled = 8,
        Focusable = 11,
        Focused = 12,
        Selected = 23,
        Showing = 25,
        Visible = 30
    };

    explicit ScreenReader(const QString &bus);
    ~ScreenReader() override;

    /// The programs that have told of themselves.
    QVector<Thing> programs();

    QVector<Thing> children(const Thing &thing);
    QString name(const Thing &thing);
    QString description(const Thing &thing);
    QString role(const Thing &thing); // "push button"
    bool is(State state, const Thing &thing);

    /// The thing itself and what is in it, as far as it shows; of tables only the table.
    QVector<Thing> showing(const Thing &thing);

    /// The first of a role that shows and whose name begins so.
    std::optional<Thing> find(const Thing &in, const QString &role, const QString &name = {});

    int rows(const Thing &table);
    int columns(const Thing &table);
    QString header(const Thing &table, int column);
    Thing cell(const Thing &table, int row, int column);

    /// Presses a button, as a user of a screen reader does.
    void press(const Thing &thing);

    /// A click of the mouse, which makes a window active where nothing manages the windows.
    void click(const Thing &thing);

    /// A key of the keyboard, by its number in X.
    void type(int keysym);

    /// What has been told without being asked for, and has not been taken yet.
    QStringList takeTold();

    /// "role: name" of what has the keys.
    QString focused() const { return m_focused; }

    /// A picture in words of what shows, for who wonders why a test fails.
    QString outline(const Thing &thing, int depth = 0);

private Q_SLOTS:
    void hear(const QDBusMessage &event);

private:
    QDBusMessage call(const Thing &thing, const QString &interface, const QString &method,
                      const QVariantList &arguments = {});
    QVariant property(const Thing &thing, const QString &interface, const QString &name);
    QString words(const Thing &thing);

    const QString m_name; // of the connection
    QDBusConnection m_bus;
    QStringList m_told;
    QString m_focused;
};

} // namespace watchbill
