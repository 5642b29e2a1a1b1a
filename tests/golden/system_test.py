#!/usr/bin/env python3
"""What the command does when the system does not play along: pipes that close, disks that are full, signals.

    system_test.py OVFKIT CHECKOUT
"""

import hashlib
import io
import json
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import tarfile
import tempfile
import time
import unittest
import zlib
from pathlib import Path

from command import FIXTURES, PROGRAM, environment, main, run

DESCRIPTOR = FIXTURES / "dialects/ovirt/vm-4.5.ovf"


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def names(self):
        return sorted(os.listdir(self.folder))


class Input(Folder):
    def test_is_read_from_a_pipe(self):
        done = run("inspect", "-", "--format", "json", input=DESCRIPTOR.read_bytes())
        self.assertEqual(done.returncode, 0)
        self.assertEqual(json.loads(done.stdout)["dialect"], "ovirt")

    def test_may_be_a_named_pipe(self):
        fifo = self.folder / "fifo"
        os.mkfifo(fifo)
        reading = subprocess.Popen([PROGRAM, "inspect", fifo, "--format", "json"], stdout=subprocess.PIPE,
                                   env=environment())
        fifo.write_bytes(DESCRIPTOR.read_bytes())
        printed, _ = reading.communicate(timeout=60)
        self.assertEqual(reading.returncode, 0)
        self.assertEqual(json.loads(printed)["dialect"], "ovirt")

    def test_that_is_missing_is_an_error(self):
        done = run("inspect", self.folder / "missing.ovf")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"missing.ovf", done.stderr)

    def test_that_is_a_directory_is_an_error(self):
        for verb in (("inspect",), ("check-import", "--cluster", "a=trusted"), ("set", "-o", "-")):
            done = run(verb[0], self.folder, *verb[1:])
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"error: ", done.stderr)

    def test_that_is_closed_is_an_error(self):
        done = subprocess.run([PROGRAM, "inspect", "-"], env=environment(), capture_output=True,
                              preexec_fn=lambda: os.close(0), timeout=60)
        self.assertEqual(done.returncode, 2)

    def test_may_have_a_name_that_is_not_utf_8(self):
        name = os.fsencode(self.folder) + b"/f\xfcr-\x1b[2J-\xe2\x80\xaeals.ovf"
        with open(name, "wb") as file:
            file.write((FIXTURES / "trust/vmware-misplaced-item.ovf").read_bytes())
        done = run("inspect", name)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"f\\xfcr-\\u{1b}[2J-\\u{202e}als.ovf:17:9: warning:", done.stderr)
        done.stderr.decode("utf-8")
        log = self.folder / "audit.jsonl"
        run("check-import", name, "--cluster", "a=trusted", "--audit-log", log)
        self.assertTrue(json.loads(log.read_text())["file"].endswith("/f\\xfcr-\x1b[2J-\u202eals.ovf"))
        done = run("set", name, "-o", name + b".out")
        self.assertTrue(os.path.exists(name + b".out"))


