#!/usr/bin/env bash
# unit.sh NAME PROGRAM... - runs cmocka programs, two at a time, and sums them.
#
# What a program announced ("Running N test(s).") and did not report as passed or skipped counts as failed, so a
# crash in the middle is seen.  UNDER=command runs each program under it; UNIT_SECONDS limits one program.
set -u
name=${1:?usage: unit.sh NAME PROGRAM...}
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run_one() {
    local program=$1 log status announced ok skipped failed
    log=$2/$(basename "$program").log
    # shellcheck disable=SC2086 # UNDER is a command and its arguments
    timeout --kill-after=5 "${UNIT_SECONDS:-180}" ${UNDER:-} "$program" >"$log" 2>&1 </dev/null
    status=$?
    announced=$(grep -aoE 'Running [0-9]+ test\(s\)' "$log" | awk '{ n += $2 } END { print n + 0 }')
    ok=$(grep -acE '^\[       OK \]' "$log")
    skipped=$(grep -aE '^\[  SKIPPED \]' "$log" | grep -avcE 'test\(s\)')
    # cmocka names a skipped test twice: where it ran, and in the list at the end.
    skipped=$((skipped / 2))
    failed=$((announced - ok - skipped))
    [ "$failed" -lt 0 ] && failed=0
    if [ "$announced" = 0 ] || { [ "$status" != 0 ] && [ "$failed" = 0 ]; }; then
        failed=$((failed + 1))
    fi
    {
        if [ "$failed" -gt 0 ]; then
            echo "FAIL $(basename "$program") (status $status): $ok passed, $failed failed"
            grep -avE '^\[( RUN|       OK|=+| +PASSED)' "$log" | sed 's/^/    /' | head -n 60
        else
            echo "ok   $(basename "$program"): $ok passed"
        fi
    } >"$log.told"
    cat "$log.told"
    echo "$ok $failed $skipped" >"$log.count"
}
export -f run_one

if [ $# -gt 0 ]; then
    printf '%s\0' "$@" | xargs -0 -P2 -I{} bash -c 'run_one "$1" "$2"' unit {} "$work"
fi
cat "$work"/*.count 2>/dev/null | awk -v name="$name" '{ p += $1; f += $2; s += $3 }
    END { printf "%s: %d passed, %d failed%s\n", name, p, f, s ? ", " s " skipped" : ""; exit f > 0 || p == 0 }'
