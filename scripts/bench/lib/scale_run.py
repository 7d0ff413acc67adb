"""Runs every command and page on two stores, with a small writer beside, and says what does not scale."""
import fcntl
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import scale_make
from bench import ROOT, default_jdk
from scale_plan import COMMANDS, LIST, PAGE, ROUTES, WHOLE, unknown

MB = 1 << 20
# A heap that grows only when it must, so that what a process holds is what it needs.
HEAP = "-Xms16m"
LIMIT_MB, LIMIT_S = 200, 1.0


def parts(atocore, work):
    """The commands and routes that the program has, by its own tables."""
    lib = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(atocore))), "build-tools", "distribution", "target",
                       "dist", "lib")
    os.makedirs(work, exist_ok=True)
    out = subprocess.run([os.path.join(default_jdk(), "bin", "java"), "-cp", os.path.join(lib, "*"),
                          os.path.join(ROOT, "scripts", "bench", "ScaleParts.java"), work], check=True, capture_output=True,
                         text=True).stdout
    found = {"command": [], "route": []}
    for line in out.splitlines():
        kind, name = line.split("\t")[:2]
        found[kind].append(name)
    return found["command"], found["route"]


class Writer:
    """Takes the write lock again and again, as one of AtoCore's own who has a small change to make, and notes how long that
    took: refused, it asks every 10 ms and tells by a lock on STORE-turn that it waits."""

    def __init__(self, file):
        self.file, self.worst, self.over = file, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)

    def work(self):
        connection = sqlite3.connect(self.file, timeout=0, isolation_level=None)
        while not self.over.wait(0.01):
            start = time.perf_counter()
            self.take(connection, start + 300)
            self.worst = max(self.worst, time.perf_counter() - start)
        connection.close()

    def take(self, connection, end):
        turn = None
        while time.perf_counter() < end:
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
                break
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    break  # a store that is being replaced
            if turn is None:
                turn = os.open(self.file + "-turn", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.lockf(turn, fcntl.LOCK_SH | fcntl.LOCK_NB, 1)
            except OSError:
                pass  # somebody looks whether anybody waits
            time.sleep(0.01)
        if turn is not None:
            os.close(turn)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


class Store:
    """A copy of a store that commands are run on."""

    def __init__(self, source, folder, atocore):
        self.source, self.folder, self.atocore = source, folder, atocore
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        subprocess.run(["cp", "-a", "--reflink=auto", *[os.path.join(source, name) for name in os.listdir(source)], folder],
                       check=True)
        with open(os.path.join(folder, "facts.json")) as file:
            self.facts = json.load(file)
        self.size = self.facts["size"]
        self.env = dict(scale_make.environment(folder), JAVA_TOOL_OPTIONS=HEAP)
        self.file, self.home = self.env["ATOCORE_DB"], self.env["HOME"]
        self.turn = 0
        connection = sqlite3.connect(self.file)
        self.newest = connection.execute("SELECT max(id) FROM memory_audit").fetchone()[0]
        self.candidates = [row[0] for row in connection.execute("SELECT id FROM memories WHERE status = 'candidate'")]
        connection.close()
        self.pubkey = self.token = ""

    def prepare(self, needed):
        """What some of the commands that are run need to have been done before: at a million each of it takes its time."""
        for key in ("revoked", "rotated"):
            self.run("key", "add", key, "--role=reader")
        self.token = self.run("key", "add", "scale", "--role=operator", "-q").split()[-1]
        notes = os.path.join(self.home, "notes")
        os.makedirs(notes, exist_ok=True)
        with open(os.path.join(notes, "note.md"), "w") as file:
            file.write("# Note\n\nDecision: pump water by day.\n")
        for pattern, line in ((r"backup|integrity", ("db", "backup", "{home}/backup.db")),
                              (r"checkpoint|prove|integrity", ("audit", "checkpoint")),
                              (r"integrity|doctor|dashboard|metrics|GET /", ("integrity", "run"))):
            if any(re.search(pattern, name) for name in needed):
                self.run(*line)
        if any("checkpoint verify" in name for name in needed):
            self.pubkey = self.run("audit", "checkpoint", "pubkey").strip()

    def run(self, *args):
        """Runs a command that is not measured."""
        if args == ("drift",):
            scale_make.drift(self.folder, self.size // 5)
            return ""
        done = subprocess.run([self.atocore, *self.words(args)], env=self.env, capture_output=True, text=True)
        if done.returncode not in (0, 3):
            raise SystemExit(f"atocore {' '.join(args)}: {done.stderr[-500:]}")
        return done.stdout

    def words(self, args):
        self.turn += 1
        return [self.word(arg) for arg in args]

    def word(self, text):
        def value(match):
            name = match.group(1)
            if name in ("active", "candidate"):
                pool = self.facts["active" if name == "active" else "candidates"]
                self.turn += 1
                return pool[self.turn % len(pool)]
            return {"n": f"{self.turn}-{time.time_ns()}", "document": f"d{self.turn}", "home": self.home, "store": self.file,
                    "pubkey": self.pubkey, "big": self.facts["big"], "newest": str(self.newest - 5)}[name]

        return re.sub(r"\{(\w+)\}", value, text)

    def input(self, name):
        if name == "candidates":
            return "".join(id + "\n" for id in self.candidates)
        if name == "memories":
            stamp = time.time_ns()
            return "".join(f'{{"type":"knowledge","content":"pump water, line {i} of {stamp}"}}\n' for i in range(200))
        if name in ("cases", "many-cases"):
            count = 10 if name == "cases" else 2000
            return "".join(f'{{"id":"c{i}","query":"pump water m{i}","expect_text":"m{i}","k":5}}\n' for i in range(count))
        if name == "sources":
            return '{"kind":"document","id":"scale","project":"p1","title":"t","uri":"u"}\n'
        if name == "chunk":
            return '{"id":"c1","project":"p1","content":"Decision: pump water."}\n'
        if name == "mcp":
            return "\n"
        return ""


class Cost:
    """What one run took."""

    def __init__(self, wall, cpu, rss, out, waited):
        self.wall, self.cpu, self.rss, self.out, self.waited = wall, cpu, rss, out, waited

    def least(self, other):
        return Cost(*[min(a, b) for a, b in zip(self.values(), other.values())])

    def values(self):
        return self.wall, self.cpu, self.rss, self.out, self.waited


def measure(store, name, line):
    if line.fresh:
        copy = Store(store.source, store.folder + ".fresh", store.atocore)
        copy.pubkey = store.pubkey
        try:
            for before in line.before:
                copy.run(*([before] if isinstance(before, str) else before))
            return command(copy, name, line)
        finally:
            shutil.rmtree(copy.folder)
    return command(store, name, line)


def command(store, name, line):
    args = [store.atocore, *name.split(" "), *store.words(line.args)]
    writer = Writer(store.file)
    if not line.alone:
        writer.__enter__()
    start = time.perf_counter()
    with open(os.path.join(store.home, "stderr"), "w+") as err:
        child = subprocess.Popen(args, env=store.env, stdout=subprocess.PIPE, stderr=err,
                                 stdin=subprocess.PIPE if line.stdin else subprocess.DEVNULL)
        if line.stdin:
            feeder = threading.Thread(target=feed, args=(child.stdin, store.input(line.stdin).encode()))
            feeder.start()
        out = 0
        while chunk := os.read(child.stdout.fileno(), MB):
            out += len(chunk)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if not line.alone:
            writer.__exit__()
        if child.returncode not in line.ok:
            err.seek(0)
            raise RuntimeError(f"ended with {child.returncode}: {err.read()[-300:].strip()}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, out, writer.worst)


def feed(pipe, data):
    try:
        pipe.write(data)
        pipe.close()
    except BrokenPipeError:
        pass


class Server:
    def __init__(self, store):
        self.store = store
        self.process = subprocess.Popen([store.atocore, "serve", "--port", "0", "-o", "json"], env=store.env,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def ask(self, path):
        """The least of three, after one that warms."""
        path = self.store.word(path)
        best, most = None, 0
        for turn in range(4):
            with Writer(self.store.file) as writer:
                client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
                start = time.perf_counter()
                client.request("GET", path, headers={"Authorization": f"Bearer {self.store.token}"})
                answer = client.getresponse()
                out = len(answer.read())
                wall = time.perf_counter() - start
                client.close()
            if answer.status != 200:
                raise RuntimeError(f"answered {answer.status}")
            most = max(most, self.rss())
            cost = Cost(wall, wall, most, out, writer.worst)
            best = cost if best is None or turn == 1 else best.least(cost)
        best.rss = most
        return best

    def rss(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) * 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


class Judge:
    """Compares what the same took on the two stores."""

    def __init__(self, small, large, base, factor, gross):
        self.ratio, self.base, self.factor, self.gross = large.size / small.size, base, factor, gross

    def complaints(self, kind, small, large, base=None, slack=0.25):
        base = self.base if base is None else base
        grown = max(1.0, large.out / max(small.out, 1000))
        allowed = {PAGE: 1.0, LIST: grown, WHOLE: max(self.ratio, grown)}[kind]
        least = max(small.cpu - base, 0.05)
        said = []
        if large.cpu - base > allowed * least * self.factor + slack:
            said.append(f"grows: {small.cpu:.2f} s to {large.cpu:.2f} s of CPU, allowed is {allowed:.0f} times")
        if kind == PAGE and large.out > 3 * small.out + 20_000:
            said.append(f"prints more: {small.out} to {large.out} bytes")
        if large.rss > LIMIT_MB * MB:
            said.append(f"holds {large.rss / MB:.0f} MB")
        if not self.gross:
            if kind == PAGE and large.wall > LIMIT_S:
                said.append(f"takes {large.wall:.1f} s for a bounded answer")
            if large.waited > LIMIT_S:
                said.append(f"a writer waited {large.waited:.1f} s")
        return said


def run(small, large, atocore, work, only, gross, file):
    """Gives how many lines were complained of."""
    start = time.perf_counter()
    commands, routes = parts(atocore, os.path.join(work, "parts"))
    failed = unknown(commands, routes)
    for line in failed:
        print(line)
    stores = [Store(source, os.path.join(work, name), atocore) for source, name in ((small, "small"), (large, "large"))]
    needed = [name for name in (*COMMANDS, *ROUTES) if re.search(only, name)]
    for store in stores:
        store.prepare(needed)
    base = min(measure(stores[0], "db path", COMMANDS["db path"][0]).cpu for _ in range(3))
    judge = Judge(*stores, base, 3 if gross else 2, gross)
    rows = []
    print(f"{'':72} {'CPU s':>14} {'wall s':>7} {'MB':>5} {'bytes':>22} {'wait s':>7}", flush=True)
    for name in COMMANDS:
        if name in commands and re.search(only, name):
            for line in COMMANDS[name]:
                what = " ".join(["atocore", name, *line.args])
                failed += row(rows, what, line.kind, judge, lambda store: measure(store, name, line), stores)
    if any(re.search(only, route) for route in ROUTES):
        servers = [Server(store) for store in stores]
        try:
            for route, paths in ROUTES.items():
                for path in paths if re.search(only, route) else []:
                    kind, path = path if isinstance(path, tuple) else (PAGE, path)
                    failed += row(rows, "GET " + path, kind, judge, lambda server: server.ask(path), servers, 0.0, 0.1)
        finally:
            for server in servers:
                server.stop()
    print(f"\n{len(rows)} lines in {time.perf_counter() - start:.0f} s; {len(failed)} complaints")
    for line in failed:
        print("  " + line)
    if file:
        with open(file, "w") as out:
            json.dump({"sizes": [store.size for store in stores], "rows": rows, "complaints": failed}, out, indent=1)
    return len(failed)


def row(rows, what, kind, judge, ask, sides, base=None, slack=0.25):
    """Measures once, and what is complained of twice more: the least counts."""
    try:
        small, large = ask(sides[0]), ask(sides[1])
        said = judge.complaints(kind, small, large, base, slack)
        for _ in range(2 if said else 0):
            small, large = small.least(ask(sides[0])), large.least(ask(sides[1]))
            said = judge.complaints(kind, small, large, base, slack)
            if not said:
                break
    except RuntimeError as error:
        print(f"{what[:72]:72} {error}", flush=True)
        return [f"{what}: {error}"]
    print(f"{what[:72]:72} {small.cpu:6.2f} {large.cpu:7.2f} {large.wall:7.2f} {large.rss / MB:5.0f} {small.out:10} {large.out:11}"
          f" {large.waited:7.2f}  {'; '.join(said)}", flush=True)
    rows.append({"what": what, "kind": kind, "small": small.values(), "large": large.values(), "complaints": said})
    return [f"{what}: {line}" for line in said]
