"""How scale runs each command and asks for each page. What the program has and this does not know is a failure.

A line is a kind, the arguments, and what else it needs:
  PAGE    a bounded answer: it takes the same at any size
  LIST    as much as it prints
  WHOLE   looks at, or changes, a part of the store that grows with it
Words in braces are of facts.json, each time another of the active ones and so on, or files of the store's folder.
"""

PAGE, LIST, WHOLE = "page", "list", "whole"


class Line:
    """One way to run a command. fresh: on a copy of its own, which before is run on first; ok: how it may end; alone: it
    needs the store for itself."""

    def __init__(self, kind, *args, stdin=None, fresh=False, before=(), ok=(0, 3), alone=False):
        self.kind, self.args, self.stdin, self.fresh = kind, args, stdin, fresh or bool(before)
        self.before, self.ok, self.alone = before, ok, alone


def page(*args, **more):
    return Line(PAGE, *args, **more)


def listing(*args, **more):
    return Line(LIST, *args, **more)


def whole(*args, **more):
    return Line(WHOLE, *args, **more)


ALL = "--limit=1000000"

COMMANDS = {
    "memory create": [page("--type=knowledge", "--content=pump water, said by scale {n}", "--project=p1")],
    "memory show": [page("{big}"), page("{big}", "--as-of=0s"), page("{big}", "--version=5")],
    "memory list": [page(), page("--project=p1", "--status=active"), page("--type=knowledge", "--project=p2"),
                    page("--meta=team=t3"), page("--user=u7"), page("--as-of=0s"), page("--as-of=0s", "--project=p1"),
                    listing(ALL), listing(ALL, "-o", "json"), listing(ALL, "-o", "csv"), listing(ALL, "-q")],
    "memory search": [page("pump water"), page("pump water", "--project=p1", "--limit=1000"), page("m77"),
                      page("pump water m77")],
    "memory update": [page("{active}", "--content=pump water, changed by scale {n}")],
    "memory promote": [page("{candidate}"), whole("-", stdin="candidates", fresh=True)],
    "memory reject": [page("{candidate}"), whole("-", stdin="candidates", fresh=True)],
    "memory invalidate": [page("{active}")],
    "memory supersede": [page("{active}", "--by={active}")],
    "memory reinforce": [page("{active}"), whole("--from-chunks", fresh=True)],
    "memory auto-promote": [whole("--min-references=0", "--min-confidence=0", fresh=True)],
    "memory expire": [whole("--max-age=0d", fresh=True)],
    "memory diff": [page("{big}"), page("{big}", "1..3")],
    "memory revert": [page("{active}", "--to-version=1", ok=(0, 1)), page("{big}", "--to-version=5"),
                      whole("--actor=import", "--since=1d", "--dry-run")],
    "memory exposure": [page("{big}")],
    "memory restore": [page("{active}", ok=(0, 1))],
    "memory import": [page("-", stdin="memories"), page("-", "--dry-run", stdin="memories")],
    "memory embed": [page("--clear")],
    "memory refused": [page()],
    "memory refusals": [page(), listing(ALL)],
    "memory refusals remove": [page("1", "--note=scale", ok=(0, 1))],
    "memory refusals rebuild": [whole()],
    "memory export": [listing(), listing("-o", "json"), page("--project=nobody")],
    "audit recent": [page(), page("--actor=rare"), page("--actor=nobody"), page("--project=p1"), page("--request=nobody"),
                     page("--user=u7"), page("--since=1s"), page("--action=superseded"), listing(ALL)],
    "audit history": [page("{active}"), page("{big}", "--limit=50"), listing("{big}")],
    "audit show": [page("5")],
    "audit tail": [page(), page("--actor=nobody"), listing(ALL)],
    "audit blame": [whole("{big}"), page("{active}")],
    "audit stats": [whole(), whole("--by=day"), whole("--by=project"), page("--actor=nobody"), page("--since=1s")],
    "audit status": [page()],
    "audit verify": [whole(), page("{active}"), whole("{big}")],
    "audit export": [listing(), page("--since=1s"), page("--actor=nobody")],
    "audit checkpoint": [whole(fresh=True), whole()],
    "audit checkpoint verify": [whole("{store}.checkpoint", "--pubkey={pubkey}")],
    "audit checkpoint pubkey": [page()],
    "audit prove": [page("1")],
    "audit replay": [page()],
    "audit gap": [page()],
    "audit redact": [whole("{big}", "--reason=scale", fresh=True)],
    "audit prune": [whole("--before=0d", "--archive={home}/pruned.ndjson", fresh=True)],
    "audit verify-archive": [whole("{home}/pruned.ndjson",
                                   before=[("audit", "prune", "--before=0d", "--archive={home}/pruned.ndjson")])],
    "audit erasures": [page()],
    "alert emit": [page("--severity=info", "--title=scale", "--message=m", "--key=scale")],
    "alert resolve": [page("--key=scale")],
    "alert recent": [page(), listing(ALL)],
    "alert flush": [whole(ok=(0, 1))],
    "alert list-undelivered": [page(), listing(ALL)],
    "alert retry": [whole(ok=(0, 1))],
    "alert sinks": [page()],
    "alert test": [page(ok=(0, 1))],
    "integrity run": [whole(), whole("--full"), page("--since-last"),
                      whole("--check=memory-drift", before=["drift"])],
    "integrity list": [page()],
    "integrity last": [page(), page("--diff")],
    "integrity trend": [page()],
    "integrity repair": [whole("--check=memory-drift"), whole("--check=memory-drift", before=["drift"]),
                         whole("--check=memory-drift", "--apply", "--max=1000000", before=["drift"])],
    "integrity ack": [page("--check=none", "--subject=scale", "--note=scale", ok=(1,))],
    "integrity unack": [page("--check=none", "--subject=scale", ok=(1,))],
    "integrity acks": [page()],
    "pipeline check": [page()],
    "pipeline lease": [page("show")],
    "pipeline ping": [page("start", ok=(0, 2))],
    "harness run": [page("-", stdin="cases"), listing("-", stdin="many-cases")],
    "state get": [page("p0", "config", "k1")],
    "state set": [page("p0", "config", "scale", "1")],
    "state list": [page()],
    "project add": [page("scale{n}")],
    "project list": [listing()],
    "key add": [page("key{n}", "--role=reader")],
    "key list": [page()],
    "key revoke": [page("revoked", ok=(0, 1))],
    "key rotate": [page("rotated")],
    "key events": [page()],
    "recall list": [page(), listing(ALL)],
    "recall prune": [page()],
    "source ingest": [page("{home}/notes", "--project=p1")],
    "source import": [page("-", stdin="sources")],
    "source list": [listing(), page("--project=nobody")],
    "source remove": [page("{document}")],
    "source chunks": [listing(), page("--since=1s"), page("--limit=50")],
    "source extract": [page("-", stdin="chunk")],
    "db init": [page(ok=(0, 1))],
    "db status": [page()],
    "db path": [page()],
    "db migrate": [page()],
    "db rollback": [whole("--to=16", fresh=True, alone=True)],
    "db backup": [whole("{home}/again.db")],
    "db copy": [whole("{home}/copied.db", fresh=True)],
    "db backup-done": [page("--note=scale")],
    "db grants": [page("--writer=app", ok=(1,))],
    "db verify-backup": [whole("{home}/backup.db")],
    "db restore": [whole("{home}/backup.db", before=[("db", "backup", "{home}/backup.db")], alone=True)],
    "dashboard": [page()],
    "doctor": [page()],
    "mcp": [page(stdin="mcp")],
    "completion": [page("bash")],
}

