#!/usr/bin/env bash
# One Ceph cluster (monitor, OSD in memory, RADOS gateway) on free loopback ports: what Vultr Object Storage runs.
#   ./ceph.sh NAME          start it, or leave it as it is when it answers; prints environment variables
#   ./ceph.sh NAME --stop   stop exactly what was started, and delete its folder
# NAME is main or backup, which decides the name of the variable; two names are two clusters, so two separate providers.
set -euo pipefail
. "$(dirname "$0")/common.sh"

name="${1:-}"
[[ "$name" =~ ^[a-z][a-z0-9-]*$ ]] || { echo "usage: ./ceph.sh NAME [--stop]" >&2; exit 2; }
folder="$servers/ceph-$name"
conf="$folder/ceph.conf"
access_key=resilientstoragetest
secret_key=only-for-tests-on-loopback

stop() {
  stop_process "$folder/radosgw.pid" radosgw
  stop_process "$folder/osd.pid" ceph-osd
  stop_process "$folder/mon.pid" ceph-mon
  rm -rf "$folder"
}

answers() {
  [ -f "$folder/env" ] && curl -sf -o /dev/null --noproxy '*' --max-time 5 "$(cat "$folder/endpoint")/"
}

lock_servers
if [ "${2:-}" = --stop ]; then
  stop
  exit 0
fi

install_programs "ceph ceph-mon ceph-osd radosgw radosgw-admin monmaptool curl python3" "ceph-common ceph-mon ceph-osd radosgw curl python3"
[ "$(id -u)" = 0 ] || refuse "Ceph's daemons are started as root here: run it as root"

if answers; then
  cat "$folder/env"
  exit 0
fi

stop
mkdir -p "$folder"/{mon,osd,run}
trap 'echo "ceph.sh: the cluster $name did not start; the end of its logs:" >&2; tail -n 5 "$folder"/*.log >&2 || true; stop' ERR

mon_port=$(free_port)
gateway_port=$(free_port)
fsid=$(cat /proc/sys/kernel/random/uuid)
# With a plain host:port every client complains about the address.
mon_address="[v1:127.0.0.1:$mon_port]"
cat > "$conf" <<CONF
[global]
fsid = $fsid
mon host = $mon_address
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
osd objectstore = memstore
memstore device bytes = 8589934592
public addr = 127.0.0.1
cluster addr = 127.0.0.1
run dir = $folder/run
admin socket = $folder/run/\$name.asok
[mon.a]
mon data = $folder/mon
pid file = $folder/mon.pid
log file = $folder/mon.log
[osd.0]
osd data = $folder/osd
# At its start the OSD would tell the monitor where it is, sometimes before it knows the cluster's id, and give up when refused.
osd class update on start = false
osd crush update on start = false
pid file = $folder/osd.pid
log file = $folder/osd.log
[client.rgw]
# A small answer would otherwise wait for the acknowledgement of its own headers: 40 ms for each read.
rgw frontends = beast endpoint=127.0.0.1:$gateway_port tcp_nodelay=1
# Benchmarks write many times what the memory holds: what they delete has to go at once, not in two hours.
rgw gc obj min wait = 5
rgw gc processor period = 10
rgw gc processor max time = 10
rgw data = $folder/run
rgw enable usage log = false
# Version 16 falls over its own feet when it removes several objects of one request at once in a bucket with notifications.
rgw multi obj del max aio = 1
pid file = $folder/radosgw.pid
log file = $folder/radosgw.log
CONF

ceph() {
  timeout 60 "$(type -P ceph)" -c "$conf" "$@"
}

monmaptool --create --fsid "$fsid" --addv a "$mon_address" "$folder/monmap" >/dev/null
ceph-mon -c "$conf" --mkfs -i a --monmap "$folder/monmap" >/dev/null 2>&1
ceph-mon -c "$conf" -i a >/dev/null 2>&1 9>&-

# memstore writes an id of its own, and the OSD has to be known by it.
ceph-osd -c "$conf" --mkfs -i 0 >/dev/null 2>&1
ceph osd new "$(cat "$folder/osd/fsid")" 0 >/dev/null 2>&1
ceph osd crush add osd.0 1 root=default host=localhost >/dev/null 2>&1
ceph-osd -c "$conf" -i 0 >/dev/null 2>&1 9>&-
radosgw -c "$conf" -n client.rgw >/dev/null 2>&1 9>&-

endpoint="http://127.0.0.1:$gateway_port"
for attempt in $(seq 120); do
  if curl -sf -o /dev/null --noproxy '*' --max-time 2 "$endpoint/"; then
    break
  fi
  sleep 0.5
done
curl -sf -o /dev/null --noproxy '*' --max-time 2 "$endpoint/"
timeout 60 radosgw-admin -c "$conf" -n client.rgw user create --uid=test --display-name=test --access-key="$access_key" --secret-key="$secret_key" --max-buckets=0 >/dev/null 2>&1

echo "$endpoint" > "$folder/endpoint"
cat > "$folder/env" <<ENV
RESILIENTSTORAGE_TEST_S3_$(echo "$name" | tr 'a-z-' 'A-Z_')='$endpoint'
RESILIENTSTORAGE_TEST_S3_ACCESS_KEY='$access_key'
RESILIENTSTORAGE_TEST_S3_SECRET_KEY='$secret_key'
ENV
trap - ERR
cat "$folder/env"
