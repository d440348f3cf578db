// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/worklines.h"

#include "connection/fittinglabel.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto workInterval = 250ms;
constexpr auto shownAfter = 1s; // what is over sooner needs no line
constexpr int wholeBar = 1000;

} // namespace

class WorkLines::Line : public QWidget
{
public:
    explicit Line(const Work &work)
        : m_work(work)
        , m_text(new FittingLabel)
        , m_bar(new QProgressBar)
    {
        m_text->setObjectName(u"workText"_s);
        m_bar->setTextVisible(false);
        m_bar->setFixedSize(100, 10);
        auto *cancel = new QPushButton(WorkLines::tr("Cancel"));
        cancel->setObjectName(u"workCancel"_s);
        cancel->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the table
        auto *layout = new QHBoxLayout(this);
        layout->setContentsMargins(10, 4, 10, 4);
        layout->setSpacing(8);
        layout->addWidget(m_text, 1);
        layout->addWidget(m_bar);
        layout->addWidget(cancel);
        connect(cancel, &QPushButton::clicked, this, [this, cancel] {
            cancel->setEnabled(false);
            m_work.cancel(); // which may end this
        });
        m_age.start();
    }

    bool isDue() const
    {
        return isHidden() && m_age.hasExpired(std::chrono::milliseconds(shownAfter).count());
    }

    std::optional<double> share() const { return m_work.share(); }

    void update()
    {
        const QString text = m_work.text();
        m_text->setTexts({text});
        m_bar->setAccessibleName(text);
        const auto share = m_work.share();
        m_bar->setRange(0, share ? wholeBar : 0); // without a total it only shows activity
        m_bar->setValue(int(share.value_or(0) * wholeBar));
    }

private:
    const Work m_work;
    QElapsedTimer m_age;
    FittingLabel *m_text;
    QProgressBar *m_bar;
};

WorkLines::WorkLines(QWidget *parent)
    : LineStack(parent)
{
    setObjectName(u"workLines"_s);
    m_clock.setInterval(workInterval);
    connect(&m_clock, &QTimer::timeout, this, &WorkLines::update);
}

int WorkLines::begin(const Work &work)
{
    auto *line = new Line(work);
    addLine(line);
    m_lines[++m_last] = line;
    m_clock.start();
    return m_last;
}

void WorkLines::end(int id)
{
    const auto found = m_lines.find(id);
    if (found == m_lines.end())
        return;
    found->second->hide();
    found->second->deleteLater(); // its button may be the sender
    m_lines.erase(found);
    update();
}

void WorkLines::update()
{
    QVector<int> due;
    bool isAnyShown = false;
    for (const auto &[id, line] : m_lines) {
        if (line->isDue()) {
            line->show();
            due += id;
        }
        if (!line->isHidden()) {
            line->update();
            isAnyShown = true;
        }
    }
    if (!isAnyShown)
        hide();
    if (m_lines.empty())
        m_clock.stop();
    Q_EMIT progressed(share());
    for (const int id : due)
        Q_EMIT shown(id);
}

std::optional<double> WorkLines::share() const
{
    double sum = 0;
    int number = 0;
    for (const auto &[id, line] : m_lines) {
        const auto share = line->isHidden() ? std::nullopt : line->share();
        sum += share.value_or(0);
        number += share.has_value();
    }
    return number > 0 ? std::optional(sum / number) : std::nullopt;
}

} // namespace watchbill
