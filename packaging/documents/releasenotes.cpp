// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Retells CHANGELOG.md, which has the form of Keep a Changelog, for the systems that a package speaks to.

#include <QDateTime>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <QVector>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

struct Release
{
    QString version;
    QDate date;
    QStringList items;
};

QVector<Release> readReleases(const QString &changelog)
{
    static const QRegularExpression heading(uR"(^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$)"_s);
    QVector<Release> releases;
    bool isInRelease = false; // not in "Unreleased", nor among the links at the end
    for (const QString &line : changelog.split(u'\n')) {
        const QRegularExpressionMatch match = heading.match(line);
        if (match.hasMatch()) {
            releases.append({match.captured(1), QDate::fromString(match.captured(2), Qt::ISODate), {}});
            isInRelease = true;
        } else if (line.startsWith("## "_L1) || line.startsWith(u'[')) {
            isInRelease = false;
        } else if (isInRelease && line.startsWith("- "_L1)) {
            releases.last().items += line.mid(2);
        } else if (isInRelease && line.startsWith("  "_L1) && !releases.last().items.isEmpty()) {
            releases.last().items.last() += u' ' + line.trimmed();
        }
    }
    return releases;
}

// Neither form has a way to mark code.
QString plain(QString text)
{
    return text.remove(u'`');
}

QString appStream(const QVector<Release> &releases)
{
    QString text;
    for (const Release &release : releases) {
        text += "    <release version=\"%1\" date=\"%2\">\n      <description>\n        <ul>\n"_L1.arg(
            release.version, release.date.toString(Qt::ISODate));
        for (const QString &item : release.items)
            text += "          <li>"_L1 + plain(item).toHtmlEscaped() + "</li>\n"_L1;
        text += "        </ul>\n      </description>\n    </release>\n"_L1;
    }
    return text;
}

// A line of Debian's changelog has at most 80 characters.
QString wrapped(const QString &item)
{
    QString text;
    QString line = u"  *"_s;
    for (const QString &word : item.split(u' ')) {
        if (line.size() + 1 + word.size() > 80) {
            text += line + u'\n';
            line = u"   "_s;
        }
        line += u' ' + word;
    }
    return text + line + u'\n';
}

QString debian(const QVector<Release> &releases, const QString &package, const QString &maintainer)
{
    QString text;
    for (const Release &release : releases) {
        text += "%1 (%2-1) unstable; urgency=medium\n\n"_L1.arg(package, release.version);
        for (const QString &item : release.items)
            text += wrapped(plain(item));
        text += "\n -- %1  %2\n\n"_L1.arg(
            maintainer, QLocale::c().toString(release.date, u"ddd, dd MMM yyyy"_s) + " 00:00:00 +0000"_L1);
    }
    return text.trimmed() + u'\n';
}

} // namespace

int main(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    QFile file(arguments.value(0));
    const QVector<Release> releases =
        file.open(QIODevice::ReadOnly) ? readReleases(QString::fromUtf8(file.readAll())) : QVector<Release>();
    if (releases.isEmpty())
        return std::fputs("The first argument must be a changelog with at least one release.\n", stderr), 2;

    QString text;
    if (arguments.value(1) == "appstream"_L1 && arguments.size() == 3) {
        QFile metainfo(arguments[2]);
        if (!metainfo.open(QIODevice::ReadOnly))
            return std::fputs("The metainfo cannot be read.\n", stderr), 1;
        text =
            QString::fromUtf8(metainfo.readAll()).replace("    <!-- releases -->\n"_L1, appStream(releases));
    } else if (arguments.value(1) == "debian"_L1 && arguments.size() == 4) {
        text = debian(releases, arguments[2], arguments[3]);
    } else {
        return std::fputs("After it comes appstream METAINFO, or debian PACKAGE MAINTAINER.\n", stderr), 2;
    }
    return std::fputs(text.toUtf8().constData(), stdout) < 0 || std::fflush(stdout) != 0 ? 1 : 0;
}
