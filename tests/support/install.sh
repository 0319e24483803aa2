#!/bin/sh
# install.sh WHAT... - installs what this step needs and the machine lacks, and says what and why.
#
#   build  compiler and libraries          run    build + fonts and the colour profile the paper needs
#   test   run + everything `make check` uses          lint   formatters and analysers
#   analyse  valgrind and the fuzzer's runtime         bench  test + what `make bench` compares with
#
# On Debian and its kin it uses apt-get (with sudo when not root); elsewhere it prints the list and stops.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

build='gcc libc6-dev pkg-config libsqlite3-dev libsodium-dev libpango1.0-dev libcairo2-dev libqpdf-dev libqrencode-dev
  libpng-dev zlib1g-dev libjpeg62-turbo-dev libfcgi-dev libmicrohttpd-dev libxlsxwriter-dev
  libminizip-dev libexpat1-dev libicu-dev liboath-dev libcurl4-openssl-dev'
paper='fontconfig fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai fonts-hanazono icc-profiles-free'
tests='libcmocka-dev nginx-light lighttpd apache2-bin chromium poppler-utils zbar-tools qpdf sqlite3 openssl
  python3-openpyxl'
linters='clang clang-format clang-tidy cppcheck'
peers='wrk procps g++ python3 php8.2-fpm php8.2-sqlite3 python3-django gunicorn fossil'
analysers='clang libclang-rt-14-dev valgrind'

wanted=''
why=''
wants_node=no
wants_peers=no
for step in "$@"; do
    case $step in
    build) wanted="$wanted $build" why='to compile jianpin' ;;
    run) wanted="$wanted $build $paper" why='to compile jianpin and to set its papers in Chinese type' ;;
    test) wanted="$wanted $build $paper $tests" wants_node=yes
        why='to compile jianpin and to test it with cmocka, real web servers and a real browser' ;;
    lint) wanted="$wanted $build $linters" why='to compile jianpin and to check its source' ;;
    analyse) wanted="$wanted $build $paper libcmocka-dev $analysers" why='to run the tests under valgrind and the fuzzer' ;;
    bench) wanted="$wanted $build $paper $tests $peers" wants_node=yes wants_peers=yes why='to measure jianpin against other servers' ;;
    *) echo "install.sh: unknown step '$step' (build, run, test, lint, analyse or bench)" >&2; exit 2 ;;
    esac
done

# The list of a machine without dpkg is the whole list.
missing=''
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $(printf '%s\n' $wanted | sort -u); do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || :)" != installed ]; then
            missing="$missing $package"
        fi
    done
    has_apt=yes
else
    missing=" $(printf '%s\n' $wanted | sort -u | tr '\n' ' ')"
    has_apt=no
fi
command -v apt-get >/dev/null 2>&1 || has_apt=no

# Node may have come another way than by dpkg; what counts is that it runs and is new enough.
if [ $wants_node = yes ]; then
    if ! node -e 'process.exit(+process.versions.node.split(".")[0] >= 18 ? 0 : 1)' 2>/dev/null; then
        missing="$missing nodejs ca-certificates"
    fi
    command -v npm >/dev/null 2>&1 || missing="$missing npm ca-certificates"
fi

# A web server that a test needs must not begin to serve this machine by being installed.
held=no
hold_services() {
    [ -e /usr/sbin/policy-rc.d ] && return 0
    held=yes
    trap release_services EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' | $as_root tee /usr/sbin/policy-rc.d >/dev/null
    $as_root chmod 755 /usr/sbin/policy-rc.d
}
release_services() {
    [ $held = no ] || $as_root rm -f /usr/sbin/policy-rc.d
    held=no
}

if [ -n "$missing" ]; then
    if [ $has_apt = no ]; then
        echo "This machine has no apt-get. Install these Debian 12 packages, or your system's own of the same software," \
            "$why:" >&2
        echo " $missing" >&2
        exit 1
    fi
    as_root=''
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "These packages are missing, $why; run this as root: apt-get install --no-install-recommends$missing" >&2
            exit 1
        fi
        as_root='sudo'
    fi
    echo "Installing with ${as_root:+sudo }apt-get, $why:$missing"
    case $missing in *nginx* | *lighttpd* | *fpm*) hold_services ;; esac
    quiet_log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $missing; } >"$quiet_log" 2>&1 </dev/null; then
        tail -n 25 "$quiet_log" >&2
        rm -f "$quiet_log"
        echo "apt-get could not install these packages; the lines above say why." >&2
        exit 1
    fi
    rm -f "$quiet_log"
    release_services
fi

# The tests' own packages, exactly as the lock file says; nothing of theirs runs while it is installed.
if [ $wants_node = yes ]; then
    browser=$here/../browser
    stamp=$browser/node_modules/.installed-from
    if ! cmp -s "$browser/package-lock.json" "$stamp" 2>/dev/null; then
        echo "Installing with npm, to drive the browser and to check pages: playwright-core axe-core html-validate"
        (cd "$browser" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null)
        cp "$browser/package-lock.json" "$stamp"
    fi
fi

# A peer of the bench is compiled from its own source; where that does not work the bench goes without it and says so.
if [ $wants_peers = yes ]; then
    peers_dir=$here/../bench/peers
    if ! cmp -s "$peers_dir/package-lock.json" "$peers_dir/node_modules/.installed-from" 2>/dev/null; then
        echo "Installing with npm, to compare the bench's list with Fastify: fastify better-sqlite3"
        if (cd "$peers_dir" && npm ci --no-audit --no-fund --loglevel=error </dev/null) >/dev/null 2>&1; then
            cp "$peers_dir/package-lock.json" "$peers_dir/node_modules/.installed-from"
        else
            echo "They could not be built; the bench will go without them."
        fi
    fi
fi
