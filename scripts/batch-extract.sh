#!/bin/sh
# The nightly job: reads the sources, draws candidate memories from what is new, reinforces, promotes and expires, measures, checks.
# Safe under cron: no terminal, no environment but HOME and PATH, one run at a time for each store. See docs/nightly-job.md.
set -eu
umask 077

usage() {
  cat <<'USAGE'
Usage: scripts/batch-extract.sh [--demo | --help]

Runs the nightly job, a log line a step:
  A ingest     source ingest "$ATOCORE_SOURCES"
  B extract    new chunks through $ATOCORE_EXTRACTOR into memory import
  V embed      memory embed, where ATOCORE_EMBEDDER says what makes vectors
  C reinforce  memory reinforce --from-chunks
  D triage     memory auto-promote, memory expire
  E harness    harness run "$ATOCORE_HARNESS"
  F alerts     alert flush, recall prune, pipeline check
  G integrity  integrity run

A failing step does not keep the later ones from running. One critical alert tells of all that failed.

  --demo   runs it for two nights on the sample in scripts/sample against a throw-away store; builds first if needed

Environment: ATOCORE_DB, ATOCORE_SOURCES, ATOCORE_PROJECT (for the documents), ATOCORE_EXTRACTOR, ATOCORE_HARNESS,
  ATOCORE_NIGHTLY_PING (a monitor's address), ATOCORE_EXTRACTOR_TIMEOUT (default: 30m), ATOCORE_LOCK_ALERT_AFTER (default: 6h),
  ATOCORE_BATCH_LOG (default: batch-extract.log beside the alert log), and all of docs/configuration.md.

Exit status: 0 done, nothing found · 1 a step failed, or a run is under way · 2 wrong usage · 3 done, and there are findings
USAGE
}

# A stream that is closed goes nowhere, so that no file of the job takes its number.
{ true 3<&0; } 2>/dev/null || exec </dev/null
{ true 3>&1; } 2>/dev/null || exec >/dev/null
true 3>&2 || exec 2>/dev/null
# A reader that goes away ends no night; programs that are started get the signal as ever.
trap : PIPE
# Behind what cron gives, if anything.
PATH=${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin
export PATH

# The folder of this script, through any symbolic links.
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
scripts=$(cd "$(dirname "$self")" && pwd -P)
root=$(dirname "$scripts")
atocore=$root/bin/atocore

if [ -z "${HOME:-}" ]; then
  HOME=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6 || true)
  if [ -z "$HOME" ]; then
    echo "batch-extract: HOME is not set and cannot be found; set it in the crontab" >&2
    exit 1
  fi
  export HOME
fi
# The job reads what atocore prints as text, whatever the caller likes for himself.
unset ATOCORE_OUTPUT || true

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

say() {
  line="$(now) batch-extract $*"
  printf '%s\n' "$line" >&2 || true
  { printf '%s\n' "$line" >>"$log"; } 2>/dev/null || true
}

run_atocore() { "$atocore" "$@" 9>&-; }

alert() { # key title message steps exit [severity]
  run_atocore alert emit --severity "${6:-critical}" --title "$2" --message "$3" --key "$1" \
    --context "step=$4" --context "exit=$5" --context "log=$log" --context "host=$(uname -n)" >>"$work/alert" 2>&1 ||
    say "$4 the alert could not be sent: $(tail -n 1 "$work/alert")"
}

# A night that does not start: a line in the log and an alert, until one starts again. What this says cannot be sent, nobody can.
not_started() { # EXIT WHY
  say "- $2"
  { true >"$logs/batch-extract.not-started"; } 2>/dev/null || true
  run_atocore alert emit --severity critical --title 'Nightly job: did not start' --message "$2" --key batch-extract/start \
    --context "log=$log" --context "host=$(uname -n)" >/dev/null 2>&1 || true
  return "$1"
}

# At the end, however it comes: one alert for all that failed, since what breaks one step often breaks the rest. That the store is damaged is told by step G's
# own alert if it could look.
tell_failures() {
  set -- "$work"/failed-?
  if [ ! -e "$1" ]; then
    if [ -n "$finished" ] && [ -e "$marks/failed-steps" ]; then
      run_atocore alert resolve --key batch-extract >/dev/null 2>&1 && rm -f "$marks/failed-steps"
    fi
    return 0
  fi
  if [ -e "$work/told" ] && ! for file; do tail -n 1 "$file"; done | grep -qv 'the store .* is damaged'; then return 0; fi
  letters='' message='' names='' last=''
  for file; do
    letters="$letters ${file##*-}"
    read -r name exit <"$file"
    text=$(tail -n +2 "$file")
    # Each by its cause alone; the log has the rest.
    [ $# -eq 1 ] || text=$(tail -n 1 "$file" | sed 's/^{"error":{"code":"[^"]*","message":"\(.*\)"}}$/\1/; s/^atocore: //')
    if [ -n "$names" ] && [ "$text" = "$last" ]; then
      names="$names, $name"
    else
      [ -z "$names" ] || message="$message$names: $last
"
      names=$name last=$text
    fi
  done
  letters=${letters# }
  if [ $# -eq 1 ]; then
    { true >"$marks/failed-$letters"; } 2>/dev/null || true
    alert "batch-extract/$letters" "Nightly job: step $letters ($name) failed" "$last" "$letters" "$exit"
  else
    { true >"$marks/failed-steps"; } 2>/dev/null || true
    alert batch-extract "Nightly job: $# steps failed ($letters)" "$message$names: $last" "$letters" "$exit"
  fi
}

# Runs one step: step LETTER NAME FUNCTION. 0 and 3 are results; anything else is a failure.
step() {
  letter=$1
  name=$2
  if [ -e "$work/lost" ]; then
    say "$letter $name skipped 0s exit=1 another machine has taken the nightly job over"
    failed=1
    return 0
  fi
  started=$(date +%s)
  code=0
  ("$3") >"$work/out" 2>&1 9>&- || code=$?
  took=$(($(date +%s) - started))s
  { sed "s/^/  $letter| /" "$work/out" >>"$log"; } 2>/dev/null || true
  case $code in
    0)
      say "$letter $name ok $took exit=0 $(tail -n 1 "$work/out")"
      if [ -e "$marks/failed-$letter" ]; then
        run_atocore alert resolve --key "batch-extract/$letter" >/dev/null 2>&1 && rm -f "$marks/failed-$letter"
      fi
      ;;
    3)
      say "$letter $name findings $took exit=3 $(tail -n 1 "$work/out")"
      findings=1
      ;;
    10) say "$letter $name skipped $took exit=0 $(tail -n 1 "$work/out")" ;;
    *)
      say "$letter $name FAILED $took exit=$code $(tail -n 1 "$work/out")"
      failed=1
      { echo "$name $code" && tail -c 1500 "$work/out"; } >"$work/failed-$letter"
      ;;
  esac
}

