#!/usr/bin/env python3
"""Packages as whole processes meet them: every form, pipes, sizes, terminals and signals.

    packages_test.py OVFKIT CHECKOUT [CLASS...]
"""

import gzip
import io
import json
import os
import pty
import signal
import subprocess
import tarfile
import tempfile
import threading
import time
import unittest
from pathlib import Path

from command import FIXTURES, PROGRAM, SANITIZED, attacks, environment, main, run, validator

APPLIANCE = FIXTURES / "packages/appliance"
MIB = 1 << 20


def appliance(order=("appliance.ovf", "appliance.mf", "appliance-disk1.vmdk", "release notes.txt")):
    return archive([(name, (APPLIANCE / name).read_bytes()) for name in order])


def archive(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in files:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return out.getvalue()


class Verify(unittest.TestCase):
    def test_prints_json_as_described_in_every_form(self):
        schema = validator("verify")
        data = appliance()
        with tempfile.TemporaryDirectory() as folder:
            stored, zipped = Path(folder, "a.ova"), Path(folder, "a.ova.gz")
            stored.write_bytes(data)
            zipped.write_bytes(gzip.compress(data))
            runs = {"directory": run("verify", APPLIANCE, "--format", "json"),
                    "bare": run("verify", APPLIANCE / "appliance.ovf", "--format", "json"),
                    "archive": run("verify", stored, "--format", "json"),
                    "compressed-archive": run("verify", zipped, "--format", "json")}
            piped = {"archive": run("verify", "-", "--format", "json", input=data),
                     "compressed-archive": run("verify", "-", "--format", "json", input=gzip.compress(data))}
        for form, done in [*runs.items(), *piped.items()]:
            with self.subTest(form=form):
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                got = json.loads(done.stdout)
                schema.validate(got)
                self.assertEqual(got["package"]["form"], form)
                self.assertEqual(got["states"], ["files-verified", "unsigned"])
                self.assertEqual({file["name"]: file["state"] for file in got["files"]},
                                 {"appliance.ovf": "verified", "appliance-disk1.vmdk": "verified",
                                  "release notes.txt": "verified"})

    def test_reads_a_named_pipe(self):
        with tempfile.TemporaryDirectory() as folder:
            fifo = Path(folder, "fifo")
            os.mkfifo(fifo)
            writer = threading.Thread(target=lambda: fifo.write_bytes(appliance()))
            writer.start()
            done = run("verify", fifo)
            writer.join()
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_takes_the_members_in_any_order_on_a_pipe(self):
        done = run("verify", "-", "--format", "json", input=appliance(
            ("release notes.txt", "appliance-disk1.vmdk", "appliance.mf", "appliance.ovf")))
        self.assertEqual(json.loads(done.stdout)["states"], ["files-verified", "unsigned"])
        self.assertEqual(done.returncode, 3, "the descriptor is not first")

    def test_writes_nothing_that_a_terminal_would_act_on(self):
        evil = "evil\x1b[2J\u202e\r.vmdk"
        manifest = (APPLIANCE / "appliance.mf").read_bytes() + f"SHA256({evil})= {'0' * 64}\n".encode()
        data = archive([("appliance.ovf", (APPLIANCE / "appliance.ovf").read_bytes()), ("appliance.mf", manifest),
                        (evil, b"x"), ("\x1b]0;title\x07", b"y")])
        for arguments in (("verify", "-"), ("verify", "-", "--format", "json"), ("inspect", "-"),
                          ("inspect", "-", "--format", "json")):
            done = run(*arguments, input=data)
            text = (done.stdout + done.stderr).decode()
            self.assertIn("evil", run("verify", "-", input=data).stdout.decode())
            self.assertEqual(attacks(text), set(), arguments)

    def test_needs_little_memory_for_a_descriptor_behind_a_huge_disk_on_a_pipe(self):
        size = 64 * MIB if SANITIZED else 4096 * MIB + 512
        process = subprocess.Popen([PROGRAM, "verify", "-", "--format", "json", "--quiet"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment())
        head = tarfile.TarInfo("disk")
        head.size = size
        process.stdin.write(head.tobuf(tarfile.USTAR_FORMAT))
        zeros = bytes(MIB)
        for _ in range(size // MIB):
            process.stdin.write(zeros)
        process.stdin.write(bytes(size % MIB))
        process.stdin.write(appliance())
        process.stdin.close()
        got = json.loads(process.stdout.read())
        process.stdout.close()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 3)
        self.assertEqual(got["states"], ["files-unverified", "unsigned"])
        self.assertEqual(got["files"][0]["size"], size)
        if not SANITIZED:
            self.assertLess(used.ru_maxrss, 64 * 1024)


class Progress(unittest.TestCase):
    """Of work that takes as long as its input takes to come."""

    def shown(self, *arguments):
        """What appears on a terminal while a package comes slowly."""
        try:
            terminal, inside = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal to be had: {error}")
        process = subprocess.Popen([PROGRAM, "verify", "-", *arguments], stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=inside, env=environment())
        os.close(inside)
        data = archive([("disk", bytes(9 * MIB))]) [:-10240] + appliance()
        for at in range(0, len(data), 2 * MIB):
            process.stdin.write(data[at:at + 2 * MIB])
            process.stdin.flush()
            time.sleep(0.15)
        process.stdin.close()
        text = b""
        while True:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            text += piece
        os.close(terminal)
        process.wait()
        return text

    def test_is_a_bar_on_a_terminal_and_is_taken_away(self):
        text = self.shown()
        self.assertIn(b"MiB/s", text)
        bar, _, rest = text.rpartition(b"\r\x1b[K")
        self.assertIn(b"MiB/s", bar)
        self.assertNotIn(b"MiB/s", rest)

    def test_is_nothing_when_quiet(self):
        self.assertNotIn(b"MiB", self.shown("--quiet").split(b"standard input")[0])

    def test_is_nothing_for_short_work_elsewhere(self):
        self.assertNotIn(b"/s", run("verify", APPLIANCE).stderr)


class Signals(unittest.TestCase):
    def test_end_a_verification_at_once(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen([PROGRAM, "verify", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, env=environment())
            process.stdin.write(appliance()[:2000])
            process.stdin.flush()
            time.sleep(0.2)
            process.send_signal(number)
            process.communicate(timeout=20)
            self.assertEqual(process.returncode, -number)


if __name__ == "__main__":
    main()
