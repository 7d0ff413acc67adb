# Sourced after lib.sh: kills servers and clients, in turn, under writers.
# shellcheck shell=bash

kills() { # HOW MANY
  local database serve=() port=() before victim n
  read -r database "port[0]" "port[1]" <<<"$(free_ports 3)"
  make_server kills "$database"
  start_server kills
  local postgres=$pid
  until_done 60 "the server's start" is_primary "$database"
  make_database "$database"
  export ATOCORE_DB="jdbc:postgresql://127.0.0.1:$database/atocore?connectTimeout=3"
  run_atocore db init >/dev/null
  for n in 0 1; do
    start_serve "kills-serve$n" "${port[n]}"
    serve[n]=$pid
    until_done 60 "the start of a server of AtoCore" answers "127.0.0.1:${port[n]}"
  done
  rm -f "$folder/acks"
  start_writers 4 "127.0.0.1:${port[0]}" "127.0.0.1:${port[1]}"
  until_done 60 "the first changes" more_acknowledged 20
  for ((n = 0; n < $1; n++)); do
    before=$(acknowledged)
    if ((n % 3 == 0)); then
      restart_server kills "$database" "$postgres"
      postgres=$pid
    else
      victim=$((n % 3 - 1))
      kill -KILL "${serve[victim]}"
      wait "${serve[victim]}" 2>/dev/null || true
      start_serve "kills-serve$victim" "${port[victim]}"
      serve[victim]=$pid
      until_done 90 "the return of a server of AtoCore" answers "127.0.0.1:${port[victim]}"
    fi
    until_done 90 "a change after kill $((n + 1))" more_acknowledged $((before + 5))
    ((n + 1 < $1 && (n + 1) % 10)) || say "$((n + 1)) kills, $(acknowledged) acknowledged changes"
    kill -0 "$writers" 2>/dev/null || fail "a writer failed: $(tail -n 5 "$folder/writers.log")"
  done
  stop_writers
  nothing_lost "127.0.0.1:${port[0]}"
  history_verifies
  for n in 0 1; do
    kill -TERM "${serve[n]}"
    wait "${serve[n]}" || fail "serve ended with $? after SIGTERM"
  done
  kill_server "$postgres"
}