# How many seconds 90, 90s, 30m, 6h or 1d are; fails on anything else.
seconds() {
  case ${1%[smhd]} in '' | *[!0-9]* | ????????*) return 1 ;; esac
  case $1 in
    *m) echo $((${1%m} * 60)) ;;
    *h) echo $((${1%h} * 3600)) ;;
    *d) echo $((${1%d} * 86400)) ;;
    *) echo "${1%s}" ;;
  esac
}

# Runs a command line, its input on descriptor 3, for so many seconds at most (0: as long as it takes), in a process group of its
# own where setsid(1) is. One that is late is ended with all that it started: TERM, and KILL ten seconds later.
limited() { # SECONDS COMMAND-LINE
  group='' && ! command -v setsid >/dev/null 2>&1 || group=setsid
  # shellcheck disable=SC2086 # nothing, or a word
  $group sh -c "$2" <&3 3<&- &
  child=$!
  (
    trap 'kill "$nap" 2>/dev/null; exit 0' TERM
    sleep "$1" & nap=$!
    wait "$nap"
    : >"$work/late"
    signal TERM
    for tenth in 1 2 3 4 5 6 7 8 9 10; do
      signal 0 || exit 0
      sleep 1 & nap=$!
      wait "$nap"
    done
    signal KILL
  ) >/dev/null 2>&1 3<&- &
  watch=$!
  [ "$1" -gt 0 ] || kill "$watch"
  trap 'signal TERM; kill "$watch" 2>/dev/null; exit 143' INT TERM HUP
  ended=0
  wait "$child" || ended=$?
  [ -e "$work/late" ] || kill "$watch" 2>/dev/null || true
  wait "$watch" || true
  trap - INT TERM HUP
  return "$ended"
}

