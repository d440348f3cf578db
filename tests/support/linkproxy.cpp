// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "linkproxy.h"

#include "postgres/connectionsettings.h"

#include <QElapsedTimer>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QtEndian>

#include <sys/socket.h>

#include <deque>
#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Shape
{
    std::chrono::milliseconds latency{0};
    qint64 rate = 0;
    bool isBlackHole = false;
    bool isRefusing = false;
    QString lostQuestion; // words of the statement that is lost; empty for none
    QString lostAnswer; // of the one whose answer is
    qint64 resetAfter[2] = {-1, -1};
};

// Closing then tells the other side of an error instead of an end.
void resetOnClose(qintptr descriptor)
{
    const linger nothing{1, 0};
    ::setsockopt(int(descriptor), SOL_SOCKET, SO_LINGER, &nothing, sizeof nothing);
}

// What is on its way to one side.
class Pipe : public QObject
{
public:
    Pipe(QIODevice *to, const Shape &shape, std::function<void()> drained, QObject *parent)
        : QObject(parent)
        , m_to(to)
        , m_shape(shape)
        , m_drained(std::move(drained))
    {
        m_clock.start();
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Pipe::pump);
    }

    bool isEmpty() const { return m_parts.empty(); }

    void push(const QByteArray &bytes)
    {
        m_parts.push_back({bytes, m_clock.elapsed() + m_shape.latency.count()});
        pump();
    }

    void pump()
    {
        while (!m_parts.empty() && !m_shape.isBlackHole) {
            const qint64 now = m_clock.elapsed();
            const qint64 due = std::max(m_parts.front().due, m_freeAt);
            if (due > now) {
                m_timer.start(int(due - now));
                return;
            }
            QByteArray &bytes = m_parts.front().bytes;
            qint64 size = bytes.size();
            if (m_shape.rate > 0) {
                size = std::min(size, std::max<qint64>(1, m_shape.rate / 50));
                m_freeAt = now + size * 1000 / m_shape.rate;
            }
            m_to->write(bytes.constData(), size);
            bytes.remove(0, size);
            if (bytes.isEmpty())
                m_parts.pop_front();
        }
        if (m_parts.empty())
            m_drained();
    }

private:
    struct Part
    {
        QByteArray bytes;
        qint64 due;
    };

    QIODevice *m_to;
    const Shape &m_shape;
    const std::function<void()> m_drained;
    std::deque<Part> m_parts;
    QElapsedTimer m_clock;
    QTimer m_timer;
    qint64 m_freeAt = 0;
};

