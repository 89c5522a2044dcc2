#!/usr/bin/env bash
# Says where the AWS command line is, and installs Debian's where there is none: an independent client, with which the tests check the emulated CloudFront.
#   set -a; eval "$(tests/servers/awscli.sh)"; set +a
# Prints one line NAME='value', and nothing else, to standard output. Nothing runs, so there is nothing to stop.
set -euo pipefail
. "$(dirname "$0")/common.sh"

# Debian's package first: what else is called aws on the path may be anything.
program=/usr/bin/aws
lock_servers
if [ ! -x "$program" ]; then
  install_programs "aws" "awscli"
  program=$(command -v aws)
fi

echo "RESILIENTSTORAGE_TEST_AWSCLI='$program'"
