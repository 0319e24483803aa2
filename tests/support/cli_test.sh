#!/usr/bin/env bash
# cli_test.sh [BUILD] - every command of the binary, right and wrong, on directories of its own.
# Prints a line for each sentence that does not hold and, last, "cli: N passed, N failed".
set -u
build=${1:-build}
J=$(cd "$build" && pwd)/jianpin
scratch=$(mktemp -d)
port=18600
server=
passed=0
failed=0
trap '[ -n "$server" ] && kill -9 "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
for name in $(env | sed -n 's/^\(JIANPIN_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done

# run STATUS ARGUMENTS...: runs jianpin; output in $out (both streams). Counts nothing, remembers whether the status was right.
run() {
    local want=$1
    shift
    out=$("$J" "$@" 2>&1 </dev/null)
    status=$?
    right=$([ "$status" = "$want" ] && echo yes || echo no)
}

ok() { # ok SENTENCE CONDITION...: a test command that must hold
    local sentence=$1
    shift
    if "$@" >/dev/null 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not ok: %s\n    status %s: %s\n' "$sentence" "${status:-}" "${out:-}"
    fi
}

# holds SENTENCE TEXT: the last run had the wanted status and said TEXT.
holds() {
    ok "$1" test "$right" = yes -a "${out#*"$2"}" != "$out"
}
silent() { # silent SENTENCE TEXT: the last run had the wanted status and did not say TEXT
    ok "$1" test "$right" = yes -a "${out#*"$2"}" = "$out"
}
sql() { sqlite3 -cmd '.timeout 5000' "$@"; }

# start ARGUMENTS...: a server in the background on $port; its output in $scratch/server.log
start() {
    port=$((port + 1))
    : >"$scratch/server.out"
    "$J" serve --listen "127.0.0.1:$port" "$@" >"$scratch/server.out" 2>"$scratch/server.log" </dev/null &
    server=$!
    for _ in $(seq 100); do
        grep -q '^http://' "$scratch/server.out" && return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    failed=$((failed + 1))
    echo "not ok: jianpin serve $* did not come up:"
    cat "$scratch/server.log"
    return 1
}
stop() {
    kill -TERM "$server"
    wait "$server"
    status=$?
    server=
}
page() { curl -s -m 10 "http://127.0.0.1:$port$1"; }

# ---- words
run 0 help && holds 'help lists every command' 'archive'
for command in serve fcgi init demo account migrate check verify backup restore archive routes version help; do
    run 0 help $command && holds "help knows $command" "jianpin $command"
    case $command in routes | version | help) ;; *) holds "help $command has an example" '例：' ;; esac
done
run 0 version && holds 'version says the version' 'jianpin 0.'
run 0 --version && holds 'as a flag too' 'jianpin 0.'
run 0 serve --help && holds 'a flag --help is the help of the command' 'JIANPIN_LISTEN'
run 0 routes && holds 'routes prints method, path, roles and stages' $'POST\t/nominations\tunit\tnomination'
ok 'routes prints each route once' test "$(sort <<<"$out" | uniq -d | wc -l)" = 0
run 2 && holds 'no command is a wrong use' 'jianpin help'
run 2 srve && holds 'an unknown command names the nearest' 'serve'
run 2 help srve && holds 'help of an unknown command too' 'srve'
run 2 serve --data x --lsten 127.0.0.1:1 && holds 'an unknown flag names the nearest' '--listen'
run 2 serve --data x --at publicity && holds 'a flag of another command is refused' '--at'
run 2 serve && holds 'a missing --data is told' '--data'
run 2 serve --data && holds 'a flag without its value is told' '--data'
run 2 serve --data x --data y && holds 'a flag twice is told' '--data'
run 2 serve --data x -d && holds 'a flag of one hyphen is told' '-d'
run 2 serve --data x extra && holds 'a word too many is told' 'serve'
run 2 backup --data x && holds 'a word too few is told' 'DEST'
run 2 serve --data x --threads many && holds 'a number that is none is told' '--threads'
run 2 serve --data x --threads 65 && holds 'a number out of range is told' '64'
run 2 serve --data x --base-url https://example.org/ && holds 'a base URL with a slash is told' '--base-url'
run 2 serve --data x --base-url example.org && holds 'a base URL without a scheme is told' '--base-url'
run 2 serve --data x --clock yesterday && holds 'a clock that is no moment is told' '--clock'
run 2 demo --data x --at publicty && holds 'a mistyped stage names the nearest' 'publicity'
run 2 fcgi --data x && holds 'fcgi wants a socket or a descriptor' '--socket'
run 2 fcgi --data x --socket s --fd 0 && holds 'but not both' '--fd'
run 2 account --data x rename && holds 'an unknown action is told' 'rename'
JIANPIN_LISTN=1 run 2 serve --data x && holds 'an unknown variable names the nearest' 'JIANPIN_LISTEN'
JIANPIN_TEST_PORT=1 run 1 serve --data "$scratch/none" && holds 'variables of the tests are let through' 'jianpin init'

