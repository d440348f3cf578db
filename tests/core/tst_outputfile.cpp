// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/outputfile.h"

#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tst_outputfile {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What a person may name as the file to export to.
class TestOutputFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesWhenComplete();
    void writesToAPipe();
    void appendsToAnOpenFile();
    void tellsWhatCannotBeMade();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray contents(const QString &name) const;
    void put(const QString &name, const QByteArray &text) const;

    QTemporaryDir m_folder;
};

QByteArray TestOutputFile::contents(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

void TestOutputFile::put(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void TestOutputFile::replacesWhenComplete()
{
    put(u"old.csv"_s, "old");
    {
        OutputFile aborted(path(u"old.csv"_s));
        QVERIFY(aborted.open());
        aborted.device().write("half");
    }
    QCOMPARE(contents(u"old.csv"_s), QByteArray("old"));
    QVERIFY(QFile::link(path(u"old.csv"_s), path(u"link.csv"_s)));
    for (const QString &name : {u"old.csv"_s, u"new.csv"_s, u"link.csv"_s}) {
        OutputFile file(path(name));
        QVERIFY(file.open());
        file.device().write(name.toUtf8());
        QVERIFY(file.finish());
        QCOMPARE(contents(name), name.toUtf8());
    }
    QVERIFY(QFileInfo(path(u"link.csv"_s)).isSymLink());
    QCOMPARE(contents(u"old.csv"_s), QByteArray("link.csv"));
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 3); // nothing half done
}

// A regular file in its place would not reach who reads from it.
void TestOutputFile::writesToAPipe()
{
    const QByteArray pipe = QFile::encodeName(path(u"pipe.csv"_s));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(reader >= 0);
    {
        OutputFile file(path(u"pipe.csv"_s));
        QVERIFY(file.open());
        file.device().write("a,b\n");
        QVERIFY(file.finish());
        char read[16];
        QCOMPARE(::read(reader, read, sizeof read), 4);
        QCOMPARE(QByteArray(read, 4), QByteArray("a,b\n"));
    }
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    {
        OutputFile file(path(u"pipe.csv"_s));
        QVERIFY(file.open());
        ::close(reader);
        file.device().write("c,d\n");
        const auto finished = file.finish();
        QVERIFY(!finished);
        QCOMPARE(finished.error().kind, TaskError::Kind::Server);
        QVERIFY(finished.error().message.contains(u"pipe.csv"_s));
    }
    std::signal(SIGPIPE, before);
    struct stat facts;
    QCOMPARE(::stat(pipe.constData(), &facts), 0);
    QVERIFY(S_ISFIFO(facts.st_mode));
}

// As by "watchbillctl history --export 7 /dev/stdout >> all.jsonl".
void TestOutputFile::appendsToAnOpenFile()
{
    put(u"all.jsonl"_s, "first\n");
    QFile open(path(u"all.jsonl"_s));
    QVERIFY(open.open(QIODevice::Append));
    OutputFile file(u"/dev/fd/%1"_s.arg(open.handle()));
    QVERIFY(file.open());
    file.device().write("second\n");
    QVERIFY(file.finish());
    QVERIFY(open.write("third\n") > 0 && open.flush());
    QCOMPARE(contents(u"all.jsonl"_s), QByteArray("first\nsecond\nthird\n"));
}

void TestOutputFile::tellsWhatCannotBeMade()
{
    for (const QString &place : {path(u"no/folder.csv"_s), m_folder.path(), u"/dev/none/tasks.csv"_s}) {
        OutputFile file(place);
        const auto opened = file.open();
        QVERIFY2(!opened, qPrintable(place));
        QCOMPARE(opened.error().kind, TaskError::Kind::InvalidInput);
        QVERIFY2(opened.error().message.startsWith(u"The file %1 could not be written: "_s.arg(place)),
                 qPrintable(opened.error().message));
    }
}

WATCHBILL_TEST(TestOutputFile)

} // namespace tst_outputfile

#include "tst_outputfile.moc"
