#!/usr/bin/env bash
# run.sh BUILD - the command line as an operator meets it.
exec bash tests/support/cli_test.sh "$1"