# ---- a real directory
real=$scratch/real
run 1 serve --data "$real" && holds 'an absent database is told, with what to do' 'jianpin init'
ok 'and nothing was made' test ! -e "$real"
run 1 check --data "$real" && holds 'check of nothing fails' 'jianpin init'
run 0 init --data "$real" && holds 'init says what comes next' 'account add'
ok 'the directory is for its owner alone' test "$(stat -c %a "$real")" = 700
ok 'so is the database' test "$(stat -c %a "$real/jianpin.sqlite")" = 600
run 1 init --data "$real" && holds 'init again is refused' '已经有数据'
run 1 demo --data "$real" && holds 'a demonstration never goes into real data' '正式数据'
run 1 serve --data "$real" --clock 2015-06-18T09:00:00+08:00 && holds 'the clock of a real directory cannot be set' '--clock'
run 1 serve --data "$real" --seed 1 && holds 'nor its random numbers' '--seed'
run 0 account list --data "$real" && holds 'no account exists at first' 'account add'
run 0 check --data "$real" && holds 'a new directory is sound' '全部成立'
holds 'check says what holds the picture worker' '限制系统调用'
run 0 verify --data "$real" && holds 'and its chain verifies' '审计链完整'
run 0 migrate --data "$real" && holds 'migrate says that nothing is to do' '不用升级'

# ---- accounts
run 0 account add --data "$real" --login admin --name 张某 --role admin --body 信息中心 && holds 'the first administrator is made' '密码：'
password=$(sed -n 's/^密码：\([^ ]*\).*/\1/p' <<<"$out")
ok 'with a password of its own' test "${#password}" -ge 12
ok 'that must be changed' test "$(sql "$real/jianpin.sqlite" "SELECT must_change FROM account WHERE login = 'admin'")" = 1
ok 'and is nowhere in the database' test "$(sql "$real/jianpin.sqlite" .dump | grep -c -- "$password")" = 0
ok 'hashed at full cost' test "$(sql "$real/jianpin.sqlite" "SELECT password_hash LIKE '\$argon2id\$v=19\$m=65536,t=3,%' FROM account")" = 1
run 1 account add --data "$real" --login ADMIN --name 李某 --role admin --body 信息中心 && holds 'a login is given once, whatever its case' '已经有了'
run 2 account add --data "$real" --login 'a b' --name 李某 --role admin --body 信息中心 && holds 'a login with a blank is refused' '--login'
run 2 account add --data "$real" --login abc --name 李某 --role king --body 信息中心 && holds 'an unknown role is refused' '--role'
run 2 account add --data "$real" --login abc --role admin --body 信息中心 && holds 'a name is needed' '--name'
run 2 account add --data "$real" --login u1 --name 王某 --role unit --body 某公司 && holds 'a new unit needs a district, and the codes are shown' '（'
district=$(sql "$real/jianpin.sqlite" 'SELECT code FROM district ORDER BY ord LIMIT 1')
run 2 account add --data "$real" --login u1 --name 王某 --role unit --body 某公司 --district "$district" --sector nosuch && holds 'a wrong sector is told' 'nosuch'
run 0 account add --data "$real" --login u1 --name 王某 --role unit --body 某公司 --district "$district" && holds 'a unit and its account are made' '新建单位'
run 0 account add --data "$real" --login u2 --name 赵某 --role unit --body 某公司 && silent 'a second account joins the unit' '新建单位'
out=$(echo 'Long-Enough-9-Words' | "$J" account add --data "$real" --login u3 --name 钱某 --role unit --body 某公司 --password-stdin 2>&1)
ok 'a password may come from standard input and is not printed' test $? = 0 -a "${out#*Words}" = "$out"
out=$(echo 'short' | "$J" account add --data "$real" --login u4 --name 孙某 --role unit --body 某公司 --password-stdin 2>&1)
ok 'but a weak one is refused' test $? = 1
run 0 account reset --data "$real" --login u1 && holds 'reset gives a new password' '密码：'
run 0 account disable --data "$real" --login u2 && holds 'disable says who' '赵某'
run 1 account disable --data "$real" --login u2 && holds 'once' '已经停用'
run 1 account reset --data "$real" --login nobody && holds 'an unknown account is told' 'nobody'
run 0 account list --data "$real" && holds 'list shows who is disabled' '停用'
ok 'every change is in the audit' test "$(sql "$real/jianpin.sqlite" "SELECT group_concat(verb, ' ') FROM (SELECT verb FROM audit_entry WHERE actor_role = 'cli' AND object_kind = 'account' ORDER BY id)")" \
    = 'account_add account_add account_add account_add password_reset account_disable'

