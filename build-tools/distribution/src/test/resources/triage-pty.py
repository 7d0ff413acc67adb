"""Plays a person at a terminal: runs a command on a pseudo-terminal, waits for texts and types keys.

Usage: triage-pty.py COMMAND... -- [WAIT_FOR KEYS]...
KEYS "KILL" kills the process with SIGKILL. Prints all that the terminal showed, then a line "exit N".
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

LIMIT = 40
split = sys.argv.index("--")
command, script = sys.argv[1:split], sys.argv[split + 1:]

pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    os.execvp(command[0], command)

shown = b""
seen = 0


def read(timeout):
    global shown
    ready, _, _ = select.select([terminal], [], [], timeout)
    if not ready:
        return True
    try:
        data = os.read(terminal, 65536)
    except OSError:
        return False
    shown += data
    return bool(data)


deadline = time.monotonic() + LIMIT
for text, keys in zip(script[::2], script[1::2]):
    wanted = text.encode()
    while wanted not in shown[seen:]:
        if time.monotonic() > deadline or not read(1):
            sys.stdout.buffer.write(shown)
            os.kill(pid, signal.SIGKILL)
            sys.exit("never saw: " + text)
    seen = shown.index(wanted, seen) + len(wanted)
    if keys == "KILL":
        os.kill(pid, signal.SIGKILL)
    else:
        os.write(terminal, keys.encode())
while read(1):
    if time.monotonic() > deadline:
        os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
print("\nexit", os.waitstatus_to_exitcode(status))
