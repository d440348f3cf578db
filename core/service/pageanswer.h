// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"
#include "task/taskpage.h"

namespace watchbill {

/// Reads what the statements of a PageRequest answer (see PageStatements), statement by statement.
class PageAnswer
{
public:
    explicit PageAnswer(const PageRequest &request)
        : m_request(request)
    {
    }

    void read(TaskPage &page, int statement, const ResultRows &rows) const;

    /// After the last statement: order, bounds and times.
    void complete(TaskPage &page, const Connection::Reply &reply) const;

private:
    PageRequest m_request;
};

} // namespace watchbill
