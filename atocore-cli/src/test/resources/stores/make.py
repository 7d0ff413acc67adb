#!/usr/bin/env python3
"""Makes the store of a program of then, and keeps what it answered about it.

    make.py BIN/ATOCORE FOLDER

Run with the atocore of an earlier schema: MigratedStoresTest migrates the store and wants the same answers. FOLDER gets
store.db.gz, what lay beside the store (checkpoint, its key, a proof, an archive), and answers.ndjson, a command and its answer a line.
"""
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

BIN, FOLDER = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
WORK = tempfile.mkdtemp()
STORE = os.path.join(WORK, "store.db")
ENV = dict(os.environ, ATOCORE_DB=STORE, HOME=WORK, ATOCORE_ACTOR="ann", ATOCORE_ALERT_LOG=os.path.join(WORK, "alerts.log"))


def run(*args, stdin=None):
    done = subprocess.run([BIN, *args], env=ENV, input=stdin, capture_output=True, text=True)
    if done.returncode:
        sys.exit("%s gave %d: %s" % (" ".join(args), done.returncode, done.stderr))
    return done.stdout.strip()


def create(content, *more):
    return run("memory", "create", "-q", "--type", "knowledge", "--content", content, *more)


def now():
    time.sleep(0.01)
    moment = time.time()
    time.sleep(0.01)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + ".%06dZ" % (moment % 1 * 1e6)


os.makedirs(FOLDER)
times = []
run("project", "add", "garden", "--name", "The garden")
run("source", "import", "-", stdin="\n".join([
    '{"kind":"document","id":"d","project":"garden","title":"Notes","uri":"notes.md"}',
    '{"kind":"chunk","id":"c","document_id":"d","ordinal":0,"content":"Water the tomatoes before nine."}']))
ids = [create("Water the tomatoes before nine.", "--project", "garden", "--source-chunk", "c", "--note", "of the note"),
       create("Gr\u00fc\u00dfe aus K\u00f6ln \U0001f33b", "--status", "active", "--confidence", "0.9"),
       create("The pump is in the shed.", "--project", "garden"),
       create("Nobody knows."),
       create("Told in confidence."),
       create("The pump is in the cellar.", "--project", "garden", "--status", "active")]
times.append(now())
run("memory", "update", ids[0], "--content", "Water the tomatoes in the morning.", "--note", "the heat", "--actor", "agent-7")
run("memory", "promote", ids[0], ids[2])
run("memory", "reject", ids[3], "--note", "who does?")
run("audit", "checkpoint")
before = now()
times.append(before)
run("memory", "reinforce", ids[0], "--delta", "0.1")
run("memory", "supersede", ids[2], "--by", ids[5])
run("memory", "update", ids[4], "--confidence", "0.25")
run("audit", "redact", ids[4], "--reason", "asked for")
run("memory", "revert", ids[0], "--to-version", "2")
run("memory", "invalidate", ids[1], "--note", "moved")
run("audit", "prune", "--before", times[1], "--archive", os.path.join(FOLDER, "archive.ndjson"))
times.append(now())
run("audit", "checkpoint")
run("audit", "verify")

asked = [["memory", "show", id, "-o", "json"] for id in ids]
asked += [["memory", "show", ids[i], "--version", str(v), "-o", "json"] for i, v in ((0, 2), (0, 3), (0, 5), (2, 2), (3, 1), (5, 1))]
asked += [["memory", "show", id, "--as-of", at, "-o", "json"] for at in times[1:] for id in ids if id != ids[4]]
asked += [["memory", "list", "--as-of", at, "-o", "ndjson"] for at in times]
asked += [["memory", "list", "-o", "ndjson"], ["audit", "export"], ["audit", "erasures", "-o", "json"], ["state", "list", "garden", "-o", "json"]]
answers = open(os.path.join(FOLDER, "answers.ndjson"), "w", encoding="utf-8")
for args in asked:
    done = subprocess.run([BIN, *args], env=ENV, capture_output=True, text=True)
    answers.write(json.dumps({"args": args, "exit": done.returncode, "out": [json.loads(line) for line in done.stdout.splitlines()]}, ensure_ascii=False) + "\n")
answers.close()
with open(os.path.join(FOLDER, "proof.txt"), "w", encoding="utf-8") as proof:
    proof.write(run("audit", "prove", "3") + "\n")
with open(os.path.join(FOLDER, "pubkey"), "w", encoding="utf-8") as key:
    key.write(run("audit", "checkpoint", "pubkey") + "\n")
run("db", "backup", os.path.join(WORK, "copy.db"))
with open(os.path.join(WORK, "copy.db"), "rb") as copy, gzip.GzipFile(os.path.join(FOLDER, "store.db.gz"), "wb", mtime=0) as out:
    shutil.copyfileobj(copy, out)
for name in os.listdir(WORK):
    if name.startswith("store.db.checkpoint"):
        shutil.copy(os.path.join(WORK, name), os.path.join(FOLDER, name))
shutil.rmtree(WORK)