# ---- the configuration file
printf '# note\n\nlisten = 127.0.0.1:1\nthreds = 3\n' >"$real/jianpin.conf"
run 2 serve --data "$real" && holds 'an unknown key of the file names line and nearest' '第 4 行：不认识 threds；是不是 threads'
printf 'listen\n' >"$real/jianpin.conf"
run 2 serve --data "$real" && holds 'a line without = is told' '第 1 行'
printf 'threads = 3\nthreads = 4\n' >"$real/jianpin.conf"
run 2 serve --data "$real" && holds 'a key twice is told' '写了两次'
printf 'threads = 300\n' >"$real/jianpin.conf"
run 2 serve --data "$real" && holds 'a wrong value of the file says where it stands' 'jianpin.conf 的 threads'
printf 'clock = 2015-06-18T09:00:00+08:00\n' >"$real/jianpin.conf"
run 2 serve --data "$real" && holds 'the clock is no key of the file' '不认识 clock'
printf 'listen = 127.0.0.1:1\nthreads = 4\n' >"$real/jianpin.conf"
JIANPIN_THREADS=5 start --data "$real" --threads 6
ok 'flags go over environment and file' grep -q 'threads=6' "$scratch/server.log"
ok 'and the server answers' test "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/healthz")" = 200
ok 'without a word of a demonstration' test "$(page / | grep -c '/demo/')" = 0
run 1 serve --data "$real" && holds 'a directory is served by one process' '另一个 jianpin'
run 1 migrate --data "$real" && holds 'nor is it migrated meanwhile' '另一个 jianpin'
run 0 account add --data "$real" --login late --name 周某 --role office --body 某办公室 && holds 'accounts are made while it serves' '密码：'
run 0 check --data "$real" && holds 'and it is checked' '全部成立'
run 0 backup --data "$real" "$scratch/live" && holds 'and backed up' 'MANIFEST'
stop
ok 'SIGTERM ends it well' test "$status" = 0
ok 'the ballast lies there' test "$(stat -c %s "$real/ballast")" = 4194304
JIANPIN_THREADS=5 start --data "$real"
ok 'the environment goes over the file' grep -q 'threads=5' "$scratch/server.log"
stop
rm "$real/jianpin.conf"
start --data "$real" --base-url http://brands.example.org
ok 'with a base URL other hosts are refused' test "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/")" = 421
ok 'and its own is answered' test "$(curl -s -o /dev/null -w '%{http_code}' -H 'Host: brands.example.org' "http://127.0.0.1:$port/")" = 200
stop
run 1 serve --data "$real" --listen nonsense && holds 'an address that cannot be read is told' 'nonsense'