class Output(Folder):
    def failing(self, *arguments, **options):
        done = run(*arguments, **options)
        self.assertEqual(done.returncode, 2, arguments)
        self.assertIn(b"error: ", done.stderr)
        return done

    def test_to_a_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            for arguments in (("inspect", DESCRIPTOR), ("inspect", DESCRIPTOR, "--format", "json"), ("rules",),
                              ("--help",), ("--version",), ("set", DESCRIPTOR, "-o", "-"),
                              ("convert", DESCRIPTOR, "-", "--to", "ovf-1.1"),
                              ("check-import", DESCRIPTOR, "--cluster", "a=trusted")):
                done = self.failing(*arguments, stdout=full)
                self.assertIn(b"No space left on device", done.stderr)
        self.failing("set", DESCRIPTOR, "-o", "/dev/full")

    def test_to_a_file_that_may_not_grow_is_an_error(self):
        with open(self.folder / "short", "wb") as short:
            done = self.failing("inspect", DESCRIPTOR, stdout=short,
                                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)))
        self.assertIn(b"File too large", done.stderr)

    def test_to_a_closed_pipe_is_an_error(self):
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "wb") as closed:
            done = self.failing("inspect", DESCRIPTOR, stdout=closed)
        self.assertIn(b"Broken pipe", done.stderr)

    def test_to_a_closed_stream_is_an_error_and_hits_no_file(self):
        log = self.folder / "audit.jsonl"
        done = subprocess.run([PROGRAM, "check-import", DESCRIPTOR, "--cluster", "a=trusted", "--audit-log", log],
                              env=environment(), stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1), timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(len(log.read_text().splitlines()), 1)
        json.loads(log.read_text())

    def test_survives_without_standard_error(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "inspect", FIXTURES / "hostile/blank.ovf"], env=environment(), stderr=full,
                                  stdout=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 2)

    def test_replaces_a_file_and_keeps_its_mode(self):
        out = self.folder / "out.ovf"
        out.write_text("old")
        out.chmod(0o640)
        self.assertEqual(run("set", DESCRIPTOR, "--name", "new", "-o", out).returncode, 0)
        self.assertIn(b"<Name>new</Name>", out.read_bytes())
        self.assertEqual(stat.S_IMODE(out.stat().st_mode), 0o640)
        self.assertEqual(self.names(), ["out.ovf"])

    def test_may_be_the_input(self):
        both = self.folder / "both.ovf"
        shutil.copy(DESCRIPTOR, both)
        self.assertEqual(run("set", both, "-o", both).returncode, 0)
        self.assertEqual(both.read_bytes(), DESCRIPTOR.read_bytes())
        self.assertEqual(run("set", both, "--name", "x", "-o", both).returncode, 0)
        self.assertIn(b"<Name>x</Name>", both.read_bytes())

    def test_leaves_the_old_file_when_an_edit_is_refused(self):
        out = self.folder / "out.ovf"
        out.write_text("old")
        self.failing("set", DESCRIPTOR, "--cpus", "3", "-o", out)
        self.failing("set", DESCRIPTOR, "--name", "a\x01b", "-o", out)
        self.failing("set", DESCRIPTOR, "--name", b"a\xffb", "-o", out)
        self.failing("set", FIXTURES / "hostile/truncated.ovf", "-o", out)
        self.assertEqual(out.read_text(), "old")
        self.assertEqual(self.names(), ["out.ovf"])

    def test_into_a_directory_that_is_missing_or_in_place_of_one_is_an_error(self):
        self.failing("set", DESCRIPTOR, "-o", self.folder / "missing/out.ovf")
        self.failing("set", DESCRIPTOR, "-o", self.folder)
        self.assertEqual(self.names(), [])

    def test_of_several_files_does_not_replace_a_file_by_a_directory(self):
        out = self.folder / "out"
        out.write_text("old")
        self.failing("convert", FIXTURES / "dialects/dmtf-1.1/collection.ovf", out, "--to", "ovirt")
        self.assertEqual(out.read_text(), "old")

    def test_of_one_file_may_go_into_a_directory(self):
        run("convert", DESCRIPTOR, self.folder, "--to", "ovf-1.1")
        self.assertEqual(self.names(), ["Z_rich_vault___archive.ovf"])


class AuditLog(Folder):
    def test_that_is_full_refuses(self):
        done = run("check-import", DESCRIPTOR, "--cluster", "a=trusted", "--audit-log", "/dev/full")
        self.assertEqual(done.returncode, 4)
        self.assertIn(b": refuse", done.stdout)
        self.assertIn(b"policy/not-recorded", done.stdout)

    def test_takes_whole_records_from_many_at_once(self):
        log = self.folder / "audit.jsonl"
        arguments = [PROGRAM, "check-import", DESCRIPTOR, "--cluster", "a=trusted", "--audit-log", log]
        running = [subprocess.Popen(arguments, env=environment(), stdout=subprocess.DEVNULL) for _ in range(12)]
        self.assertEqual({one.wait(timeout=120) for one in running}, {0})
        records = [json.loads(line) for line in log.read_text().splitlines()]
        self.assertEqual(len(records), len(running))


