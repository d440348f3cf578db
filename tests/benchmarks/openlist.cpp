// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openlist.h"

#include "await.h"
#include "dataset.h"

#include <QEventLoop>

namespace watchbill::bench {

OpenList::OpenList(const QString &connection)
    : m_service(profileFor(connection))
    , m_monitor(m_service)
    , m_model(m_monitor)
{
    m_monitor.scheduler().setInterval(std::chrono::milliseconds::zero());
    m_monitor.start({});
    waitForAnswer();
}

void OpenList::waitForAnswer()
{
    QEventLoop loop;
    QObject::connect(&feed(), &TaskFeed::finished, &loop, [&](const TaskFeed::Outcome &outcome) {
        if (outcome.error)
            qFatal("%s", qPrintable(outcome.error->message));
        loop.quit();
    });
    loop.exec();
}

void OpenList::show(const TaskQuery &query)
{
    feed().clear(); // another query has no row that is compared with what is shown
    feed().queryState().set(query);
    feed().load();
    waitForAnswer();
}

void OpenList::refresh()
{
    feed().refresh();
    waitForAnswer();
}

TaskPage OpenList::page(const PageRequest &request)
{
    const auto page = await(m_service.page(request));
    if (!page)
        qFatal("%s", qPrintable(page.error().message));
    return *page;
}

QString OpenList::sql(const PageRequest &request) const
{
    const auto sql = TaskStatements(source()).page(request);
    if (!sql)
        qFatal("%s", qPrintable(sql.error().message));
    return *sql;
}

} // namespace watchbill::bench