# ---- a demonstration
demo=$scratch/demo
run 0 demo --data "$demo" --seed 7 && holds 'demo says what it made' '全部虚构'
silent 'and found every story ready that says so' 'level=error'
ok 'passwords are in a file for the owner alone' test "$(stat -c %a "$demo/demo-accounts.txt")" = 600
ok 'each account has its own' test "$(cut -f2 "$demo/demo-accounts.txt" | sort -u | wc -l)" = "$(wc -l <"$demo/demo-accounts.txt")"
ok 'every role is there' test "$(cut -f3 "$demo/demo-accounts.txt" | sort -u | wc -l)" = 12
run 0 check --data "$demo" && holds 'its data hold' '全部成立'
run 0 verify --data "$demo" && holds 'its fingerprints agree' '指纹全部相符'
ok 'six nominations have a logo, and five of them photographs' test "$(sql "$demo/jianpin.sqlite" "SELECT (SELECT count(*) FROM draft_value WHERE ident = 'brand_logo') || ' ' || (SELECT count(*) FROM attachment WHERE kind = 'photo') || ' ' || (SELECT count(DISTINCT nomination_id) FROM attachment WHERE kind = 'photo')")" = '6 7 5'
ok 'receipts are in the order of time' test "$(sql "$demo/jianpin.sqlite" "SELECT count(*) FROM (SELECT receipt_no, lag(receipt_no) OVER (ORDER BY submitted_at) before FROM nomination WHERE state = 'submitted') WHERE receipt_no < before")" = 0
ok 'the audit is too' test "$(sql "$demo/jianpin.sqlite" 'SELECT count(*) FROM (SELECT at, lag(at) OVER (ORDER BY id) before FROM audit_entry WHERE actor_id IS NOT NULL) WHERE at < before')" = 0
before=$(sha256sum "$demo/demo-accounts.txt")
run 0 demo --data "$demo" && holds 'demo again does nothing' '没有改动'
ok 'and keeps the passwords' test "$(sha256sum "$demo/demo-accounts.txt")" = "$before"
start --data "$demo"
ok 'the server prints its address last' test "$(tail -n 1 "$scratch/server.out")" = "http://127.0.0.1:$port/"
ok 'and the accounts by role' grep -q '申报单位' "$scratch/server.out"
ok 'the bar shows the pretended day' test "$(page / | grep -c '2015年6月18日')" -ge 1
run 1 demo --data "$demo" --at publicity && holds 'the clock is not moved under a server' '另一个 jianpin'
stop
run 0 demo --data "$demo" --at publicity && holds 'demo --at moves the clock alone' '公示评议'
start --data "$demo"
ok 'and the server starts in that stage' test "$(page / | grep -c '2015年7月2[1-5]日')" -ge 1
stop
for stage in nomination recommendation preliminary_review evaluation promotion; do
    run 0 demo --data "$demo" --at $stage && holds "the clock goes to $stage" '已拨到'
    offset=$(sql "$demo/jianpin.sqlite" "SELECT value FROM meta WHERE key = 'clock_offset'")
    ok "which is open then: $stage" test "$(sql "$demo/jianpin.sqlite" "SELECT count(*) FROM stage_window WHERE stage = '$stage' AND unixepoch() + $offset >= opens_at AND unixepoch() + $offset < closes_at AND time(unixepoch() + $offset, 'unixepoch', '+8 hours') BETWEEN '09:00:00' AND '09:01:00'")" = 1
done
start --data "$demo" --clock 2015-06-25T23:59:30+08:00
ok '--clock outweighs the kept clock' test "$(page / | grep -c '2015年6月25日（周四）23:59')" -ge 1
stop