class Signals(Folder):
    def test_end_a_write_that_waits_and_leave_nothing_behind(self):
        fifo = self.folder / "fifo"
        os.mkfifo(fifo)
        reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        # More than a pipe holds, so that the process waits for a reader that never reads.
        large = self.folder / "large.ovf"
        large.write_bytes(DESCRIPTOR.read_bytes().replace(b"</Comment>", b"x" * (1 << 20) + b"</Comment>", 1))
        before = self.names()
        waiting = subprocess.Popen([PROGRAM, "set", large, "-o", fifo], env=environment(), stderr=subprocess.PIPE)
        time.sleep(1)
        self.assertIsNone(waiting.poll())
        waiting.send_signal(signal.SIGINT)
        _, errors = waiting.communicate(timeout=30)
        self.assertIn(waiting.returncode, (-signal.SIGINT, 2), errors)
        self.assertEqual(self.names(), before)

    def test_at_any_moment_leave_the_old_file_or_the_new_one(self):
        out = self.folder / "out.ovf"
        old = DESCRIPTOR.read_bytes()
        new = old.replace(b"&amp; archive</Name>", b"&amp; new</Name>", 1)
        seen = set()
        for step in range(40):
            out.write_bytes(old)
            running = subprocess.Popen([PROGRAM, "set", DESCRIPTOR, "--name", "Zürich vault & new", "-o", out],
                                       env=environment(), stderr=subprocess.DEVNULL)
            time.sleep(0.001 * step)
            running.send_signal(signal.SIGINT)
            running.wait(timeout=60)
            self.assertIn(running.returncode, (0, -signal.SIGINT))
            self.assertIn(out.read_bytes(), (old, new))
            self.assertEqual(self.names(), ["out.ovf"])
            seen.add(out.read_bytes() == new)
        self.assertTrue(seen)


class Packages(Folder):
    """What pack and unpack leave when they are interrupted: the old file or the whole new one, and nothing else."""

    def setUp(self):
        super().setUp()
        self.source = self.folder / "source"
        self.source.mkdir()
        self.source.joinpath("disk").write_bytes(os.urandom(3 << 20))
        self.source.joinpath("vm.ovf").write_text(
            '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" '
            'xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">'
            '<References><File ovf:id="f" ovf:href="disk"/></References>'
            '<VirtualSystem ovf:id="vm"><Info>a machine</Info></VirtualSystem></Envelope>')
        self.target = self.folder / "target"
        self.target.mkdir()
        self.ova = self.folder / "vm.ova"
        self.assertEqual(run("pack", self.source, "-o", self.ova).returncode, 0)

    def left(self):
        return sorted(os.listdir(self.target))

    def test_go_through_pipes(self):
        packed = run("pack", self.source, "-o", "-")
        self.assertEqual(packed.stdout, self.ova.read_bytes())
        self.assertEqual(run("unpack", "-", "-o", self.target / "out", input=packed.stdout).returncode, 0)
        self.assertEqual((self.target / "out/disk").read_bytes(), (self.source / "disk").read_bytes())

    def test_that_may_not_grow_leave_nothing(self):
        (self.target / "vm.ova").write_text("old")
        limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))}
        for arguments in (("pack", self.source, "-o", self.target / "vm.ova"),
                          ("pack", self.source, "--directory", self.target / "out"),
                          ("unpack", self.ova, "-o", self.target / "out")):
            done = run(*arguments, **limit)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"File too large", done.stderr)
            self.assertEqual(self.left(), ["vm.ova"])
        self.assertEqual((self.target / "vm.ova").read_text(), "old")

    def test_to_a_full_device_or_a_closed_pipe_are_errors(self):
        with open("/dev/full", "wb") as full:
            self.assertIn(b"No space left", run("pack", self.source, "-o", "-", stdout=full).stderr)
        done = run("pack", self.source, "-o", "/dev/full")
        self.assertEqual((done.returncode, b"No space left" in done.stderr), (2, True))
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "wb") as closed:
            done = run("pack", self.source, "-o", "-", stdout=closed)
        self.assertEqual((done.returncode, b"Broken pipe" in done.stderr), (2, True))

    def test_to_a_named_pipe_are_like_those_to_a_file(self):
        fifo = self.target / "fifo"
        os.mkfifo(fifo)
        writing = subprocess.Popen([PROGRAM, "pack", self.source, "-o", fifo], env=environment())
        self.assertEqual(fifo.read_bytes(), self.ova.read_bytes())
        self.assertEqual(writing.wait(timeout=60), 0)

    def test_that_are_interrupted_leave_nothing_at_once(self):
        for step in range(24):
            archive, directory = self.target / "vm.ova", self.target / "out"
            for arguments in (("pack", self.source, "-o", archive), ("unpack", self.ova, "-o", directory)):
                running = subprocess.Popen([PROGRAM, *arguments], env=environment(), stderr=subprocess.DEVNULL)
                time.sleep(0.002 * step)
                running.send_signal(signal.SIGINT)
                self.assertIn(running.wait(timeout=60), (0, -signal.SIGINT))
            self.assertLessEqual(set(self.left()), {"vm.ova", "out"})
            shutil.rmtree(directory, ignore_errors=True)

    def test_that_are_killed_leave_the_old_or_the_new_and_the_next_run_cleans_up(self):
        new = self.ova.read_bytes()
        ends = set()
        for step in range(24):
            archive, directory = self.target / "vm.ova", self.target / "out"
            archive.write_bytes(b"old")
            for arguments in (("pack", self.source, "-o", archive), ("unpack", self.ova, "-o", directory)):
                running = subprocess.Popen([PROGRAM, *arguments], env=environment(), stderr=subprocess.DEVNULL)
                time.sleep(0.002 * step)
                running.kill()
                ends.add(running.wait(timeout=60))
            self.assertIn(archive.read_bytes(), (b"old", new))
            if directory.exists():
                self.assertEqual(sorted(os.listdir(directory)), ["disk", "vm.mf", "vm.ovf"])
                shutil.rmtree(directory)
        self.assertIn(-signal.SIGKILL, ends)
        self.assertEqual(run("pack", self.source, "-o", self.target / "vm.ova").returncode, 0)
        self.assertEqual(run("unpack", self.ova, "-o", self.target / "out").returncode, 0)
        self.assertEqual(self.left(), ["out", "vm.ova"])


