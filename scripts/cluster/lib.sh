# Sourced by cluster-demo.sh, cluster-test and cluster-soak: servers on loopback, everything in one folder that goes away again.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
atocore=$root/bin/atocore
began=$(date +%s)

# What every run starts, by process id: nothing else is ever ended.
started=()
folder=

say() { printf '%4ds  %s\n' $(($(date +%s) - began)) "$*"; }

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

needs() { # PROGRAM PACKAGE
  command -v "$1" >/dev/null || fail "$1 is not here; install the package $2"
}

# The newest of the installed server programs: Debian does not put them on PATH.
find_postgres() {
  bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1)
  [ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /none/initdb)")
  [ -x "$bin/initdb" ] || fail "no PostgreSQL server is installed; install the package postgresql"
}

prepare() {
  needs python3 python3
  find_postgres
  umask 077
  folder=$(mktemp -d "${TMPDIR:-/tmp}/atocore-cluster.XXXXXX")
  chmod 711 "$folder"
  trap 'status=$?; tell_why "$status"; clean_up; exit $status' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # PostgreSQL refuses to run as root.
  drop=()
  owner=$(id -un)
  if [ "$(id -u)" -eq 0 ]; then
    owner=$(getent passwd postgres nobody | head -n 1 | cut -d: -f1)
    drop=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups)
  fi
  servers=$folder/servers
  mkdir "$servers" "$folder/home"
  chown "$owner" "$servers"
  password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
  unset ATOCORE_DB ATOCORE_ACTOR ATOCORE_KEY ATOCORE_API_TOKEN PGSERVICE PGHOST PGPORT PGDATABASE PGPASSFILE PGOPTIONS
  export PGUSER=atocore PGPASSWORD=$password HOME=$folder/home XDG_STATE_HOME=$folder/home/state
}

as_server() { (cd "$servers" && HOME=$servers exec "${drop[@]}" "$@"); }

# Starts a program in the background; its id is in $pid, its output in a file of that name.
spawn() { # NAME COMMAND...
  local name=$1
  shift
  "$@" >>"$folder/$name.log" 2>&1 &
  pid=$!
  started+=("$pid")
}

spawn_server() { # NAME COMMAND...
  local name=$1
  shift
  (cd "$servers" && HOME=$servers exec "${drop[@]}" "$@") >>"$folder/$name.log" 2>&1 &
  pid=$!
  started+=("$pid")
}

free_ports() { # HOW MANY
  python3 - "$1" <<'PY'
import socket, sys
held = [socket.socket() for _ in range(int(sys.argv[1]))]
for one in held:
    one.bind(("127.0.0.1", 0))
print(*[one.getsockname()[1] for one in held])
PY
}

