#!/bin/sh
# Starts or stops a throw-away PostgreSQL on loopback, for tests.
# Usage: pg.sh start DIR PORT (prints its URL) | pg.sh stop DIR
# Works as root, by dropping to the system user "postgres", and as anybody else.
# The ctype is UTF-8: under plain C, letters outside ASCII are not lower-cased.
set -eu
cmd=$1 dir=$2 port=${3:-55432}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
run() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }
case $cmd in
start)
  mkdir -p "$dir"
  [ "$(id -u)" != 0 ] || chown postgres "$dir"
  chmod 700 "$dir"
  [ -f "$dir/data/PG_VERSION" ] || run "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir.log" 2>&1
  run "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/pg.log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$dir' -c max_connections=200 -c fsync=off" start >/dev/null
  echo "postgres://postgres@127.0.0.1:$port/postgres?sslmode=disable" ;;
stop) run "$bin/pg_ctl" -D "$dir/data" -m fast -w stop >/dev/null ;;
*) echo "usage: $0 start DIR PORT | stop DIR" >&2; exit 2 ;;
esac
