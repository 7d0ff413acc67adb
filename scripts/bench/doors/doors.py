#!/usr/bin/env python3
"""What the agents' doors cost; each promise is a ratio of turns within one run, or a figure of one process.

  doors.py tokens [ROUNDS]          1,000 wrong tokens a minute: right ones at most 2 x as slow, each wrong one counted
  doors.py updates TREE [ROUNDS]    CPU of audited single updates, against another built tree (at most 1.03)
  doors.py mcp [ROUNDS]             'atocore mcp': CPU of the first answer, memory, calls, pipelined proposals, end of stdin
  doors.py recall [RECORDS]         bytes of the recall log for 100,000 records of ten memories (at most 25 MB)

Uses the tree that it is in, as built. Exits with 1 when a promise is broken.
"""
import glob, json, multiprocessing, os, pathlib, random, re, shutil, sqlite3, statistics, subprocess, sys, tempfile, threading, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))

from server import ATOCORE, ROOT, Server, ask, atocore, percentile  # noqa: E402
from startup import HELLO  # noqa: E402


def environment(work, db):
    return dict(os.environ, ATOCORE_DB=str(db), ATOCORE_ALERT_LOG=str(work / "alerts.log"), HOME=str(work))


def tokens(work, rounds=6, seconds=10):
    db = work / "store.db"
    env = environment(work, db)
    atocore(env, "db", "init")
    done = atocore(env, "key", "add", "bench", "--role", "proposer", "-q")
    assert done.returncode == 0, done.stderr
    right = {"Authorization": "Bearer " + done.stdout.strip()}
    server = Server(db, work)
    client, wrong = server.client(), multiprocessing.Array("i", 32)
    stop, beside = multiprocessing.Event(), multiprocessing.Event()
    for i in range(100):
        ask(client, "POST", "/memory", json.dumps({"type": "knowledge", "content": f"fact {i}"}), right)

    # The server lets a wrong token wait for its answer, so many must be on their way at once; they are another process's.
    def guess(n, clients=32, a_second=1000 / 60):
        chance, other, due = random.Random(n), server.client(), 0
        while not stop.is_set():
            if beside.wait(0.1):
                due = max(due, time.time() - 1) + clients / a_second
                response, _ = ask(other, "GET", "/memory", None, {"Authorization": "Bearer atc_%032x" % chance.getrandbits(128)})
                assert response.status in (401, 429), response.status
                wrong[n] += 1
                time.sleep(max(0, due - time.time()))

    def honest(end):
        times = []
        while time.time() < end:
            at = time.perf_counter()
            response, _ = ask(client, "GET", "/memory?limit=10", None, right)
            assert response.status == 200, response.status
            times.append(time.perf_counter() - at)
            time.sleep(0.005)
        return times

    honest(time.time() + seconds)
    def guesses():
        threads = [threading.Thread(target=guess, args=(n,)) for n in range(32)]
        [t.start() for t in threads]
        [t.join() for t in threads]

    others = multiprocessing.get_context("fork").Process(target=guesses)
    others.start()
    ratios = []
    for number in range(rounds):
        median = {}
        for guessing in ((False, True) if number % 2 else (True, False)):
            beside.set() if guessing else beside.clear()
            times = honest(time.time() + seconds)
            median[guessing] = percentile(times, 0.5)
            print(f"round {number}{' beside wrong tokens' if guessing else ' alone'}: {len(times):,} requests, "
                  f"p50 {median[guessing] * 1e3:.1f} ms, p99 {percentile(times, 0.99) * 1e3:.1f} ms", flush=True)
        ratios.append(median[True] / median[False])
    stop.set()
    others.join()
    metrics = ask(client, "GET", "/metrics", None, right)[1].decode()
    counted = sum(float(n) for n in re.findall(r'^atocore_refusals_total\{.*\} (\S+)$', metrics, re.M))
    server.stop()
    sent = sum(wrong)
    a_minute = sent / (rounds * seconds) * 60
    ratio = percentile(ratios, 0.5)
    print(f"{sent:,} wrong tokens, {a_minute:,.0f} a minute, {counted:,.0f} counted: a right one takes {ratio:.2f} x the time (median)")
    return ratio <= 2 and counted == sent and a_minute > 900


