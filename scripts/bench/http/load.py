#!/usr/bin/env python3
"""Loads 'atocore serve' on loopback, with clients that are honest, slow or hostile, and says what it saw.

  load.py seed DB [MEMORIES]     a store with four entries for each memory (default 250,000: a million entries)
  load.py history DB [SECONDS [WARM-UP]]   answers of GET /memory/{id}/audit for each second of server CPU
  load.py drip [SECONDS]         500 connections that drip, and the latency of honest requests beside them
  load.py hostile                1 GB bodies, endless chunks, 1 MB headers, CL+TE at -Xmx128m, and the memory of the server
  load.py recall [ROUNDS]        8 readers, with the recall log and without: the median ratio of time and CPU per read (at most 1.15)
  load.py soak [SECONDS]         8 writers, 8 readers and the nightly job beside them; then verifies the store

Everything runs on ports that the system chooses, in a temporary folder, and ends by itself. Exits with 1 when a promise is broken.
"""
import http.client, json, os, pathlib, random, re, shutil, socket, subprocess, sys, tempfile, threading, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))

from server import ROOT, Server, ask, atocore, percentile  # noqa: E402


def seed(work, db, memories=250_000):
    """An import of what is there already, citing another chunk, reinforces: an entry more for each memory."""
    env = dict(os.environ, ATOCORE_DB=db, ATOCORE_ALERT_LOG=str(work / "alerts.log"), HOME=str(work))
    for round in range(4):
        lines = work / "memories.ndjson"
        with open(lines, "w") as out:
            for i in range(memories):
                out.write(json.dumps({"type": "knowledge", "content": f"Fact {i}: pump {i % 977} of garden {i % 31} runs {i % 24} hours "
                                      "a day, which Ines measured herself in the spring.", "project": f"p{i % 31}",
                                      "source_chunk_id": f"chunk-{round}-{i}"}) + "\n")
        started = time.time()
        done = atocore(env, "memory", "import", str(lines), "-q")
        if done.returncode:
            sys.exit(done.stderr)
        print(f"round {round + 1}: {memories / (time.time() - started):,.0f} lines/s", flush=True)


