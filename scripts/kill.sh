#!/bin/sh
# The kill loops, N kills of each (100 without N), on SQLite and on a throw-away
# PostgreSQL. Usage: scripts/kill.sh [N]. Needs the folder of real list files.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d /tmp/cordon-kill.XXXXXX)
chmod 755 "$tmp"
trap 'scripts/pg.sh stop "$tmp/pg" || true; rm -rf "$tmp"' EXIT
CORDON_TEST_PG=$(scripts/pg.sh start "$tmp/pg" "$(shuf -i 20000-40000 -n 1)")
export CORDON_TEST_PG CORDON_CI=1 CORDON_KILLS="${1:-100}"
go test ./internal/kill -count 1 -timeout 12h -v
