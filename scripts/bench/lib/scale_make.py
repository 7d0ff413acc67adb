"""Makes a store of any size from a seed, by the program's own commands."""
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time

from bench import ROOT, default_jdk

TYPES = ("knowledge", "preference", "project", "episodic", "adaptation", "identity")
ACTORS = ("agent-a", "agent-b", "agent-c", "import", "nightly")
# Of a hundred memories in a row, so many from the front. Those at the end stay active and untouched.
REJECTED, PROMOTED, CANDIDATES, INVALIDATED = 5, 5, 10, 2


class Facts:
    """What a store of that size is made of; the same for the same size and seed, but for the ids."""

    def __init__(self, size, seed):
        self.size, self.seed = size, seed
        self.projects = max(4, size // 5000)
        self.chunks = size // 5
        self.versions = max(20, size // 50)
        self.alerts = min(3000, max(20, size // 300))
        rng = random.Random(seed)
        syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
        self.words = sorted({"".join(rng.choices(syllables, k=rng.choice((2, 3, 3, 4)))) for _ in range(20_000)})

    def project(self, number):
        return f"p{number % self.projects}"

    def text(self, kind, number, words):
        """Words that are nowhere in the same order, two that are everywhere, and a few that are in many."""
        rng = random.Random(f"{self.seed} {kind} {number}")
        # A square makes a word more frequent the nearer it is to the front, as in a language.
        some = [self.words[int(len(self.words) * rng.random() ** 2)] for _ in range(words)]
        return f"pump water {' '.join(some)} {kind}{number}"

    def status(self, number):
        return "candidate" if number % 100 < REJECTED + PROMOTED + CANDIDATES else "active"

    def invalidated(self, number):
        front = REJECTED + PROMOTED + CANDIDATES
        return front <= number % 100 < front + INVALIDATED

    def memory(self, number, chunk=None):
        line = {"type": TYPES[number % len(TYPES)], "content": self.text("m", number, 8 + number % 17),
                "project": self.project(number), "status": self.status(number), "confidence": 0.5 + number % 40 / 100}
        if number % 3 == 0:
            line["user_id"] = f"u{number % 50}"
        if number % 5 == 0:
            line["metadata"] = {"team": f"t{number % 7}", "n": number}
        if chunk is not None:
            line["source_chunk_ids"] = [chunk]
        elif number % 2 == 0:
            line["source_chunk_ids"] = [f"c{number * 7 % self.chunks}"]
        return line

    def sources(self):
        for number in range(self.chunks):
            document = number // 10
            if number % 10 == 0:
                yield {"kind": "document", "id": f"d{document}", "project": self.project(document), "title": f"Notes {document}",
                       "uri": f"notes/{document}.md"}
            yield {"kind": "chunk", "id": f"c{number}", "document_id": f"d{document}", "ordinal": number % 10,
                   "content": self.text("c", number, 40)}


class Maker:
    def __init__(self, folder, facts, atocore):
        self.folder, self.facts, self.atocore = folder, facts, atocore
        self.env = environment(folder)

    def run(self, *args, actor="maker", lines=None, ok=(0,)):
        """Runs a command and gives its stdout as a list of lines; its stdin is written as it reads."""
        start = time.perf_counter()
        child = subprocess.Popen([self.atocore, *args, "--actor", actor], env=self.env, text=True,
                                 stdin=subprocess.PIPE if lines is not None else subprocess.DEVNULL, stdout=subprocess.PIPE)
        writer = threading.Thread(target=feed, args=(child.stdin, lines)) if lines is not None else None
        if writer:
            writer.start()
        out = child.stdout.read().splitlines()
        if writer:
            writer.join()
        if child.wait() not in ok:
            raise SystemExit(f"atocore {' '.join(args)} ended with {child.returncode}")
        took = time.perf_counter() - start
        if took > 2:
            print(f"  {took:6.1f} s  atocore {' '.join(args)[:70]}", file=sys.stderr, flush=True)
        return out

    def make(self):
        facts, run = self.facts, self.run
        run("db", "init")
        run("source", "import", "-", lines=(json.dumps(line) for line in facts.sources()))
        ids = self.memories()
        every = range(facts.size)
        rejected = [ids[n] for n in every if n % 100 < REJECTED]
        promoted = [ids[n] for n in every if REJECTED <= n % 100 < REJECTED + PROMOTED]
        invalidated = [ids[n] for n in every if facts.invalidated(n)]
        run("memory", "reject", "-", "-q", actor="human-triage", lines=rejected)
        run("memory", "promote", "-", "-q", actor="human-triage", lines=promoted)
        run("memory", "invalidate", "-", "-q", actor="nightly", lines=invalidated)
        big = ids[facts.size - 1]
        run("memory", "reinforce", "-", "-q", actor="agent-a", lines=[big] * (facts.versions - 12))
        for number in range(11):
            run("memory", "update", big, "--content", facts.text("big", number, 300), actor="agent-b")
        done = len(rejected) + len(promoted) + len(invalidated) + facts.versions - 1
        self.reinforced(facts.size - done)
        self.some(ids)
        self.alerts()
        run("integrity", "run", ok=(0, 3))
        with open(os.path.join(self.folder, "facts.json"), "w") as file:
            json.dump({"size": facts.size, "seed": facts.seed, "big": big, "active": ids[facts.size - 40:facts.size - 1],
                       "candidates": [ids[n] for n in every if n % 100 == REJECTED + PROMOTED][:40],
                       "projects": facts.projects, "chunks": facts.chunks, "versions": facts.versions}, file, indent=1)

    def memories(self):
        """Imports them, a part for each actor; gives the ids in their order."""
        size, ids = self.facts.size, []
        for part, actor in enumerate(ACTORS):
            numbers = range(size * part // len(ACTORS), size * (part + 1) // len(ACTORS))
            ids += self.run("memory", "import", "-", "-q", actor=actor, lines=(json.dumps(self.facts.memory(n)) for n in numbers))
        if len(ids) != size:
            raise SystemExit(f"{len(ids)} memories were made of {size}")
        return ids

    def reinforced(self, count):
        """Says again, of another document, what is there: an entry for each."""
        facts = self.facts
        living = [n for n in range(facts.size - 1) if n % 100 >= REJECTED and not facts.invalidated(n)]
        turns = [(round, n) for round in range(count // len(living) + 1) for n in living][:count]
        for part in range(2):
            lines = (json.dumps(facts.memory(n, f"c{(n * 7 + 10 + 10 * round) % facts.chunks}"))
                     for round, n in turns[part * count // 2:(part + 1) * count // 2])
            self.run("memory", "import", "-", "-q", actor=f"extract-{part}", lines=lines)

    def some(self, ids):
        """A few of what only single commands do, whatever the size."""
        run, size = self.run, self.facts.size
        run("project", "add", "p0", "--name", "The first", ok=(0, 1))
        for number in range(5):
            one, other = ids[size - 60 + number * 2], ids[size - 59 + number * 2]
            run("memory", "supersede", one, "--by", other, actor="rare")
            run("memory", "search", "pump water", "--project", f"p{number % self.facts.projects}", "--record", actor="agent-a")
            run("state", "set", "p0", "config", f"k{number}", json.dumps({"n": number}))
        run("key", "add", "reader", "--role", "reader")

    def alerts(self):
        """So many that wait for a webhook which is not there; one process of the library's own, not one for each."""
        with socket.socket() as taken:  # bound and not listening: whoever connects is refused
            taken.bind(("127.0.0.1", 0))
            url = f"json+http://127.0.0.1:{taken.getsockname()[1]}/hook"
            lib = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(self.atocore))), "build-tools", "distribution",
                               "target", "dist", "lib")
            command = [os.path.join(default_jdk(), "bin", "java"), "-cp", os.path.join(lib, "*"),
                       os.path.join(ROOT, "scripts", "bench", "ScaleAlerts.java"), self.env["ATOCORE_ALERT_LOG"],
                       self.env["ATOCORE_ALERT_SPOOL"], url, str(self.facts.alerts)]
            subprocess.run(command, env=self.env, check=True)


def environment(folder):
    """The environment of every command of that store. Nothing of the caller's own is read or written."""
    home = os.path.join(folder, "home")
    env = {"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8",
           "ATOCORE_DB": os.path.join(folder, "store.db"), "ATOCORE_ALERT_LOG": os.path.join(home, "alerts.log"),
           "ATOCORE_ALERT_SPOOL": os.path.join(home, "alert-spool")}
    if os.environ.get("JAVA_HOME"):
        env["JAVA_HOME"] = os.environ["JAVA_HOME"]
    return env


def feed(pipe, lines):
    try:
        for line in lines:
            pipe.write(line + "\n")
    except BrokenPipeError:
        pass  # the command says why
    finally:
        try:
            pipe.close()
        except BrokenPipeError:
            pass


def drift(folder, count):
    """Alters the content of so many memories behind the program's back."""
    import sqlite3
    connection = sqlite3.connect(os.path.join(folder, "store.db"))
    connection.execute("UPDATE memories SET content = content || ' drifted' WHERE rowid IN "
                       "(SELECT rowid FROM memories WHERE status = 'active' ORDER BY rowid LIMIT ?)", (count,))
    connection.commit()
    connection.close()


def make(folder, size, seed, atocore, drifted=0):
    start = time.perf_counter()
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "home"))
    Maker(folder, Facts(size, seed), atocore).make()
    if drifted:
        drift(folder, drifted)
    print(f"{folder}: {size} memories in {time.perf_counter() - start:.1f} s", file=sys.stderr)
