// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "querysection.h"

#include "filter/queryfields.h"

using namespace Qt::StringLiterals;

namespace watchbill {

Program::Section querySection()
{
    Program::Section section{u"Queries"_s, queryRules().join(u' ')};
    for (const QueryField &field : queryFields)
        section.terms.append({field.example, meaningOf(field)});
    return section;
}

} // namespace watchbill