signal() { kill -s "$1" -- "-$child" 2>/dev/null || kill -s "$1" "$child" 2>/dev/null; } # to the group, or where there is none

# Tells the monitor in ATOCORE_NIGHTLY_PING: start, success or failure. Whatever comes of that, the night goes on.
ping_monitor() {
  [ -n "${ATOCORE_NIGHTLY_PING:-}" ] || return 0
  run_atocore pipeline ping "$1" >/dev/null 2>"$work/ping" || say "- $(tail -n 1 "$work/ping")"
}

ping_end() { if [ -n "$elsewhere" ]; then :; elif [ -n "$finished" ] && [ "$failed" -eq 0 ]; then ping_monitor success; else ping_monitor failure; fi; }

# Inside these, a failure is told by the exit status alone: set -e does not reach into a function whose result is looked at.
step_ingest() {
  [ -n "${ATOCORE_SOURCES:-}" ] || { echo "ATOCORE_SOURCES is not set"; return 10; }
  ingested=0
  run_atocore source ingest "$ATOCORE_SOURCES" ${ATOCORE_PROJECT:+--project "$ATOCORE_PROJECT"} \
    >"$work/ingested" 2>"$work/unreadable" || ingested=$?
  cat "$work/unreadable" "$work/ingested"
  # What cannot be read is a finding each night, and one alert until it changes.
  if [ "$ingested" -eq 3 ] && ! cmp -s "$work/unreadable" "$marks/unreadable"; then
    cp "$work/unreadable" "$marks/unreadable"
    alert batch-extract/sources "Nightly job: some sources could not be read" "$(head -c 1500 "$work/unreadable")" A 3 warning
  elif [ "$ingested" -eq 0 ] && [ -e "$marks/unreadable" ]; then
    run_atocore alert resolve --key batch-extract/sources >/dev/null 2>&1 && rm -f "$marks/unreadable"
  fi
  return "$ingested"
}

step_extract() {
  # After what extract_watermark says; a night that failed is done again, because only success moves it.
  run_atocore source chunks --new -o ndjson >"$work/chunks" || return 1
  [ -s "$work/chunks" ] || { echo "nothing new"; return 0; }
  last=$(tail -n 1 "$work/chunks" | sed -n 's/^{"seq":\([0-9][0-9]*\),.*/\1/p')
  [ -n "$last" ] || { echo "the last chunk has no seq"; return 1; }
  if [ -n "${ATOCORE_EXTRACTOR:-}" ]; then
    limit=$(seconds "${ATOCORE_EXTRACTOR_TIMEOUT:-30m}") || {
      echo "ATOCORE_EXTRACTOR_TIMEOUT is \"$ATOCORE_EXTRACTOR_TIMEOUT\", not a time such as 90s, 30m or 2h"
      return 1
    }
    limited "$limit" "$ATOCORE_EXTRACTOR" 3<"$work/chunks" >"$work/candidates" || {
      code=$?
      if [ -e "$work/late" ]; then
        echo "the extractor was ended: it took longer than ATOCORE_EXTRACTOR_TIMEOUT, ${ATOCORE_EXTRACTOR_TIMEOUT:-30m}"
      else
        echo "the extractor failed with exit status $code"
      fi
      return 1
    }
  else
    run_atocore source extract "$work/chunks" >"$work/candidates" || return 1
  fi
  imported=0
  run_atocore memory import "$work/candidates" --from-extractor --actor extractor -o json >"$work/imported" 2>"$work/err" || imported=$?
  # Bad lines do not get better by reading the same chunks again: they are kept for a look, and the job goes on.
  if [ "$imported" -ne 0 ] && ! grep -q '"failed"' "$work/imported"; then
    cat "$work/err"
    return "$imported"
  fi
  run_atocore state set atocore status extract_watermark "$last" >/dev/null || return 1
  if [ "$imported" -ne 0 ]; then
    echo "some candidates were refused, and are kept for 'atocore memory refused': $(tail -n 1 "$work/err" | cut -c 1-800)"
    return 3
  fi
  echo "new chunks: $(wc -l <"$work/chunks" | tr -d ' '), candidates: $(sed -n 's/.*"lines":\([0-9]*\).*/\1/p' "$work/imported")"
}

