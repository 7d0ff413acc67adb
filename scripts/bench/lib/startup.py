"""Figure a: what a short command costs, in CPU, against a JVM that prints hello on the same JDK in the same run."""
import os
import statistics
import subprocess
import sys
import time

from bench import ATOCORE, ROOT, jdk_version, row

HELLO = 'public class Hello { public static void main(String[] a) { System.out.println("hello"); } }\n'
PYTHON_RECENT = """
import sqlite3, sys
for entry in sqlite3.connect(sys.argv[1]).execute(
    "SELECT id, timestamp, action, actor, memory_id, after_json, note FROM memory_audit ORDER BY id DESC LIMIT 50"):
    print(*entry)
"""
READING = "<= 4"
OTHER = "<= 8"


def cpu_ms(command, env):
    """User and system time of the command and its children, in ms."""
    child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):  # 3: done, with findings
        raise RuntimeError(f"{' '.join(command)} ended with exit status {child.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def await_archive(env):
    """Has the class archive made now, as the build does for its own JDK."""
    subprocess.run([ATOCORE, "--make-archive"], env=env, check=True)
    folder = os.path.join(ROOT, "build-tools", "distribution", "target", "dist", "archive")
    deadline = time.monotonic() + 120
    while any(name.endswith(".lock") for name in os.listdir(folder)):
        if time.monotonic() > deadline:
            raise RuntimeError("the class archive is not made within two minutes")
        time.sleep(0.2)


def other_commands(run, ids, work):
    """The commands that have no row of their own, after what they need is there; name and command line of a round."""
    share = len(ids) // 4  # the first is for memory promote
    rejected, redacted, invalidated = ids[share:2 * share], ids[2 * share:3 * share], ids[3 * share:]
    one, notes, fixtures = ids[0], os.path.join(work, "notes"), os.path.join(work, "fixtures.ndjson")
    os.makedirs(notes, exist_ok=True)
    with open(os.path.join(notes, "note.md"), "w") as file:
        file.write("# A note\n\nRemember: the pumps run at night\n")
    with open(fixtures, "w") as file:
        file.write('{"query":"fact number","expect_text":"fact"}\n')
    run("source", "ingest", notes)
    run("memory", "update", one, "--confidence", "0.7")
    run("memory", "promote", *invalidated)
    run("integrity", "run")
    run("audit", "checkpoint")
    run("db", "backup", os.path.join(work, "copy.db"))
    key, signed = run("audit", "checkpoint", "pubkey").strip(), os.path.join(work, "startup.db.checkpoint")
    lines = {
        "memory update": lambda i: [one, "--confidence", str(0.1 + i / 100)],
        "memory reinforce": lambda i: [one],
        "memory reject": lambda i: [rejected[i]],
        "memory invalidate": lambda i: [invalidated[i]],
        "memory diff": lambda i: [one],
        "memory revert": lambda i: [one, "--to-version", "1"],
        "memory import": lambda i: [os.devnull],
        "audit blame": lambda i: [one],
        "audit export": lambda i: [],
        "audit checkpoint": lambda i: [os.path.join(work, f"checkpoint-{i}")],
        "audit checkpoint verify": lambda i: [signed, "--pubkey", key],
        "audit checkpoint pubkey": lambda i: [],
        "audit prove": lambda i: ["1"],
        "audit replay": lambda i: [],
        "audit gap": lambda i: [],
        "audit redact": lambda i: [redacted[i], "--reason", "bench"],
        "audit prune": lambda i: ["--before", "1d", "--archive", os.path.join(work, f"archive-{i}")],
        "audit erasures": lambda i: [],
        "alert resolve": lambda i: ["--key", "bench"],
        "alert flush": lambda i: [],
        "alert list-undelivered": lambda i: [],
        "alert retry": lambda i: [],
        "alert sinks": lambda i: [],
        "alert test": lambda i: [],
        "integrity last": lambda i: [],
        "integrity last --diff": lambda i: [],
        "integrity run --since-last": lambda i: [],
        "integrity trend": lambda i: [],
        "integrity repair": lambda i: ["--check", "duplicate-active-memory"],
        "integrity acks": lambda i: [],
        "harness run": lambda i: [fixtures],
        "state set": lambda i: ["atocore", "bench", "key", str(i)],
        "project add": lambda i: [f"project-{i}"],
        "project list": lambda i: [],
        "source ingest": lambda i: [notes],
        "source list": lambda i: [],
        "source import": lambda i: [os.devnull],
        "source extract": lambda i: [os.devnull],
        "db init": lambda i: [],
        "db status": lambda i: [],
        "db migrate": lambda i: [],
        "db backup": lambda i: [os.path.join(work, f"copy-{i}.db")],
        "db verify-backup": lambda i: [os.path.join(work, "copy.db")],
        "doctor": lambda i: [],
        "memory create --help": lambda i: [],
    }
    return {name: lambda i, name=name, rest=rest: [ATOCORE, *name.split(), *rest(i)] for name, rest in lines.items()}


def commands(ids):
    """Name, what must hold, and the command line of a round."""
    one = ids[0]
    emit = ["alert", "emit", "--severity", "info", "--title", "t", "--message", "m"]
    lines = {
        "--help": (OTHER, lambda i: ["--help"]),
        "audit recent": (READING, lambda i: ["audit", "recent"]),
        "audit history": (READING, lambda i: ["audit", "history", one]),
        "audit show": (READING, lambda i: ["audit", "show", "1"]),
        "audit tail": (READING, lambda i: ["audit", "tail"]),
        "audit stats": (READING, lambda i: ["audit", "stats"]),
        "audit status": (READING, lambda i: ["audit", "status"]),
        "state list": (READING, lambda i: ["state", "list"]),
        "state get": (READING, lambda i: ["state", "get", "atocore", "bench", "key"]),
        "alert emit": (READING, lambda i: emit),
        "alert recent": (READING, lambda i: ["alert", "recent"]),
        "memory show": (OTHER, lambda i: ["memory", "show", one]),
        "memory list": (OTHER, lambda i: ["memory", "list"]),
        "memory search": (OTHER, lambda i: ["memory", "search", "fact", "--status", "candidate"]),
        "memory create": (OTHER, lambda i: ["memory", "create", "--type", "knowledge", "--content", f"made {i}"]),
        "memory promote": (OTHER, lambda i: ["memory", "promote", ids[i + 1]]),
        "memory export": (OTHER, lambda i: ["memory", "export"]),
        "memory auto-promote": (OTHER, lambda i: ["memory", "auto-promote"]),
        "memory expire": (OTHER, lambda i: ["memory", "expire"]),
        "source chunks": (OTHER, lambda i: ["source", "chunks"]),
        "audit verify": (OTHER, lambda i: ["audit", "verify"]),
        "pipeline check": (OTHER, lambda i: ["pipeline", "check"]),
        "integrity list": (OTHER, lambda i: ["integrity", "list"]),
        "integrity run": (OTHER, lambda i: ["integrity", "run"]),
        "dashboard": (OTHER, lambda i: ["dashboard"]),
    }
    return {name: (must, lambda i, line=line: [ATOCORE, *line(i)]) for name, (must, line) in lines.items()}


def measure_jdk(jdk, rounds, work):
    env = {"PATH": os.environ["PATH"], "HOME": work, "JAVA_HOME": jdk, "ATOCORE_DB": os.path.join(work, "startup.db"),
           "ATOCORE_ALERT_LOG": os.path.join(work, "alerts.log")}
    await_archive(env)
    source = os.path.join(work, "Hello.java")
    with open(source, "w") as file:
        file.write(HELLO)
    subprocess.run([os.path.join(jdk, "bin", "javac"), "-d", work, source], check=True)

    def run(*words, given=None):
        return subprocess.run([ATOCORE, *words], env=env, input=given, check=True, capture_output=True, text=True).stdout

    # At the usual number of rounds below the 200 candidates that pipeline check warns of.
    memories = max(120, 4 * (rounds + 2))
    run("memory", "import", "-", given="".join(f'{{"type":"knowledge","content":"fact number {i}"}}\n' for i in range(memories)))
    run("state", "set", "atocore", "bench", "key", "1")
    ids = run("-q", "memory", "list", "--limit", str(4 * (rounds + 2))).split()
    others = other_commands(run, ids, work)
    sides = {"hello": (None, lambda i: [os.path.join(jdk, "bin", "java"), "-Xshare:auto", "-cp", work, "Hello"]),
             "python": (None, lambda i: [sys.executable, "-c", PYTHON_RECENT, env["ATOCORE_DB"]]),
             **commands(ids), **{name: (None, line) for name, line in others.items()}}
    times = {name: [] for name in sides}
    for i in range(rounds + 1):
        for name, (_, command) in sides.items():
            ms = cpu_ms(command(i), env)
            if i > 0:  # the first fills the file cache
                times[name].append(ms)
    version = jdk_version(jdk).split(".")[0].split("+")[0]
    hello = statistics.median(times["hello"])
    for name, (must, _) in sides.items():
        if must:
            value = statistics.median(times[name])
            yield row(f"{name}, CPU, JDK {version}", value, "ms", "JVM hello", hello,
                      statistics.median(a / b for a, b in zip(times[name], times["hello"])), must)
    slowest = max(others, key=lambda name: statistics.median(times[name]))
    yield row(f"slowest of {len(others)} other commands: {slowest}, CPU, JDK {version}", statistics.median(times[slowest]), "ms",
              "JVM hello", hello, statistics.median(a / b for a, b in zip(times[slowest], times["hello"])), OTHER)
    recent, script = statistics.median(times["audit recent"]), statistics.median(times["python"])
    yield row(f"audit recent, CPU, JDK {version}", recent, "ms", "Python script, same query", script, recent / script)


def measure(bench):
    for jdk in bench.jdks:
        work = bench.path("startup-" + os.path.basename(jdk))
        os.makedirs(work, exist_ok=True)
        yield from measure_jdk(jdk, bench.rounds, work)