# ---- jumping and signing in by one click
run 0 demo --data "$demo" --at nomination
start --data "$demo"
jar=$scratch/jar
token() { curl -s -b "$jar" -c "$jar" "http://127.0.0.1:$port$1" | sed -n 's/.*name="token" value="\([^"]*\)".*/\1/p' | head -n 1; }
post() { # post PATH FIELDS...: prints status and where to
    local path=$1 fields=()
    shift
    for field in "$@"; do fields+=(--data-urlencode "$field"); done
    curl -s -o /dev/null -b "$jar" -c "$jar" -w '%{http_code} %{redirect_url}' "${fields[@]}" "http://127.0.0.1:$port$path"
}
ok 'one click signs in' test "$(post /demo/signin "token=$(token /)" account=unit08)" = "303 http://127.0.0.1:$port/nominations"
ok 'as that account' test "$(curl -sL -b "$jar" "http://127.0.0.1:$port/nominations" | grep -c '示例市第一婚姻登记服务中心')" -ge 1
ok 'an unknown account is not found' test "$(post /demo/signin "token=$(token /)" account=nobody | cut -c1-3)" = 404
ok 'a click on a stage goes back to the page' test "$(post /demo/stage "token=$(token /timeline)" stage=evaluation back=/timeline)" = "303 http://127.0.0.1:$port/timeline"
ok 'the day has changed' test "$(curl -s -b "$jar" "http://127.0.0.1:$port/timeline" | grep -c '2015年8月8日')" -ge 1
ok 'whoever was signed in still is' test "$(curl -sL -b "$jar" "http://127.0.0.1:$port/nominations" | grep -c '示例市第一婚姻登记服务中心')" -ge 1
ok 'a back to another site is not followed' test "$(post /demo/stage "token=$(token /)" stage=nomination back=//evil.example/)" = "303 http://127.0.0.1:$port/"
ok 'time goes back too, and the person stays' test "$(curl -sL -b "$jar" "http://127.0.0.1:$port/nominations" | grep -c '示例市第一婚姻登记服务中心')" -ge 1
ok 'an unknown stage is not found' test "$(post /demo/stage "token=$(token /)" stage=tomorrow back=/ | cut -c1-3)" = 404
stop
start --data "$demo"
ok 'the jump outlives a restart' test "$(page / | grep -c '2015年6月18日')" -ge 1
stop
run 0 check --data "$demo" && holds 'and all of it kept the rules' '全部成立'
start --data "$real"
rm -f "$jar"
out=$(post /demo/signin "token=$(token /signin)" account=admin)
ok 'on real data nobody signs in by a click' test "${out%% *}" = 404
ok 'nor moves the clock' test "$(post /demo/stage "token=$(token /signin)" stage=promotion back=/ | cut -c1-3)" = 404
stop

# ---- FastCGI
"$J" fcgi --data "$demo" --socket "$scratch/s.sock" >/dev/null 2>"$scratch/server.log" </dev/null &
server=$!
for _ in $(seq 100); do [ -S "$scratch/s.sock" ] && break; sleep 0.05; done
ok 'fcgi makes its socket for owner and group' test "$(stat -c %a "$scratch/s.sock")" = 660
run 1 serve --data "$demo" && holds 'and holds the directory' '另一个 jianpin'
stop
ok 'fcgi ends well' test "$status" = 0
ok 'and takes its socket away' test ! -e "$scratch/s.sock"

