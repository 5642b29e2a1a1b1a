# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server of a Python test's own, as support/postgres_server.hpp is for C++: on a socket in a temporary folder
and on a port of the loopback device, ended with the test however that ends.

    with PostgresServer() as server:
        ...  server.url("postgres") by the socket, server.url("postgres", password="...") by the loopback device ...
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
USER, PASSWORD = "ovfkit_test", "geheim42"
PR_SET_PDEATHSIG = 1


def is_installed():
    return os.access(PROGRAMS / "initdb", os.X_OK)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class PostgresServer:
    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ovfkit-postgres-", dir="/tmp"))
        self.process = None
        # PostgreSQL does not run as root; Debian has a user for it.
        other = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.words = {"cwd": "/", "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if other:
            self.words.update(user=other.pw_uid, group=other.pw_gid, extra_groups=[])
        (self.folder / "password").write_text(PASSWORD)
        if other:
            for path in (self.folder, self.folder / "password"):
                os.chown(path, other.pw_uid, other.pw_gid)
        try:
            subprocess.run([PROGRAMS / "initdb", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust",
                            "--auth-host=scram-sha-256", "--username", USER, "--pwfile", self.folder / "password", "--pgdata",
                            self.folder / "data"], check=True, **self.words)
            for _ in range(5):
                if self._start():
                    return self
            raise RuntimeError("PostgreSQL is installed and does not start")
        except BaseException:
            self.__exit__()
            raise

    def _start(self):
        self.port = free_port()
        parent, prctl = os.getpid(), ctypes.CDLL(None).prctl

        def end_with_the_test():
            prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
            if os.getppid() != parent:
                os._exit(1)

        self.process = subprocess.Popen(
            [PROGRAMS / "postgres", "-D", self.folder / "data", "-k", self.folder, "-p", str(self.port), "-h", "127.0.0.1", "-c",
             "shared_buffers=16MB"], preexec_fn=end_with_the_test, **self.words)
        for _ in range(1200):  # of 50 ms each, for a machine that has much else to do
            if self.process.poll() is not None:
                return False  # somebody else took the port
            ready = subprocess.run([PROGRAMS / "pg_isready", "-q", "-h", self.folder, "-p", str(self.port)], check=False, **self.words)
            if ready.returncode == 0:
                return True
            time.sleep(0.05)
        return False

    def url(self, database, password=None):
        if password is None:
            return f"postgresql://{USER}@/{database}?host={self.folder}&port={self.port}"
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