step_embed() {
  embedded=0
  run_atocore memory embed || embedded=$?
  # An embedder that fails has had an alert of its own.
  [ "$embedded" -eq 0 ] || : >"$work/told"
  return "$embedded"
}

step_reinforce() { run_atocore memory reinforce --from-chunks --actor "${ATOCORE_ACTOR:-nightly-job}"; }

step_triage() {
  triage=0
  run_atocore memory auto-promote >"$work/promoted" || triage=$?
  run_atocore memory expire >"$work/expired" || triage=$?
  cat "$work/promoted" "$work/expired"
  [ "$triage" -ne 0 ] || echo "promote: $(tail -n 1 "$work/promoted"); expire: $(tail -n 1 "$work/expired")"
  return "$triage"
}

step_harness() {
  [ -n "${ATOCORE_HARNESS:-}" ] || { echo "ATOCORE_HARNESS is not set"; return 10; }
  run_atocore harness run "$ATOCORE_HARNESS"
}

step_alerts() {
  # What a receiver did not take before is tried again; that it still does not is no failure of this step.
  run_atocore alert flush || true
  # That the record of who was told what grows is no failure of the night either; doctor tells of losses.
  run_atocore recall prune || true
  run_atocore pipeline check
}

step_integrity() {
  found=0
  run_atocore integrity run || found=$?
  # With findings, or a check that failed, it has sent an alert of its own.
  if [ "$found" -eq 3 ] || tail -n 1 "$work/out" | grep -q '^atocore: the check '; then : >"$work/told"; fi
  return "$found"
}

# A leading ~/ in that variable is the home folder: neither cron nor systemd expands it.
expand() { # NAME
  eval "value=\${$1:-}"
  case $value in '~/'*) eval "$1=\$HOME/\${value#??}" && export "${1?}" ;; esac
}

