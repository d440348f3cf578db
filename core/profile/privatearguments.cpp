// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/privatearguments.h"

#include <QtGlobal>

#include <algorithm>
#include <cctype>
#include <string_view>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace watchbill {

namespace {

#ifdef Q_OS_WIN
// Windows shows arguments only to the program's own account and to administrators. Qt reads them again from the system,
// because those of main() have lost the letters that the system's code page lacks.
constexpr bool areListed = false;
#else
constexpr bool areListed = true;
#endif

// It is no matter if an argument without one is hidden, too. (A URI has it before an @, or as a parameter.)
bool mayHoldPassword(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
    return has("pass") || has("pwd") || has("psw") || has("secret") || has("scram_")
        || (has("://") && (has("@") || has("?")));
}

// "--connection=" stays, so that a list of processes still tells what was given.
void hide(char *argument)
{
    std::string_view text(argument);
    const size_t equals = text.starts_with("--") ? text.find('=') : std::string_view::npos;
    const size_t begin = equals == std::string_view::npos ? 0 : equals + 1;
    std::fill(argument + begin, argument + text.size(), '*');
}

} // namespace

PrivateArguments::PrivateArguments(int argc, char **argv)
    : m_count(argc)
    , m_copies(argv, argv + argc)
{
    for (std::string &copy : m_copies)
        m_pointers.push_back(copy.data());
    m_pointers.push_back(nullptr);
    for (int i = 1; i < argc; ++i) {
        if (areListed && mayHoldPassword(argv[i]))
            hide(argv[i]);
    }
}

void forbidCoreFiles()
{
#ifdef Q_OS_UNIX
    rlimit limit = {};
    if (getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = 0;
        setrlimit(RLIMIT_CORE, &limit);
    }
#endif
}

} // namespace watchbill
