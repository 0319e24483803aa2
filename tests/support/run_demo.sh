#!/bin/sh
# run_demo.sh BINARY DATA LISTEN - serves DATA, made by `jianpin demo` the first time; what `make run` ends in.
set -eu
binary=$1
data=$2
listen=$3
if [ ! -e "$data" ]; then
    "$binary" demo --data "$data"
elif [ -r "$data/demo-accounts.txt" ]; then
    echo "$data stands already (remove it to begin anew). Its accounts, as login, password and role:"
    column -t -s "$(printf '\t')" "$data/demo-accounts.txt" 2>/dev/null || cat "$data/demo-accounts.txt"
else
    echo "$data stands already and is not a demonstration; serving it as it is."
fi
echo
echo "Open http://$listen/ in a browser; Ctrl-C ends it."
exec "$binary" serve --data "$data" --listen "$listen"