# ---- backup and restore
bk=$scratch/backup
run 0 backup --data "$demo" "$bk" && holds 'backup names the manifest' 'MANIFEST.sha256'
ok 'which sha256sum reads' sh -c "cd '$bk' && sha256sum --quiet -c MANIFEST.sha256"
ok 'the backup is for its owner alone' test "$(stat -c %a "$bk")" = 700
run 1 backup --data "$demo" "$bk" && holds 'a backup is never written over' '已经有内容'
run 1 backup --data "$demo" "$scratch/no/where" && holds 'nor where no directory is' '上级目录'
run 1 restore --data "$demo" "$bk" && holds 'restore into a full directory is refused' '已经有内容'
run 0 restore --data "$scratch/again" "$bk" && holds 'restore checks what it restored' '检查通过'
run 0 restore --data "$scratch/slash/" "$bk/" && holds 'a slash at the end of a name changes nothing' '检查通过'
ok 'the rows are the same' test "$(sql "$scratch/again/jianpin.sqlite" .dump | sha256sum)" = "$(sql "$demo/jianpin.sqlite" .dump | sha256sum)"
ok 'the files are the same bytes, attachments and their small pictures among them' diff -r "$demo/files" "$scratch/again/files"
in_store() { printf '%s\n' "$1" | sed 's,^\(..\),files/\1/,'; }
attached=$(in_store "$(sql "$demo/jianpin.sqlite" "SELECT sha256 FROM version_file LIMIT 1")")
ok 'there is an attachment to lose' test -f "$bk/$attached"
start --data "$scratch/again"
ok 'and it serves' test "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/")" = 200
stop
run 1 restore --data "$scratch/x" "$scratch/nothing" && holds 'restore from nothing is refused' 'MANIFEST'
damage() { # damage SENTENCE COMMAND: a copy of the backup after COMMAND is refused, and nothing is restored
    rm -rf "$scratch/bad" "$scratch/bad-restored"
    cp -a "$bk" "$scratch/bad"
    (cd "$scratch/bad" && eval "$2")
    run 1 restore --data "$scratch/bad-restored" "$scratch/bad"
    ok "$1" test "$right" = yes -a ! -e "$scratch/bad-restored"
}
flip() { printf '\377' | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }
damage 'a changed byte of the database is found' 'flip jianpin.sqlite 20000'
damage 'a shorter database is found' 'truncate -s -1 jianpin.sqlite'
damage 'a longer one too' 'echo >>jianpin.sqlite'
damage 'a missing key is found' 'rm keys/audit.key'
damage 'a changed picture is found' 'flip "$(find files -type f | head -n 1)" 100'
damage 'a missing picture is found' 'rm "$(find files -type f | tail -n 1)"'
damage 'a missing attachment is found' 'rm "$attached"'
damage 'a changed attachment is found' 'flip "$attached" 100'
damage 'a manifest that lost a line is found' 'sed -i 1d MANIFEST.sha256'
damage 'a manifest that lost its end is found' 'sed -i \$d MANIFEST.sha256'
damage 'a changed byte of the manifest is found' 'flip MANIFEST.sha256 70'
damage 'a changed end of the manifest is found' 'sed -i "\$s/end [0-9]*/end 1/" MANIFEST.sha256'
damage 'a manifest that leads outside is found' 'cp jianpin.sqlite ../stray; sed -i "1s,  .*,  ../stray," MANIFEST.sha256'
damage 'no manifest is no backup' 'rm MANIFEST.sha256'

# ---- archive
run 0 archive --data "$demo" 2015-3 "$scratch/archive" && holds 'archive counts the versions' '7 个提交版本'
ok 'each record is what its fingerprint covers' test "$(cd "$scratch/archive/records" && sha256sum -- *.json | cut -d' ' -f1 | sort)" = "$(sql "$demo/jianpin.sqlite" 'SELECT sha256 FROM nomination_version ORDER BY sha256')"
run 1 archive --data "$demo" 2014-2 "$scratch/archive2" && holds 'an unknown round is told' '2015-3'
run 1 archive --data "$demo" 2015-3 "$scratch/archive" && holds 'an archive is never written over' '已经有内容'

# ---- verify and check name what was altered
alter() { # alter SENTENCE COMMAND TEXT SQL: after SQL on a copy, COMMAND fails and says TEXT
    rm -rf "$scratch/altered"
    cp -a "$demo" "$scratch/altered"
    sql "$scratch/altered/jianpin.sqlite" "$4"
    run 1 "$2" --data "$scratch/altered" && holds "$1" "$3"
}
receipt=$(sql "$demo/jianpin.sqlite" 'SELECT n.receipt_no FROM nomination n JOIN nomination_version v ON v.nomination_id = n.id WHERE v.id = 3')
alter 'an altered audit entry is named' verify '第 40 条' \
    "DROP TRIGGER audit_entry_is_final; UPDATE audit_entry SET detail = 'x' WHERE id = 40"
