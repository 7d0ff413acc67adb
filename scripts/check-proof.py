#!/usr/bin/env python3
"""Checks a proof that 'atocore audit prove' printed, without AtoCore and without the store.

    check-proof.py PROOF --pubkey NAME+KEYID+BASE64

PROOF is a C2SP tlog-proof, the same as JSON, or a consistency proof between two checkpoints; - is stdin.
Needs Python 3.8 and nothing else. Exit status 0: proved. 1: not proved. 2: wrong usage.

Written from docs/audit.md, RFC 6962, RFC 8032 and https://c2sp.org/signed-note, not from AtoCore's code.
"""
import argparse
import base64
import binascii
import hashlib
import json
import os
import signal
import sys


class NotProved(Exception):
    pass


def require(condition, otherwise):
    if not condition:
        raise NotProved(otherwise)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotProved("%r is no base64" % text) from None
    require(base64.b64encode(data).decode() == text, "%r is no canonical base64" % text)
    return data


# Ed25519 verification as RFC 8032, sections 5.1.1 to 5.1.7, has it.

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def same_point(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def x_of(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = x_of(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519_verify(public_key, message, signature):
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a, r = point(public_key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % Q
    return same_point(multiply(s, BASE), add(r, multiply(h, a)))


# Signed notes and checkpoints.


class Key:
    def __init__(self, text):
        parts = text.strip().split("+", 2)
        require(len(parts) == 3, "that is no verifier key")
        self.name, key_id, encoded = parts
        data = unbase64(encoded)
        require(len(data) == 33 and data[0] == 1, "that is no Ed25519 verifier key")
        self.public = data[1:]
        self.key_id = sha256(self.name.encode(), b"\n\x01", self.public)[:4]
        require(self.key_id.hex() == key_id, "the verifier key is damaged")


def checkpoint(note, key):
    """The size and the root that a checkpoint signed."""
    require("\n\n" in note and note.endswith("\n"), "the checkpoint is no signed note")
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    signed = False
    for line in signatures.splitlines():
        parts = line.split(" ")
        require(len(parts) == 3 and parts[0] == "\u2014", "a signature line is malformed")
        data = unbase64(parts[2])
        if parts[1] == key.name and data[:4] == key.key_id:
            require(ed25519_verify(key.public, text.encode(), data[4:]), "the signature is wrong")
            signed = True
    require(signed, "the checkpoint is not signed by " + key.name)
    lines = text.split("\n")
    require(len(lines) >= 4, "the checkpoint lacks its three lines")
    require(lines[1].isdigit() and str(int(lines[1])) == lines[1], "the checkpoint has no size")
    root = unbase64(lines[2])
    require(len(root) == 32, "the checkpoint has no root")
    return lines[0], int(lines[1]), root


# RFC 6962 (the verification is that of RFC 9162, sections 2.1.3.2 and 2.1.4.2).


def leaf_hash(data):
    return sha256(b"\x00", data)


def node_hash(left, right):
    return sha256(b"\x01", left, right)


def check_inclusion(leaf, index, size, path, root):
    require(0 <= index < size, "the index is not in the tree")
    node, last, found = index, size - 1, leaf
    for sibling in path:
        require(last != 0, "the path is too long")
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            found = node_hash(found, sibling)
        node >>= 1
        last >>= 1
    require(last == 0, "the path is too short")
    require(found == root, "the entry does not give the root that was signed")


def check_consistency(older, size, path, older_root, root):
    require(0 < older <= size, "the older tree is empty, or larger")
    if older == size:
        require(not path and older_root == root, "two trees of one size differ")
        return
    path = list(path)
    if older & (older - 1) == 0:
        path.insert(0, older_root)
    require(path, "the path is too short")
    node, last = older - 1, size - 1
    while node & 1:
        node >>= 1
        last >>= 1
    old, new = path[0], path[0]
    for sibling in path[1:]:
        require(last != 0, "the path is too long")
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            new = node_hash(new, sibling)
        node >>= 1
        last >>= 1
    require(last == 0, "the path is too short")
    require(old == older_root, "the path does not give the older root")
    require(new == root, "the path does not give the newer root")


# The entry.


def field(value):
    if value is None:
        return b"\x00"
    return b"\x01" + len(value).to_bytes(4, "big") + value


def text(value):
    return field(None if value is None else str(value).encode())


def raw(value):
    return field(None if value is None else bytes.fromhex(value))


ATTRIBUTION = ("on_behalf_of", "user_id", "agent_id", "run_id")


def entry_hash(entry):
    """An entry that says for whom it was made, or whose the memory is, has the second form."""
    attribution = [entry.get(name) for name in ATTRIBUTION]
    attributed = any(value is not None for value in attribution)
    return sha256(
        b"atocore.audit.v2\0" if attributed else b"atocore.audit.v1\0",
        text(entry["id"]), text(entry["memory_id"]), text(entry["version"]), text(entry["action"]),
        text(entry["actor"]), text(entry["project"]), text(entry["timestamp"]),
        text(entry["request_id"]), raw(entry["prev_hash"]), raw(entry["before_digest"]),
        raw(entry["after_digest"]), raw(entry["note_digest"]),
        *([text(value) for value in attribution] if attributed else []),
    )


def check_bodies(entry):
    """The bodies, where the proof has them, must give their digests."""
    salt = bytes.fromhex(entry.get("salt") or "")
    shown = []
    for body, digest in (("before_json", "before_digest"), ("after_json", "after_digest"), ("note", "note_digest")):
        if entry.get(body) is not None:
            found = sha256(b"atocore.audit.body.v1\0", salt, entry[body].encode())
            require(found.hex() == entry[digest], body + " does not give its digest")
            shown.append((body, entry[body]))
    return shown


def parse_tlog_proof(proof):
    head, _, note = proof.partition("\n\n")
    lines = head.split("\n")
    require(lines.pop(0) == "c2sp.org/tlog-proof@v1", "that is no proof")
    require(lines and lines[0].startswith("extra "), "the proof lacks the entry")
    entry = json.loads(unbase64(lines.pop(0)[len("extra "):]))
    require(lines and lines[0].startswith("index "), "the proof lacks the index")
    index = lines.pop(0)[len("index "):]
    require(index.isdigit() and str(int(index)) == index, "the index is no number")
    return {"entry": entry, "index": int(index), "path": lines, "checkpoint": note}


def shown(value):
    return json.dumps(value, ensure_ascii=True)


def check(proof, key):
    document = json.loads(proof) if proof.lstrip().startswith("{") else parse_tlog_proof(proof)
    path = [unbase64(line) for line in document["path"]]
    origin, size, root = checkpoint(document["checkpoint"], key)
    if "older_checkpoint" in document:
        older_origin, older, older_root = checkpoint(document["older_checkpoint"], key)
        require(older_origin == origin, "the two checkpoints are of two logs")
        check_consistency(older, size, path, older_root, root)
        print("proved: the log of %s with %d entries begins with the one with %d" % (shown(origin), size, older))
        return
    entry = document["entry"]
    found = entry_hash(entry)
    require(found.hex() == entry["hash"], "the entry's fields do not give its hash")
    check_inclusion(leaf_hash(found), document["index"], size, path, root)
    bodies = check_bodies(entry)
    print("proved: entry %s is number %d of the %d in the log of %s"
          % (entry["id"], document["index"], size, shown(origin)))
    for name in ("memory_id", "version", "action", "actor", "project", "timestamp", "request_id") + ATTRIBUTION:
        if entry.get(name) is not None:
            print("  %-12s %s" % (name, shown(entry[name])))
    for name, body in bodies:
        print("  %-12s %s" % (name, shown(body)))


def main():
    arguments = argparse.ArgumentParser(description="Checks a proof that 'atocore audit prove' printed.")
    arguments.add_argument("proof", help="the file, or - for stdin")
    arguments.add_argument("--pubkey", required=True, help="the verifier key, or a file with it")
    given = arguments.parse_args()
    try:
        key = given.pubkey
        if "+" not in key:
            with open(key, encoding="utf-8") as file:
                key = file.read()
        if given.proof == "-":
            proof = sys.stdin.buffer.read().decode()
        else:
            with open(given.proof, "rb") as file:
                proof = file.read().decode()
        check(proof, Key(key))
    except NotProved as failure:
        print("not proved: %s" % failure, file=sys.stderr)
        return 1
    except (KeyError, TypeError, ValueError, AttributeError) as failure:
        print("not proved: the proof is malformed: %r" % failure, file=sys.stderr)
        return 1
    except OSError as failure:
        print("check-proof.py: %s" % failure, file=sys.stderr)
        return 2
    return written()


def written():
    """A verdict that nobody can read is none."""
    try:
        require(sys.stdout is not None, "stdout is closed")
        sys.stdout.flush()
    except (NotProved, OSError) as failure:
        # What is left in the buffer would fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        print("check-proof.py: the result cannot be written: %s" % failure, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
