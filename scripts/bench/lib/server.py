"""The real server in a process of its own, and what its clients share."""
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
ATOCORE = str(ROOT / "bin" / "atocore")


class Server:
    """The real command, in a process of its own."""

    def __init__(self, db, work, heap=None):
        self.env = dict(os.environ, ATOCORE_DB=str(db), ATOCORE_ALERT_LOG=str(work / "alerts.log"), HOME=str(work))
        if heap:
            self.env["JAVA_TOOL_OPTIONS"] = heap
        self.log = open(work / "serve.err", "w")
        self.process = subprocess.Popen([ATOCORE, "serve", "--create", "--port", "0", "-o", "json"], env=self.env,
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        said = json.loads(self.process.stdout.readline())
        self.port, self.pid = said["port"], said["pid"]

    def client(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def cpu(self):
        stat = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    def rss_mb(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.pid}/status").read_text()).group(1)) // 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def ask(client, method, path, body=None, headers=None):
    client.request(method, path, body, dict(headers or {}, **({"Content-Type": "application/json"} if body else {})))
    response = client.getresponse()
    return response, response.read()


def atocore(server_or_env, *args, **kwargs):
    env = server_or_env.env if isinstance(server_or_env, Server) else server_or_env
    env = {k: v for k, v in env.items() if k != "JAVA_TOOL_OPTIONS"}
    return subprocess.run([ATOCORE, *args], env=env, capture_output=True, text=True, **kwargs)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
