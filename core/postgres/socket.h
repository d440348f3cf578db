// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDeadlineTimer>

#include <chrono>
#include <optional>

/// What libpq leaves to the system of a connection's socket. Sockets are numbers as libpq gives them; -1 is none.
namespace watchbill::socket {

/// Another number for the same socket, to be closed by close(); none if the system refuses it.
int duplicate(int socket);
void close(int socket);

/// Nothing is sent or received through it any more; what waits for it wakes up. It stays open.
void shutDown(int socket);

/// Whether it is ready in time, to be read from or else to be written to; what is wrong with it counts as ready.
bool waitFor(int socket, bool reading, const QDeadlineTimer &deadline);

/// For how long nothing has come; nothing where the system does not tell.
std::optional<std::chrono::milliseconds> silenceOf(int socket);

} // namespace watchbill::socket