def history(work, db, seconds=20, warm_up=20):
    server = Server(db, work)
    ids = [m["id"] for m in json.loads(ask(server.client(), "GET", "/memory?limit=1000")[1])["memories"]]
    counts, stop = [0] * 8, time.time() + warm_up + seconds

    # Prebuilt requests on keep-alive sockets: the client must not be what is measured.
    def run(n):
        sock = socket.create_connection(("127.0.0.1", server.port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chosen = random.Random(n)
        while time.time() < stop:
            sock.sendall(f"GET /memory/{chosen.choice(ids)}/audit HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            data = sock.recv(65536)
            length = int(re.search(rb"Content-Length: (\d+)", data).group(1))
            head = data.index(b"\r\n\r\n") + 4
            while len(data) < head + length:
                data += sock.recv(65536)
            assert data.startswith(b"HTTP/1.1 200"), data[:200]
            counts[n] += 1

    threads = [threading.Thread(target=run, args=(n,)) for n in range(8)]
    [t.start() for t in threads]
    time.sleep(warm_up)
    before, cpu, at = sum(counts), server.cpu(), time.time()
    [t.join() for t in threads]
    answers, cpu, elapsed = sum(counts) - before, server.cpu() - cpu, time.time() - at
    entries = len(json.loads(ask(server.client(), "GET", f"/memory/{ids[0]}/audit")[1])["entries"])
    print(f"{answers:,} answers of {entries} entries in {elapsed:.1f} s and {cpu:.1f} s of server CPU: "
          f"{answers / cpu:,.0f} for each second of CPU, {answers / elapsed:,.0f} a second; {server.rss_mb()} MB")
    server.stop()
    return answers / cpu >= 5000


def drip(work, seconds=30):
    server = Server(work / "drip.db", work, "-Xmx128m")
    client = server.client()
    for i in range(100):
        ask(client, "POST", "/memory", json.dumps({"type": "knowledge", "content": f"fact {i}"}))
    for _ in range(2000):
        ask(client, "GET", "/memory?limit=10")

    def measure(end):
        times = []
        while time.time() < end:
            at = time.perf_counter()
            response, _ = ask(client, "GET", "/memory?limit=10")
            assert response.status == 200
            times.append((time.perf_counter() - at) * 1000)
            time.sleep(0.005)
        return times

    alone = measure(time.time() + min(10, seconds))
    drips, stop = [], threading.Event()
    kinds = [b"GET /memory HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 4000,
             b"POST /memory HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n" + b" " * 4000,
             b"POST /memory HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n" + b" " * 4000]

    def feed():
        for n in range(500):
            drips.append([socket.create_connection(("127.0.0.1", server.port)), kinds[n % 3], 0, True])
        while not stop.is_set():
            for d in drips:
                try:
                    d[0].send(d[1][d[2]:d[2] + 1] or b" ")
                    d[2] += 1
                except OSError:
                    if d[3]:  # Cut off: it comes again at once, as such clients do.
                        d[0].close()
                        d[0], d[2] = socket.create_connection(("127.0.0.1", server.port)), 0
            stop.wait(0.25)

    feeder = threading.Thread(target=feed)
    feeder.start()
    time.sleep(2)
    beside = measure(time.time() + seconds)
    stop.set()
    feeder.join()
    for name, times in (("alone", alone), ("beside 500 drips", beside)):
        print(f"{name}: {len(times):,} requests, p50 {percentile(times, .5):.1f} ms, p99 {percentile(times, .99):.1f} ms, "
              f"max {max(times):.1f} ms")
    print(f"server: {server.rss_mb()} MB at -Xmx128m")
    server.stop()
    return percentile(beside, .99) < 100


def hostile(work):
    server = Server(work / "hostile.db", work, "-Xmx128m")
    ok = True
    start = b"POST /memory HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    mb = b" " * (1 << 20)

    def attack(name, head, piece, times):
        nonlocal ok
        sock, sent, said = socket.create_connection(("127.0.0.1", server.port)), 0, b""
        sock.settimeout(20)
        at = time.time()
        try:
            sock.sendall(head)
            for _ in range(times):
                sock.sendall(piece)
                sent += len(piece)
        except OSError:
            pass
        try:
            while data := sock.recv(65536):
                said += data
        except OSError:
            pass
        took = time.time() - at
        line = said.split(b"\r\n")[0].decode("latin1") or "closed"
        # 503: all bodies together take more than the server gives them.
        refused = not line.startswith(("HTTP/1.1 2", "HTTP/1.1 500")) and took < 5 and sent < 64 << 20
        ok &= refused
        print(f"{name}: {line}, after {took:.2f} s and {sent >> 20} MB; server {server.rss_mb()} MB{'' if refused else ' BROKEN'}")

    for round in range(2):
        attack("1 GB by Content-Length", start + b"Content-Length: 1073741824\r\n\r\n", mb, 1024)
        attack("1 GB in chunks", start + b"Transfer-Encoding: chunked\r\n\r\n", b"100000\r\n" + mb + b"\r\n", 1024)
        attack("one chunk of 16 EB", start + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF\r\n", mb, 1024)
        attack("header of 1 MB", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", b"x" * (1 << 20) + b"\r\n\r\n", 1)
        attack("request line of 1 MB", b"GET /", b"x" * (1 << 20) + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 1)
        attack("CL+TE", start + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"", 0)
    first = server.rss_mb()
    threads = [threading.Thread(target=attack, args=("64 at once", start + b"Transfer-Encoding: chunked\r\n\r\n",
                                                     b"100000\r\n" + mb + b"\r\n", 1024)) for _ in range(64)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    response, _ = ask(server.client(), "GET", "/healthz")
    last = server.rss_mb()
    print(f"server: {first} MB before the 64, {last} MB after; /healthz {response.status}")
    server.stop()
    return ok and response.status == 200 and last < 400


def readers(port, paths, seconds):
    """Eight clients, each a process of its own; how many answers they got in that time."""
    counts = []
    for n in range(8):
        out, into = os.pipe()
        if os.fork() == 0:
            client, chance, done, stop = http.client.HTTPConnection("127.0.0.1", port, timeout=60), random.Random(n), 0, time.time() + seconds
            while time.time() < stop:
                response, body = ask(client, "GET", chance.choice(paths))
                assert response.status == 200, (response.status, body)
                done += 1
            os.write(into, str(done).encode())
            os._exit(0)
        os.close(into)
        counts.append(out)
    return sum(int(os.read(out, 20) or 0) for out in counts)


def recall(work, rounds=7, seconds=6, memories=2000):
    servers, paths = {}, {}
    for mode in ("off", "ids"):
        folder = work / mode
        folder.mkdir()
        db = folder / "store.db"
        lines = folder / "memories.ndjson"
        with open(lines, "w") as out:
            for i in range(memories):
                out.write(json.dumps({"type": "knowledge", "status": "active", "project": f"p{i % 31}",
                                      "content": f"Fact {i}: pump {i % 97} of garden {i % 31} runs {i % 24} hours a day"}) + "\n")
        env = dict(os.environ, ATOCORE_DB=str(db), ATOCORE_ALERT_LOG=str(folder / "alerts.log"), HOME=str(folder))
        done = atocore(env, "memory", "import", str(lines), "-q")
        if done.returncode:
            sys.exit(done.stderr)
        os.environ["ATOCORE_RECALL_LOG"] = mode
        servers[mode] = Server(db, folder)
        ids = [m["id"] for m in json.loads(ask(servers[mode].client(), "GET", "/memory?limit=500")[1])["memories"]]
        paths[mode] = [f"/memory/{i}" for i in ids] + [f"/memory?q=pump+{i}&limit=10" for i in range(97)] * 5 \
            + [f"/memory?limit=20&project=p{i}" for i in range(31)] * 5
    times, cpus = [], []
    for round in range(rounds + 1):
        per = {}
        for mode in (("off", "ids") if round % 2 else ("ids", "off")):
            cpu, begun = servers[mode].cpu(), time.time()
            reads = readers(servers[mode].port, paths[mode], seconds)
            per[mode] = ((time.time() - begun) / reads, (servers[mode].cpu() - cpu) / reads)
            print(f"round {round} {mode}: {reads:,} reads, {per[mode][1] * 1e6:,.0f} µs of CPU each", flush=True)
        if round:  # The first is the warm-up.
            times.append(per["ids"][0] / per["off"][0])
            cpus.append(per["ids"][1] / per["off"][1])
    metrics = ask(servers["ids"].client(), "GET", "/metrics")[1].decode()
    lost, records = (re.search(rf"^atocore_recall_{what}_total (\S+)", metrics, re.M).group(1) for what in ("lost", "records"))
    for server in servers.values():
        server.stop()
    print(f"with the recall log a read takes {percentile(times, 0.5):.3f} x the time and {percentile(cpus, 0.5):.3f} x the CPU "
          f"(medians of {rounds} rounds); {records} recorded, {lost} lost")
    return percentile(times, 0.5) <= 1.15 and float(lost) == 0


def soak(work, seconds=600):
    db = work / "soak.db"
    server = Server(db, work)
    stop, faults, writes, reads = time.time() + seconds, [], [0] * 8, [0] * 8
    client = server.client()
    shared = json.loads(ask(client, "POST", "/memory", json.dumps({"type": "project", "content": "counted", "confidence": 0}))[1])["id"]
    bumps = [0] * 8

    def writer(n):
        own, client, chance = [], server.client(), random.Random(n)
        actor = {"X-Atocore-Actor": f"writer-{n}"}
        while time.time() < stop:
            try:
                what = chance.random()
                if what < 0.4 or not own:
                    response, body = ask(client, "POST", "/memory", json.dumps({"type": "knowledge", "project": f"p{n}",
                                         "content": f"writer {n} says {writes[n]} and {chance.random()}"}), actor)
                    own.append([json.loads(body)["id"], 1, "candidate"])
                elif what < 0.7:
                    memory = chance.choice(own)
                    response, body = ask(client, "PATCH", f"/memory/{memory[0]}", json.dumps({"content": f"changed {writes[n]} {n}"}),
                                         dict(actor, **{"If-Match": f'"{memory[1]}"'}))
                    if response.status == 412:  # The nightly job came first; nothing was lost.
                        memory[1] = json.loads(ask(client, "GET", f"/memory/{memory[0]}")[1])["version"]
                        continue
                    memory[1] = json.loads(body)["version"]
                else:
                    # All writers change one memory: read, and write on the condition that nobody came between.
                    response, body = ask(client, "GET", f"/memory/{shared}")
                    tag = response.getheader("ETag")
                    count = int(json.loads(body)["content"].split()[-1]) if " " in json.loads(body)["content"] else 0
                    response, body = ask(client, "PATCH", f"/memory/{shared}", json.dumps({"content": f"counted {count + 1}"}),
                                         dict(actor, **{"If-Match": tag}))
                    if response.status == 412:
                        continue
                    bumps[n] += response.status == 200
                if response.status not in (200, 201):
                    faults.append((response.status, body[:200]))
                writes[n] += 1
            except Exception as e:  # A broken connection is a fault as well.
                faults.append(repr(e))
                client = server.client()

    def reader(n):
        client, paths = server.client(), ["/memory?limit=20", "/admin/dashboard", "/admin/audit/recent", f"/memory/{shared}", "/metrics",
                                          "/memory?q=says&status=candidate&limit=10", "/"]
        while time.time() < stop:
            try:
                response, body = ask(client, "GET", random.choice(paths))
                if response.status != 200:
                    faults.append((response.status, body[:200]))
                reads[n] += 1
            except Exception as e:
                faults.append(repr(e))
                client = server.client()

    nights = [0]

    def nightly():
        notes = work / "notes"
        notes.mkdir()
        env = dict({k: v for k, v in server.env.items() if k != "JAVA_TOOL_OPTIONS"}, ATOCORE_SOURCES=str(notes))
        while time.time() < stop:
            (notes / f"note-{nights[0]}.md").write_text(f"# Night {nights[0]}\n\nRemember: night {nights[0]} is over\n")
            done = subprocess.run([str(ROOT / "scripts" / "batch-extract.sh")], env=env, capture_output=True, text=True)
            if done.returncode not in (0, 3):
                faults.append(("nightly", done.returncode, done.stderr[-300:]))
            nights[0] += 1

    threads = [threading.Thread(target=f, args=(n,)) for f in (writer, reader) for n in range(8)] + [threading.Thread(target=nightly)]
    [t.start() for t in threads]
    while any(t.is_alive() for t in threads):
        time.sleep(min(30, seconds / 4))
        print(f"{sum(writes):,} writes, {sum(reads):,} reads, {nights[0]} nights, {len(faults)} faults, {server.rss_mb()} MB", flush=True)
    count = int(json.loads(ask(server.client(), "GET", f"/memory/{shared}")[1])["content"].split()[-1])
    exit_code = server.stop()
    verified = atocore(server, "audit", "verify")
    checks = atocore(server, "integrity", "run", "-o", "json", "--fail-on", "never")
    drift = [c["id"] for c in json.loads(checks.stdout)["checks"] if c["count"] and c["id"] in
             ("audit-gap", "audit-tamper", "memory-drift", "supersede-broken", "store-corrupt", "search-index-drift")]
    print(f"shared counter {count}, acknowledged {sum(bumps)}; serve exits {exit_code}; audit verify exits {verified.returncode}: "
          f"{verified.stdout.strip().splitlines()[-1] if verified.stdout else verified.stderr}; drift: {drift or 'none'}")
    for fault in faults[:10]:
        print("fault:", fault)
    return not faults and count == sum(bumps) and exit_code == 0 and verified.returncode == 0 and not drift


def main():
    commands = {"seed": seed, "history": history, "drip": drip, "hostile": hostile, "recall": recall, "soak": soak}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    args = [int(a) if a.isdigit() else a for a in sys.argv[2:]]
    work = pathlib.Path(tempfile.mkdtemp(prefix="atocore-load-"))
    try:
        if commands[sys.argv[1]](work, *args) is False:
            sys.exit("a promise is broken")
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
