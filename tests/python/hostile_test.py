# SPDX-License-Identifier: Apache-2.0
"""What programs do that they should not, or that nobody thinks of: closing, threads, callbacks that come back, odd files."""

import array
import copy
import gc
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import ovfkit
from ovfkit import convert, package, signing, task, trust

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
VAULT = ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"
DISK = bytes(range(256)) * 4000


@pytest.fixture(name="ova")
def archive(tmp_path):
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "web.ovf").write_text(f"""<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
  <References><File ovf:id="f" ovf:href="disk.img" ovf:size="{len(DISK)}"/></References>
  <DiskSection><Info>disks</Info><Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1" ovf:format="x"/></DiskSection>
  <VirtualSystem ovf:id="vm"><Info>a machine</Info></VirtualSystem>
</Envelope>
""")
    (folder / "disk.img").write_bytes(DISK)
    path = tmp_path / "web.ova"
    ovfkit.Package.open(folder).pack(path)
    return path


def refused(call, *words, **more):
    with pytest.raises(ovfkit.Error) as failed:
        call(*words, **more)
    assert failed.value.code is ovfkit.ErrorCode.INVALID_ARGUMENT
    return str(failed.value)


# Closing.

def test_a_closed_package_says_so_and_what_came_out_of_it_stays(ova):
    with ovfkit.Package.open(ova) as one:
        descriptor, member = one.descriptor, one["disk.img"]
        file, shared = one.read(member), copy.copy(one)
        assert file.read(10) == DISK[:10]
    assert one.closed and repr(one) == "<Package, closed>"
    one.close()
    for call in (lambda: one.name, lambda: one.descriptor, lambda: list(one), lambda: one.read(member), one.verify,
                 lambda: one.pack(io.BytesIO()), lambda: "x" in one, lambda: next(one.streams()), one.make_manifest,
                 lambda: task.verify(one), lambda: trust.collect(one), lambda: copy.copy(one)):
        assert "closed" in refused(call)
    gc.collect()
    assert file.read() == DISK[10:] and descriptor.envelope().contents and shared.read("disk.img").read() == DISK


def test_a_package_is_closed_while_it_is_iterated(ova):
    one = ovfkit.Package.open(ova)
    names = []
    with pytest.raises(ovfkit.Error, match="closed"):
        for member, file in one.streams():
            names.append((member.name, len(file.read()) == member.size))
            one.close()
    assert names == [("web.ovf", True)]
    members = iter(ovfkit.Package.open(ova))
    gc.collect()
    assert [member.name for member in members] == ["web.ovf", "web.mf", "disk.img"]


def test_a_callback_closes_what_is_at_work(ova):
    one = ovfkit.Package.open(ova)
    assert package.PackageState.FILES_VERIFIED in one.verify(progress=lambda now: one.close()).states
    assert one.closed
    other = ovfkit.Package.open(ova)
    to = io.BytesIO()
    other.pack(to, package.PackOptions(progress=lambda now: other.close()))
    assert to.getvalue() == ova.read_bytes()


def test_a_callback_of_an_editor_cannot_come_back(ova, tmp_path):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                    tmp_path / "k", "-out", tmp_path / "c", "-subj", "/CN=x"], check=True, capture_output=True)
    real = signing.signer((tmp_path / "k").read_bytes(), (tmp_path / "c").read_bytes())
    said = []

    def back(data):
        for call in (editor.close, lambda: editor.replace(manifest=b""), lambda: editor.package):
            said.append(refused(call))
        return real.sign(data)

    with package.Editor(ova) as editor:
        assert editor.sign(signing.Signer(real.certificates, real.digest, back)).certificate_name == "web.cert"
    assert said and set(said) == {"the editor is at work"}


def test_a_stream_that_is_closed_and_one_that_outlives_everything(ova):
    file = ovfkit.Package.open(ova).read("disk.img")
    raw = file.raw
    file.close()
    with pytest.raises(ValueError):
        file.read()
    assert "closed" in refused(raw._stream.readinto, bytearray(5))
    raw._stream.close()


# Threads.

