"""Figures b to j."""
import json
import os
import sqlite3
import statistics
import subprocess
import time

import startup
from bench import ATOCORE, PEERS, ROOT, Team, checkpoint, interleave, median, peer_classpath, ratio, row


def writes(bench, kind, store, template, slice_):
    """The three sides of one kind of write, each on a copy of the store."""
    return {
        "atocore": bench.jvm("atocore", bench.copy(store, f"{kind}-atocore.db"), kind, *slice_),
        "jdbc": bench.jvm("raw", bench.copy(store, f"{kind}-jdbc.db"), kind, *slice_, template),
        "python": bench.python(kind, bench.copy(store, f"{kind}-python.db"), *slice_, template),
    }


def mutations(bench):
    """On the disk, where a single change waits for its flush, and in memory, where only the work is left."""
    yield from writing(bench, "", True)
    if os.path.isdir("/dev/shm"):
        with bench.without_disk():
            yield from writing(bench, ", in memory", False)


def writing(bench, where, processes):
    # The first rounds are for the JIT compilers: they are not counted.
    rounds, warm = bench.rounds, 4
    groups = rounds + warm
    bulk = 5000 if bench.quick else 10000
    single = 400 if bench.quick else 1000
    empty = bench.path("empty.db")
    bench.tool("fill", empty, 0, 0, 0)
    store = bench.path("candidates.db")
    bench.tool("fill", store, groups, bulk, groups * single)
    done = bench.copy(store, "done.db")
    bench.tool("promote-all", done)
    checkpoint(done)
    start = groups * bulk
    cases = [
        ("create", empty, store, (start, single, single), "single create", ">= 0.7", None),
        ("promote", store, done, (start, single, single), "single promote", ">= 0.7", None),
        ("import", empty, store, (0, bulk, bulk), "memory import", ">= 0.8", ">= 0.9"),
        ("sweep", store, done, (0, bulk, bulk), "auto-promote", ">= 0.8", ">= 0.9"),
    ]
    for kind, source, template, slice_, what, must_jdbc, must_python in cases:
        times = interleave(writes(bench, kind, source, template, slice_), rounds, warm)
        rate = {name: slice_[1] * 1000 / median(times, name) for name in times}
        yield row(what + where, rate["atocore"], "/s", "sqlite-jdbc, prepared", rate["jdbc"],
                  ratio(times, "jdbc", "atocore"), "" if where else must_jdbc)
        yield row(what + where, rate["atocore"], "/s", "Python sqlite3", rate["python"], ratio(times, "python", "atocore"),
                  "" if where else must_python or "")
        cpu = {name: median(times, name, "cpu_ms") * 1000 / slice_[1] for name in times}
        yield row(f"{what}{where}, CPU", cpu["atocore"], "us", "sqlite-jdbc, prepared", cpu["jdbc"],
                  ratio(times, "atocore", "jdbc", "cpu_ms"))
    for count in (1, 4, 8) if processes else ():
        yield from together(bench, store, done, start, single, count)


