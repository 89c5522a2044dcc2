#!/usr/bin/env bash
# Stops what up.sh has started, and nothing else.
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
# Says where the servers are, for the scripts called.
. "$here/common.sh"

failed=0
"$here/ceph.sh" main --stop || failed=1
"$here/ceph.sh" backup --stop || failed=1
"$here/postgresql.sh" stop || failed=1
exit "$failed"
