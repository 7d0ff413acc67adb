#!/usr/bin/env python3
"""A second implementation of the audit hash, from docs/audit.md alone. Standard library only.

Reads exported entries (`atocore audit export`) as NDJSON and prints each one's hash. With --check it compares it with the entry's own.
"""
import hashlib
import json
import sys


def digest(salt, body):
    if body is None:
        return None
    return hashlib.sha256(b"atocore.audit.body.v1\0" + (salt or b"") + body.encode("utf-8")).digest()


def unhex(text):
    return None if text is None else bytes.fromhex(text)


def entry_hash(entry):
    salt = unhex(entry["salt"])
    erased = any(entry[d] is not None for d in ("before_digest", "after_digest", "note_digest"))
    if erased:
        if any(entry[b] is not None for b in ("before_json", "after_json", "note")) or salt not in (None, b"\0"):
            return "altered: a body or a salt stands beside digests"
        digests = [unhex(entry[d]) for d in ("before_digest", "after_digest", "note_digest")]
    else:
        digests = [digest(salt, entry[b]) for b in ("before_json", "after_json", "note")]
    fields = [
        str(entry["id"]), entry["memory_id"], str(entry["version"]), entry["action"], entry["actor"], entry["project"],
        entry["timestamp"], entry["request_id"], unhex(entry["prev_hash"]),
    ] + digests
    attribution = [entry.get(name) for name in ("on_behalf_of", "user_id", "agent_id", "run_id")]
    attributed = any(value is not None for value in attribution)
    sha = hashlib.sha256(b"atocore.audit.v2\0" if attributed else b"atocore.audit.v1\0")
    fields += attribution if attributed else []
    for field in fields:
        if field is None:
            sha.update(b"\0")
            continue
        data = field.encode("utf-8") if isinstance(field, str) else field
        sha.update(b"\1" + len(data).to_bytes(4, "big") + data)
    return sha.hexdigest()


def main():
    wrong = 0
    for line in sys.stdin:
        entry = json.loads(line)
        computed = entry_hash(entry)
        if "--check" in sys.argv:
            if computed != entry["hash"]:
                wrong += 1
                print("entry %s: %s is not %s" % (entry["id"], entry["hash"], computed))
        else:
            print(computed)
    sys.exit(3 if wrong else 0)


main()
