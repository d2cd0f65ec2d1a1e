#!/usr/bin/env bash
# Runs every fuzz target of the repository, one after the other, for SECONDS each
# (10 without), and prints how often each ran. Fails if a target fails, hangs, or
# runs less often than FLOOR (100 without): then its seeds are too large or it is
# too slow to find anything. Usage: scripts/fuzz.sh [SECONDS [FLOOR [PACKAGE…]]],
# where a package is a folder such as ./internal/record.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10} floor=${2:-100}
shift $(($# < 2 ? $# : 2))
export CGO_ENABLED=${CGO_ENABLED:-0} # as for the other tests in .ci/run
cache=$(go env GOCACHE)/fuzz         # inputs that reached new code: the next run starts from them
tmp=$(mktemp -d /tmp/cordon-fuzz.XXXXXX)
trap 'rm -rf "$tmp"' EXIT
packages=("$@")
[ $# -gt 0 ] || mapfile -t packages < <(grep -rl '^func Fuzz' --include='*_test.go' . | xargs -n 1 dirname | sort -u)

targets=0 bad=0
fuzz() { # PACKAGE TARGET
  local code=0 runs log=$tmp/log
  # Without -test.fuzzminimizetime most of the time goes to making inputs shorter.
  (cd "$1" && timeout -k 5 $((seconds + 120)) "$tmp/test" -test.run '^$' -test.fuzz "^$2\$" -test.fuzztime "${seconds}s" \
    -test.fuzzminimizetime 1x -test.fuzzcachedir "$cache/cordon/$1") >"$log" 2>&1 || code=$?
  runs=$(grep -o 'execs: [0-9]*' "$log" | tail -1 | tr -dc 0-9 || true)
  # The end of the given time sometimes reaches a worker in the middle of a run: not a failure of the target.
  if [ $code = 1 ] && grep -q 'context deadline exceeded' "$log" && ! grep -qE 'Failing input|panic|_test\.go' "$log"; then code=0; fi
  printf '%-24s %-22s %9d runs\n' "$1" "$2" "${runs:-0}"
  if [ $code != 0 ]; then
    echo "FAILED (exit code $code)"
    cat "$log"
  elif [ "${runs:-0}" -lt "$floor" ]; then
    echo "TOO FEW RUNS: fewer than $floor"
  else
    return 0
  fi
  bad=$((bad + 1))
}

for p in "${packages[@]}"; do
  go test -c -fuzz . -o "$tmp/test" "$p" # with the counters that guide the fuzzing
  for t in $(cd "$p" && "$tmp/test" -test.list '^Fuzz'); do
    targets=$((targets + 1))
    fuzz "$p" "$t"
  done
done
echo "$targets targets, $bad of them bad"
[ $targets -gt 0 ] && [ $bad = 0 ]