NOT_RUN = {"memory triage": "asks a person", "serve": "its pages are asked for"}

# A route and what is asked of it: paths for GET, with {words} as above.
ROUTES = {
    "GET /memory": ["/memory", "/memory?project=p1&status=active", "/memory?q=pump%20water", "/memory?q=m77"],
    "GET /memory/{id}": ["/memory/{big}", "/memory/{active}"],
    "GET /memory/{id}/audit": ["/memory/{active}/audit", (LIST, "/memory/{big}/audit")],
    "GET /memory/{id}/evidence": ["/memory/{active}/evidence"],
    "GET /memory/{id}/exposure": ["/memory/{big}/exposure"],
    "GET /recall": [(LIST, "/recall")],
    "GET /admin/audit/recent": ["/admin/audit/recent", "/admin/audit/recent?actor=nobody", "/admin/audit/recent?project=p1"],
    "GET /admin/integrity": ["/admin/integrity"],
    "GET /admin/dashboard": ["/admin/dashboard"],
    "GET /metrics": ["/metrics"],
    "GET /openapi.json": ["/openapi.json"],
    "GET /healthz": ["/healthz", "/healthz?store=1"],
    "GET /": ["/"],
    "GET /memories": ["/memories", "/memories?q=pump%20water", "/memories?project=p1", "/memories?user_id=u7"],
    "GET /memories/{id}": ["/memories/{active}", "/memories/{big}", "/memories/{big}?before=15", "/memories/{big}?version=3"],
    "GET /recalls": ["/recalls"],
    "GET /audit": ["/audit", "/audit?actor=nobody", "/audit?project=p1", "/audit?action=superseded"],
    "GET /audit/newer": ["/audit/newer?seen={newest}"],
    "GET /integrity": ["/integrity"],
    "GET /alerts": ["/alerts", "/alerts?severity=critical"],
    "GET /keys": ["/keys"],
    "GET /triage": ["/triage", "/triage?queue=reviews"],
    "GET /assets/{name}": [],
}

# What changes something does what a command above does, through the same façade.
SAME_AS_COMMANDS = ("POST ", "PATCH ", "DELETE ")


def unknown(commands, routes):
    """What the program has and no line is for, and what there is a line for and the program has not."""
    lines = []
    for name in commands:
        if name not in COMMANDS and name not in NOT_RUN:
            lines.append(f"'{name}' is a command that scripts/bench/lib/scale_plan.py does not run")
    for name in [*COMMANDS, *NOT_RUN]:
        if name not in commands:
            lines.append(f"'{name}' of scripts/bench/lib/scale_plan.py is no command")
    for route in routes:
        if route not in ROUTES and not route.startswith(SAME_AS_COMMANDS):
            lines.append(f"'{route}' is a page that scripts/bench/lib/scale_plan.py does not ask for")
    for route in ROUTES:
        if route not in routes:
            lines.append(f"'{route}' of scripts/bench/lib/scale_plan.py is no page")
    return lines
