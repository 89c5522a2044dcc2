#!/usr/bin/env bash
# Starts a PostgreSQL server for the tests on a free loopback port, in a temporary folder.
#   set -a; eval "$(tests/servers/postgresql.sh)"; set +a
#   tests/servers/postgresql.sh stop
# Prints one line NAME='value', and nothing else, to standard output. A server that runs already stays; stop ends the one that start began, and no other.
set -euo pipefail

. "$(dirname "$0")/common.sh"
folder="$servers/postgresql"

# The newest installed version's folder of programs: Debian keeps them off the path.
find_programs() {
  ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1
}

install_server() {
  command -v apt-get >/dev/null || cannot "there is no PostgreSQL here, and no apt-get to install it with: install the package postgresql"
  [ "$(id -u)" = 0 ] || cannot "there is no PostgreSQL here: run it as root once, or install the package postgresql"
  # The package would start a server of its own.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  apt-get install -y --no-install-recommends postgresql >&2 \
    || { apt-get update >&2 && apt-get install -y --no-install-recommends postgresql >&2; } \
    || cannot "apt-get could not install postgresql"
}

# The server refuses to run as root.
as_server_user() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
  else
    "$@"
  fi
}

is_running() {
  [ -f "$folder/env" ] && [ -f "$folder/data/postmaster.pid" ] && as_server_user "$programs/pg_ctl" status -D "$folder/data" >/dev/null 2>&1
}

start() {
  programs="$(find_programs)"
  if [ -z "$programs" ]; then
    install_server
    programs="$(find_programs)"
    [ -n "$programs" ] || refuse "the package postgresql brought no programs to /usr/lib/postgresql"
  fi

  if is_running; then
    cat "$folder/env"
    return
  fi

  rm -rf "$folder"
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then
    chown postgres: "$folder"
  fi

  local password port
  password="$(python3 -c 'import secrets; print(secrets.token_hex(16))')"
  as_server_user sh -c 'umask 077; cat >"$1"' sh "$folder/password" <<<"$password"
  as_server_user "$programs/initdb" -D "$folder/data" -U tests --auth=scram-sha-256 --pwfile="$folder/password" --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 \
    || { cat "$folder/initdb.log" >&2; refuse "initdb failed"; }
  port="$(free_port)"
  # What a crash would lose is of no use to a test. A deadlock is looked for after 100 ms, so that the tests of it need not wait.
  as_server_user sh -c 'cat >>"$1"' sh "$folder/data/postgresql.conf" <<EOF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
deadlock_timeout = 100ms
EOF
  as_server_user "$programs/pg_ctl" start -w -t 60 -D "$folder/data" -l "$folder/log" >"$folder/start.log" 2>&1 9>&- \
    || { cat "$folder/start.log" "$folder/log" >&2 2>/dev/null; refuse "the server did not start"; }
  echo "RESILIENTSTORAGE_TEST_POSTGRESQL='Host=127.0.0.1;Port=$port;Username=tests;Password=$password;Database=postgres'" >"$folder/env"
  cat "$folder/env"
}

stop() {
  programs="$(find_programs)"
  if [ -n "$programs" ] && is_running; then
    as_server_user "$programs/pg_ctl" stop -m immediate -w -D "$folder/data" >&2
  fi
  rm -rf "$folder"
}

lock_servers
case "${1:-start}" in
  start) start ;;
  stop | --stop) stop ;;
  *) echo "usage: $(basename "$0") [start|stop]" >&2; exit 2 ;;
esac
