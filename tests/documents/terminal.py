# SPDX-License-Identifier: Apache-2.0
"""A shell at a terminal that nobody looks at."""

import os
import pty
import select
import signal
import threading
import time
from pathlib import Path

PATIENCE = 60  # seconds; only what hangs waits as long


class Terminal:
    def __init__(self, command, folder, environment):
        self.child, self.master = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        self.seen = b""
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        """A shell whose output nobody takes would stand still."""
        while True:
            try:
                part = os.read(self.master, 65536)
            except OSError:
                return
            if not part:
                return
            self.seen += part

    def send(self, text):
        data = text.encode()
        while data:
            select.select([], [self.master], [], PATIENCE)
            data = data[os.write(self.master, data):]

    def wait_for(self, path):
        end = time.monotonic() + PATIENCE
        while not Path(path).exists():
            if time.monotonic() > end:
                raise AssertionError(f"nothing came of it; the terminal shows {self.seen[-2000:]!r}")
            time.sleep(0.005)

    def take(self, path):
        self.wait_for(path)
        text = Path(path).read_text(encoding="utf-8", errors="surrogateescape")
        os.unlink(path)
        return text

    def close(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.master)
        self.reader.join(PATIENCE)
