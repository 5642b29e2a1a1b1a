# SPDX-License-Identifier: Apache-2.0
"""Makes what was installed for one Debian package what Debian's policy asks for; run by finish.cmake.

Strips programs and libraries, compresses manual pages and documentation, adds copyright, changelogs and overrides,
sets permissions, writes the further files for dpkg (`shlibs`, `triggers`, scripts), and prints what the package depends on
because of what it links.
"""

import argparse
import datetime
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

MAINTAINER = "The ovfkit developers <ovfkit@example.org>"
HERE = Path(__file__).resolve().parent


def run(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, text=True, stdout=subprocess.PIPE, **more).stdout


def compress(path, text=None):
    """`path`.gz with the bytes of `path`, which is removed, or with `text`; the same input gives the same bytes."""
    data = path.read_bytes() if text is None else text.encode()
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))
    path.unlink(missing_ok=True)


def kind(path):
    """`archive`, `program` or `library` (anything that is loaded), or None."""
    with path.open("rb") as file:
        head = file.read(20)
    if head.startswith(b"!<arch>\n"):
        return "archive"
    if not head.startswith(b"\x7fELF"):
        return None
    return "library" if ".so" in path.name else "program"


# The changelog of Debian

def releases(text):
    """(version or None, date or None, items) of each part of CHANGELOG.md, newest first."""
    parts = re.split(r"^## ", text, flags=re.M)[1:]
    for part in parts:
        title, _, body = part.partition("\n")
        found = re.match(r"\[?(\d[^\]\s]*)\]?(?:\s+-\s+(\d{4}-\d\d-\d\d))?", title)
        items = re.findall(r"^- (.*(?:\n  .*)*)", body, flags=re.M)
        if items:
            yield (found[1], found[2], items) if found else (None, None, items)


def moment(date, path):
    """When a version was made: as CHANGELOG.md says, else SOURCE_DATE_EPOCH, else when CHANGELOG.md was written."""
    if date:
        return datetime.datetime.fromisoformat(date + "T00:00:00+00:00")
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or path.stat().st_mtime
    return datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)


def plain(item):
    """Markdown without its marks, on lines that a changelog may have."""
    text = " ".join(item.replace("`", "").split())
    return textwrap.fill(text, 76, initial_indent="  * ", subsequent_indent="    ",
                         break_long_words=False, break_on_hyphens=False)


def changelog(path, version):
    """CHANGELOG.md as a changelog of Debian. What is not released yet belongs to `version`."""
    revision = version.rpartition("-")[2]
    entries = []
    for number, date, items in releases(path.read_text()):
        full = f"{number}-{revision}" if number else version
        stamp = moment(date, path).strftime("%a, %d %b %Y %H:%M:%S +0000")
        body = "\n".join(plain(item) for item in items)
        entries.append(f"ovfkit ({full}) {'unstable' if date else 'UNRELEASED'}; urgency=medium\n\n{body}\n\n"
                       f" -- {MAINTAINER}  {stamp}\n")
    if not entries or not entries[0].startswith(f"ovfkit ({version})"):
        sys.exit(f"finish: the newest part of {path} is not about {version}")
    return "\n".join(entries)


# What is staged

def strip(stage):
    for path in sorted(file for file in stage.rglob("*") if file.is_file() and not file.is_symlink()):
        what = kind(path)
        if what == "archive":
            run("strip", "--strip-debug", "--enable-deterministic-archives", "--remove-section=.comment", path)
        elif what:
            run("strip", "--strip-unneeded", "--remove-section=.comment", "--remove-section=.note", path)


def document(stage, package, source, version):
    folder = stage / "usr/share/doc" / package
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LICENSE").unlink(missing_ok=True)  # copyright says where it is
    (folder / "CHANGELOG.md").unlink(missing_ok=True)
    if (folder / "README.md").exists():
        compress(folder / "README.md")
    compress(folder / "changelog", (source / "CHANGELOG.md").read_text())
    compress(folder / "changelog.Debian", changelog(source / "CHANGELOG.md", version))
    shutil.copyfile(HERE / "debian/copyright", folder / "copyright")
    examples = stage / "usr/share/ovfkit/examples"
    if examples.is_dir():
        examples.rename(folder / "examples")
        if not any(examples.parent.iterdir()):
            examples.parent.rmdir()
    for page in sorted((stage / "usr/share/man").rglob("*")):
        if page.is_file() and page.suffix != ".gz":
            compress(page)
    overrides = stage / "usr/share/lintian/overrides" / package
    overrides.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "debian/lintian-overrides", overrides)


def permissions(stage):
    for path in [stage, *stage.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or kind(path) == "program" else 0o644)


# What is for dpkg

def depends(stage, package):
    """What dpkg-shlibdeps says, and what has to be added to it."""
    objects = [path for path in sorted(stage.rglob("*"))
               if path.is_file() and not path.is_symlink() and kind(path) in ("program", "library")]
    needed = []
    if objects:
        with tempfile.TemporaryDirectory(prefix="ovfkit-") as scratch:
            (Path(scratch) / "debian").mkdir()
            (Path(scratch) / "debian/control").write_text(f"Source: ovfkit\n\nPackage: {package}\nArchitecture: any\n")
            answer = run("dpkg-shlibdeps", "--warnings=0", "-O", *(f"-e{path}" for path in objects), cwd=scratch)
        needed.append(answer.strip().partition("shlibs:Depends=")[2])
    if package.startswith("python3-"):
        major, minor = sys.version_info[:2]
        needed += [f"python3 (<< {major}.{minor + 1})", f"python3 (>= {major}.{minor}~)"]
    return ", ".join(filter(None, needed))


def control(stage, package, version, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names = []
    for path in sorted(stage.rglob("*.so.*")):
        if not path.is_symlink():
            found = re.search(r"SONAME.*\[(.+)\.so\.([^\]]+)\]", run("readelf", "-d", path))
            names.append(f"{found[1]} {found[2]} {package} (>= {version.rpartition('-')[0]})\n")
    if names:
        (folder / "shlibs").write_text("".join(names))
        (folder / "triggers").write_text("activate-noawait ldconfig\n")
    for script in ("postinst", "prerm"):
        if (HERE / f"debian/{package}.{script}").exists():
            shutil.copyfile(HERE / f"debian/{package}.{script}", folder / script)
            (folder / script).chmod(0o755)


def main():
    parser = argparse.ArgumentParser()
    for name in ("source", "stage", "control"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--package", required=True)
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    strip(options.stage)
    document(options.stage, options.package, options.source, options.version)
    permissions(options.stage)
    control(options.stage, options.package, options.version, options.control)
    print(depends(options.stage, options.package))


if __name__ == "__main__":
    main()
