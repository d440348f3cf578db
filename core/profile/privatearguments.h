// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <vector>

namespace watchbill {

/// The program's arguments. Where any user of the machine can list them, those that may hold a password are overwritten,
/// and these are copies. Make it first of all in main(); it must outlive the QCoreApplication.
class PrivateArguments
{
public:
    PrivateArguments(int argc, char **argv);
    PrivateArguments(const PrivateArguments &) = delete;
    PrivateArguments &operator=(const PrivateArguments &) = delete;

    int &count() { return m_count; }
    char **values() { return m_pointers.data(); }

private:
    int m_count;
    std::vector<std::string> m_copies;
    std::vector<char *> m_pointers; // as Qt wants them, with a null at the end
};

/// Disables core dumps, which would contain passwords.
void forbidCoreFiles();

} // namespace watchbill
