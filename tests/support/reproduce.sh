#!/usr/bin/env bash
# reproduce.sh - builds the committed tree in two directories of different names and depths; the bytes must agree.
set -eu
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
mkdir -p "$top/a" "$top/a-much-longer/and/deeper/place"
sums=()
for place in "$top/a" "$top/a-much-longer/and/deeper/place"; do
    git archive HEAD | tar -x -C "$place"
    # Another user's environment must not shine through: time zone, locale, umask and order of directory entries.
    (cd "$place" && env TZ=Pacific/Chatham LC_ALL=C make --no-print-directory -j2 all >build.log 2>&1) ||
        { tail -n 20 "$place/build.log"; exit 1; }
    sums+=("$(sha256sum <"$place/build/jianpin")")
    echo "${sums[-1]%% *}  ${place#"$top/"}/build/jianpin"
done
if [ "${sums[0]}" = "${sums[1]}" ]; then
    echo "the same bytes"
else
    echo "the two builds differ"
    exit 1
fi
