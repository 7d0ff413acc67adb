"""The same rows and entries, byte for byte, written by Python's sqlite3: see RawWrites.java."""
import json
import sqlite3
import sys
import time

MEMORY = ("id, type, content, content_hash, project, status, confidence, reference_count, last_referenced_at, source_chunk_id,"
          " superseded_by, version, audit_head, created_at, updated_at")
ENTRY = ("id, memory_id, version, action, actor, project, before_json, after_json, note, timestamp, request_id, salt, prev_hash,"
         " hash, before_digest, after_digest, note_digest")
FIND = f"SELECT {MEMORY} FROM memories WHERE id = ?"
INSERT = f"INSERT INTO memories ({MEMORY}) VALUES ({', '.join('?' * 15)})"
UPDATE = ("UPDATE memories SET status = ?, superseded_by = ?, version = ?, audit_head = ?, updated_at = ?"
          " WHERE id = ? AND version = ?")
LOG = f"INSERT INTO memory_audit ({ENTRY}) VALUES ({', '.join('?' * 17)})"


def connect(file):
    connection = sqlite3.connect(file, isolation_level=None, timeout=60)
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -16384", "wal_autocheckpoint = 4000",
                   "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def main():
    kind, file, first, size, stride, template = sys.argv[1:]
    first, size, stride = int(first), int(size), int(stride)
    connection, source = connect(file), connect(template)
    creating = kind in ("create", "import")
    bulk = 1000 if kind in ("import", "sweep") else 1
    memories, entries = [], []
    print("ready", flush=True)
    for line in sys.stdin:
        command, number = line.split()
        if command == "prepare":
            start = first + int(number) * stride
            memories = source.execute(f"SELECT {MEMORY} FROM memories WHERE seq > ? ORDER BY seq LIMIT ?", (start, size)).fetchall()
            columns = ", ".join("a." + name for name in ENTRY.split(", "))
            entries = source.execute(
                f"SELECT {columns} FROM (SELECT seq, id FROM memories WHERE seq > ? ORDER BY seq LIMIT ?) m JOIN memory_audit a"
                f" ON a.memory_id = m.id AND a.version = {1 if creating else 2} ORDER BY m.seq", (start, size)).fetchall()
            print("prepared", flush=True)
            continue
        cpu, wall = time.process_time(), time.perf_counter()
        for at in range(0, len(memories), bulk):
            connection.execute("BEGIN IMMEDIATE")
            if creating:
                connection.executemany(INSERT, memories[at:at + bulk])
            else:
                for m in memories[at:at + bulk]:
                    version = connection.execute(FIND, (m[0],)).fetchone()[11]
                    connection.execute(UPDATE, (m[5], m[10], m[11], m[12], m[14], m[0], version))
            connection.executemany(LOG, entries[at:at + bulk])
            connection.execute("COMMIT")
        print(json.dumps({"wall_ms": (time.perf_counter() - wall) * 1000, "cpu_ms": (time.process_time() - cpu) * 1000}), flush=True)


main()
