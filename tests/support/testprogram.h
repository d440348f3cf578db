// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/clientwords.h"

#include <QCoreApplication>
#include <QTest>

namespace watchbill {

/// A test class within the program that it is linked into. A program holds many of them, because a link of Qt for
/// each costs more than most tests do, and runs one: PROGRAM NAME [QtTest's arguments].
class TestProgram
{
public:
    using Main = int (*)(int argc, char **argv);

    /// Its name is that of the source file, without folder and suffix.
    TestProgram(const char *sourceFile, Main main);

    /// Runs the one that the first argument names.
    static int run(int argc, char **argv);

    /// The name of the one that runs.
    static QString name();
};

/// What QTEST_MAIN would have made the program's own main().
template<typename Test, typename Application>
int runTest(int argc, char **argv)
{
    Application application(argc, argv);
    settleClientWords();
    application.setAttribute(Qt::AA_Use96Dpi, true);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace watchbill

#define WATCHBILL_TEST_MAIN(main) static const watchbill::TestProgram testProgram(__FILE__, main);

/// For a test class without windows, in place of QTEST_GUILESS_MAIN; for one with windows see windowtest.h.
#define WATCHBILL_TEST(Test) WATCHBILL_TEST_MAIN((watchbill::runTest<Test, QCoreApplication>))
