#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What Python costs: the time that C++ takes to read the corpus, in terms of what Python takes for the same.

    python_bench.py READING_ROUNDS CORPUS [ROUNDS]      PYTHONPATH has to lead to the package

Both sides read the same files in one run, a round of the one after a round of the other, so that whatever else the
machine does hits both; counted is the processor's time, which waits for nobody. `best` compares the fastest rounds,
`median` is the middle of the ratios of neighbours. Figures mean something in a release build only. The four lines:

    parse        `Descriptor(data)` of bytes in memory, and `Descriptor::parse` of the same
    read         `Descriptor.read(path)`, and `Descriptor::read_file`
    parse+model  the first, and the whole model as Python's own objects (`envelope()`), and in C++ a copy of the model
    read+model   the same from files
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ovfkit


def corpus_of(folder):
    """The descriptors below a folder that can be read: path and bytes of each."""
    found = []
    for path in sorted(one for one in Path(folder).rglob("*") if one.suffix in (".ovf", ".xml") and one.is_file()):
        try:
            ovfkit.Descriptor.read(path)
        except ovfkit.Error:
            continue
        found.append((os.fspath(path), path.read_bytes()))
    return found


def parse(files):
    for _, data in files:
        ovfkit.Descriptor(data)


def read(files):
    for path, _ in files:
        ovfkit.Descriptor.read(path)


def parse_model(files):
    for _, data in files:
        ovfkit.Descriptor(data).envelope()


def read_model(files):
    for path, _ in files:
        ovfkit.Descriptor.read(path).envelope()


#: What is measured, how Python does it, and what `reading_rounds` calls it.
LINES = (("parse", parse, "parse"), ("read", read, "read"), ("parse+model", parse_model, "copy"),
         ("read+model", read_model, "copy_read"))


class Rounds:
    """The program on the other side."""

    def __init__(self, program, files):
        self._list = tempfile.NamedTemporaryFile("w", suffix=".list")
        self._list.write("".join(path + "\n" for path, _ in files))
        self._list.flush()
        self._process = subprocess.Popen([program, self._list.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True)

    def seconds(self, what, count):
        """How long one round of it takes; `count` descriptors have to be read in it."""
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        took, read_well = self._process.stdout.readline().split()
        if int(read_well) != count:
            raise SystemExit(f"C++ reads {read_well} of {count} files")
        return float(took)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._list.close()


def seconds_of(work, files):
    begin = time.process_time()
    work(files)
    return time.process_time() - begin


def measure(rounds, line, files, count):
    """The times of C++ and of Python, in seconds, round by round."""
    _, work, called = line
    pairs = []
    for number in range(count + 1):
        pair = rounds.seconds(called, len(files)), seconds_of(work, files)
        if number or count == 1:  # the first warms caches
            pairs.append(pair)
    return pairs


def main(program, folder, count):
    files = corpus_of(folder)
    size = sum(len(data) for _, data in files)
    print(f"{len(files)} descriptors, {size / 1e6:.1f} MB, {count} rounds")
    if not files:
        raise SystemExit("there is nothing to read")
    print(f"{'':12} {'C++ ms':>8} {'Python ms':>10} {'best':>6} {'median':>7}")
    with Rounds(program, files) as rounds:
        for line in LINES:
            pairs = measure(rounds, line, files, count)
            cpp, python = (min(times) for times in zip(*pairs))
            median = statistics.median(one / other for one, other in pairs)
            print(f"{line[0]:12} {cpp * 1e3:8.1f} {python * 1e3:10.1f} {cpp / python:6.2f} {median:7.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 15)
