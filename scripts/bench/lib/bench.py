"""What the figures share: the build, worker processes that take turns, medians."""
import contextlib
import glob
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__)))))
ATOCORE = os.path.join(ROOT, "bin", "atocore")
PEERS = os.path.join(ROOT, "scripts", "bench", "peers", "target")


def build(peers):
    """Builds atocore and, when asked, the peers: JaVers, Hibernate Envers and JMH come from Maven Central."""
    mvn = [os.path.join(ROOT, "mvnw"), "-q", "-B", "-ntp", "-DskipTests"]
    if peers:
        subprocess.run([*mvn, "-f", os.path.join(ROOT, "scripts", "bench", "pom.xml"), "package"], cwd=ROOT, check=True)
    else:
        subprocess.run([*mvn, "package"], cwd=ROOT, check=True)


def default_jdk():
    if os.environ.get("JAVA_HOME"):
        return os.environ["JAVA_HOME"]
    java = shutil.which("java") or sys.exit("there is no java on the PATH")
    return os.path.dirname(os.path.dirname(os.path.realpath(java)))


def jdk_version(jdk):
    with open(os.path.join(jdk, "release")) as release:
        for line in release:
            if line.startswith("JAVA_RUNTIME_VERSION="):
                return line.split("=", 1)[1].strip().strip('"')
    return jdk


def peer_classpath():
    with open(os.path.join(PEERS, "classpath")) as file:
        jars = file.read().strip()
    own = [jar for jar in glob.glob(os.path.join(PEERS, "atocore-bench-*.jar"))]
    return ":".join(own + [jars])


class Bench:
    """One run: where it works, how many rounds it takes, and on which JDK."""

    def __init__(self, work, rounds, quick, jdks):
        self.work = work
        self.rounds = rounds
        self.quick = quick
        self.jdk = default_jdk()
        self.jdks = jdks or [self.jdk]
        self.in_memory = False
        self.memory = ""

    def path(self, name):
        return os.path.join(self.memory if self.in_memory else self.work, name)

    @contextlib.contextmanager
    def without_disk(self):
        """Has the stores made in memory, where flushing is free: what is left is the programs' own work."""
        self.memory = tempfile.mkdtemp(prefix="atocore-bench.", dir="/dev/shm")
        self.in_memory = True
        try:
            yield
        finally:
            self.in_memory = False
            shutil.rmtree(self.memory, ignore_errors=True)

    def java(self, *args, heap="512m"):
        return [os.path.join(self.jdk, "bin", "java"), f"-Xmx{heap}", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp",
                peer_classpath(), *args]

    def jvm(self, *args, heap="512m"):
        return Worker(self.java("dev.atocore.bench.Worker", *[str(a) for a in args], heap=heap))

    def tool(self, *args):
        """Runs one of the worker's programs to its end."""
        subprocess.run(self.java("dev.atocore.bench.Worker", *[str(a) for a in args]), check=True,
                       stdout=subprocess.DEVNULL)

    def python(self, *args):
        return Worker([sys.executable, os.path.join(ROOT, "scripts", "bench", "lib", "python_writes.py"), *[str(a) for a in args]])

    def copy(self, source, name):
        """A copy of a store whose log is checkpointed."""
        target = self.path(name)
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(target + suffix):
                os.remove(target + suffix)
        checkpoint(source)
        shutil.copyfile(source, target)
        return target


def checkpoint(file):
    import sqlite3
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class Worker:
    """A process that works when it is told to, and tells how long it took."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.expect("ready")

    def expect(self, word):
        line = self.process.stdout.readline().strip()
        if line != word:
            raise RuntimeError(f"{' '.join(self.process.args)[-120:]} said {line!r}, not {word!r}")

    def tell(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def prepare(self, number):
        self.tell(f"prepare {number}")
        self.expect("prepared")

    def result(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(self.process.args)[-120:]} died")
        return json.loads(line)

    def round(self, number):
        self.prepare(number)
        self.tell(f"go {number}")
        return self.result()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Team:
    """Several workers that work at the same time; the time is that of the slowest."""

    def __init__(self, workers):
        self.workers = workers

    def round(self, number):
        for worker in self.workers:
            worker.prepare(number)
        for worker in self.workers:
            worker.tell(f"go {number}")
        results = [worker.result() for worker in self.workers]
        return {"wall_ms": max(r["wall_ms"] for r in results), "cpu_ms": sum(r["cpu_ms"] for r in results)}

    def close(self):
        for worker in self.workers:
            worker.close()


def interleave(sides, rounds, warm, first=0):
    """Lets each side work once a round, in turning order; gives the list of times of each."""
    times = {name: [] for name in sides}
    names = list(sides)
    for number in range(first, first + warm + rounds):
        for name in names[number % len(names):] + names[:number % len(names)]:
            result = sides[name].round(number)
            if number >= first + warm:
                times[name].append(result)
    for side in sides.values():
        side.close()
    return times


def ratio(times, a, b, key="wall_ms"):
    """Median over the rounds of a's time to b's time in the same round."""
    return statistics.median(x[key] / max(y[key], 1e-6) for x, y in zip(times[a], times[b]))


def median(times, name, key="wall_ms"):
    return statistics.median(r[key] for r in times[name])


def row(what, value, unit, against="", base=None, ratio=None, must=""):
    """A line of the table. must is such as '<= 4' and is held against the ratio, or the value where there is none."""
    result = {"what": what, "value": value, "unit": unit, "against": against, "base": base, "ratio": ratio, "must": must}
    if must:
        sign, limit = must.split()[:2]
        measured = value if ratio is None else ratio
        result["ok"] = measured <= float(limit) if sign == "<=" else measured >= float(limit)
    return result