# Whether the log is nothing that another user has put in the way. What is under /dev is the system's.
own_log() { # FILE
  case $1 in /dev/*) return 0 ;; esac
  [ -e "$1" ] || [ -L "$1" ] || return 0
  [ ! -p "$1" ] && [ -n "$(find "$1" -prune -user "$(id -u)")" ]
}

# When a process started, in a form that is only compared; nothing when there is no such process.
born() { # PID
  if [ -r "/proc/$1/stat" ]; then
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
  else
    ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' '_'
  fi
}

# Whether the process that took the lock still runs. Its number may be another's by now: the start tells, or, where an older
# release kept nothing but the number, the command line.
holds() { # PID EPOCH TIME BORN
  case ${1:-} in '' | *[!0-9]*) return 1 ;; esac
  if [ -n "${4:-}" ]; then
    [ "$(born "$1")" = "$4" ]
  else
    { tr '\0' ' ' <"/proc/$1/cmdline" || ps -o args= -p "$1"; } 2>/dev/null | grep -q batch-extract
  fi
}

# Two runs never overlap. The kernel drops a flock when its holder dies; without flock(1) a holder that is gone is looked for. Who
# holds it since when is in a file beside it: "PID EPOCH TIME BORN".
lock() {
  mine="$$ $(date +%s) $(now) $(born $$)"
  if command -v flock >/dev/null 2>&1; then
    exec 9>>"$marks/lock"
    if ! flock -n 9; then
      refused "$marks/lock" "$(cat "$marks/holder" 2>/dev/null || true)"
      return 1
    fi
    trap 'tell_failures; ping_end; give_back; rm -rf "$work" "$marks/holder"' EXIT
  else
    while ! mkdir "$marks/lock.d" 2>/dev/null; do
      holder=$(cat "$marks/lock.d/pid" 2>/dev/null || true)
      # shellcheck disable=SC2086 # its words
      if holds $holder || { [ -z "$holder" ] && [ -z "$(find "$marks/lock.d" -prune -mmin +1)" ]; }; then
        refused "$marks/lock.d" "$holder"
        return 1
      fi
      rm -rf "$marks/lock.d"
    done
    echo "$mine" >"$marks/lock.d/pid"
    trap 'tell_failures; ping_end; give_back; rm -rf "$work" "$marks/lock.d" "$marks/holder"' EXIT
  fi
  echo "$mine" >"$marks/holder"
  if [ -e "$marks/refused" ]; then
    run_atocore alert resolve --key batch-extract/lock >/dev/null 2>&1 && rm -f "$marks/refused"
  fi
}

# A night that could not begin: a warning the first time, critical when the lock is held for long or once more.
refused() { # LOCK HOLDER
  since='' severity=warning
  # shellcheck disable=SC2086 # its words
  if holds $2; then
    since=", process ${2%% *}, since $(echo "$2" | cut -d ' ' -f 3)"
    began=$(echo "$2" | cut -d ' ' -f 2)
    after=$(seconds "${ATOCORE_LOCK_ALERT_AFTER:-6h}") || after=21600
    [ $(($(date +%s) - ${began:-0})) -lt "$after" ] || severity=critical
  fi
  [ ! -e "$marks/refused" ] || severity=critical
  now >>"$marks/refused"
  say "- another run holds $1$since; this one ends"
  ping_monitor failure
  alert batch-extract/lock "Nightly job: a run could not begin" "Another run holds $1$since. If it hangs, end that process." \
    - 1 "$severity"
}

# One run at a time over all machines that use one store: a lease in the store, renewed while this run is at work. Another machine's run is no
# failure of this one's, so there is an alert only when it takes too long.
lease() {
  taken=0
  lease=$(run_atocore pipeline lease take --host "$(uname -n)" 2>"$work/err") || taken=$?
  if [ "$taken" -ne 0 ]; then
    lease='' reason=$(tail -n 1 "$work/err")
    case $reason in
      *' runs on '*' since '*) elsewhere=1 && say "- ${reason#atocore: }; this one ends" ;;
      *) not_started 1 "cannot start: ${reason:-no lease was given}"; return ;;
    esac
    since=$(echo "$reason" | sed -n 's/.* since \([0-9T:.Z-]*\);.*/\1/p')
    after=$(seconds "${ATOCORE_LOCK_ALERT_AFTER:-6h}") || after=21600
    began=$(date -d "$since" +%s 2>/dev/null) || began=''
    if [ -n "$began" ] && [ $(($(date +%s) - began)) -ge "$after" ]; then
      : >"$marks/elsewhere"
      alert batch-extract/elsewhere "Nightly job: another machine takes long" "$reason" - 1 critical
    fi
    return 1
  fi
  if [ -e "$marks/elsewhere" ]; then
    run_atocore alert resolve --key batch-extract/elsewhere >/dev/null 2>&1 && rm -f "$marks/elsewhere"
  fi
  me=$(born $$)
  (
    trap 'kill "$nap" 2>/dev/null; exit 0' TERM
    while :; do
      sleep 120 & nap=$!
      wait "$nap"
      [ "$(born $$)" = "$me" ] || exit 0 # this run was killed
      run_atocore pipeline lease renew --run "$lease" -o json >/dev/null 2>"$work/renewed" || ! grep -q '"run_elsewhere"' "$work/renewed" ||
        : >"$work/lost"
    done
  ) >/dev/null 2>&1 9>&- &
  renewing=$!
}

