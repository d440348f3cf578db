// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <memory>

class QFileDevice;

namespace watchbill {

/// A file that a person has named to be written. A regular one gets its name only when it is complete, so that an earlier
/// one stays as it was until then. A device, a pipe or an open file, such as /dev/stdout, is written as it is.
class OutputFile
{
public:
    explicit OutputFile(const QString &path);
    ~OutputFile();

    /// InvalidInput if the file cannot be made there.
    Result<void> open();

    /// What to write to; what fails there is told by finish().
    QFileDevice &device() { return *m_file; }

    /// Server on any write error. Without it, a regular file is not made.
    Result<void> finish();

private:
    TaskError error(TaskError::Kind kind) const;

    std::unique_ptr<QFileDevice> m_file;
};

} // namespace watchbill