def updates(work, tree, rounds=30, count=1500):
    workers = {}
    for name, root in (("this", str(ROOT)), ("other", tree)):
        jars = glob.glob(os.path.join(root, "build-tools", "distribution", "target", "dist", "lib", "*.jar"))
        classpath = ":".join(jar for jar in jars if jar.endswith(".jar"))
        classes = work / name
        classes.mkdir()
        subprocess.run(["javac", "-nowarn", "-d", str(classes), "-cp", classpath,
                        str(pathlib.Path(__file__).with_name("Updates.java"))], check=True)
        store = pathlib.Path(tempfile.mkdtemp(prefix="updates-", dir="/dev/shm" if os.path.isdir("/dev/shm") else str(work))) / "s.db"
        workers[name] = (subprocess.Popen(["java", "-Xmx512m", "-cp", f"{classes}:{classpath}", "Updates", str(store), str(count)],
                                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1), store)
    for process, _ in workers.values():
        while process.stdout.readline().strip() != "ready":
            assert process.poll() is None, "the worker died"
    ratios, used = [], {"this": [], "other": []}
    warm = max(10, rounds // 3)
    for number in range(warm + rounds):
        took = {}
        for name in (("this", "other") if number % 2 else ("other", "this")):
            process = workers[name][0]
            process.stdin.write("go\n")
            took[name] = float(process.stdout.readline())
        if number >= warm:
            ratios.append(took["this"] / took["other"])
            for name in took:
                used[name].append(took[name])
    for process, store in workers.values():
        process.stdin.close()
        process.wait()
        shutil.rmtree(store.parent)
    ratio = statistics.median(ratios)
    print(f"an update takes {statistics.median(used['this']) * 1e3 / count:.0f} µs of CPU, {statistics.median(used['other']) * 1e3 / count:.0f} in {tree}: "
          f"{ratio:.3f} x (median of {rounds} rounds of {count}; quartiles {', '.join(f'{q:.3f}' for q in statistics.quantiles(ratios))})")
    return ratio <= 1.03


class Agent:
    """A client of the protocol on stdin and stdout."""

    def __init__(self, env):
        self.process = subprocess.Popen([ATOCORE, "mcp", "--role", "curator"], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, bufsize=1)
        self.number = 0

    def say(self, method, **params):
        self.number += 1
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params}) + "\n")

    def ask(self, method, **params):
        self.say(method, **params)
        return self.hear()

    def hear(self):
        return json.loads(self.process.stdout.readline())

    def hello(self):
        self.ask("initialize", protocolVersion="2025-11-25", capabilities={}, clientInfo={"name": "bench", "version": "1"})
        self.process.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n')

    def call(self, tool, **arguments):
        return self.ask("tools/call", name=tool, arguments=arguments)["result"]

    def rss_mb(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1)) / 1024

    def cpu_ms(self):
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(stat[11]) + int(stat[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.stdin.close()
        at = time.time()
        self.process.stdout.read()
        assert self.process.wait() == 0
        return time.time() - at


def mcp(work, rounds=9):
    env = environment(work, work / "store.db")
    atocore(env, "db", "init")
    (work / "Hello.java").write_text(HELLO)
    subprocess.run(["javac", "-d", str(work), str(work / "Hello.java")], check=True)
    ratios, ends = [], []
    for number in range(rounds + 1):
        before = os.times()
        subprocess.run(["java", "-cp", str(work), "Hello"], stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        hello = (after.children_user + after.children_system - before.children_user - before.children_system) * 1000
        agent = Agent(env)
        agent.hello()
        first = agent.cpu_ms()
        ends.append(agent.end())
        if number:  # The first is for the file system's cache.
            ratios.append(first / hello)
    agent = Agent(env)
    agent.hello()
    time.sleep(2)
    idle = agent.rss_mb()
    memory = agent.call("memory_propose", type="knowledge", content="the pump runs at night")["structuredContent"]["id"]
    reads, warm = [], 0
    for number in range(400):
        if number == 200:
            warm = agent.cpu_ms()
        at = time.perf_counter()
        agent.call("memory_get", id=memory)
        reads.append((time.perf_counter() - at) * 1000)
    used, each = agent.rss_mb(), (agent.cpu_ms() - warm) / 200
    for i in range(50):
        agent.say("tools/call", name="memory_propose", arguments={"type": "knowledge", "content": f"pipelined {i}"})
    agent.process.stdin.close()
    at = time.time()
    answers = [json.loads(line) for line in agent.process.stdout]
    exit_code, ended = agent.process.wait(), time.time() - at
    stored = sqlite3.connect(work / "store.db").execute("SELECT count(*) FROM memories WHERE content LIKE 'pipelined %'").fetchone()[0]
    ratio, slowest = percentile(ratios, 0.5), max(ends)
    good = sum(not answer["result"].get("isError") for answer in answers)
    print(f"first answer: {ratio:.1f} x the CPU of a JVM hello (median of {rounds}); {idle:.0f} MiB resident when idle, {used:.0f} after 400 calls")
    print(f"memory_get: {each:.1f} ms of CPU, the store's own time in it; from end to end p50 {percentile(reads[200:], 0.5):.1f} ms, "
          f"p95 {percentile(reads[200:], 0.95):.1f} ms")
    print(f"50 pipelined proposals: {good} answered, {stored} stored, exit {exit_code} after {ended:.1f} s; end of stdin alone: at most {slowest:.2f} s")
    return ratio <= 6 and idle <= 90 and each <= 5 and good == 50 and stored == 50 and exit_code == 0 and slowest <= 2


def recall(work, records=100_000, memories=2000):
    """Searches for ten of the memories, each with other words, so that few lists are told twice."""
    db = work / "store.db"
    env = environment(work, db)
    words = [f"w{i}" for i in range(400)]
    chance = random.Random(1)
    lines = work / "memories.ndjson"
    with open(lines, "w") as out:
        for i in range(memories):
            out.write(json.dumps({"type": "knowledge", "status": "active", "content": f"Fact {i} " + " ".join(chance.sample(words, 12))}) + "\n")
    atocore(env, "memory", "import", str(lines), "-q")
    server, before = Server(db, work), None
    atocore(env, "audit", "status")

    def size():
        connection = sqlite3.connect(db)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = connection.execute("SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name LIKE 'recall%' OR name LIKE '%recall\\_%' ESCAPE '\\'").fetchone()[0]
        count = connection.execute("SELECT count(*) FROM recall").fetchone()[0]
        connection.close()
        return pages, count

    def reader(n):
        client, chance = server.client(), random.Random(n)
        for _ in range(records // 8):
            query = "+".join(chance.sample(words, 2))
            response, _ = ask(client, "GET", f"/memory?q={query}&limit=10")
            assert response.status == 200

    threads = [threading.Thread(target=reader, args=(n,)) for n in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    server.stop()
    pages, count = size()
    print(f"{count:,} records take {pages / 1e6:.1f} MB, {pages * 100_000 / count / 1e6:.1f} MB for 100,000")
    return pages * 100_000 / count <= 25e6 and count >= records // 8 * 8


def main():
    commands = {"tokens": tokens, "updates": updates, "mcp": mcp, "recall": recall}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    args = [int(a) if a.isdigit() else a for a in sys.argv[2:]]
    work = pathlib.Path(tempfile.mkdtemp(prefix="atocore-doors-"))
    try:
        if commands[sys.argv[1]](work, *args) is False:
            sys.exit("a promise is broken")
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