# Repeats a command every tenth of a second until it succeeds.
until_done() { # SECONDS WHAT COMMAND...
  local end=$(($(date +%s) + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt "$end" ] || fail "$what did not happen in time"
    sleep 0.1
  done
}

sql() { # PORT STATEMENT [DATABASE]
  PGCONNECT_TIMEOUT=2 "$bin/psql" -X -q -A -t -h 127.0.0.1 -p "$1" -U postgres -d "${3:-postgres}" -v ON_ERROR_STOP=1 -c "$2"
}

is_primary() { [ "$(sql "$1" 'SELECT pg_is_in_recovery()')" = f ]; }

# A server of its own, with checksums, that asks for a password.
make_server() { # NAME PORT
  printf '%s\n' "$password" >"$folder/password"
  chown "$owner" "$folder/password"
  as_server "$bin/initdb" -D "$servers/$1" -U postgres -E UTF8 --locale=C.UTF-8 -k -A scram-sha-256 --pwfile="$folder/password" >"$folder/initdb.log" 2>&1 \
    || fail "initdb failed: $(tail -n 3 "$folder/initdb.log")"
  cat >>"$servers/$1/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $2
unix_socket_directories = ''
shared_buffers = 32MB
max_connections = 60
CONF
}

start_server() { # NAME: until it is killed; its id is in $pid
  spawn_server "$1" "$bin/postgres" -D "$servers/$1"
}

make_database() { # PORT
  sql "$1" "CREATE ROLE atocore LOGIN PASSWORD '$password'"
  sql "$1" "CREATE DATABASE atocore OWNER atocore"
}

# All of a server at once, as when its machine loses power.
kill_server() { # PID OF ITS FIRST PROCESS
  local all
  all=$(pgrep -P "$1" || true)
  # shellcheck disable=SC2086 # Several ids.
  kill -KILL "$1" $all 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# Kills it and starts it again on the same files, as often as it takes: what is left of the one before may still hold its memory.
restart_server() { # NAME PORT ID OF ITS FIRST PROCESS; the new id is in $pid
  local try
  kill_server "$3"
  for try in $(seq 50); do
    start_server "$1"
    for _ in $(seq 100); do
      is_primary "$2" 2>/dev/null && return 0
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill_server "$pid"
    sleep 0.1
  done
  fail "the server did not start again after $try tries: $(tail -n 5 "$folder/$1.log")"
}

# The command, on the store under test.
run_atocore() { "$atocore" "$@"; }

start_serve() { # NAME PORT; its id is in $pid
  spawn "$1" "$atocore" serve --host 127.0.0.1 --port "$2"
}

answers() { python3 "$root/scripts/cluster/writers.py" answers "$1"; }

# Writers that go on until they are told to stop; see writers.py.
start_writers() { # THREADS SERVER...
  local threads=$1
  shift
  rm -f "$folder/stop"
  spawn writers python3 "$root/scripts/cluster/writers.py" write --threads "$threads" --acks "$folder/acks" --stop "$folder/stop" "$@"
  writers=$pid
}

stop_writers() {
  touch "$folder/stop"
  wait "$writers" || fail "a writer failed: $(tail -n 5 "$folder/writers.log")"
}

acknowledged() { wc -l <"$folder/acks" 2>/dev/null || echo 0; }

more_acknowledged() { [ "$(acknowledged)" -gt "$1" ]; }

# Every acknowledged change is in the history with its text, and none is there twice.
nothing_lost() { # SERVER
  local sum
  sum=$(python3 "$root/scripts/cluster/writers.py" check --acks "$folder/acks" "$1") || fail "the history is not what was acknowledged: $sum"
  say "$sum"
}

# The promise after a promotion: writers go on within ten seconds.
went_on_in_time() { # WHEN, in seconds since 1970
  local pause
  until_done 60 "a change after the promotion" more_acknowledged $(($(acknowledged) + 20))
  pause=$(python3 "$root/scripts/cluster/writers.py" gap --acks "$folder/acks" --after "$1" --most 10) \
    || fail "writers went on only $pause s after the promotion, which is more than 10"
  say "writers went on $pause s after the promotion"
}

history_verifies() {
  run_atocore audit replay >/dev/null || fail "audit replay failed"
  local told
  told=$(run_atocore audit verify) || fail "audit verify found problems: $told"
  say "$told"
}

# Whatever the failure was, the programs' own last words are what one looks for in the log of a build.
tell_why() { # STATUS
  case $1 in 0 | 130 | 143) return ;; esac
  printf '%s: ended with %s after %s s; what the programs said last:\n' "$(basename "$0")" "$1" $(($(date +%s) - began)) >&2
  (shopt -s nullglob && cd "$folder" && for one in *.log; do printf '\n==> %s\n' "$one" && tail -n 15 "$one"; done) >&2
}

clean_up() {
  set +e
  local one
  touch "$folder/stop"
  for one in "${started[@]}"; do
    kill -TERM "$one" 2>/dev/null
  done
  for one in "${postmasters[@]}"; do
    [ -f "$one/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$one/postmaster.pid")" 2>/dev/null
  done
  for _ in $(seq 50); do
    one=$(jobs -pr)
    [ -n "$one" ] || break
    sleep 0.1
  done
  for one in $(jobs -pr); do
    kill_server "$one"
  done
  [ -n "${ATOCORE_CLUSTER_KEEP:-}" ] && echo "kept: $folder" || rm -rf "$folder"
}

# Folders of servers that are no children of this script, such as Patroni's.
postmasters=()
