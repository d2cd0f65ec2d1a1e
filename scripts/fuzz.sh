#!/usr/bin/env bash
# Runs every fuzz target of the repository, one after the other, for SECONDS each
# (10 without), and prints how often each ran with new inputs. Fails if a target fails, hangs, or
# runs less often than FLOOR (100 without) twice, the second time for six times as
# long, as the machine may be busy: then its seeds are too large or it is too slow
# to find anything. One failure is excused, and said: see atItsEnd. Usage:
# scripts/fuzz.sh [SECONDS [FLOOR [PACKAGE…]]], where a package is a folder such as
# ./internal/record.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10} floor=${2:-100}
shift $(($# < 2 ? $# : 2))
export CGO_ENABLED=${CGO_ENABLED:-0} # as for the other tests in .ci/run
cache=${CORDON_FUZZ_CACHE:-$(go env GOCACHE)/fuzz} # inputs that reached new code: the next run starts from them
tmp=$(mktemp -d /tmp/cordon-fuzz.XXXXXX)
trap 'rm -rf "$tmp"' EXIT
packages=("$@")
[ $# -gt 0 ] || mapfile -t packages < <(grep -rl '^func Fuzz' --include='*_test.go' . | xargs -n 1 dirname | sort -u)

# atItsEnd reports whether a target failed only because the end of the time
# reached a worker in the middle of a run, which package testing reports as a
# failure at times (a known fault of Go): the failure is that the deadline
# was exceeded and nothing else, it came when the time was up, and no failing
# input was written.
atItsEnd() { # TARGET TIME LOG
  local said took
  said=$(sed -n "/^--- FAIL: $1 (/,\$p" "$3" | tail -n +2 | grep -vE '^(FAIL|exit status 1)$' | tr -s ' \n' ' ')
  took=$(sed -n "s/^--- FAIL: $1 (\([0-9]*\)[.0-9]*s)\$/\1/p" "$3")
  [ "$said" = ' context deadline exceeded ' ] && [ "${took:-0}" -ge "$2" ] && ! grep -qE 'Failing input|panic' "$3"
}

# runsIn is how often a target ran with inputs of its own making: all runs, without
# those of the kept inputs, which come first.
runsIn() { # LOG
  local kept all
  kept=$(sed -nE 's|.*gathering baseline coverage: ([0-9]+)/[0-9]+ completed, now fuzzing.*|\1|p' "$1" | tail -1)
  all=$(grep -oE 'execs: [0-9]+' "$1" | tail -1 | tr -dc 0-9 || true)
  [ -n "$kept" ] && [ "${all:-0}" -gt "$kept" ] && echo $((all - kept)) || echo 0
}

# halve drops half of the kept inputs of a target that had no time for new ones.
halve() { # PACKAGE TARGET
  local kept
  mapfile -t kept < <(find "$cache/cordon/$1/$2" -type f 2>/dev/null | shuf)
  [ ${#kept[@]} -lt 2 ] || rm -f "${kept[@]:0:${#kept[@]}/2}"
}

targets=0 bad=0
fuzz() { # PACKAGE TARGET
  local code runs time note log=$tmp/log
  for time in "$seconds" $((seconds * 6)); do
    code=0 note=
    # Without -test.fuzzminimizetime most of the time goes to making inputs shorter.
    (cd "$1" && timeout -k 5 $((time + 120)) "$tmp/test" -test.run '^$' -test.fuzz "^$2\$" -test.fuzztime "${time}s" \
      -test.fuzzminimizetime 1x -test.fuzzcachedir "$cache/cordon/$1") >"$log" 2>&1 || code=$?
    runs=$(runsIn "$log")
    if [ $code = 1 ] && atItsEnd "$2" "$time" "$log"; then code=0 note=', cut off by the end of the time'; fi
    if [ $code = 0 ] && [ "$runs" = 0 ]; then
      halve "$1" "$2"
      note+=', there was time for kept inputs only'
    fi
    printf '%-24s %-22s %9d new runs in %d s%s\n' "$1" "$2" "$runs" "$time" "$note"
    [ $code = 0 ] && [ "$runs" -lt "$floor" ] || break
  done
  if [ $code != 0 ]; then
    echo "FAILED (exit code $code)"
    cat "$log"
  elif [ "$runs" -lt "$floor" ]; then
    echo "TOO FEW RUNS: fewer than $floor"
  else
    return 0
  fi
  bad=$((bad + 1))
}

for p in "${packages[@]}"; do
  go test -c -fuzz . -o "$tmp/test" "$p" # with the counters that guide the fuzzing
  listed=$(cd "$p" && "$tmp/test" -test.list '^Fuzz') # fails if the test does
  for t in $listed; do
    targets=$((targets + 1))
    fuzz "$p" "$t"
  done
done
echo "$targets targets, $bad of them bad"
[ $targets -gt 0 ] && [ $bad = 0 ]
