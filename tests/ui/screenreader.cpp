// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "screenreader.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusVariant>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr auto registry = "org.a11y.atspi.Registry"_L1;
constexpr auto accessible = "org.a11y.atspi.Accessible"_L1;
constexpr auto table = "org.a11y.atspi.Table"_L1;
constexpr auto devices = "org.a11y.atspi.DeviceEventController"_L1;
constexpr auto events = "org.a11y.atspi.Event.Object"_L1;

ScreenReader::Thing thingOf(const QDBusArgument &argument)
{
    ScreenReader::Thing thing;
    QDBusObjectPath path;
    argument.beginStructure();
    argument >> thing.program >> path;
    argument.endStructure();
    thing.path = path.path();
    return thing;
}

ScreenReader::Thing keyboardAndMouse()
{
    return {registry, u"/org/a11y/atspi/registry/deviceeventcontroller"_s};
}

// Cells are asked for one by one.
bool holdsCells(const QString &role)
{
    return role == "table"_L1 || role == "tree"_L1 || role == "list"_L1 || role == "tree table"_L1;
}

} // namespace

ScreenReader::ScreenReader(const QString &bus)
    : m_name(u"screen reader"_s)
    , m_bus(QDBusConnection::connectToBus(bus, m_name))
{
    if (!m_bus.isConnected())
        qFatal("The bus of screen readers does not answer: %s", qPrintable(m_bus.lastError().message()));
    for (const QString &event : {u"StateChanged"_s, u"PropertyChange"_s, u"Announcement"_s}) {
        if (!m_bus.connect({}, {}, events, event, this, SLOT(hear(QDBusMessage))))
            qFatal("Nothing can be heard: %s", qPrintable(m_bus.lastError().message()));
    }
    const Thing heart{registry, u"/org/a11y/atspi/registry"_s};
    for (const QString &event :
         {u"object:state-changed"_s, u"object:property-change"_s, u"object:announcement"_s})
        call(heart, registry, u"RegisterEvent"_s, {event});
}

ScreenReader::~ScreenReader()
{
    QDBusConnection::disconnectFromBus(m_name);
}

QDBusMessage ScreenReader::call(const Thing &thing, const QString &interface, const QString &method,
                                const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(thing.program, thing.path, interface, method);
    message.setArguments(arguments);
    return m_bus.call(message, QDBus::Block, 20'000);
}

QVariant ScreenReader::property(const Thing &thing, const QString &interface, const QString &name)
{
    const QDBusMessage reply = call(thing, u"org.freedesktop.DBus.Properties"_s, u"Get"_s, {interface, name});
    return reply.arguments().value(0).value<QDBusVariant>().variant();
}

QVector<ScreenReader::Thing> ScreenReader::programs()
{
    return children({registry, u"/org/a11y/atspi/accessible/root"_s});
}

QVector<ScreenReader::Thing> ScreenReader::children(const Thing &thing)
{
    QVector<Thing> children;
    const QDBusMessage reply = call(thing, accessible, u"GetChildren"_s);
    if (reply.type() != QDBusMessage::ReplyMessage)
        return children; // it is gone
    const auto list = reply.arguments().value(0).value<QDBusArgument>();
    list.beginArray();
    while (!list.atEnd())
        children += thingOf(list);
    list.endArray();
    return children;
}

QString ScreenReader::name(const Thing &thing)
{
    return property(thing, accessible, u"Name"_s).toString();
}

QString ScreenReader::description(const Thing &thing)
{
    return property(thing, accessible, u"Description"_s).toString();
}

QString ScreenReader::role(const Thing &thing)
{
    return call(thing, accessible, u"GetRoleName"_s).arguments().value(0).toString();
}

bool ScreenReader::is(State state, const Thing &thing)
{
    const QDBusMessage reply = call(thing, accessible, u"GetState"_s);
    if (reply.type() != QDBusMessage::ReplyMessage)
        return false;
    const auto words = qdbus_cast<QList<uint>>(reply.arguments().value(0));
    return words.value(state / 32) & (1U << (state % 32));
}

QVector<ScreenReader::Thing> ScreenReader::showing(const Thing &thing)
{
    QVector<Thing> all{thing};
    if (holdsCells(role(thing)))
        return all;
    for (const Thing &child : children(thing)) {
        if (is(Showing, child))
            all += showing(child);
    }
    return all;
}

std::optional<ScreenReader::Thing> ScreenReader::find(const Thing &in, const QString &role,
                                                      const QString &name)
{
    for (const Thing &thing : showing(in)) {
        if (this->role(thing) == role && this->name(thing).startsWith(name))
            return thing;
    }
    return {};
}

int ScreenReader::rows(const Thing &thing)
{
    return property(thing, table, u"NRows"_s).toInt();
}

int ScreenReader::columns(const Thing &thing)
{
    return property(thing, table, u"NColumns"_s).toInt();
}

QString ScreenReader::header(const Thing &thing, int column)
{
    return call(thing, table, u"GetColumnDescription"_s, {column}).arguments().value(0).toString();
}

ScreenReader::Thing ScreenReader::cell(const Thing &thing, int row, int column)
{
    const QDBusMessage reply = call(thing, table, u"GetAccessibleAt"_s, {row, column});
    if (reply.type() != QDBusMessage::ReplyMessage)
        return {};
    return thingOf(reply.arguments().value(0).value<QDBusArgument>());
}

void ScreenReader::press(const Thing &thing)
{
    call(thing, u"org.a11y.atspi.Action"_s, u"DoAction"_s, {0});
}

void ScreenReader::click(const Thing &thing)
{
    constexpr uint onTheScreen = 0;
    const QDBusMessage reply = call(thing, u"org.a11y.atspi.Component"_s, u"GetExtents"_s, {onTheScreen});
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    const auto place = reply.arguments().value(0).value<QDBusArgument>();
    place.beginStructure();
    place >> x >> y >> width >> height;
    place.endStructure();
    call(keyboardAndMouse(), devices, u"GenerateMouseEvent"_s, {x + width / 2, y + height / 2, u"b1c"_s});
}

void ScreenReader::type(int keysym)
{
    constexpr uint pressAndReleaseBySymbol = 3;
    call(keyboardAndMouse(), devices, u"GenerateKeyboardEvent"_s,
         {keysym, QString(), pressAndReleaseBySymbol});
}

QString ScreenReader::words(const Thing &thing)
{
    return role(thing) + u": "_s + name(thing);
}

QStringList ScreenReader::takeTold()
{
    return std::exchange(m_told, {});
}

// siiv…: what, whether, and so on.
void ScreenReader::hear(const QDBusMessage &event)
{
    const Thing thing{event.service(), event.path()};
    const QString what = event.arguments().value(0).toString();
    const bool isOn = event.arguments().value(1).toInt() != 0;
    if (event.member() == "StateChanged"_L1 && what == "focused"_L1 && isOn)
        m_focused = words(thing);
    if (event.member() == "StateChanged"_L1 && what == "showing"_L1 && isOn
        && role(thing) == "notification"_L1)
        m_told += name(thing);
    if (event.member() == "Announcement"_L1)
        m_told += event.arguments().value(3).value<QDBusVariant>().variant().toString();
}

QString ScreenReader::outline(const Thing &thing, int depth)
{
    QString text = QString(depth * 2, u' ') + words(thing) + u'\n';
    if (!holdsCells(role(thing))) {
        for (const Thing &child : children(thing)) {
            if (is(Showing, child))
                text += outline(child, depth + 1);
        }
    }
    return text;
}

} // namespace watchbill
