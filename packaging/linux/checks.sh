# SPDX-FileCopyrightText: The Watchbill developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by the scripts that test packages.

passed=0 failed=0

# check TITLE COMMAND ARG...: what the command prints is shown if it fails.
check() {
    local title=$1 log status
    shift
    log=$(mktemp)
    set +e # the subshell must not stand in a condition, which would switch its -e off
    (
        set -e
        "$@"
    ) >"$log" 2>&1
    status=$?
    set -e
    if ((status == 0)); then
        echo "ok      $title"
        ((passed += 1))
    else
        echo "FAILED  $title (status $status)"
        sed 's/^/        | /' "$log"
        ((failed += 1))
    fi
    rm -f -- "$log"
}

# The same for a script whose last line sums up its own checks.
checks() {
    local log status
    log=$(mktemp)
    set +e
    "$@" 2>&1 | tee -- "$log"
    status=${PIPESTATUS[0]}
    set -e
    if [[ $(tail -n 1 -- "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        ((passed += BASH_REMATCH[1], failed += BASH_REMATCH[2])) || true
    else
        echo "FAILED  $* ended early (status $status)"
        ((failed += 1))
    fi
    rm -f -- "$log"
}

sum_up() {
    echo "$passed passed, $failed failed"
    ((failed == 0))
}

# A PNG of the window, and not an empty one.
is_picture() {
    [[ $(head --bytes 8 -- "$1" | od -An -tx1) == " 89 50 4e 47 0d 0a 1a 0a" ]]
    (($(stat --format %s -- "$1") > 20000))
}
