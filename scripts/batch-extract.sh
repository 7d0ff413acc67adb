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
  C reinforce  memory reinforce --from-chunks
  D triage     memory auto-promote, memory expire
  E harness    harness run "$ATOCORE_HARNESS"
  F alerts     alert flush, pipeline check
  G integrity  integrity run

A failing step raises a critical alert and does not keep the later ones from running.

  --demo   runs it for two nights on the sample in scripts/sample against a throw-away store; builds first if needed

Environment: ATOCORE_DB, ATOCORE_SOURCES, ATOCORE_PROJECT (for the documents), ATOCORE_EXTRACTOR, ATOCORE_HARNESS,
  ATOCORE_BATCH_LOG (default: batch-extract.log beside the alert log), and all of docs/configuration.md.

Exit status: 0 done, nothing found · 1 a step failed, or a run is under way · 2 wrong usage · 3 done, and there are findings
USAGE
}

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
  printf '%s\n' "$line" >&2
  { printf '%s\n' "$line" >>"$log"; } 2>/dev/null || true
}

run_atocore() { "$atocore" "$@" 9>&-; }

alert() { # letter title message exit
  run_atocore alert emit --severity critical --title "$2" --message "$3" --key "batch-extract/$1" \
    --context "step=$1" --context "exit=$4" --context "log=$log" --context "host=$(uname -n)" >>"$work/alert" 2>&1 ||
    say "$1 the alert could not be sent: $(tail -n 1 "$work/alert")"
}

# Runs one step: step LETTER NAME FUNCTION. 0 and 3 are results; anything else is a failure.
step() {
  letter=$1
  name=$2
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
      : >"$marks/failed-$letter" || true
      alert "$letter" "Nightly job: step $letter ($name) failed" "$(tail -c 1500 "$work/out")" "$code"
      ;;
  esac
}

# Inside these, a failure is told by the exit status alone: set -e does not reach into a function whose result is looked at.
step_ingest() {
  [ -n "${ATOCORE_SOURCES:-}" ] || { echo "ATOCORE_SOURCES is not set"; return 10; }
  if [ -n "${ATOCORE_PROJECT:-}" ]; then
    run_atocore source ingest "$ATOCORE_SOURCES" --project "$ATOCORE_PROJECT"
  else
    run_atocore source ingest "$ATOCORE_SOURCES"
  fi
}

step_extract() {
  # What was extracted up to here; a night that failed is done again, because only success moves it.
  if ! seq=$(run_atocore -o json state get atocore status extract_watermark 2>"$work/err"); then
    grep -q '"not_found"' "$work/err" || { cat "$work/err"; return 1; }
    seq='"value":0'
  fi
  seq=$(printf '%s' "$seq" | sed -n 's/.*"value":[ "]*\([0-9][0-9]*\).*/\1/p')
  [ -n "$seq" ] || { echo "state atocore/status/extract_watermark is not a number"; return 1; }
  run_atocore source chunks --after "$seq" -o ndjson >"$work/chunks" || return 1
  [ -s "$work/chunks" ] || { echo "nothing new"; return 0; }
  last=$(tail -n 1 "$work/chunks" | sed -n 's/^{"seq":\([0-9][0-9]*\),.*/\1/p')
  [ -n "$last" ] || { echo "the last chunk has no seq"; return 1; }
  if [ -n "${ATOCORE_EXTRACTOR:-}" ]; then
    sh -c "$ATOCORE_EXTRACTOR" <"$work/chunks" >"$work/candidates" || {
      echo "the extractor failed with exit status $?"
      return 1
    }
  else
    run_atocore source extract "$work/chunks" >"$work/candidates" || return 1
  fi
  imported=0
  run_atocore memory import "$work/candidates" --actor extractor -o json >"$work/imported" || imported=$?
  # Bad lines do not get better by reading the same chunks again: they are kept for a look, and the job goes on.
  if [ "$imported" -ne 0 ] && ! grep -q '"failed"' "$work/imported"; then
    return "$imported"
  fi
  run_atocore state set atocore status extract_watermark "$last" >/dev/null || return 1
  if [ "$imported" -ne 0 ]; then
    rejected=$(dirname "$log")/rejected-$(date -u +%Y%m%dT%H%M%SZ).ndjson
    cp "$work/candidates" "$rejected"
    echo "some candidates were refused; they are in $rejected: $(tr -d '\n' <"$work/imported" | cut -c 1-800)"
    return 1
  fi
  echo "new chunks: $(wc -l <"$work/chunks" | tr -d ' '), candidates: $(sed -n 's/.*"lines":\([0-9]*\).*/\1/p' "$work/imported")"
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
  run_atocore pipeline check
}

step_integrity() { run_atocore integrity run; }

# A leading ~/ in that variable is the home folder: neither cron nor systemd expands it.
expand() { # NAME
  eval "value=\${$1:-}"
  case $value in '~/'*) eval "$1=\$HOME/\${value#??}" && export "${1?}" ;; esac
}

nightly() {
  for name in ATOCORE_SOURCES ATOCORE_HARNESS ATOCORE_BATCH_LOG ATOCORE_ALERT_LOG; do expand "$name"; done
  logs=$(dirname "${ATOCORE_ALERT_LOG:-$HOME/atocore-logs/alerts.log}")
  log=${ATOCORE_BATCH_LOG:-$logs/batch-extract.log}
  mkdir -p "$(dirname "$log")" || {
    echo "batch-extract: cannot make $(dirname "$log")" >&2
    return 1
  }
  # The one name of the store, whatever it is called: all that lies beside it, and the lock, hangs on that. Also says whether
  # atocore starts at all.
  why=$(mktemp "${TMPDIR:-/tmp}/atocore-batch.XXXXXX") || return 1
  code=0
  store=$("$atocore" db path 2>"$why") || code=$?
  reason=$(tail -n 1 "$why")
  rm -f "$why"
  if [ "$code" -ne 0 ]; then
    say "- cannot start: ${reason:-$atocore fails without a word}"
    [ "$code" -eq 2 ] || code=1
    return "$code"
  fi
  marks=$store.batch
  mkdir -p "$marks" || {
    say "- cannot make $marks"
    return 1
  }
  work=$(mktemp -d "${TMPDIR:-/tmp}/atocore-batch.XXXXXX") || return 1
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP

  # Two runs never overlap. The kernel drops a flock when its holder dies; without flock(1) a dead holder is looked for.
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$marks/lock"
    if ! flock -n 9; then
      say "- another run holds $marks/lock; this one ends"
      return 1
    fi
  else
    while ! mkdir "$marks/lock.d" 2>/dev/null; do
      holder=$(cat "$marks/lock.d/pid" 2>/dev/null || true)
      if [ -n "$holder" ] && kill -0 "$holder" 2>/dev/null; then
        say "- another run (process $holder) holds $marks/lock.d; this one ends"
        return 1
      fi
      rm -rf "$marks/lock.d"
    done
    echo $$ >"$marks/lock.d/pid"
    trap 'rm -rf "$work" "$marks/lock.d"' EXIT
  fi

  failed=0
  findings=0
  say "- start store=$store"
  [ -e "$store" ] || run_atocore db init >>"$log" 2>&1 || true # if it fails, each step says why
  step A ingest step_ingest
  step B extract step_extract
  step C reinforce step_reinforce
  step D triage step_triage
  step E harness step_harness
  step F alerts step_alerts
  step G integrity step_integrity
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
