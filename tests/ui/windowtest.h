// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "testprogram.h"

#include <QApplication>

/// For a test class with windows, in place of QTEST_MAIN.
#define WATCHBILL_WINDOW_TEST(Test) WATCHBILL_TEST_MAIN((watchbill::runTest<Test, QApplication>))
