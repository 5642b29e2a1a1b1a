#!/usr/bin/env python3
"""Checks how a checkout is laid out: rooms and their includes, forbidden calls, file sizes, public headers, folders.

    check.py CHECKOUT      prints one line a violation; exits 0 when there is none, 2 otherwise

The room graph is read from lib/CMakeLists.txt and each room's ovfkit_room() call, so this repeats what
lib/cmake/ovfkit_room.cmake refuses at configure time without a second list to keep in step.
"""

import re
import subprocess
import sys
from pathlib import Path

MAX_LINES = 500
SOURCES = (".cpp", ".hpp", ".h")
TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CHANGELOG.md",
    "include", "lib", "schemas", "bindings", "fixtures", "tests",
}
# Folders of lib/ that are no rooms: how it is built, how it is packed, and how it is explained.
BESIDE_ROOMS = ("cmake", "packaging", "guide")
# Which third-party headers a binding may include, besides the standard library, POSIX and <ovfkit/...>.
BINDING_HEADERS = {"cli": ("CLI/", "dtl/"), "c": (), "python": ("pybind11/", "datetime.h", "structmember.h")}
# The headers of the C ABI, which belongs to no room: C99 that needs nothing but itself.
C_HEADERS = "c"
C_INCLUDE = re.compile(r"ovfkit/c/[a-z_]+\.h|stddef\.h|stdint\.h")
POSIX = re.compile(r"(sys|netinet|arpa)/[a-z]+\.h|(unistd|fcntl|signal|termios|errno|poll)\.h")
STANDARD = re.compile(r"[a-z0-9_]+")

# What a library that never prints and has no hidden state does not call. Comments and strings are blanked before.
FORBIDDEN = {
    "prints": re.compile(r"(?<![\w.>])(?:printf|fprintf|vprintf|vfprintf|puts|putchar|fputs|perror)\s*\("
                         r"|\bstd::(?:cout|cerr|clog|cin|wcout|wcerr)\b"),
    "reads the clock": re.compile(r"_clock::now\b|\b(?:gettimeofday|clock_gettime)\s*\("
                                  r"|(?<![\w.>])time\s*\(\s*(?:nullptr|NULL|0|&)"),
    "reads the environment": re.compile(r"\b(?:getenv|secure_getenv|setlocale)\s*\(|\benviron\b"),
    "ends the process": re.compile(r"(?<![\w.>])(?:exit|_exit|quick_exit)\s*\("),
}
THIRD_PARTY_TYPE = re.compile(r"\b(?:icu|boost|nlohmann|CLI|toml|soci)::|\bCURL\w*|\bxml[A-Z]\w*|\b_xml\w+|\bUChar\b|\bUErrorCode\b")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


class Violation(Exception):
    """The layout cannot even be read."""