class EditedPackages(Folder):
    """An OVA that is edited and signed where it lies."""

    @classmethod
    def setUpClass(cls):
        cls.keys = Path(tempfile.mkdtemp())
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", cls.keys / "key.pem",
                        "-out", cls.keys / "cert.pem", "-subj", "/CN=maker"], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.keys)

    def setUp(self):
        super().setUp()
        self.ova = self.folder / "vm.ova"
        disk = b"d" * 3_000_000
        descriptor = (FIXTURES / "dialects/dmtf-1.0/vm.ovf").read_bytes()
        descriptor = descriptor.replace(b'ovf:size="402653184"', b'ovf:size="3000000"')
        manifest = "".join(f"SHA256({name})= {hashlib.sha256(data).hexdigest()}\n"
                           for name, data in (("vm.ovf", descriptor), ("clockwork/os.vmdk", disk))).encode()
        with tarfile.open(self.ova, "w", format=tarfile.USTAR_FORMAT) as archive:
            for name, data in (("vm.ovf", descriptor), ("vm.mf", manifest), ("clockwork/os.vmdk", disk)):
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))

    def sign(self, *more):
        return ("sign", self.ova, "--key", self.keys / "key.pem", "--certificate", self.keys / "cert.pem", *more)

    def check_whole(self):
        """Every file has the digest that the manifest says."""
        with tarfile.open(self.ova) as archive:
            for line in archive.extractfile("vm.mf").read().decode().splitlines():
                name, digest = re.fullmatch(r"SHA256\((.*)\)= (.*)", line).groups()
                self.assertEqual(hashlib.sha256(archive.extractfile(name).read()).hexdigest(), digest)

    def test_are_the_old_one_or_the_new_one_when_killed_at_any_moment(self):
        old = self.ova.read_bytes()
        long_name = "n" * 2000
        for arguments in (("set", self.ova, "--name", "web-2", "--in-place"),
                          ("set", self.ova, "--name", long_name, "--in-place"), self.sign()):
            self.ova.write_bytes(old)
            self.assertEqual(run(*arguments).returncode, 0)
            new = self.ova.read_bytes()
            seen = set()
            for step in range(25):
                self.ova.write_bytes(old)
                running = subprocess.Popen([PROGRAM, *map(str, arguments)], env=environment(),
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(0.002 * step)
                running.kill()
                running.wait(timeout=60)
                # The next run, which here has nothing to do itself.
                self.assertEqual(run("set", self.ova, "--in-place").returncode, 0)
                self.assertIn(self.ova.read_bytes(), (old, new))
                self.assertEqual(self.names(), ["vm.ova"])
                self.check_whole()
                seen.add(self.ova.read_bytes() == new)
            self.assertTrue(seen)

    def test_survive_a_signal_that_is_polite(self):
        old = self.ova.read_bytes()
        for step in range(15):
            running = subprocess.Popen([PROGRAM, "set", self.ova, "--name", "n" * 2000, "--in-place"],
                                       env=environment(), stderr=subprocess.DEVNULL)
            time.sleep(0.002 * step)
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=60)
            self.assertEqual(self.names(), ["vm.ova"])
            self.check_whole()
            self.ova.write_bytes(old)

    def test_stay_as_they_are_when_they_may_not_grow(self):
        old = self.ova.read_bytes()
        limit = len(old) + 512
        for arguments in (("set", self.ova, "--name", "n" * 100_000, "--in-place"), self.sign("--digest", "sha512")):
            size = limit if arguments[0] == "set" else 4096
            done = run(*arguments, preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(b"File too large", done.stderr)
            self.assertEqual(self.ova.read_bytes(), old)
            self.assertEqual(self.names(), ["vm.ova"])

    def test_are_restored_from_the_record_of_an_interrupted_change(self):
        self.assertEqual(run(*self.sign()).returncode, 0)
        signed = self.ova.read_bytes()
        # Stopped while it changes the file, which nothing but a debugger can do on purpose: what it had read and what
        # it would have kept is put together by hand.
        before, after = signed[:512], b"X" * 512
        number = lambda value: value.to_bytes(8, "big")
        record = (b"ovfkit undo 1\n\n\n" + number(self.ova.stat().st_ino) + number(len(signed)) * 2 + number(1) +
                  number(0) + number(512) + before + number(512) + after)
        (self.folder / ".ovfkit-undo-vm.ova").write_bytes(record + number(zlib.crc32(record)))
        with open(self.ova, "r+b") as file:
            file.write(after[:300])
        interrupted = self.ova.read_bytes()
        undo = (self.folder / ".ovfkit-undo-vm.ova").read_bytes()
        done = run("verify", self.ova)
        self.assertEqual((done.returncode, b"package/interrupted-change" in done.stderr), (2, True))
        done = run(*self.sign())
        self.assertEqual((done.returncode, done.stdout), (0, b"vm.cert: signed again; nothing changed\n"))
        self.assertIn(b"was interrupted; it was undone first", done.stderr)
        self.assertEqual(self.ova.read_bytes(), signed)
        self.assertEqual(self.names(), ["vm.ova"])
        # A copy is not made of half a change either.
        (self.folder / ".ovfkit-undo-vm.ova").write_bytes(undo)
        with open(self.ova, "r+b") as file:
            file.write(interrupted)
        self.assertEqual(run("set", self.ova, "-o", self.folder / "copy.ova").returncode, 0)
        self.assertEqual((self.folder / "copy.ova").read_bytes(), signed)
        self.assertEqual(self.ova.read_bytes(), signed)
        self.assertEqual(self.names(), ["copy.ova", "vm.ova"])

    def test_are_changed_by_one_at_a_time(self):
        os.mkfifo(self.keys / "fifo")
        command = f"sh -c 'touch {self.keys}/asked; cat {self.keys}/fifo; exit 1'"
        slow = subprocess.Popen([PROGRAM, "sign", self.ova, "--certificate", self.keys / "cert.pem", "--command",
                                 command], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not (self.keys / "asked").exists():
            self.assertIsNone(slow.poll())
            time.sleep(0.01)
        done = run("set", self.ova, "--name", "web-2", "--in-place")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"is being changed by somebody else", done.stderr)
        (self.keys / "fifo").write_bytes(b"")
        slow.communicate(timeout=60)
        self.assertEqual(slow.returncode, 2)
        self.check_whole()
        self.assertEqual(run("set", self.ova, "--name", "web-2", "--in-place").returncode, 0)


if __name__ == "__main__":
    main()
