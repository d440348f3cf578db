// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/sentences.h"

#include "task/visibletext.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Sentences)
};

} // namespace

QString joinSentences(const QStringList &sentences)
{
    QString joined;
    for (const QString &sentence : sentences) {
        if (joined.isEmpty())
            joined = sentence;
        else if (!sentence.isEmpty())
            //: Two whole sentences, one after the other.
            joined = Texts::tr("%1 %2").arg(joined, sentence);
    }
    return joined;
}

QString listed(const QStringList &words)
{
    //: Between two words of a list, as in "id, status, type".
    return words.join(Texts::tr(", "));
}

QString asSentence(const QString &words)
{
    QString text = visibleText(words.trimmed());
    if (!text.isEmpty() && !text.endsWith(u'.') && !text.endsWith(u'!') && !text.endsWith(u'?'))
        text += u'.';
    return text;
}

int plural(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

} // namespace watchbill
