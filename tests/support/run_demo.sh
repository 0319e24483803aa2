#!/bin/sh
# run_demo.sh BINARY DATA LISTEN - serves DATA, made by `jianpin demo` the first time; what `make run` ends in.
# `serve` itself prints the demonstration's accounts and the address.
set -eu
binary=$1
data=$2
listen=$3
if [ ! -e "$data" ]; then
    "$binary" demo --data "$data"
else
    echo "$data stands already and is served as it is; remove it to begin anew."
fi
exec "$binary" serve --data "$data" --listen "$listen"
