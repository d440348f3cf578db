// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testprogram.h"

int main(int argc, char *argv[])
{
    return watchbill::TestProgram::run(argc, argv);
}
