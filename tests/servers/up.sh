#!/usr/bin/env bash
# Starts the servers that the tests need: two Ceph clusters, which are two separate providers, and PostgreSQL. Sees to the AWS command line, too.
#   set -a; eval "$(tests/servers/up.sh)"; set +a
# Ends with 3 where this machine cannot run them (no root, no Debian), with 1 where they did not start.
# Prints one NAME=value a line, and nothing else, to standard output. What runs already stays. tests/servers/down.sh stops it all.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
# Says where the servers are, for the scripts called.
. "$here/common.sh"

"$here/awscli.sh"
"$here/ceph.sh" main
"$here/ceph.sh" backup
"$here/postgresql.sh"
