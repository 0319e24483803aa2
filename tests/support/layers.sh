#!/usr/bin/env bash
# layers.sh [--count] - a room may include only the rooms it leans on; store/db.c alone may know the database engine;
# SQL stands in sql/ and nowhere else.  With --count it ends with the line that check.sh sums.
set -u
allowed() {
    case $1 in
    base) echo base ;;
    http) echo base http ;;
    domain) echo base domain ;;
    store) echo base domain store ;;
    document) echo base domain store document ;;
    media) echo base domain store media ;;
    table) echo base domain media table ;;
    mail) echo base domain store mail ;;
    web | pages) echo base http domain store document media table mail web pages ;;
    gen) echo gen ;;
    *) echo "" ;;
    esac
}
shopt -s nullglob
bad=0
rules=0
fault() { echo "$1"; bad=$((bad + 1)); }

for dir in src/*/; do
    room=$(basename "$dir")
    rules=$((rules + 1))
    [ -n "$(allowed "$room")" ] || fault "$dir: a room that HOUSE.md does not know"
    for f in "$dir"*.[ch]; do
        for inc in $(sed -nE 's,^#[[:space:]]*include "([a-z_]+)/.*,\1,p' "$f" | sort -u); do
            case " $(allowed "$room") " in *" $inc "*) ;; *) fault "$f: $room must not include $inc" ;; esac
        done
    done
done

rules=$((rules + 1))
while IFS= read -r place; do
    fault "$place: only store/db.c may include the engine's header"
done < <(grep -lE '^#[[:space:]]*include .sqlite3\.h' src/*.[ch] src/*/*.[ch] 2>/dev/null | grep -v '^src/store/db\.c$')

rules=$((rules + 1))
sql='"(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|WITH|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|ATTACH|VACUUM)\b[^a-z]'
while IFS= read -r place; do
    fault "$place  <- SQL belongs in sql/"
done < <(grep -nE "$sql" src/*.[ch] src/*/*.[ch] 2>/dev/null | grep -v '^src/gen/')

rules=$((rules + 1))
while IFS= read -r place; do
    fault "$place  <- a PRAGMA belongs in store/db.c"
done < <(grep -nE '"PRAGMA ' src/*.[ch] src/*/*.[ch] 2>/dev/null | grep -v '^src/store/db\.c:')

rules=$((rules + 1))
while IFS= read -r place; do
    fault "$place  <- a page must come from templates/, where escaping is checked"
done < <(grep -nE '"[^"]*<(html|body|div|span|p|form|input|table|a )[ >]' src/web/*.[ch] src/pages/*.[ch] 2>/dev/null)

rules=$((rules + 1))
while IFS= read -r place; do
    fault "$place  <- the policy allows nothing inline"
done < <(grep -nE '( style=| on[a-z]+=|<script>|<style)' templates/*.html 2>/dev/null)

[ "${1:-}" = --count ] && echo "layers: $((rules > bad ? rules - bad : 0)) passed, $bad failed"
[ $bad = 0 ]
