# Shared by the scripts beside it. What a server needs to be stopped lies in its folder: SERVERS/NAME, with its environment in SERVERS/NAME/env.
# Each working copy has servers of its own: one that stops its servers must not stop another's.
servers="${RESILIENTSTORAGE_SERVERS:-${TMPDIR:-/tmp}/resilient-storage-servers-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P | cksum | cut -d ' ' -f 1)}"
export RESILIENTSTORAGE_SERVERS="$servers"

# Lets one script at a time start or stop servers of this working copy.
lock_servers() {
  mkdir -p "$servers"
  exec 9>"$servers/lock"
  flock -w 300 9 || refuse "another script has been starting or stopping servers in $servers for 5 minutes"
}

refuse() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

# This machine cannot run the servers at all: who called may go on without them.
cannot() {
  echo "$(basename "$0"): $1" >&2
  exit 3
}

# Installs the packages that bring the given programs: install_programs "program ..." "package ..."
install_programs() {
  local program missing=""
  for program in $1; do
    command -v "$program" >/dev/null || missing="$missing $program"
  done
  if [ -z "$missing" ]; then
    return
  fi
  command -v apt-get >/dev/null || cannot "there is no$missing here, and no apt-get to install $2 with: the test servers need Debian or what derives from it"
  [ "$(id -u)" = 0 ] || cannot "there is no$missing here: run it as root once, or install the packages $2"
  apt-get install -y --no-install-recommends $2 >&2 || { apt-get update >&2 && apt-get install -y --no-install-recommends $2 >&2; } || cannot "apt-get could not install $2"
}

# A port of the loopback address that nobody uses now.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Stops the process of a pid file, and only if it still is the program that was started: stop_process FILE PROGRAM
stop_process() {
  local pid wait
  [ -f "$1" ] || return 0
  pid=$(cat "$1")
  if [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ]; then
    kill "$pid" 2>/dev/null || true
    for wait in $(seq 50); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
  fi
  rm -f "$1"
}
