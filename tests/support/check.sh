#!/usr/bin/env bash
# check.sh BUILD - runs every family of tests, each printing its own lines, and sums them.
#
# A family is a command whose last line of the form `[word: ]N passed, N failed[, N skipped]` counts.  One that ends
# without such a line, or that ends badly while counting no failure, counts as one failure itself.
# ONLY='unit front' runs those families alone.
set -u
build=${1:?usage: check.sh BUILD}
logs=$build/check
mkdir -p "$logs"
passed=0 failed=0 skipped=0
summary=''

family() {
    local name=$1 seconds=$2 status tail_line p f s
    shift 2
    if [ -n "${ONLY:-}" ]; then
        case " $ONLY " in *" $name "*) ;; *) return ;; esac
    fi
    local began=$SECONDS
    echo "== $name"
    timeout --kill-after=10 "$seconds" "$@" </dev/null 2>&1 | tee "$logs/$name.log"
    status=${PIPESTATUS[0]}
    tail_line=$(grep -aE '^([a-z]+: )?[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$logs/$name.log" | tail -n 1)
    p=$(sed -nE 's/^([a-z]+: )?([0-9]+) passed.*/\2/p' <<<"$tail_line")
    f=$(sed -nE 's/.* ([0-9]+) failed.*/\1/p' <<<"$tail_line")
    s=$(sed -nE 's/.* ([0-9]+) skipped$/\1/p' <<<"$tail_line")
    p=${p:-0} s=${s:-0}
    if [ -z "$f" ]; then
        echo "$name: ended with status $status before it had counted its tests"
        f=1
    elif [ "$f" = 0 ] && [ "$status" != 0 ]; then
        echo "$name: ended with status $status"
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    summary+=$(printf '  %-10s %5d passed %4d failed %4d skipped  %4d s' "$name" "$p" "$f" "$s" $((SECONDS - began)))$'\n'
}

family layers 60 bash tests/support/layers.sh --count
for runner in tests/*/run.sh; do
    case $runner in tests/bench/run.sh | 'tests/*/run.sh') continue ;; esac
    family "$(basename "$(dirname "$runner")")" 300 bash "$runner" "$build"
done
family seed 120 sh tests/support/check_seed.sh
shopt -s nullglob
unit=()
for source in tests/unit/*.c; do
    unit+=("$build/tests/$(basename "$source" .c)")
done
family unit 900 bash tests/support/unit.sh unit "${unit[@]}"
family fuzz 300 bash tests/support/fuzz_replay.sh "$build"
family front 300 node tests/front/run.js --binary "$build/jianpin"
family fault 600 node tests/fault/run.js --binary "$build/jianpin"
family browser 1800 node tests/browser/run.js --binary "$build/jianpin"

echo "$SECONDS" >"$logs/seconds"
echo
printf '%s' "$summary"
if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
