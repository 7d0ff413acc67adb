"""Figure k: AtoCore on PostgreSQL beside the same statements by pgjdbc and by pgbench."""
import glob
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import time

from bench import interleave, median, ratio, row

CLIENTS = 8


class Server:
    """A PostgreSQL of its own on loopback, as unprivileged user, on the disk, with synchronous_commit and checksums on."""

    def __init__(self, folder):
        bins = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[4]))
        found = shutil.which("initdb")
        self.bin = bins[-1] if bins else os.path.dirname(found) if found else None
        if self.bin is None or not os.path.exists(os.path.join(self.bin, "pgbench")):
            raise RuntimeError("no PostgreSQL with pgbench is installed; install the package postgresql")
        self.folder = folder
        os.makedirs(folder)
        self.drop = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root.
            owner = next(name for name in ("postgres", "nobody") if name in {user.pw_name for user in pwd.getpwall()})
            group = pwd.getpwnam(owner).pw_gid
            self.drop = ["setpriv", f"--reuid={owner}", f"--regid={group}", "--clear-groups"]
            shutil.chown(folder, owner, group)
            os.chmod(os.path.dirname(folder), 0o711)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        data = os.path.join(folder, "data")
        subprocess.run([*self.drop, os.path.join(self.bin, "initdb"), "-D", data, "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8", "-k",
                        "-A", "trust"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        with open(os.path.join(data, "postgresql.conf"), "a") as conf:
            conf.write(f"listen_addresses = '127.0.0.1'\nport = {self.port}\nunix_socket_directories = ''\nshared_buffers = 512MB\n"
                       "max_connections = 60\nmax_wal_size = 8GB\ncheckpoint_timeout = 30min\n"
                       "shared_preload_libraries = 'pg_stat_statements'\n")
        with open(os.path.join(folder, "log"), "w") as log:
            self.process = subprocess.Popen([*self.drop, os.path.join(self.bin, "postgres"), "-D", data], stdout=log, stderr=log, cwd=folder)
        for _ in range(300):
            if self.process.poll() is not None:
                break
            if subprocess.run([os.path.join(self.bin, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode == 0:
                return
            time.sleep(0.1)
        self.stop()
        with open(os.path.join(folder, "log")) as log:
            raise RuntimeError("PostgreSQL did not start: " + log.read()[-300:])

    def url(self, database, more=""):
        return f"jdbc:postgresql://127.0.0.1:{self.port}/{database}?user=bench{more}"

    def sql(self, database, *statements):
        told = [word for statement in statements for word in ("-c", statement)]
        return subprocess.run([os.path.join(self.bin, "psql"), "-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", str(self.port), "-U", "bench",
                               "-d", database, "-v", "ON_ERROR_STOP=1", *told], check=True, capture_output=True, text=True).stdout

    def copy(self, source, *names):
        for name in names:
            self.sql("postgres", f"CREATE DATABASE {name} TEMPLATE {source}")
            self.sql(name, "ANALYZE")

    def stop(self):
        self.process.send_signal(2)  # fast
        self.process.wait()


class Pgbench:
    """pgbench as a side of a comparison: each memory of the round is updated once, as the others do it."""

    def __init__(self, server, database, each, stride, image):
        self.command = [os.path.join(server.bin, "pgbench"), "-h", "127.0.0.1", "-p", str(server.port), "-U", "bench", "-n", "-M", "prepared",
                        "-c", str(CLIENTS), "-j", "2", "-t", str(each), 
                        "-f", os.path.join(os.path.dirname(os.path.realpath(__file__)), "update.pgbench"), "-D", f"each={each}", "-D", "i=0",
                        "-D", "image=" + image, "-D", "hash=\\x" + "5a" * 32, "-D", "half=\\x" + "5a" * 16]
        self.each, self.stride, self.database = each, stride, database

    def round(self, number):
        child = subprocess.run([*self.command, "-D", f"first={number * self.stride}", "-D", f"confidence={0.2 + number * 0.01:.2f}", self.database], capture_output=True, text=True)
        tps = re.search(r"^tps = ([0-9.]+) \(without", child.stdout, re.M)
        if child.returncode != 0 or not tps or "number of failed transactions: 0 " not in child.stdout:
            raise RuntimeError("pgbench: " + (child.stderr or child.stdout)[-300:])
        return {"wall_ms": self.each * CLIENTS * 1000 / float(tps.group(1)), "cpu_ms": 0}

    def close(self):
        pass


UPDATE = ("SELECT set_config", "SELECT memories.seq", "SELECT nextval", "UPDATE memories", "INSERT INTO memory_audit")


def sent(server, database):
    """The statements of updates, as the server has seen them, and how often."""
    rows = server.sql("postgres", f"""SELECT json_build_array(s.query, s.calls) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
        WHERE d.datname = '{database}'""")
    return {query: calls for query, calls in map(json.loads, rows.splitlines()) if query.startswith(UPDATE)}


def compare(bench):
    server = Server(bench.path("postgres"))
    try:
        yield from updates(bench, server)
        yield from imports(bench, server)
    finally:
        server.stop()


def updates(bench, server):
    rounds, warm = bench.rounds, 6
    single = 400 if bench.quick else 1000
    together = CLIENTS * (100 if bench.quick else 250)
    every = (rounds + warm) * max(single, together)
    server.sql("postgres", "CREATE EXTENSION pg_stat_statements", "CREATE DATABASE seed")
    bench.tool("fill", server.url("seed"), 0, 0, every)
    server.sql("seed", "VACUUM ANALYZE")
    server.copy("seed", "atocore", "jdbc", "pgbench")
    # pgbench makes no texts but numbers: its memories have ids that it can make. Their rows are moved as the others' are not, so they are made anew.
    server.sql("pgbench", "UPDATE memories SET id = '01a20000-0000-7000-8000-' || 100000000000 + seq", "VACUUM FULL memories", "VACUUM ANALYZE")
    image = server.sql("seed", "SELECT after_json FROM memory_audit WHERE id = (SELECT max(id) FROM memory_audit)").strip()

    slice_ = (0, single, single)
    server.sql("postgres", "SELECT pg_stat_statements_reset()")
    times = interleave({"atocore": bench.jvm("atocore", server.url("atocore"), "update", *slice_),
                        "jdbc": bench.jvm("postgres-updates", server.url("jdbc"), *slice_, 1)}, rounds, warm)
    ours, theirs = sent(server, "atocore"), sent(server, "jdbc")
    if ours != theirs or set(ours.values()) != {(rounds + warm) * single} or len(ours) != len(UPDATE):
        raise RuntimeError(f"the two sides did not send the same statements: {ours} and {theirs}")
    rate = {name: single * 1000 / median(times, name) for name in times}
    yield row("PostgreSQL, single audited update", rate["atocore"], "/s", "pgjdbc, same statements", rate["jdbc"],
              ratio(times, "jdbc", "atocore"), ">= 0.7")

    slice_ = (0, together, together)
    times = interleave({
        "atocore": bench.jvm("atocore", server.url("atocore"), "together", *slice_),
        "jdbc": bench.jvm("postgres-updates", server.url("jdbc"), *slice_, CLIENTS),
        "pgbench": Pgbench(server, "pgbench", together // CLIENTS, together, image)}, rounds, warm)
    rate = {name: together * 1000 / median(times, name) for name in times}
    what = f"PostgreSQL, audited updates, {CLIENTS} connections"
    yield row(what, rate["atocore"], "/s", "pgbench, same statements", rate["pgbench"], ratio(times, "pgbench", "atocore"), ">= 0.8")
    yield row(what, rate["atocore"], "/s", "pgjdbc, same statements", rate["jdbc"], ratio(times, "jdbc", "atocore"))
    yield row("PostgreSQL, whether updates were lost", missing(server, "atocore"), "", must="<= 0")


def missing(server, database):
    """Memories whose version is not the number of their entries."""
    return int(server.sql(database, "SELECT count(*) FROM memories WHERE version <> (SELECT count(*) FROM memory_audit WHERE memory_id = memories.id)"))


def imports(bench, server):
    rounds, warm = bench.rounds, 4
    bulk = 5000 if bench.quick else 10000
    server.sql("postgres", "CREATE DATABASE empty", "CREATE DATABASE done")
    bench.tool("fill", server.url("empty"), 0, 0, 0)
    bench.tool("fill", server.url("done"), rounds + warm, bulk, 0)
    server.copy("empty", "import_atocore", "import_jdbc", "import_rewritten")
    slice_ = (0, bulk, bulk)
    times = interleave({
        "atocore": bench.jvm("atocore", server.url("import_atocore"), "import", *slice_),
        "jdbc": bench.jvm("postgres-inserts", server.url("import_jdbc"), *slice_, server.url("done")),
        "rewritten": bench.jvm("postgres-inserts", server.url("import_rewritten", "&reWriteBatchedInserts=true"), *slice_, server.url("done"))},
        rounds, warm)
    rate = {name: bulk * 1000 / median(times, name) for name in times}
    for name, label in (("rewritten", "pgjdbc, batches, rewritten"), ("jdbc", "pgjdbc, batches")):
        yield row("PostgreSQL, memory import", rate["atocore"], "/s", label, rate[name], ratio(times, name, "atocore"), ">= 0.6")