// What the first message of these bytes is.
QString described(const QByteArray &bytes)
{
    if (bytes.startsWith('Q'))
        return "Q: "_L1 + QString::fromUtf8(bytes.mid(5).left(5'000)).remove(QChar(u'\0')).simplified();
    if (bytes.size() >= 8 && bytes[0] == 0) { // a start has no type
        const quint32 code = qFromBigEndian<quint32>(bytes.constData() + 4);
        return code == 80877103 ? u"TLS?"_s
            : code == 80877104  ? u"GSS?"_s
            : code == 80877102  ? u"cancel"_s
                                : u"start"_s;
    }
    return QString::fromLatin1(bytes.left(1));
}

// One connection: two sockets and what is between them.
class Link : public QObject
{
public:
    Link(QTcpSocket *client, const QString &host, quint16 port, Shape &shape, QStringList &turns,
         QObject *parent)
        : QObject(parent)
        , m_client(client)
        , m_shape(shape)
        , m_turns(turns)
    {
        client->setParent(this);
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(client, &QTcpSocket::disconnected, this, [this] { end(m_clientEnded); });
        if (host.startsWith(u'/')) {
            auto *socket = new QLocalSocket(this);
            connect(socket, &QLocalSocket::disconnected, this, [this] { end(m_serverEnded); });
            connect(socket, &QLocalSocket::errorOccurred, this, &Link::reset);
            m_server = socket;
            socket->connectToServer(u"%1/.s.PGSQL.%2"_s.arg(host).arg(port));
        } else {
            auto *socket = new QTcpSocket(this);
            connect(socket, &QTcpSocket::disconnected, this, [this] { end(m_serverEnded); });
            connect(socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
                if (error != QAbstractSocket::RemoteHostClosedError)
                    reset();
            });
            m_server = socket;
            socket->connectToHost(host, port);
        }
        m_toServer = new Pipe(
            m_server, shape, [this] { drained(); }, this);
        m_toClient = new Pipe(
            client, shape, [this] { drained(); }, this);
        connect(client, &QIODevice::readyRead, this,
                [this] { take(m_client, LinkProxy::Direction::ToServer); });
        connect(m_server, &QIODevice::readyRead, this,
                [this] { take(m_server, LinkProxy::Direction::ToClient); });
        if (client->bytesAvailable() > 0)
            take(client, LinkProxy::Direction::ToServer);
    }

    void pump()
    {
        m_toServer->pump();
        m_toClient->pump();
    }

    void reset()
    {
        if (m_client->socketDescriptor() >= 0)
            resetOnClose(m_client->socketDescriptor());
        deleteLater();
        disconnect(m_client, nullptr, this, nullptr);
        disconnect(m_server, nullptr, this, nullptr);
        m_client->abort();
        m_server->close();
    }

    void halfClose() { ::shutdown(int(m_client->socketDescriptor()), SHUT_WR); }

private:
    void take(QIODevice *from, LinkProxy::Direction direction)
    {
        QByteArray bytes = from->readAll();
        const bool isToServer = direction == LinkProxy::Direction::ToServer;
        QString &lostWords = isToServer ? m_shape.lostQuestion : m_shape.lostAnswer;
        if (!lostWords.isEmpty() && (isToServer ? described(bytes) : m_asked).contains(lostWords)) {
            lostWords.clear();
            reset();
            return;
        }
        if (isToServer && m_asked.isEmpty()) {
            m_asked = described(bytes);
        } else if (!isToServer && !m_asked.isEmpty()) {
            m_turns += m_asked;
            m_asked.clear();
        }
        qint64 &passed = m_passed[int(direction)];
        const qint64 limit = m_shape.resetAfter[int(direction)];
        const bool isOver = limit >= 0 && passed + bytes.size() > limit;
        if (isOver)
            bytes.truncate(std::max<qint64>(0, limit - passed));
        passed += bytes.size();
        if (!bytes.isEmpty())
            (isToServer ? m_toServer : m_toClient)->push(bytes);
        if (isOver) {
            m_client->flush();
            reset();
        }
    }

    // What one side has sent before it went is still delivered.
    void end(bool &side)
    {
        side = true;
        drained();
    }

    void drained()
    {
        if (m_shape.isBlackHole)
            return;
        if (m_serverEnded && m_toClient->isEmpty())
            m_client->disconnectFromHost();
        if (m_clientEnded && m_toServer->isEmpty())
            m_server->close();
        if (m_clientEnded)
            deleteLater();
    }

    QTcpSocket *m_client;
    QIODevice *m_server = nullptr;
    Pipe *m_toServer = nullptr;
    Pipe *m_toClient = nullptr;
    Shape &m_shape;
    QStringList &m_turns;
    QString m_asked; // and not answered yet
    qint64 m_passed[2] = {0, 0};
    bool m_clientEnded = false;
    bool m_serverEnded = false;
};

} // namespace

class LinkProxy::Listener : public QObject
{
public:
    Listener(const QString &host, quint16 port)
        : m_host(host)
        , m_port(port)
    {
        connect(&m_server, &QTcpServer::newConnection, this, &Listener::accept);
    }

