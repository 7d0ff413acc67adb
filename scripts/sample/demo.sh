#!/bin/sh
# Two nights of the nightly job on the sample notes, against a throw-away store. Called by batch-extract.sh --demo.
set -eu
sample=$(cd "$(dirname "$0")" && pwd -P)
root=$(dirname "$(dirname "$sample")")
atocore=$root/bin/atocore

if ! "$atocore" --version >/dev/null 2>&1; then
  echo "Building AtoCore (the first time takes a few minutes; the log is target/demo-build.log) ..." >&2
  mkdir -p "$root/target"
  if ! (cd "$root" && ./mvnw -B -ntp -DskipTests package) >"$root/target/demo-build.log" 2>&1; then
    grep ERROR "$root/target/demo-build.log" | head -n 20 >&2 || true
    echo "The build failed; all of it is in $root/target/demo-build.log" >&2
    exit 1
  fi
fi

demo=$(mktemp -d "${TMPDIR:-/tmp}/atocore-demo.XXXXXX")
trap 'echo "interrupted; what was done so far is in $demo" >&2; exit 130' INT TERM
cp -R "$sample/notes" "$demo/notes"
export ATOCORE_DB="$demo/store.db"
export ATOCORE_ALERT_LOG="$demo/alerts.log"
export ATOCORE_BATCH_LOG="$demo/batch-extract.log"
export ATOCORE_SOURCES="$demo/notes"
export ATOCORE_PROJECT=fernhill
export ATOCORE_HARNESS="$sample/harness.ndjson"
export ATOCORE_EXTRACTOR="$sample/extractor.sh"
export ATOCORE_ALERT_SPOOL="$demo/undelivered"
# The demo must not ring anybody, nor write as somebody.
unset ATOCORE_ALERT_WEBHOOK ATOCORE_ALERT_ALERTMANAGER ATOCORE_ACTOR ATOCORE_OUTPUT || true

# The first night finds nothing wrong (0) or a finding (3); anything else ends the demo.
night() {
  code=0
  "$root/scripts/batch-extract.sh" || code=$?
  case $code in
    0 | 3) : ;;
    *) echo "the nightly job failed with exit status $code; see $ATOCORE_BATCH_LOG" >&2; exit 1 ;;
  esac
}

echo "== Before the first night: memories from last month's store ==" >&2
"$atocore" memory import "$sample/carried-over.ndjson" --actor demo >&2

echo "== Night 1 ==" >&2
night

echo "== The day after: a note is rewritten, another leaves the store, and someone repeats an active memory ==" >&2
cp "$sample/rewritten/2026-10-12-watering.md" "$demo/notes/2026-10-12-watering.md"
gone=$("$atocore" -o ndjson source list | grep '2026-10-26-open-day' | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
rm "$demo/notes/2026-10-26-open-day.md"
"$atocore" source remove "$gone" >&2
"$atocore" memory create --actor demo --project fernhill --type project --status active --allow-duplicate \
  --content 'The pumps run only between ten at night and six in the morning.' >&2

echo "== Night 2 ==" >&2
night

"$atocore" dashboard
echo
echo "What the last check found, and why:"
"$atocore" integrity last || true
cat <<TEXT

The sample drifts on purpose between the nights. Memories that were drawn from the rewritten and the removed note now cite text
that is gone, and one active memory is there twice. Nothing was mended unasked. The store, the logs and the alerts are in
  $demo
Look around with:  ATOCORE_DB=$ATOCORE_DB $atocore audit recent
TEXT