def together(bench, store, done, start, single, processes):
    """As many processes as that promote in one store at once."""
    each = max(20, single // processes)
    kinds = ("atocore", "jdbc", "python")
    copies = {kind: bench.copy(store, f"processes-{kind}.db") for kind in kinds}
    sides = {}
    for kind in kinds:
        slices = [(start + p * each, each, each * processes) for p in range(processes)]
        sides[kind] = Team([
            bench.jvm("atocore", copies[kind], "promote", *s) if kind == "atocore"
            else bench.jvm("raw", copies[kind], "promote", *s, done) if kind == "jdbc"
            else bench.python("promote", copies[kind], *s, done) for s in slices])
    times = interleave(sides, bench.rounds, 3)
    rate = {name: each * processes * 1000 / median(times, name) for name in times}
    name = f"single promote, {processes} process{'es' if processes > 1 else ''}"
    yield row(name, rate["atocore"], "/s", "sqlite-jdbc, prepared", rate["jdbc"], ratio(times, "jdbc", "atocore"),
              ">= 0.7" if processes == 1 else "")
    yield row(name, rate["atocore"], "/s", "Python sqlite3", rate["python"], ratio(times, "python", "atocore"))


def peers(bench):
    """Single changes on the disk wait for their flush, whoever makes them; in memory and in bulk the work shows."""
    single = 300 if bench.quick else 500
    yield from updating(bench, "", single, 1)
    yield from updating(bench, ", 1000 a transaction", 2000 if bench.quick else 10000, 1000)
    if os.path.isdir("/dev/shm"):
        with bench.without_disk():
            yield from updating(bench, ", in memory", single, 1)


def updating(bench, how, size, per_transaction):
    store = bench.path(f"peer-atocore-{per_transaction}.db")
    bench.tool("fill", store, 0, 0, size)
    slice_ = (0, size, 0)
    sides = {
        "atocore": bench.jvm("atocore", store, "update" if per_transaction == 1 else "reinforce", *slice_),
        "javers": bench.jvm("javers", bench.path(f"peer-javers-{per_transaction}.db"), *slice_, per_transaction),
        "envers": bench.jvm("envers", bench.path(f"peer-envers-{per_transaction}.db"), *slice_, per_transaction),
    }
    times = interleave(sides, bench.rounds, 6)
    rate = {name: size * 1000 / median(times, name) for name in times}
    cpu = {name: median(times, name, "cpu_ms") * 1000 / size for name in times}
    for name, label, must in (("javers", "JaVers", ">= 5"), ("envers", "Hibernate Envers", ">= 2")):
        yield row("audited update" + how, rate["atocore"], "/s", label, rate[name], ratio(times, name, "atocore"),
                  "" if bench.in_memory else must)
        yield row(f"audited update{how}, CPU", cpu["atocore"], "us", label, cpu[name],
                  ratio(times, "atocore", name, "cpu_ms"))


class Sha256sum:
    """sha256sum as a side of a comparison."""

    def __init__(self, file):
        self.file = file

    def round(self, number):
        start = time.perf_counter()
        child = subprocess.Popen(["sha256sum", self.file], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        return {"wall_ms": (time.perf_counter() - start) * 1000, "cpu_ms": (usage.ru_utime + usage.ru_stime) * 1000}

    def close(self):
        pass


def verify(bench):
    rows = 50_000 if bench.quick else 200_000
    store = bench.path("verify.db")
    bench.tool("fill", store, 1, rows, 0)
    bench.tool("promote-all", store)
    checkpoint(store)
    data = bench.path("verify.bytes")
    connection = sqlite3.connect(store)
    with open(data, "wb") as out:
        for table in ("memory_audit", "memories"):
            for values in connection.execute(f"SELECT * FROM {table}"):
                for value in values:
                    out.write(value if isinstance(value, bytes) else b"" if value is None else str(value).encode())
    entries = connection.execute("SELECT count(*) FROM memory_audit").fetchone()[0]
    connection.close()
    sides = {"verify": bench.jvm("verify", store), "read": bench.jvm("read-log", store), "sha256sum": Sha256sum(data)}
    times = interleave(sides, bench.rounds, 2)
    what = f"verify of {entries} entries, {os.path.getsize(data) // entries} bytes each"
    yield row(what, median(times, "verify"), "ms", "sha256sum, same bytes", median(times, "sha256sum"),
              ratio(times, "verify", "sha256sum"), "<= 1.0")
    yield row(what, median(times, "verify"), "ms", "reading the same rows", median(times, "read"), ratio(times, "verify", "read"))
    yield row(what + ", CPU", median(times, "verify", "cpu_ms"), "ms", "reading the same rows",
              median(times, "read", "cpu_ms"), ratio(times, "verify", "read", "cpu_ms"), "<= 1.6")
    yield row("entries verified", entries * 1000 / median(times, "verify"), "/s")


def checks(bench):
    """The checks' own programs, with 64 MB of heap."""
    previous = None
    for size in (10_000, 100_000) if bench.quick else (10_000, 100_000, 1_000_000):
        store = bench.path(f"checks-{size}.db")
        totals = checks_program(bench, "SeedCheckBench", store, size, bench.rounds)
        name = f"four seed checks, {size} memories, 64 MB"
        yield row(name, totals["atocore_ms"], "ms", "same SQL, sqlite3 shell", totals["shell_ms"], totals["to_shell"], "<= 1.2")
        yield row(name, totals["atocore_ms"], "ms", "naive queries, sqlite3 shell", totals["naive_ms"], totals["to_naive"],
                  "<= 0.15")
        if previous:
            growth = totals["atocore_ms"] / previous["atocore_ms"] / (size / previous["rows"])
            yield row(f"growth for 10 times as many, {size}", totals["atocore_ms"], "ms", "a tenth of the memories",
                      previous["atocore_ms"], growth, "")
        previous = {**totals, "rows": size}
        runs = checks_program(bench, "SinceLastBench", store, bench.rounds)
        name = f"integrity run, {size} memories, start excluded"
        yield row(name, runs["default_ms"], "ms", must="<= 5000" if size >= 1_000_000 else "")
        yield row(name + ", CPU", runs["default_cpu_ms"], "ms")
        must = "<= 0.05" if size >= 1_000_000 else ""
        name = f"run --since-last, 1000 changes of {size}"
        yield row(name, runs["since_ms"], "ms", "integrity run", runs["default_ms"], runs["since_to_default"], must)
        yield row(name + ", CPU", runs["since_cpu_ms"], "ms", "integrity run", runs["default_cpu_ms"],
                  runs["since_to_default_cpu"], must)


def checks_program(bench, program, *args):
    out = subprocess.run(bench.java(f"dev.atocore.bench.{program}", *[str(a) for a in args], heap="64m"),
                         check=True, capture_output=True, text=True).stdout
    return json.loads(next(line for line in out.splitlines() if line.startswith("{")))


LOG = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;
DROP INDEX memory_audit_timestamp; DROP INDEX memory_audit_action; DROP INDEX memory_audit_actor; DROP INDEX memory_audit_first;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {entries})
INSERT INTO memory_audit (id, memory_id, version, action, actor, before_json, after_json, timestamp, hash)
SELECT i, printf('01a20000-0000-7000-8000-%012d', (i * 7919) % ({entries} / 10)), (i - 1) / ({entries} / 10) + 1, 'updated', 'bench',
 printf('{{"content":"what was decided about number %d in the project"}}', i),
 printf('{{"content":"what was decided about number %d in the project, again"}}', i),
 strftime('%Y-%m-%dT%H:%M:%f000Z', 1700000000 + i, 'unixepoch'), randomblob(32) FROM n;
CREATE INDEX memory_audit_timestamp ON memory_audit (timestamp);
CREATE INDEX memory_audit_action ON memory_audit (action);
CREATE INDEX memory_audit_actor ON memory_audit (actor);
CREATE INDEX memory_audit_first ON memory_audit (timestamp) WHERE version = 1;
PRAGMA journal_mode = WAL;
"""


def reads(bench):
    """Logs of 10 entries a memory, filled by SQL; only the time of reading is of interest. The guard of the log looks at each insert by its index."""
    sizes = (10_000, 100_000) if bench.quick else (10_000, 1_000_000, 5_000_000)
    empty = bench.path("log-empty.db")
    bench.tool("fill", empty, 0, 0, 0)
    stores = {}
    for entries in sizes:
        stores[entries] = bench.copy(empty, f"log-{entries}.db")
        connection = sqlite3.connect(stores[entries], isolation_level=None)
        connection.executescript(LOG.format(entries=entries))
        connection.close()
    for kind, what in (("history", "history of a memory"), ("recent", "recent, 50 entries"), ("page", "keyset page of 50")):
        times = interleave({n: bench.jvm(kind, stores[n]) for n in sizes}, bench.rounds, 3)
        for entries in sizes:
            value = median(times, entries) * 1000 / 200
            if entries == sizes[0]:
                yield row(f"{what}, {entries} entries", value, "us")
            else:
                yield row(f"{what}, {entries} entries", value, "us", f"{sizes[0]} entries", median(times, sizes[0]) * 5,
                          ratio(times, entries, sizes[0]), "<= 1.5")
    yield from history_command(bench, stores)


def history_command(bench, stores):
    """The same as an operator asks for it: another memory each time."""
    first = min(stores)
    times = {entries: [] for entries in stores}
    for number in range(bench.rounds + 1):
        for entries, store in stores.items():
            memory = f"01a20000-0000-7000-8000-{number * 7919 % (entries // 10):012d}"
            env = {"PATH": os.environ["PATH"], "HOME": bench.work, "JAVA_HOME": bench.jdk, "ATOCORE_DB": store}
            ms = startup.cpu_ms([ATOCORE, "audit", "history", memory], env)
            if number > 0:  # the first fills the file cache
                times[entries].append(ms)
    for entries in stores:
        others = {} if entries == first else {
            "against": f"{first} entries", "base": statistics.median(times[first]), "must": "<= 1.5",
            "ratio": statistics.median(a / b for a, b in zip(times[entries], times[first]))}
        yield row(f"audit history, the command, CPU, {entries} entries", statistics.median(times[entries]), "ms", **others)


def search(bench):
    for size in (10_000, 100_000) if bench.quick else (10_000, 100_000, 1_000_000):
        store = bench.path(f"search-{size}.db")
        bench.tool("fill-search", store, size)
        checkpoint(store)
        words = {"rare": "zanzibar", "every row": "everywhere", "both": "everywhere zanzibar"}
        sides = {name: bench.jvm("search", store, word) for name, word in words.items()}
        sides["like"] = bench.jvm("like", store, "zanzibar")
        times = interleave(sides, bench.rounds, 2)
        like = median(times, "like")
        yield row(f"search, selective, {size} memories", median(times, "rare") / 10, "ms", "LIKE scan", like,
                  ratio(times, "rare", "like") / 10, "<= 0.05" if size >= 1_000_000 else "")
        for name in ("every row", "both"):
            what = "a word of every row" if name == "every row" else "that and a rare word"
            yield row(f"search, {what}, {size} memories", median(times, name) / 10, "ms", must="<= 100")


def disk(bench):
    """What the files grow by."""
    size = 5000 if bench.quick else 20000
    store = bench.path("disk.db")
    bench.tool("fill", store, 1, size, 0)
    checkpoint(store)
    created = os.path.getsize(store)
    connection = sqlite3.connect(store)
    body = connection.execute("SELECT avg(length(CAST(after_json AS BLOB))) FROM memory_audit").fetchone()[0]
    connection.close()
    yield row("bytes on disk, created memory", created / size, "B", "its image", body, created / size / body)
    bench.tool("promote-all", store)
    checkpoint(store)
    grown = os.path.getsize(store) - created
    connection = sqlite3.connect(store)
    bodies = connection.execute("SELECT avg(length(CAST(before_json AS BLOB)) + length(CAST(after_json AS BLOB)))"
                                " FROM memory_audit WHERE before_json IS NOT NULL").fetchone()[0]
    connection.close()
    yield row("bytes on disk, promoted memory", grown / size, "B", "its two images", bodies, grown / size / bodies)


def nightly(bench):
    """scripts/batch-extract.sh on a store where nothing is new: all steps, the shell's own work included."""
    folder = bench.path("nightly")
    os.makedirs(folder, exist_ok=True)
    sample = os.path.join(ROOT, "scripts", "sample")
    env = {"PATH": os.environ["PATH"], "HOME": folder, "JAVA_HOME": bench.jdk, "ATOCORE_DB": os.path.join(folder, "store.db"),
           "ATOCORE_ALERT_LOG": os.path.join(folder, "alerts.log"), "ATOCORE_SOURCES": os.path.join(sample, "notes"),
           "ATOCORE_PROJECT": "fernhill", "ATOCORE_HARNESS": os.path.join(sample, "harness.ndjson")}
    seconds = []
    for _ in range(bench.rounds + 2):  # the first two nights find something new
        child = subprocess.Popen([os.path.join(ROOT, "scripts", "batch-extract.sh")], env=env, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 3):
            raise RuntimeError(f"batch-extract.sh ended with exit status {child.returncode}")
        seconds.append(usage.ru_utime + usage.ru_stime)
    yield row("batch-extract.sh, nothing new, all steps, CPU", statistics.median(seconds[2:]), "s", must="<= 3")


def jmh(bench):
    result = bench.path("jmh.json")
    subprocess.run(
        [os.path.join(bench.jdk, "bin", "java"), "-cp", peer_classpath(), "org.openjdk.jmh.Main", "SealBenchmark", "-rf", "json",
         "-rff", result, "-i", str(max(5, bench.rounds))], check=True, stdout=subprocess.DEVNULL)
    with open(result) as file:
        scores = {r["benchmark"].rsplit(".", 1)[1]: statistics.median(r["primaryMetric"]["rawData"][0]) for r in json.load(file)}
    for name, what in (("seal", "sealing an entry"), ("check", "checking an entry's hash")):
        yield row(what, scores[name], "ns", "SHA-256, as many bytes", scores["sha256"], scores[name] / scores["sha256"])
