// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/socket.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#endif

namespace watchbill::socket {

#ifdef Q_OS_WIN

int duplicate(int socket)
{
    WSAPROTOCOL_INFOW description;
    if (socket < 0 || WSADuplicateSocketW(SOCKET(socket), GetCurrentProcessId(), &description) != 0)
        return -1;
    return int(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &description, 0,
                          WSA_FLAG_NO_HANDLE_INHERIT));
}

void close(int socket)
{
    if (socket >= 0)
        ::closesocket(SOCKET(socket));
}

void shutDown(int socket)
{
    if (socket >= 0)
        ::shutdown(SOCKET(socket), SD_BOTH);
}

bool waitFor(int socket, bool reading, const QDeadlineTimer &deadline)
{
    // Not WSAPoll, which on Windows 10 does not tell that a server refuses a connection.
    fd_set wanted;
    fd_set failed;
    FD_ZERO(&wanted);
    FD_ZERO(&failed);
    FD_SET(SOCKET(socket), &wanted);
    FD_SET(SOCKET(socket), &failed);
    const qint64 rest = deadline.remainingTime();
    timeval limit{long(rest / 1000), long(rest % 1000 * 1000)};
    return ::select(0, reading ? &wanted : nullptr, reading ? nullptr : &wanted, &failed,
                    rest < 0 ? nullptr : &limit)
        != 0;
}

#else

int duplicate(int socket)
{
    return ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
}

void close(int socket)
{
    if (socket >= 0)
        ::close(socket);
}

void shutDown(int socket)
{
    if (socket >= 0)
        ::shutdown(socket, SHUT_RDWR);
}

bool waitFor(int socket, bool reading, const QDeadlineTimer &deadline)
{
    while (true) {
        pollfd one{socket, short(reading ? POLLIN : POLLOUT), 0};
        const int ready = ::poll(&one, 1, int(deadline.remainingTime()));
        if (ready < 0 && errno == EINTR)
            continue;
        return ready != 0;
    }
}

#endif

std::optional<std::chrono::milliseconds> silenceOf(int socket)
{
#ifdef Q_OS_LINUX
    tcp_info info{};
    socklen_t size = sizeof info;
    if (socket >= 0 && ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
        return std::chrono::milliseconds(info.tcpi_last_data_recv);
#else
    Q_UNUSED(socket)
#endif
    return std::nullopt;
}

} // namespace watchbill::socket
