#!/usr/bin/env python3
"""Runs the commands of transcripts/*.txt and compares what they print.

    transcripts_test.py OVFKIT CHECKOUT [--update]

A transcript is commands with what follows them:

    $ ovfkit inspect fixtures/hostile/blank.ovf
    | a line of standard output
    ! a line of standard error
    ? 2

`?` is the exit code, 0 when it is not there. Lines that begin with `#` and empty ones say nothing. The commands of one file
share a scratch folder in which `fixtures` is that of the checkout; they are run by bash. `--update` writes what was
printed into the transcripts.
"""

import difflib
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def environment(program):
    """Nothing of the caller's, so that a terminal or a language cannot change what is printed."""
    return {"PATH": f"{Path(program).parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent",
            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}


def printed(command, scratch, program):
    done = subprocess.run(["bash", "-c", command], cwd=scratch, env=environment(program), capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=120)
    lines = []
    for mark, stream in (("|", done.stdout), ("!", done.stderr)):
        text = stream.decode("utf-8", "backslashreplace")
        rows = text.split("\n")
        if rows[-1] == "":
            rows.pop()
        elif text:
            rows[-1] += "\\c"  # there was no line end
        lines += [f"{mark} {row}".rstrip() for row in rows]
    if done.returncode != 0:
        lines.append(f"? {done.returncode}")
    return lines


def rerun(text, scratch, program):
    """The transcript with what the commands print now."""
    lines = []
    for line in text.splitlines():
        if line.startswith(("| ", "! ", "? ")) or line in ("|", "!"):
            continue
        lines.append(line)
        if line.startswith("$ "):
            lines += printed(line[2:], scratch, program)
    return "\n".join(lines) + "\n"


def main():
    program, checkout = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    update = "--update" in sys.argv[3:]
    failed = 0
    transcripts = sorted((checkout / "tests/golden/transcripts").glob("*.txt"))
    for path in transcripts:
        wanted = path.read_text()
        with tempfile.TemporaryDirectory() as scratch:
            (Path(scratch) / "fixtures").symlink_to(checkout / "fixtures")
            got = rerun(wanted, scratch, program)
        if got == wanted:
            continue
        failed += 1
        if update:
            path.write_text(got)
        sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), got.splitlines(True), str(path), "printed"))
    print(f"{len(transcripts) - failed} of {len(transcripts)} transcripts as they were")
    return 2 if failed or not transcripts else 0


if __name__ == "__main__":
    sys.exit(main())
