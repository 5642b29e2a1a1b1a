# SPDX-License-Identifier: Apache-2.0
"""Sessions of a terminal as documents show them: what they say is run, and has to print what they show.

A line that begins with `$ ` is a command, with its here-document behind it if it has one; the lines behind it are what it
prints. A line of `...` stands for any lines, ` ...` at the end of a line for any rest of it, and four or more dots within a
line for as many characters."""
import os
import re
import subprocess


def blocks(text, language):
    """The bodies of a document's blocks in that language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def steps(block):
    """Each command of a session, with its here-document, and the lines that it is shown to print."""
    commands = []
    inside = None
    for line in block.splitlines():
        if inside is not None:
            commands[-1][0] += "\n" + line
            inside = None if line == inside else inside
        elif line.startswith("$ "):
            commands.append([line[2:], []])
            document = re.search(r"<<'(\w+)'", line)
            inside = document.group(1) if document else None
        else:
            commands[-1][1].append(line)
    return commands


def matches(shown, printed):
    """Whether what was printed is what is shown."""
    parts = []
    for line in shown:
        if line == "...":
            parts.append("(.*\n)*?")
            continue
        cut = line.endswith(" ...")
        known = re.escape(line[:-3] if cut else line)
        parts.append(re.sub(r"(\\\.){4,}", lambda m: "." * (len(m.group()) // 2), known) + (".*\n" if cut else "\n"))
    return re.fullmatch("".join(parts), printed) is not None


def run(command, folder, path, **more):
    """What became of a command in `folder`, with the programs of `path` before those of the system, and no other
    environment than that and `more`. What it writes to standard error is where a terminal would show it."""
    environment = {"PATH": ":".join([*map(str, path), "/usr/bin", "/bin"]), "LC_ALL": "C.UTF-8", "HOME": str(folder), **more,
                   **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
    return subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
