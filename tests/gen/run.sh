#!/bin/bash
# run.sh - tests of the generators: what they make, and what they must refuse.
#
#   tests/gen/run.sh [DIR]      DIR (seen from the root) holds the built generators, or is the build directory; without it they are built here.
#   CC=clang tests/gen/run.sh   the C they make must be clean with either compiler.
#
# Prints "N passed, N failed"; not 0 when any failed.
set -u
export LC_ALL=C
cd "$(dirname "$0")/../.." || exit 2
here=tests/gen
CC=${CC:-gcc}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
warn=(-std=c17 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
    -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings
    -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wimplicit-fallthrough -Wnull-dereference -Wdouble-promotion -fno-common -Werror)
case $CC in *gcc*) warn+=(-Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wjump-misses-init) ;; esac
flags=("${warn[@]}" -O2 -g -fsanitize=address,undefined -fno-sanitize-recover=all -Isrc "-I$here" "-I$tmp" -include src/base/banned.h)
passed=0
failed=0

verdict() { # verdict NAME STATUS [FILE-TO-SHOW]
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL: $1"
        if [ -n "${3:-}" ]; then sed 's/^/    /' "$3" | head -n 20; fi
    fi
}

# --- the programs ---
bin=${1:-$tmp/bin}
if [ -d "$bin/gen/bin" ]; then bin=$bin/gen/bin; fi # a build directory
if [ $# -eq 0 ]; then
    mkdir -p "$bin"
    for g in embed_sql embed_files embed_static compile_template; do
        more=(src/gen/source.c)
        if [ "$g" = compile_template ]; then more+=(src/gen/html_place.c); fi
        if [ "$g" = embed_static ]; then more+=(src/gen/minify_js.c); fi
        "$CC" "${warn[@]}" -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -o "$bin/$g" "src/gen/$g.c" "${more[@]}" -lz || exit 2
    done
fi
bin=$(cd "$bin" && pwd) || exit 2
export ASAN_OPTIONS=detect_leaks=0 # generators never free: they end

# --- what is made ---
expect_same() { # expect_same NAME: $tmp/out against NAME.expected
    diff -u "$here/$1.expected" "$tmp/out" >"$tmp/diff"
    verdict "the output is that of $1.expected" $? "$tmp/diff"
}

long_statement() { # a statement longer than a portable string literal
    echo '-- name: long_statement'
    echo "SELECT '"
    for i in $(seq 400); do echo "line number $i ?"; done
    echo "'"
}

long_statement >"$tmp/long.sql"
"$bin/embed_sql" "$tmp/queries.h" "$tmp/queries.c" "$here/sql/good.sql" "$tmp/long.sql" 2>"$tmp/err"
verdict "embed_sql takes good files" $? "$tmp/err"
printf '\0\377binary' >"$tmp/b.bin"
printf 'text' >"$tmp/a.txt"
: >"$tmp/c.empty"
(cd "$tmp" && "$bin/embed_files" some_files some_files.h some_files.c b.bin c.empty a.txt) 2>"$tmp/err"
verdict "embed_files takes any bytes" $? "$tmp/err"
"$bin/embed_static" "$tmp/static_assets.h" "$tmp/static_assets.c" "$here"/static/* 2>"$tmp/err"
verdict "embed_static takes good files" $? "$tmp/err"
"$CC" "${flags[@]}" -o "$tmp/show_tables" "$here/show_tables.c" "$tmp"/{queries,some_files,static_assets}.c 2>"$tmp/err"
verdict "the tables compile clean with $CC" $? "$tmp/err"
{ for what in sql files static "bytes site.css"; do echo "== $what"; "$tmp/show_tables" $what; done; } >"$tmp/out"
expect_same tables
"$tmp/show_tables" gzip site.css | gzip -dc >"$tmp/out"
"$tmp/show_tables" bytes site.css | cmp -s - "$tmp/out"
verdict "the gzip bytes unpack to the bytes" $?
"$tmp/show_tables" bytes tricky.js >"$tmp/tricky.js"
node "$here/static/tricky.js" >"$tmp/out" && node "$tmp/tricky.js" 2>&1 | diff - "$tmp/out" >"$tmp/diff"
verdict "a shortened script does what the script does" $? "$tmp/diff"
[ "$(wc -c <"$tmp/tricky.js")" -lt 900 ] && ! grep -q 'comment\.\|innermost\|undeclared.*undeclared' "$tmp/tricky.js"
verdict "a shortened script is short" $? "$tmp/tricky.js"
mkdir "$tmp/again"
"$bin/embed_static" "$tmp/again/static_assets.h" "$tmp/again/static_assets.c" "$here"/static/*
cmp -s "$tmp/static_assets.c" "$tmp/again/static_assets.c"
verdict "the same files make the same bytes" $?

for t in _layout _field _whole all long; do
    "$bin/compile_template" "$here/templates/$t.html" >"$tmp/tpl_$t.c" 2>"$tmp/err"
    verdict "templates/$t.html is taken" $? "$tmp/err"
done
"$CC" "${flags[@]}" -o "$tmp/show_templates" "$here/show_templates.c" "$tmp"/tpl_*.c "$tmp/static_assets.c" src/http/out.c src/base/arena.c 2>"$tmp/err"
verdict "the templates compile clean with $CC" $? "$tmp/err"
"$tmp/show_templates" >"$tmp/out"
expect_same all
"$tmp/show_templates" long >"$tmp/out"
[ "$(wc -c <"$tmp/out")" -eq 12047 ] && [ "$(grep -o '一二三四五六七八九十' "$tmp/out" | wc -l)" -eq 400 ]
verdict "a long literal comes out whole" $?

# Nothing to embed is no mistake: a young source tree has no files yet.
mkdir "$tmp/none"
make_empty() {
    "$bin/embed_sql" "$tmp/none/queries.h" "$tmp/none/queries.c" &&
        "$bin/embed_files" no_files "$tmp/none/no_files.h" "$tmp/none/no_files.c" &&
        "$bin/embed_static" "$tmp/none/static_assets.h" "$tmp/none/static_assets.c" || return 1
    local f
    for f in queries no_files static_assets; do
        "$CC" "${warn[@]}" -c -o "$tmp/none/$f.o" "$tmp/none/$f.c" || return 1
    done
}
make_empty 2>"$tmp/err"
verdict "no files make empty tables" $? "$tmp/err"

# --- what is refused ---
# A file of cases: "=== LINE: part of the message", then the input.  FUNCTION is run with the input in $tmp/case/body; it
# must end with 1 and say "$input_name:LINE:" and the part of the message.
check_case() { # check_case FUNCTION CASE-FILE LINE MESSAGE
    "$1" >"$tmp/out" 2>"$tmp/err"
    local status=$?
    local ok=1
    if [ $status -eq 1 ] && grep -qF "/$input_name:$3:" "$tmp/err" && grep -qF -- "$4" "$tmp/err"; then ok=0; fi
    verdict "$2 line $3 is refused with '$4'" $ok "$tmp/err"
}

refused_by() { # refused_by CASE-FILE FUNCTION
    local line='' message='' row
    : >"$tmp/case/body"
    while IFS= read -r row || [ -n "$row" ]; do
        if [[ $row == '=== '* ]]; then
            if [ -n "$line" ]; then check_case "$2" "$1" "$line" "$message"; fi
            row=${row#=== }
            line=${row%%: *}
            message=${row#*: }
            : >"$tmp/case/body"
        elif [ -n "$line" ]; then
            printf '%s\n' "$row" >>"$tmp/case/body"
        fi
    done <"$here/$1"
    check_case "$2" "$1" "$line" "$message"
}

refused_template() { # the heading is line 1, unless the case brings its own
    if grep -q '^{{>' "$tmp/case/body"; then
        cp "$tmp/case/body" "$tmp/case/t.html"
    else
        { echo '{{> t struct all_view "views.h" }}'; cat "$tmp/case/body"; } >"$tmp/case/t.html"
    fi
    "$bin/compile_template" "$tmp/case/t.html"
}

refused_layout() {
    { echo '{{> _layout_x struct page "views.h" }}'; cat "$tmp/case/body"; } >"$tmp/case/_layout_x.html"
    "$bin/compile_template" "$tmp/case/_layout_x.html"
}

mistyped_template() { # taken by the template compiler, refused by the C compiler at the template's own line
    refused_template >"$tmp/case/t.c" || return 2
    "$CC" "${flags[@]}" -c -o "$tmp/case/t.o" "$tmp/case/t.c"
}

refused_sql() {
    cp "$tmp/case/body" "$tmp/case/t.sql"
    "$bin/embed_sql" "$tmp/case/t.h" "$tmp/case/t.c" "$tmp/case/t.sql"
}

refused_css() {
    cp "$tmp/case/body" "$tmp/case/t.css"
    printf 'b { background: url(t.css) }\n' >"$tmp/case/circle.css"
    "$bin/embed_static" "$tmp/case/t.h" "$tmp/case/t.c" "$tmp/case/t.css" "$tmp/case/circle.css"
}

refused_js() {
    cp "$tmp/case/body" "$tmp/case/t.js"
    "$bin/embed_static" "$tmp/case/t.h" "$tmp/case/t.c" "$tmp/case/t.js"
}

mkdir -p "$tmp/case"
cp "$here"/templates/_*.html "$tmp/case/"
input_name=t.html
refused_by refused_templates.txt refused_template
refused_by refused_types.txt mistyped_template
input_name=_layout_x.html
refused_by refused_layouts.txt refused_layout
input_name=t.sql
refused_by refused_sql.txt refused_sql
input_name=t.css
refused_by refused_css.txt refused_css
input_name=t.js
refused_by refused_js.txt refused_js

# Refusals of a file as a whole, or of the arguments: "file: reason".
refuses() { # refuses MESSAGE COMMAND...
    local message=$1
    shift
    "$@" >"$tmp/out" 2>"$tmp/err"
    [ $? -eq 1 ] && grep -qF "$message" "$tmp/err"
    verdict "$(basename "$1") says '$message'" $? "$tmp/err"
}
cp "$here/static/site.css" "$tmp/case/site_css.txt"
printf 'x' | tee "$tmp/case/a-b.css" "$tmp/case/a.exe" "$tmp/case/bad name.txt" "$tmp/case/noext" >"$tmp/case/a_b.css"
h=$tmp/case/o.h
c=$tmp/case/o.c
refuses "a_b.css: its name in C" "$bin/embed_static" "$h" "$c" "$tmp/case/a-b.css" "$tmp/case/a_b.css"
refuses "a.exe: no content type" "$bin/embed_static" "$h" "$c" "$tmp/case/a.exe"
refuses "noext: a static file is called" "$bin/embed_static" "$h" "$c" "$tmp/case/noext"
refuses "bad name.txt: a static file's name" "$bin/embed_static" "$h" "$c" "$tmp/case/bad name.txt"
refuses "missing.css: cannot open" "$bin/embed_static" "$h" "$c" "$tmp/case/missing.css"
refuses "case: cannot read" "$bin/embed_files" files "$h" "$c" "$tmp/case"
refuses "given twice" "$bin/embed_files" files "$h" "$c" "$tmp/case/noext" "$tmp/case/noext"
refuses "a table's name" "$bin/embed_files" 'no(' "$h" "$c"
refuses "nowhere/o.h: cannot write" "$bin/embed_sql" "$tmp/nowhere/o.h" "$c"
printf '{{> t struct all_view "views.h" }}\r\n' >"$tmp/case/t.html"
refuses "t.html:1: the first line" "$bin/compile_template" "$tmp/case/t.html"
printf '{{> t struct all_view "views.h" }}\n\na\r\n' >"$tmp/case/t.html"
refuses "t.html:3: a carriage return" "$bin/compile_template" "$tmp/case/t.html"
printf '{{> t struct all_view "views.h" }}\n\n\0\n' >"$tmp/case/t.html"
refuses "t.html:3: a NUL byte" "$bin/compile_template" "$tmp/case/t.html"
printf -- '-- name: a\n\n\0\n' >"$tmp/case/t.sql"
refuses "t.sql:3: a NUL byte" "$bin/embed_sql" "$h" "$c" "$tmp/case/t.sql"
if [ -w /dev/full ]; then
    "$bin/compile_template" "$here/templates/all.html" >/dev/full 2>"$tmp/err"
    [ $? -eq 1 ]
    verdict "a full disk is noticed" $?
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