def blank(code):
    """The code with comments, strings and character literals replaced by spaces; line numbers stay."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"'
                         r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'", re.DOTALL)
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), code)


def cmake_list(text, name):
    found = re.search(r"\bset\(%s\b([^)]*)\)" % name, text)
    if not found:
        raise Violation(f"lib/CMakeLists.txt: no set({name} ...)")
    return re.sub(r"#[^\n]*", "", found.group(1)).split()


class Rooms:
    """The room graph as CMake declares it."""

    def __init__(self, root):
        text = (root / "lib/CMakeLists.txt").read_text()
        self.order = cmake_list(text, "OVFKIT_ROOMS")
        self.owners = {}
        for entry in cmake_list(text, "OVFKIT_THIRD_PARTY"):
            prefix, _, rooms = entry.partition("=")
            self.owners[prefix] = rooms.split(",")
        self.depends = {}
        for name in self.order:
            path = root / "lib" / name / "CMakeLists.txt"
            if path.exists():
                self.depends[name] = self._depends(path, name)

    @staticmethod
    def _depends(path, name):
        calls = re.findall(r"\bovfkit_room\(([^)]*)\)", re.sub(r"#[^\n]*", "", path.read_text()))
        if len(calls) != 1 or calls[0].split()[0] != name:
            raise Violation(f"lib/{name}/CMakeLists.txt: needs exactly one ovfkit_room({name} ...)")
        section, depends = None, []
        for word in calls[0].split()[1:]:
            if word in ("DEPENDS", "LIBS"):
                section = word
            elif section == "DEPENDS":
                depends.append(word)
        return depends

    def closure(self, name):
        reached = {name}
        for upper in self.depends.get(name, []):
            reached |= self.closure(upper)
        return reached

    def owns(self, name, header):
        return any(header.startswith(prefix) and name in rooms for prefix, rooms in self.owners.items())


def sources(root, *folders):
    for folder in folders:
        yield from sorted(path for path in (root / folder).rglob("*") if path.suffix in SOURCES)


def includes(path):
    """(line, quote, header) of each include that is not commented out."""
    code = re.sub(r"/\*.*?\*/", lambda found: "\n" * found.group().count("\n"), path.read_text(), flags=re.DOTALL)
    for found in INCLUDE.finditer(code):
        yield code.count("\n", 0, found.start()) + 1, found.group(1), found.group(2)


def check_graph(root, rooms):
    for folder in sorted(path.name for path in (root / "lib").iterdir() if path.is_dir()):
        if folder not in BESIDE_ROOMS and folder not in rooms.depends:
            yield f"lib/{folder}: not a room: it is missing in OVFKIT_ROOMS or has no CMakeLists.txt"
    public = root / "include/ovfkit"
    for folder in sorted(path.name for path in public.iterdir() if path.is_dir()) if public.exists() else []:
        if folder not in rooms.depends and folder != C_HEADERS:
            yield f"include/ovfkit/{folder}: there is no room of that name"
    for name, depends in rooms.depends.items():
        for upper in depends:
            if upper not in rooms.order or rooms.order.index(upper) >= rooms.order.index(name):
                yield f"lib/{name}/CMakeLists.txt: depends on '{upper}', which does not stand above it"


def include_refusal(rooms, room, public, quote, header):
    """Why a file of `room` may not include `header`, or None."""
    parts = header.split("/")
    if parts[0] == "ovfkit":
        if len(parts) < 3:
            return "rooms include the headers they use, not the one for programs"
        target = parts[1]
    elif quote == '"':
        if public:
            return "a public header includes only <ovfkit/...> and the standard library"
        if len(parts) != 2:
            return 'write private headers as "<room>/<file>.hpp"'
        target = parts[0]
    elif header == "iostream":
        return "the library never prints"
    elif STANDARD.fullmatch(header) or (not public and rooms.owns(room, header)):
        return None
    else:
        return "third-party headers stay inside the room that owns them"
    if target not in rooms.closure(room):
        return f"room '{room}' may include only: {' '.join(sorted(rooms.closure(room), key=rooms.order.index))}"
    return None


def check_room_includes(root, rooms):
    for base, public in (("lib", False), ("include/ovfkit", True)):
        for room in rooms.depends:
            for path in sources(root, f"{base}/{room}"):
                for line, quote, header in includes(path):
                    why = include_refusal(rooms, room, public, quote, header)
                    if why:
                        yield f"{path.relative_to(root)}:{line}: include of '{header}' refused: {why}"


def check_binding_includes(root):
    for path in sources(root, "bindings"):
        binding = path.relative_to(root / "bindings").parts[0]
        allowed = BINDING_HEADERS.get(binding, ())
        for line, quote, header in includes(path):
            if quote == '"':
                good = any((base / header).resolve().is_relative_to((root / "bindings" / binding).resolve())
                           and (base / header).exists() for base in (path.parent, root / "bindings"))
            else:
                good = (header.startswith(("ovfkit/",) + allowed) or STANDARD.fullmatch(header)
                        or POSIX.fullmatch(header))
            if not good:
                yield (f"{path.relative_to(root)}:{line}: include of '{header}' refused: bindings include only "
                       "<ovfkit/...> and their own files")


def check_calls(root):
    for path in sources(root, "lib", "include"):
        if path.is_relative_to(root / "lib/guide/examples"):
            continue  # programs that use the library, and print
        code = blank(path.read_text())
        for what, pattern in FORBIDDEN.items():
            for found in pattern.finditer(code):
                line = code.count("\n", 0, found.start()) + 1
                yield f"{path.relative_to(root)}:{line}: '{found.group().strip()}': the library never {what}"


def check_c_headers(root):
    folder = f"include/ovfkit/{C_HEADERS}"
    for path in sources(root, folder):
        guard = f"OVFKIT_C_{path.stem.upper()}_H"
        if path.suffix != ".h":
            yield f"{path.relative_to(root)}: a header of the C ABI ends in '.h'"
        if f"#ifndef {guard}\n#define {guard}\n" not in path.read_text():
            yield f"{path.relative_to(root)}: no include guard '{guard}', which every C compiler knows"
        for line, quote, header in includes(path):
            if quote == '"' or not C_INCLUDE.fullmatch(header):
                yield (f"{path.relative_to(root)}:{line}: include of '{header}' refused: a header of the C ABI includes "
                       "only <ovfkit/c/...>, <stddef.h> and <stdint.h>")


def check_public_headers(root):
    for path in sources(root, "include"):
        text = path.read_text()
        if "#pragma once" not in text and path.suffix != ".h":
            yield f"{path.relative_to(root)}: no '#pragma once'"
        code = blank(text)
        for found in THIRD_PARTY_TYPE.finditer(code):
            line = code.count("\n", 0, found.start()) + 1
            yield f"{path.relative_to(root)}:{line}: '{found.group()}': a public header names no third-party type"


def check_sizes(root):
    for path in sources(root, "lib", "include", "bindings"):
        lines = path.read_text().count("\n")
        if lines > MAX_LINES:
            yield f"{path.relative_to(root)}: {lines} lines; past {MAX_LINES} it is usually two files"


def check_top_level(root):
    for name in sorted(top_level_names(root)):
        if not name.startswith(".") and name not in TOP_LEVEL:
            yield f"{name}: not one of the top-level files and folders: {' '.join(sorted(TOP_LEVEL))}"


def top_level_names(root):
    """What is tracked; in a tree without git, what lies there but for the build folder."""
    try:
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], check=True, capture_output=True, text=True)
        tracked = {name.split("/")[0] for name in listed.stdout.split("\0") if name}
    except (OSError, subprocess.CalledProcessError):
        tracked = set()
    return tracked or {path.name for path in root.iterdir()} - {"build"}


def check_map(root, rooms):
    """lib/README.md describes each room and draws the graph as it is."""
    path = root / "lib/README.md"
    text = path.read_text() if path.exists() else ""
    drawn = dict(re.findall(r"^(\w+) <-[ \t]*(.*)$", text, re.MULTILINE))
    for name, depends in rooms.depends.items():
        if drawn.get(name, "missing").split() != depends:
            yield f"lib/README.md: the graph should say '{name} <- {' '.join(depends)}'".rstrip()


def violations(root):
    try:
        rooms = Rooms(root)
    except Violation as broken:
        return [str(broken)]
    graph = list(check_graph(root, rooms))
    if graph:
        return graph
    return [*check_room_includes(root, rooms), *check_binding_includes(root), *check_calls(root),
            *check_public_headers(root), *check_c_headers(root), *check_sizes(root), *check_top_level(root), *check_map(root, rooms)]


def main():
    if len(sys.argv) != 2:
        print("usage: check.py CHECKOUT", file=sys.stderr)
        return 64
    found = violations(Path(sys.argv[1]).resolve())
    for line in found:
        print(line)
    return 2 if found else 0


if __name__ == "__main__":
    sys.exit(main())
