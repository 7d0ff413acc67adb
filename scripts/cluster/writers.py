"""Writers that know what was acknowledged, for the scripts beside this folder.

write    each thread changes memories of its own over HTTP, on the servers in turn. A change whose outcome it does not know it sends again under the same
         Idempotency-Key, to the next server, until it is acknowledged. Each acknowledged change is a line of the file of acks.
check    compares the acks with the history: each is there with its text, in the version that was told, and nothing else is.
gap      how long after a moment the first change was acknowledged.
answers  whether a server answers, its store included.

ATOCORE_WRITER_KEY is the key that they show, where the store has keys.
"""

import argparse
import collections
import http.client
import json
import os
import sys
import threading
import time
import uuid

PATIENCE = 120
TOKEN = os.environ.get("ATOCORE_WRITER_KEY", "")
AGAIN = {500, 502, 503, 504, 429}


class Server:
    """A connection to one server, opened anew after each failure."""

    def __init__(self, address):
        self.address = address
        self.connection = None

    def ask(self, method, path, body=None, key=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.address, timeout=20)
        headers = {"Authorization": f"Bearer {TOKEN}"} if TOKEN else {"X-Atocore-Actor": "writer"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        try:
            self.connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except (OSError, http.client.HTTPException, ValueError):
            self.connection.close()
            self.connection = None
            raise


class Acks:
    def __init__(self, path):
        self.file = open(path, "a", encoding="ascii")
        self.lock = threading.Lock()

    def add(self, begun, memory, content):
        line = json.dumps({"begun": begun, "at": time.time(), "id": memory["id"], "version": memory["version"], "content": content})
        with self.lock:
            self.file.write(line + "\n")
            self.file.flush()


class Refused(Exception):
    """A server said no to what it must take."""


def acknowledged(servers, turn, method, path, body):
    """Sends a change until it is acknowledged."""
    key = str(uuid.uuid4())
    end = time.monotonic() + PATIENCE
    while True:
        server = servers[turn % len(servers)]
        turn += 1
        why = None
        try:
            status, answer = server.ask(method, path, body, key)
            if 200 <= status < 300:
                return answer, turn
            if status not in AGAIN and not (status == 409 and answer.get("code") == "conflict"):
                raise Refused(f"{method} {path}: {status} {answer}")
            why = f"{status} {answer.get('code')}"
        except (OSError, http.client.HTTPException, ValueError) as error:
            why = repr(error)
        if time.monotonic() > end:
            raise Refused(f"{method} {path}: not acknowledged within {PATIENCE} s, at last: {why}")
        time.sleep(0.05)


def write(arguments):
    acks = Acks(arguments.acks)
    failures = []
    changes = 12

    def work(number):
        servers = [Server(address) for address in arguments.servers]
        turn = number
        step = 0
        try:
            while not os.path.exists(arguments.stop) and not failures:
                path, method = "/memory", "POST"
                for change in range(changes):
                    if os.path.exists(arguments.stop):
                        return
                    step += 1
                    content = f"Writer {number} of process {os.getpid()} is at step {step}"
                    body = {"content": content}
                    if change == 0:
                        body |= {"type": "knowledge", "project": f"p{number % 4}", "allow_duplicate": True}
                    begun = time.time()
                    memory, turn = acknowledged(servers, turn, method, path, body)
                    acks.add(begun, memory, content)
                    path, method = f"/memory/{memory['id']}", "PATCH"
        except Exception as error:  # Whatever it is, the run has failed and says why.
            failures.append(f"writer {number}: {error}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(arguments.threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def read(path):
    with open(path, encoding="ascii") as lines:
        return [json.loads(line) for line in lines if line.endswith("\n")]


def check(arguments):
    told = collections.defaultdict(dict)
    wrong = []
    acks = read(arguments.acks)
    for ack in acks:
        if ack["version"] in told[ack["id"]]:
            wrong.append(f"{ack['id']}: version {ack['version']} was told twice")
        told[ack["id"]][ack["version"]] = ack["content"]
    server = Server(arguments.servers[0])
    entries = 0
    for memory, versions in told.items():
        status, answer = server.ask("GET", f"/memory/{memory}/audit")
        found = {}
        for entry in answer["entries"] if status == 200 else []:
            after = entry.get("after")
            if after is None and entry.get("after_json"):
                after = json.loads(entry["after_json"])
            found[entry["version"]] = (after or {}).get("content")
        entries += len(found)
        if found != versions:
            for version in sorted(set(found) | set(versions)):
                if found.get(version) != versions.get(version):
                    wrong.append(f"{memory} version {version}: told {versions.get(version)!r}, in the history {found.get(version)!r}")
        status, now = server.ask("GET", f"/memory/{memory}")
        if status != 200 or now["version"] != max(versions) or now["content"] != versions[max(versions)]:
            wrong.append(f"{memory}: the memory is not what was told last")
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    print(f"{len(acks)} acknowledged changes of {len(told)} memories, {entries} entries in the history, {len(wrong)} differences")
    return 1 if wrong or not acks else 0


def gap(arguments):
    """Fails where it was longer than it may be. The writers are never idle, so the pause is the servers'."""
    later = sorted(ack["at"] for ack in read(arguments.acks) if ack["at"] >= arguments.after)
    if not later:
        print("nothing was acknowledged after that", file=sys.stderr)
        return 1
    print(f"{later[0] - arguments.after:.1f}")
    return 0 if later[0] - arguments.after <= arguments.most else 1


def answers(arguments):
    try:
        status, _ = Server(arguments.servers[0]).ask("GET", "/healthz?store=1")
        return 0 if status == 200 else 1
    except (OSError, http.client.HTTPException, ValueError):
        return 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, work in (("write", write), ("check", check), ("gap", gap), ("answers", answers)):
        command = commands.add_parser(name)
        command.set_defaults(work=work)
        if name != "answers":
            command.add_argument("--acks", required=True)
        if name == "write":
            command.add_argument("--threads", type=int, required=True)
            command.add_argument("--stop", required=True)
        if name == "gap":
            command.add_argument("--after", type=float, required=True)
            command.add_argument("--most", type=float, required=True)
        else:
            command.add_argument("servers", nargs="+")
    arguments = parser.parse_args()
    return arguments.work(arguments)


if __name__ == "__main__":
    sys.exit(main())
