// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDeadlineTimer>

#include <chrono>
#include <optional>

/// What libpq leaves to the system of a connection's socket. Sockets are numbers as libpq gives them; -1 is none.
namespace watchbill::socket {

/// Duplicates the socket's descriptor; close it with close(). -1 if the system refuses.
int duplicate(int socket);
void close(int socket);

/// Shuts the socket down without closing it: nothing more is sent or received, and waiting calls return.
void shutDown(int socket);

/// Waits until the socket is ready for reading, or else for writing; returns whether it was in time. An error counts as
/// ready.
bool waitFor(int socket, bool reading, const QDeadlineTimer &deadline);

/// How long nothing has been received; nothing if the system does not provide it.
std::optional<std::chrono::milliseconds> silenceOf(int socket);

} // namespace watchbill::socket
