#!/usr/bin/env bash
# reproduce.sh - builds the committed tree in two directories of different names and depths, under another time zone,
# locale and umask; the bytes must agree.
set -eu
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
sums=()

# build PLACE ZONE LOCALE UMASK
build() {
    local place=$top/$1
    mkdir -p "$place"
    (
        umask "$4"
        git archive HEAD | tar -x -C "$place"
        cd "$place"
        env -u MAKEFLAGS TZ="$2" LC_ALL="$3" make --no-print-directory -j2 all >build.log 2>&1
    ) || { tail -n 20 "$place/build.log"; exit 1; }
    sums+=("$(sha256sum <"$place/build/jianpin")")
    echo "${sums[-1]%% *}  $1/build/jianpin"
}

build a UTC C.UTF-8 022
build a-much-longer/and/deeper/place Pacific/Chatham C 077
if [ "${sums[0]}" = "${sums[1]}" ]; then
    echo "the same bytes"
else
    echo "the two builds differ"
    exit 1
fi