alter 'a deleted audit entry is named by the next' verify '第 41 条' \
    'DROP TRIGGER audit_entry_stays; DELETE FROM audit_entry WHERE id = 40'
alter 'an altered record is named' verify "$receipt 第 1 版" \
    "DROP TRIGGER nomination_version_is_final; UPDATE nomination_version SET record = replace(record, '。', '！') WHERE id = 3"
alter 'an altered record with a fitting fingerprint is named' verify 'version_has_audit' \
    "DROP TRIGGER nomination_version_is_final; UPDATE nomination_version SET sha256 = lower(hex(zeroblob(32))) WHERE id = 3"
alter 'an altered value of a version is named' verify "$receipt v1 brand_name" \
    "DROP TRIGGER version_value_is_final; UPDATE version_value SET value = '别的名称' WHERE version_id = 3 AND ident = 'brand_name'"
alter 'a deleted version is found' verify 'has_version' \
    'PRAGMA foreign_keys = OFF; DROP TRIGGER nomination_version_stays; DROP TRIGGER version_value_stays; DELETE FROM version_value WHERE version_id = 3; DELETE FROM nomination_version WHERE id = 3'
alter 'a receipt that is gone is found' check 'receipt_numbers_are_dense' 'UPDATE round SET next_receipt = 99'
alter 'a receipt out of turn is found' check 'receipt_numbers_are_dense' \
    "UPDATE nomination SET receipt_no = substr(receipt_no, 1, length(receipt_no) - 4) || '0042' WHERE receipt_no IS NOT NULL AND id = (SELECT max(id) FROM nomination WHERE receipt_no IS NOT NULL)"
alter 'an answer to no question is found' check 'draft_values_belong_to_form' \
    "INSERT INTO draft_value (nomination_id, ident, value) SELECT min(id), 'favourite_colour', '蓝' FROM nomination WHERE state = 'draft'"
alter 'a picture without its row is found' check 'picture_values_have_files' 'DELETE FROM media_file WHERE sha256 = (SELECT substr(value, 1, 64) FROM draft_value WHERE ident = '"'brand_logo'"' LIMIT 1)'
alter 'a nomination of no unit is found' check 'nomination_belongs_to_unit' "UPDATE body SET kind = 'joint' WHERE id = (SELECT body_id FROM nomination WHERE id = 1)"
alter 'an account of the wrong body is found' check 'role_fits_body' "UPDATE account SET role = 'office' WHERE login = 'unit01'"
alter 'a row without its parent is found' check 'foreign_key_check' 'PRAGMA foreign_keys = OFF; DELETE FROM account WHERE id = 1'
rm -rf "$scratch/altered" && cp -a "$demo" "$scratch/altered"
picture=$(find "$scratch/altered/files" -type f | head -n 1)
flip "$picture" 200
run 1 verify --data "$scratch/altered" && holds 'an altered picture is named' "$(basename "$picture")"
rm "$picture"
run 1 check --data "$scratch/altered" && holds 'a missing picture is named' "$(basename "$picture")"
rm "$scratch/altered/keys/audit.key"
run 1 verify --data "$scratch/altered" && holds 'a lost key is told, and no new one is made' '密钥'
ok 'indeed' test ! -e "$scratch/altered/keys/audit.key"
cp -a "$demo" "$scratch/newer"
sql "$scratch/newer/jianpin.sqlite" 'PRAGMA user_version = 999'
for command in serve check migrate; do
    run 1 $command --data "$scratch/newer" && holds "$command refuses a database newer than itself" '比本程序'
done
ok 'and leaves it alone' test "$(sql "$scratch/newer/jianpin.sqlite" 'PRAGMA user_version')" = 999

echo "cli: $passed passed, $failed failed"
[ "$failed" = 0 ]
