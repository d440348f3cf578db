// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace watchbill {

/// Tells the newest of several requests from those that it replaced, whose answers may still come.
class Latest
{
public:
    enum class Token : int {};

    /// The token of a new request, which replaces all earlier ones.
    [[nodiscard]] Token next() { return Token(++m_number); }

    /// No answer is expected any more.
    void drop() { ++m_number; }

    bool isLatest(Token token) const { return token == Token(m_number); }

private:
    int m_number = 0;
};

} // namespace watchbill