    void listen()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("The proxy cannot listen: %s", qPrintable(m_server.errorString()));
    }

    void accept()
    {
        while (QTcpSocket *client = m_server.nextPendingConnection()) {
            if (m_shape.isRefusing) {
                resetOnClose(client->socketDescriptor());
                client->abort();
                client->deleteLater();
                ++m_refused;
            } else {
                new Link(client, m_host, m_port, m_shape, m_turns, this);
            }
        }
    }

    QList<Link *> links() const
    {
        QList<Link *> links;
        for (QObject *child : children()) {
            if (auto *link = dynamic_cast<Link *>(child))
                links += link;
        }
        return links;
    }

    void pump() const
    {
        for (Link *link : links())
            link->pump();
    }

    Shape &shape() { return m_shape; }
    int refused() const { return m_refused; }
    QStringList &turns() { return m_turns; }
    quint16 port() const { return m_server.serverPort(); }

private:
    const QString m_host;
    const quint16 m_port;
    QTcpServer m_server{this};
    Shape m_shape;
    int m_refused = 0; // connections
    QStringList m_turns;
};

LinkProxy::LinkProxy(const QString &connection)
    : m_connection(connection)
{
    const auto settings = ConnectionSettings::parse(connection);
    if (!settings || settings->value(u"host"_s).isEmpty() || settings->value(u"port"_s).isEmpty())
        qFatal("The proxy needs to know the server's host and port.");
    m_listener = new Listener(settings->value(u"host"_s), settings->value(u"port"_s).toUShort());
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.setObjectName(u"link-proxy"_s);
    m_thread.start();
    call([this] { m_listener->listen(); });
}

LinkProxy::~LinkProxy()
{
    m_thread.quit();
    m_thread.wait();
}

void LinkProxy::call(const std::function<void()> &work) const
{
    QMetaObject::invokeMethod(m_listener, work, Qt::BlockingQueuedConnection);
}

QString LinkProxy::by(const QString &connection) const
{
    QMap<QString, QString> values = ConnectionSettings::parse(connection)->values();
    values[u"host"_s] = u"127.0.0.1"_s;
    values[u"port"_s] = QString::number(m_listener->port());
    QStringList parts;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        parts += ConnectionSettings::keyValue(it.key(), it.value());
    return parts.join(u' ');
}

void LinkProxy::setLatency(std::chrono::milliseconds oneWay)
{
    call([&] { m_listener->shape().latency = oneWay; });
}

void LinkProxy::setRate(qint64 bytesPerSecond)
{
    call([&] { m_listener->shape().rate = bytesPerSecond; });
}

void LinkProxy::setBlackHole(bool isOn)
{
    call([&] {
        m_listener->shape().isBlackHole = isOn;
        m_listener->pump();
    });
}

void LinkProxy::setRefusing(bool isOn)
{
    call([&] { m_listener->shape().isRefusing = isOn; });
}

void LinkProxy::setResetAfter(Direction direction, qint64 bytes)
{
    call([&] { m_listener->shape().resetAfter[int(direction)] = bytes; });
}

void LinkProxy::reset()
{
    call([&] {
        for (Link *link : m_listener->links())
            link->reset();
    });
}

void LinkProxy::loseQuestion(const QString &words)
{
    call([this, words] { m_listener->shape().lostQuestion = words; });
}

void LinkProxy::loseAnswerTo(const QString &words)
{
    call([this, words] { m_listener->shape().lostAnswer = words; });
}

void LinkProxy::halfClose()
{
    call([&] {
        for (Link *link : m_listener->links())
            link->halfClose();
    });
}

int LinkProxy::refused() const
{
    int count = 0;
    call([&] { count = m_listener->refused(); });
    return count;
}

int LinkProxy::connections() const
{
    int count = 0;
    call([&] { count = int(m_listener->links().size()); });
    return count;
}

QStringList LinkProxy::turns() const
{
    QStringList turns;
    call([&] { turns = m_listener->turns(); });
    return turns;
}

void LinkProxy::forgetTurns()
{
    call([&] { m_listener->turns().clear(); });
}

} // namespace watchbill
