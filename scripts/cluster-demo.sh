#!/usr/bin/env bash
# Three PostgreSQL nodes under Patroni and etcd, two AtoCore servers, writers; the leader is killed. See docs/postgresql.md.
set -euo pipefail

case ${1:-} in
  '') ;;
  *)
    cat <<'USAGE'
Usage: scripts/cluster-demo.sh

Starts etcd and three PostgreSQL nodes under Patroni on loopback, in a folder of its own, with synchronous replication; two 'atocore serve' on them, and
writers. Kills the leader with all its processes, and shows that writers go on within 10 s of the promotion, that no acknowledged change was lost or made
twice, and that the history verifies. Takes two minutes, and cleans up after itself (ATOCORE_CLUSTER_KEEP=1 keeps the folder with the logs).

Needs the packages patroni, etcd-server, python3-etcd and postgresql, and a build (bin/atocore). Exit status: 0 all of it holds · 1 something does not
USAGE
    [ "$1" = --help ] && exit 0
    exit 2
    ;;
esac

. "$(dirname "$0")/cluster/lib.sh"
needs patroni patroni
needs etcd etcd-server
prepare
read -r etcd_port peer_port serve1 serve2 db1 db2 db3 api1 api2 api3 <<<"$(free_ports 10)"
db=("$db1" "$db2" "$db3")
api=("$api1" "$api2" "$api3")
patroni=()

spawn_server etcd etcd --name demo --data-dir "$servers/etcd" --log-level error \
  --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port" \
  --listen-peer-urls "http://127.0.0.1:$peer_port" --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" \
  --initial-cluster "demo=http://127.0.0.1:$peer_port"

configure() { # NODE
  local file=$servers/node$1.yml
  cat >"$file" <<YAML
scope: atocore
name: node$1
log: {level: WARNING}
restapi: {listen: "127.0.0.1:${api[$1]}", connect_address: "127.0.0.1:${api[$1]}"}
etcd3: {hosts: "127.0.0.1:$etcd_port"}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 1
    retry_timeout: 3
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: {synchronous_commit: "on", shared_buffers: 32MB, max_connections: 60, wal_keep_size: 128MB}
  initdb: [{encoding: UTF8}, {locale: C.UTF-8}, data-checksums]
  pg_hba: ["host all all 127.0.0.1/32 scram-sha-256", "host replication all 127.0.0.1/32 scram-sha-256"]
postgresql:
  listen: "127.0.0.1:${db[$1]}"
  connect_address: "127.0.0.1:${db[$1]}"
  data_dir: "$servers/node$1"
  bin_dir: "$bin"
  pgpass: "$servers/pgpass$1"
  basebackup: [{checkpoint: fast}]
  parameters: {unix_socket_directories: "$servers"}
  authentication:
    superuser: {username: postgres, password: "$password"}
    replication: {username: replicator, password: "$password"}
    rewind: {username: rewinder, password: "$password"}
YAML
  chown "$owner" "$file"
}

start_node() { # NODE
  # Patroni connects by what its file says, not by what this script exports for AtoCore.
  spawn_server "node$1" env -u PGUSER -u PGPASSWORD patroni "$servers/node$1.yml"
  patroni[$1]=$pid
}

in_state() { # NODE STATE...
  local state
  state=$(python3 - "${api[$1]}" <<'PY'
import json, sys, urllib.request, urllib.error
try:
    answer = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/patroni", timeout=2)
except urllib.error.HTTPError as error:
    answer = error
node = json.load(answer)
print(node["state"], "sync" if node.get("sync_standby") else node["role"])
PY
  ) || return 1
  shift
  case " $* " in *" ${state#running } "*) [ "${state%% *}" = running ] ;; *) return 1 ;; esac
}

a_standby_is_synchronous() { # NODE OF THE LEADER
  [ "$(sql "${db[$1]}" "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'")" = 1 ]
}

for node in 0 1 2; do
  configure $node
  postmasters+=("$servers/node$node")
done
start_node 0
until_done 60 "the first node's start" is_primary "$db1"
start_node 1
start_node 2
make_database "$db1"
until_done 60 "the start of node 1" in_state 1 replica sync
until_done 60 "the start of node 2" in_state 2 replica sync
until_done 60 "synchronous replication" a_standby_is_synchronous 0
say "node0 leads, one of node1 and node2 is its synchronous standby, the other one follows"

export ATOCORE_DB="jdbc:postgresql://127.0.0.1:$db1,127.0.0.1:$db2,127.0.0.1:$db3/atocore?targetServerType=primary&connectTimeout=3"
run_atocore db init >/dev/null
start_serve serve1 "$serve1"
start_serve serve2 "$serve2"
until_done 60 "the start of the first server" answers "127.0.0.1:$serve1"
until_done 60 "the start of the second server" answers "127.0.0.1:$serve2"
say "two servers of AtoCore answer"

start_writers 4 "127.0.0.1:$serve1" "127.0.0.1:$serve2"
until_done 60 "the first hundred changes" more_acknowledged 100
sleep 3
before=$(acknowledged)
leader=$(head -n 1 "$servers/node0/postmaster.pid")
kill -KILL "${patroni[0]}"
wait "${patroni[0]}" 2>/dev/null || true
kill_server "$leader"
say "node0 was killed, with its Patroni, after $before acknowledged changes"

new_leader() {
  for node in 1 2; do
    if is_primary "${db[$node]}"; then
      promoted=$(date +%s.%N)
      return 0
    fi
  done
  return 1
}
promoted=
for _ in $(seq 600); do
  new_leader 2>/dev/null && break
  sleep 0.1
done
[ -n "$promoted" ] || fail "no other node was promoted within a minute"
say "node$node was promoted"
went_on_in_time "$promoted"
until_done 60 "synchronous replication" a_standby_is_synchronous "$node"
sleep 3

start_node 0
until_done 60 "the return of node0" in_state 0 replica sync
say "node0 is back and follows"
stop_writers
nothing_lost "127.0.0.1:$serve2"
history_verifies
say "done: nothing acknowledged was lost or made twice, and the history verifies"