def test_many_threads_use_one_package_one_stream_and_close_both(ova):
    one = ovfkit.Package.open(ova)
    for data in (one, ovfkit.Package.open(ova.read_bytes()), ovfkit.Package.open(io.BytesIO(ova.read_bytes()))):
        with data.read("disk.img") as file:
            parts, raised = [], []

            def work():
                try:
                    while some := file.read(1000):
                        parts.append(some)
                    data.verify()
                    assert data.read("disk.img").read() == DISK
                except BaseException as error:
                    raised.append(error)

            threads = [threading.Thread(target=work) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert not raised and sum(map(len, parts)) == len(DISK)


def test_closing_races_with_reading(ova):
    for _ in range(20):
        one, raised = ovfkit.Package.open(ova), []

        def work():
            try:
                for _ in range(20):
                    one.read("disk.img").read(5)
            except BaseException as error:
                raised.append(error)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        one.close()
        for thread in threads:
            thread.join()
        assert all(isinstance(error, ovfkit.Error) for error in raised)


def test_python_runs_while_a_call_waits(ova):
    # The reader waits in a callback until the other thread, which needs the interpreter, has done something.
    arrived, done = threading.Event(), threading.Event()

    class Slow(io.RawIOBase):
        def __init__(self):
            self.file = io.BytesIO(ova.read_bytes())

        def read(self, size=-1):
            arrived.set()
            assert done.wait(60)
            return self.file.read(size)

    def other():
        arrived.wait(60)
        assert ovfkit.Package.open(ova).verify().states  # and another call as well
        done.set()

    thread = threading.Thread(target=other)
    thread.start()
    assert package.verify_file(Slow())[1].states
    thread.join()


# Buffers.

def test_any_buffer_is_read_into_and_none_is_overrun(ova):
    one = ovfkit.Package.open(ova)
    around = bytearray(b"-" * 30)
    assert one.read("disk.img").raw.readinto(memoryview(around)[10:20]) == 10
    assert around == b"-" * 10 + DISK[:10] + b"-" * 10
    numbers = array.array("I", [0] * 4)
    assert one.read("disk.img").raw.readinto(numbers) == 16 and numbers.tobytes() == DISK[:16]
    for odd in (memoryview(bytearray(20))[::2], memoryview(bytearray(20))[::-1], bytes(5), "text", 5, None):
        with pytest.raises((BufferError, TypeError)):
            one.read("disk.img").raw._stream.readinto(odd)
    assert one.read("disk.img").raw.readinto(bytearray()) == 0


def test_documents_come_from_any_buffer():
    data = VAULT.read_bytes()
    for buffer in (bytearray(data), memoryview(data), array.array("B", data), memoryview(b"x" + data)[1:], io.BytesIO(data).getbuffer()):
        assert bytes(ovfkit.Descriptor.read(buffer)) == data == bytes(task.read_source(buffer))
    backwards = memoryview(data[::-1])[::-1]
    assert bytes(ovfkit.Descriptor(backwards)) == bytes(task.read_source(backwards)) == data
    assert task.validate_file(backwards).file.readable and trust.collect(backwards).entities
    import mmap
    with VAULT.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert bytes(task.read_source(mapped)) == data


def test_paths_are_whatever_names_a_file(tmp_path, ova):
    class Encoded:
        def __fspath__(self):
            return os.fsencode(ova)

    odd = tmp_path / "caf\udce9.ova"
    odd.write_bytes(ova.read_bytes())
    fifo = tmp_path / "caf\udce8.fifo"
    os.mkfifo(fifo)
    threading.Thread(target=lambda: fifo.write_bytes(ova.read_bytes())).start()
    for path in (Encoded(), odd, os.path.relpath(ova), fifo):
        one = ovfkit.Package.open(path)
        assert len(one.members) == 3 and isinstance(one.name, str)
    assert one.name == str(fifo) and task.validate_file(odd).file.name == str(odd)


def test_a_member_that_was_made_up_is_refused(ova):
    one = ovfkit.Package.open(ova)
    for member in (package.Member(), package.Member("disk.img", 10, None), package.Member("disk.img", 2**60, 0),
                   package.Member("../../etc/passwd", 5, 512)):
        with pytest.raises(ovfkit.Error) as failed:
            one.read(member)
        assert failed.value.code is ovfkit.ErrorCode.NOT_FOUND


# Odd files.

class Odd:
    """A file whose `read` answers what it was told to answer."""

    def __init__(self, answer):
        self.answer = answer

    def read(self, size):
        return self.answer(size) if callable(self.answer) else self.answer


@pytest.mark.parametrize("answer, kind", [
    ("text", TypeError), (None, (ValueError, TypeError)), (5, TypeError), (lambda size: b"x" * (size + 1), ValueError),
    ([], TypeError), (lambda size: 1 // 0, ZeroDivisionError), (lambda size: sys.exit(3), SystemExit), (object(), TypeError),
], ids=str)
def test_odd_files_raise_what_is_wrong_with_them(answer, kind):
    for call in (ovfkit.Package.open, package.verify_file, ovfkit.Descriptor.read, task.read_source, task.validate_file,
                 task.verify, trust.collect, ovfkit.environment.read):
        with pytest.raises(kind):
            call(Odd(answer))


def test_odd_files_that_can_seek(ova):
    class Moody(io.BytesIO):
        def seek(self, *words):
            if self.tell() > 2000:
                raise LookupError("no")
            return super().seek(*words)

    with pytest.raises(LookupError):
        ovfkit.Package.open(Moody(ova.read_bytes())).verify()

    class Liar(io.BytesIO):
        def seek(self, offset, whence=0):
            super().seek(offset, whence)
            return -5 if whence == 2 else "x"

    with pytest.raises(ValueError):
        ovfkit.Package.open(Liar(ova.read_bytes()))

    class Endless(io.BytesIO):
        def seek(self, offset, whence=0):
            return 2**62 if whence == 2 else super().seek(offset, whence)

    with pytest.raises(ovfkit.Error):
        ovfkit.Package.open(Endless(b"x" * 600))

    class Inside(io.BytesIO):  # reads the package that is read
        def read(self, size=-1):
            if hasattr(self, "package") and size > 1000:
                one, self.package = self.package, None
                if one:
                    assert one.read("web.mf").read()
            return super().read(size)

    class Again(io.BytesIO):  # reads and closes the very stream that is read
        stream = None

        def read(self, size=-1):
            if self.stream and not said:
                said.append("")
                said[:] = [refused(self.stream.readinto, bytearray(5)), refused(self.stream.close)]
            return super().read(size)

    import gzip
    for data in (ova.read_bytes(), gzip.compress(ova.read_bytes(), 0)):  # as large as it was
        again, said = Again(data), []
        file = ovfkit.Package.open(again).read("disk.img")
        raw, again.stream = file.raw, file.raw._stream
        again.seek(0)
        assert raw.readall() == DISK and said == ["the stream is being read"] * 2

    file = Inside(ova.read_bytes())
    one = ovfkit.Package.open(file)
    file.package = one
    assert one.verify().states
    file.close()
    with pytest.raises(ValueError):
        one.read("disk.img").read()


@pytest.mark.parametrize("answer, kind", [
    ("5", TypeError), (0, ValueError), (-1, ValueError), (10**9, ValueError), (2**80, ValueError), (True, TypeError), (1.5, TypeError)], ids=str)
def test_odd_files_to_write_to(ova, answer, kind):
    class Sink:
        def write(self, data):
            return answer

    with pytest.raises(kind):
        ovfkit.Package.open(ova).pack(Sink())


def test_what_is_no_file_is_a_type_error(ova):
    for nothing in (5, None, object(), [b"x"], 1.5):
        for call in (ovfkit.Package.open, ovfkit.Descriptor.read, package.verify_file, task.read_source, trust.collect,
                     task.validate_file, convert.convert):
            with pytest.raises(TypeError):
                call(nothing, *([ovfkit.Grammar.OVF_1] if call is convert.convert else []))
    with pytest.raises(TypeError):
        ovfkit.Package.open(ova).verify(progress=5)
    for name in ("\0", "a\0b"):
        with pytest.raises((ovfkit.Error, ValueError)):
            ovfkit.Package.open(name)


# Callbacks and classes of others.

def test_a_callback_uses_the_library_itself(ova):
    seen = []

    def progress(now):
        seen.append(ovfkit.Package.open(ova).verify().states)
        with pytest.raises(ovfkit.Error):
            ovfkit.Descriptor(b"x")

    for threads in (1, 3):
        assert ovfkit.Package.open(ova).verify(progress=progress, threads=threads).states == seen[-1]
    small = ovfkit.Descriptor(b'<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"/>')
    marks = ovfkit.descriptor.marks_of(small, lambda name: trust.collect(VAULT) and None)
    assert marks == []
    with pytest.raises(ZeroDivisionError):
        ovfkit.descriptor.marks_of(ovfkit.Descriptor.read(VAULT), lambda name: 1 // 0)
    with pytest.raises(TypeError):
        ovfkit.descriptor.marks_of(ovfkit.Descriptor.read(VAULT), lambda name: "tag")


def test_packages_and_descriptors_can_be_subclassed(ova):
    class Appliance(ovfkit.Package):
        def disks(self):
            return [member.name for member in self if member.name.endswith(".img")]

    class Mine(ovfkit.Descriptor):
        pass

    one = Appliance.open(ova)
    assert isinstance(one, Appliance) and one.disks() == ["disk.img"] and isinstance(copy.copy(one), Appliance)
    mine = Mine.read(VAULT)
    assert isinstance(mine, Mine) and pickle.loads(pickle.dumps(ovfkit.Descriptor.read(VAULT))) == mine
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(one)
    assert copy.deepcopy(one).disks() == ["disk.img"]


def test_an_object_that_was_never_made_is_refused():
    for kind, member in ((ovfkit.Package, "name"), (ovfkit.Descriptor, "name"), (package.Editor, "package"),
                         (ovfkit.store.Store, "close"), (signing.SigningKey, "sign")):
        with pytest.raises((AttributeError, TypeError)):
            getattr(kind.__new__(kind), member)()
    for kind in ("Package", "Descriptor", "Stream", "Editor", "SigningKey"):
        with pytest.raises(TypeError):
            getattr(ovfkit._ovfkit, kind)()


# Ctrl-C.

WAITING = """
import os, sys, threading
import ovfkit
from ovfkit import package, task

class Waits:
    def read(self, size):
        print("ready", flush=True)
        threading.Event().wait(0.2)
        return b"\\0" * min(size, 512)

read_end, write_end = os.pipe()
try:
    call = eval(sys.argv[1])
    if "pipe" in sys.argv[1]:
        print("ready", flush=True)
    call()
    print("finished")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("call", [
    "lambda: package.verify_file(Waits())", "lambda: task.validate_file(Waits())",
    "lambda: ovfkit.Descriptor.read(os.fdopen(read_end, 'rb'), 'pipe')",
])
def test_ctrl_c_ends_what_waits(call):
    program = subprocess.Popen([sys.executable, "-c", WAITING, call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert program.stdout.readline() == "ready\n", program.stderr.read()
        program.send_signal(signal.SIGINT)
        assert program.communicate(timeout=60)[0].splitlines()[-1] == "interrupted"
    finally:
        program.kill()
        program.wait()


# Memory.

MEMORY = """
import resource, sys
import ovfkit
from ovfkit import package, report, task, trust

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()

archive = open(sys.argv[1], "rb").read()
data = bytes(ovfkit.Package.open(archive).descriptor)

def once(count):
    for i in range(count):
        one = ovfkit.Descriptor(data)
        one.dialect
        if i % 100 == 0:
            tree = one.envelope()
            one.rewrite(tree)
            trust.decide(trust.collect(one), trust.Cluster("lab"), lambda entity, judged: trust.Outcome.WARN)
            with ovfkit.Package.open(archive) as opened:
                opened.read("web.mf").read()
                opened.verify(progress=lambda now: True)
            try:
                ovfkit.Descriptor(b"<a>")
            except ovfkit.Error:
                pass

once(500)
before = resident()
once(10_000)
print((resident() - before) // 10_000)
"""


def test_ten_thousand_readings_leave_nothing_behind(ova):
    done = subprocess.run([sys.executable, "-c", MEMORY, ova], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 500, "bytes that each reading leaves"  # what was read takes many times that
