#!/usr/bin/env bash
# fuzz_replay.sh BUILD - gives every file of tests/fuzz/corpus/NAME to BUILD/fuzz/NAME, and its shortened and
# mutated forms after it.  One test a corpus file; a program without a corpus fails.
set -u
build=${1:?usage: fuzz_replay.sh BUILD}
shopt -s nullglob
passed=0 failed=0
for source in tests/fuzz/*.c; do
    name=$(basename "$source" .c)
    files=(tests/fuzz/corpus/"$name"/*)
    if [ ${#files[@]} = 0 ]; then
        echo "FAIL $name: no corpus in tests/fuzz/corpus/$name"
        failed=$((failed + 1))
        continue
    fi
    log=$(mktemp)
    timeout --kill-after=5 120 "$build/fuzz/$name" "${files[@]}" >"$log" 2>&1 </dev/null
    status=$?
    done_files=$(grep -ac '^replayed ' "$log")
    passed=$((passed + done_files))
    if [ $status != 0 ] || [ "$done_files" != ${#files[@]} ]; then
        echo "FAIL $name (status $status) after $done_files of ${#files[@]} files"
        grep -av '^replayed ' "$log" | sed 's/^/    /' | head -n 40
        failed=$((failed + 1))
    else
        echo "ok   $name: $done_files files"
    fi
    rm -f "$log"
done
echo "fuzz: $passed passed, $failed failed"
[ $failed = 0 ]