give_back() {
  [ -n "$lease" ] || return 0
  kill "$renewing" 2>/dev/null || true
  wait "$renewing" 2>/dev/null || true
  [ -e "$work/lost" ] || run_atocore pipeline lease drop --run "$lease" >/dev/null 2>"$work/err" || say "- $(tail -n 1 "$work/err")"
}

nightly() {
  for name in ATOCORE_SOURCES ATOCORE_HARNESS ATOCORE_BATCH_LOG ATOCORE_ALERT_LOG; do expand "$name"; done
  logs=$(dirname "${ATOCORE_ALERT_LOG:-$HOME/atocore-logs/alerts.log}")
  log=${ATOCORE_BATCH_LOG:-$logs/batch-extract.log}
  mkdir -p "$(dirname "$log")" 2>/dev/null || { not_started 1 "cannot make $(dirname "$log")"; return; }
  own_log "$log" || {
    log=/dev/null
    not_started 1 "${ATOCORE_BATCH_LOG:-$logs/batch-extract.log} is a pipe, or another user has put it there; this run does not start"
    return
  }
  work=$(mktemp -d "${TMPDIR:-/tmp}/atocore-batch.XXXXXX" 2>/dev/null) || {
    TMPDIR=/tmp && export TMPDIR
    work=$(mktemp -d /tmp/atocore-batch.XXXXXX 2>/dev/null)
  } || {
    not_started 1 "cannot make a temporary folder in /tmp"
    return
  }
  trap 'rm -rf "$work"' EXIT
  # The one name of the store, whatever it is called: all that lies beside it, and the lock, hangs on that. Also says whether
  # atocore starts at all.
  code=0
  store=$("$atocore" db path 2>"$work/err") || code=$?
  if [ "$code" -ne 0 ]; then
    reason=$(tail -n 1 "$work/err")
    [ "$code" -eq 2 ] || code=1
    not_started "$code" "cannot start: ${reason:-$atocore fails without a word}"
    return
  fi
  # What belongs to a store lies beside its file, and for a URL in a folder of this machine.
  shared='' marks=$store.batch
  case $store in
    jdbc:*)
      shared=1
      marks=$("$atocore" db path --beside .batch 2>"$work/err") || { not_started 1 "cannot start: $(tail -n 1 "$work/err")"; return; }
      ;;
  esac
  mkdir -p "$marks" 2>/dev/null || { not_started 1 "cannot make $marks"; return; }
  if [ -z "$(find "$marks" -prune -type d -user "$(id -u)" ! -perm -020 ! -perm -002)" ]; then
    not_started 1 "$marks is another's, or others may write to it; this run does not start"
    return
  fi
  { true >>"$marks/lock"; } 2>/dev/null || { not_started 1 "cannot write $marks/lock"; return; }
  finished='' lease='' elsewhere=''
  trap 'tell_failures; rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP

  lock || return 1
  [ -z "$shared" ] || lease || return 1
  failed=0
  findings=0
  say "- start store=$store"
  if [ -e "$logs/batch-extract.not-started" ]; then
    run_atocore alert resolve --key batch-extract/start >/dev/null 2>&1 && rm -f "$logs/batch-extract.not-started"
  fi
  ping_monitor start
  [ -n "$shared" ] || [ -e "$store" ] || run_atocore db init >>"$log" 2>&1 || true # if it fails, each step says why
  step A ingest step_ingest
  step B extract step_extract
  case ${ATOCORE_EMBEDDER:-off} in [oO][fF][fF]) ;; *) step V embed step_embed ;; esac
  step C reinforce step_reinforce
  step D triage step_triage
  step E harness step_harness
  step F alerts step_alerts
  step G integrity step_integrity
  finished=1
  say "- end failed=$failed findings=$findings"
  [ "$failed" -eq 0 ] || return 1
  [ "$findings" -eq 0 ] || return 3
}

case ${1:-} in
  '') nightly ;;
  --demo)
    [ $# -eq 1 ] || { usage >&2; exit 2; }
    exec "$scripts/sample/demo.sh"
    ;;
  -h | --help) usage ;;
  *)
    echo "batch-extract: unknown argument $1" >&2
    usage >&2
    exit 2
    ;;
esac
