#!/usr/bin/env bash
# Builds everything and runs all tests, on real servers where they can be started: as root on Debian or what derives from it. Elsewhere the tests that
# need them are skipped with the reason, or fail where RESILIENTSTORAGE_REQUIRE_SERVERS=1 is set.
#   ./test.sh              what has to pass before a change lands
#   ./test.sh --long       the same, with many more simulated histories, 10,000 files and one of 2 GiB
#   ./test.sh --no-build   with what is built already
#   ./test.sh --no-servers without the tests that need servers
set -euo pipefail
cd "$(dirname "$0")"

long=0
build=1
start_servers=1
for argument in "$@"; do
  case "$argument" in
    --long) long=1 ;;
    --no-build) build=0 ;;
    --no-servers) start_servers=0 ;;
    *) echo "usage: ./test.sh [--long] [--no-build] [--no-servers]" >&2; exit 2 ;;
  esac
done

if [ "$build" = 1 ]; then
  dotnet build ResilientStorage.sln --nologo -v quiet
fi

if [ "$long" = 1 ]; then
  export RESILIENTSTORAGE_LONG=1
  export RESILIENTSTORAGE_SIM_SEEDS="${RESILIENTSTORAGE_SIM_SEEDS:-20000}"
  export RESILIENTSTORAGE_SIM_CDN_SEEDS="${RESILIENTSTORAGE_SIM_CDN_SEEDS:-2000}"
fi

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

# Servers that the caller has started are used and left running.
if [ -n "${RESILIENTSTORAGE_TEST_S3_MAIN:-}" ]; then
  export RESILIENTSTORAGE_REQUIRE_SERVERS=1
elif [ "$start_servers" = 1 ]; then
  # In a folder of this run alone, so that exactly what it started is stopped at its end.
  RESILIENTSTORAGE_SERVERS=$(mktemp -d)
  chmod 755 "$RESILIENTSTORAGE_SERVERS"
  export RESILIENTSTORAGE_SERVERS
  trap 'tests/servers/down.sh >>"$results/servers.log" 2>&1 || echo "servers of $RESILIENTSTORAGE_SERVERS were not stopped, see $results/servers.log" >&2; rm -rf "$RESILIENTSTORAGE_SERVERS"' EXIT
  start=0
  variables=$(tests/servers/up.sh 2>>"$results/servers.log") || start=$?
  if [ "$start" = 1 ]; then
    # Once more: a port may have been taken in between.
    start=0
    variables=$(tests/servers/up.sh 2>>"$results/servers.log") || start=$?
  fi

  if [ "$start" = 0 ]; then
    set -a
    eval "$variables"
    set +a
    export RESILIENTSTORAGE_REQUIRE_SERVERS=1
  elif [ "$start" != 3 ] || [ "${RESILIENTSTORAGE_REQUIRE_SERVERS:-}" = 1 ]; then
    cat "$results/servers.log" >&2
    echo "The servers did not start; --no-servers leaves their tests out" >&2
    exit 1
  else
    RESILIENTSTORAGE_NO_SERVERS=$(grep -E '^[a-z]+\.sh: ' "$results/servers.log" | tail -n 1 || true)
    export RESILIENTSTORAGE_NO_SERVERS
    echo "The tests that need servers are skipped: $RESILIENTSTORAGE_NO_SERVERS" >&2
  fi
fi

failed=0
for project in tests/*/*.csproj; do
  grep -q Microsoft.NET.Test.Sdk "$project" || continue
  name=$(basename "$project" .csproj)
  # One project after the other: the races inside them want the machine for themselves.
  if ! timeout 1500 dotnet test "$project" --no-build --nologo -v quiet --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$results/$name.log" 2>&1; then
    failed=1
    cat "$results/$name.log"
    if [ ! -f "$results/$name.trx" ]; then
      echo "$name left no results: it did not run to its end" >&2
    fi
  fi

  grep -hE '^(Passed|Failed)!' "$results/$name.log" || echo "$name: no summary"
  # What the simulation measures is for the reader, too.
  if [ -f "$results/$name.trx" ]; then
    grep -ohE '[^>]*seeds a second' "$results/$name.trx" | sort -u || true
  fi
done

total() {
  local sum=0 value
  for value in $(grep -ohE "<Counters [^>]*" "$results"/*.trx | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+'); do
    sum=$((sum + value))
  done
  echo "$sum"
}

passed=$(total passed)
failures=$(total failed)
skipped=$(($(total total) - $(total executed)))
if [ "$failed" = 1 ] && [ "$failures" = 0 ]; then
  failures=1
fi

echo "$passed passed, $failures failed, $skipped skipped"
[ "$failed" = 0 ]
