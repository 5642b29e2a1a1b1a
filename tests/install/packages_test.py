#!/usr/bin/env python3
"""The Debian packages of the build: what is in them, and what lintian says. They are kept for fresh_root_test.py.

    packages_test.py BUILD CHECKOUT CMAKE COMPILER [CLASS...]
"""

import gzip
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from installation import (BUILD, CHECKOUT, CMAKE, COMPILER, DECIDED, ENVIRONMENT, HERE, VERSION, decisions, keep_packages,
                          run, skip)

NAMES = ("libovfkit-c0", "libovfkit-dev", "ovfkit", "python3-ovfkit")
FULL = f"{VERSION}-1"
MAKE = CHECKOUT / "lib/packaging/make_packages"


def setUpModule():
    global SCRATCH, PACKAGES
    for tool, package in (("dpkg-deb", "dpkg"), ("dpkg-shlibdeps", "dpkg-dev"), ("cpack", "cmake")):
        if not shutil.which(tool):
            skip(f"{package} is not installed")
    if not (BUILD / "CPackConfig.cmake").exists():
        skip("this build is not set up for packages")
    folder = tempfile.TemporaryDirectory(prefix="ovfkit-packages-")
    unittest.addModuleCleanup(folder.cleanup)
    SCRATCH = Path(folder.name).resolve()
    # gzip, because xz takes longer than everything else here.
    made = run(MAKE, BUILD, SCRATCH / "made", "gzip").splitlines()
    PACKAGES = {name: SCRATCH / "made" / f"{name}_{FULL}_{architecture()}.deb" for name in NAMES}
    assert sorted(made) == sorted(str(path) for path in PACKAGES.values()), made
    assert sorted((SCRATCH / "made").iterdir()) == sorted(PACKAGES.values()), "something was left behind"
    for name, path in PACKAGES.items():
        run("dpkg-deb", "-x", path, SCRATCH / name)
    keep_packages(PACKAGES.values())


def architecture():
    return run("dpkg", "--print-architecture").strip()


def multiarch():
    return run("dpkg-architecture", "-qDEB_HOST_MULTIARCH").strip()


def fields(name):
    text = re.sub(r"\n +", " ", run("dpkg-deb", "-f", PACKAGES[name]))
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)


def members(name):
    """(mode, owner, path) of what is in a package."""
    for line in run("dpkg-deb", "-c", PACKAGES[name]).splitlines():
        words = line.split(None, 5)
        yield words[0], words[1], words[5].split(" -> ")[0].removeprefix(".")


def paths(name):
    return {path for mode, _, path in members(name) if not mode.startswith("d")}


def control(name, file):
    return subprocess.run(["dpkg-deb", "-I", PACKAGES[name], file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=False, env=ENVIRONMENT).stdout


class Contents(unittest.TestCase):
    def test_the_fields_say_who_needs_whom(self):
        for name in NAMES:
            got = fields(name)
            self.assertEqual((got["Package"], got["Version"], got["Architecture"], got["Maintainer"]),
                             (name, FULL, architecture(), "The ovfkit developers <ovfkit@example.org>"))
            self.assertGreater(len(got["Description"]), 100)
        needs = {name: re.sub(r" \([^)]*\)", "", fields(name)["Depends"]).split(", ") for name in NAMES}
        for name in ("libovfkit-c0", "ovfkit", "python3-ovfkit"):
            self.assertLessEqual({"libc6", "libstdc++6", "libxml2", "libcurl4", "libsoci-core4.0", "libxmlsec1-openssl"}, set(needs[name]))
            self.assertFalse([need for need in needs[name] if "ovfkit" in need or need.endswith("-dev")])
        self.assertEqual(fields("libovfkit-dev")["Depends"], f"libovfkit-c0 (= {FULL})")
        self.assertIn("python3", needs["python3-ovfkit"])
        self.assertRegex(fields("python3-ovfkit")["Depends"], r"python3 \(<< 3\.\d+\)")

    def test_dev_recommends_what_the_static_library_links(self):
        recommended = set(fields("libovfkit-dev")["Recommends"].split(", "))
        self.assertIn("pkg-config", recommended)
        words = run("pkg-config", "--static", "--libs-only-l", "ovfkit", environment={
            "PKG_CONFIG_PATH": str(SCRATCH / f"libovfkit-dev/usr/lib/{multiarch()}/pkgconfig")}).split()
        for word in words:
            library = f"/usr/lib/{multiarch()}/lib{word[2:]}.so"
            if word.startswith("-l") and word != "-lovfkit":
                owners = {line.split(":")[0] for line in run("dpkg", "-S", library).splitlines()}
                if "libboost-filesystem1.74-dev" in owners:
                    owners.add("libboost-filesystem-dev")
                self.assertTrue(owners & recommended, f"{word} is in {owners}")

    def test_each_has_what_belongs_into_it(self):
        lib = f"/usr/lib/{multiarch()}"
        wanted = {
            "libovfkit-c0": [f"{lib}/libovfkit_c.so.0", f"{lib}/libovfkit_c.so.{VERSION}"],
            "libovfkit-dev": [f"{lib}/libovfkit_c.so", f"{lib}/libovfkit.a", f"{lib}/pkgconfig/ovfkit.pc",
                              f"{lib}/pkgconfig/ovfkit-c.pc", f"{lib}/cmake/ovfkit/ovfkit-config.cmake",
                              "/usr/include/ovfkit/c/ovfkit.h", "/usr/include/ovfkit/trust/decide.hpp"],
            "ovfkit": ["/usr/bin/ovfkit", "/usr/share/ovfkit/schemas/policy/warn.toml"],
            "python3-ovfkit": ["/usr/lib/python3/dist-packages/ovfkit/__init__.py",
                               f"/usr/lib/python3/dist-packages/ovfkit-{VERSION}.dist-info/METADATA"],
        }
        seen = set()
        for name in NAMES:
            there = paths(name)
            self.assertLessEqual(set(wanted[name]), there)
            self.assertFalse(seen & there)
            seen |= there
            for path in there:
                self.assertTrue(path.startswith("/usr/") and not path.startswith("/usr/local"), path)
                self.assertFalse("/share/man/" in path and not path.endswith(".gz"), path)
                self.assertNotIn("__pycache__", path)
            self.assertFalse([path for path in there if path.startswith("/usr/share/doc/") and f"/{name}/" not in path])

    def test_everybody_may_read_and_root_owns(self):
        for name in NAMES:
            for mode, owner, path in members(name):
                self.assertEqual(owner, "root/root", path)
                wanted = {"d": "drwxr-xr-x", "l": "lrwxrwxrwx"}.get(mode[0], "-rwxr-xr-x" if "/bin/" in path else "-rw-r--r--")
                self.assertEqual(mode, wanted, path)

    def test_nothing_is_for_a_debugger(self):
        for name in NAMES:
            for path in paths(name):
                if re.search(r"\.so(\.|$)|\.a$|/bin/", path) and not (SCRATCH / name / path[1:]).is_symlink():
                    sections = run("readelf", "-SW", SCRATCH / name / path[1:])
                    self.assertNotIn(" .debug_", sections, path)
                    if not path.endswith(".a"):
                        self.assertNotIn(" .symtab", sections, path)

    def test_dpkg_learns_of_the_library(self):
        self.assertEqual(control("libovfkit-c0", "shlibs"), f"libovfkit_c 0 libovfkit-c0 (>= {VERSION})\n")
        self.assertEqual(control("libovfkit-c0", "triggers"), "activate-noawait ldconfig\n")
        for name in NAMES:
            for script in ("preinst", "postinst", "prerm", "postrm"):
                self.assertEqual(control(name, script) != "", name == "python3-ovfkit" and script in ("postinst", "prerm"))
            for line in control(name, "md5sums").splitlines():
                digest, path = line.split(None, 1)
                self.assertEqual(run("md5sum", SCRATCH / name / path)[:32], digest, path)

    def test_the_documents_are_there(self):
        for name in NAMES:
            folder = SCRATCH / name / "usr/share/doc" / name
            self.assertIn("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
                          (folder / "copyright").read_text())
            self.assertEqual(gzip.decompress((folder / "changelog.gz").read_bytes()), (CHECKOUT / "CHANGELOG.md").read_bytes())
            log = SCRATCH / "changelog"
            log.write_bytes(gzip.decompress((folder / "changelog.Debian.gz").read_bytes()))
            # Debian's own reader understands it, and without a complaint.
            parsed = run("dpkg-parsechangelog", "-l", log)
            self.assertNotIn("warning", parsed)
            self.assertIn(f"\nVersion: {FULL}\n", parsed)
            self.assertIn("Reading of OVF descriptors", parsed)
        self.assertEqual(gzip.decompress((SCRATCH / "ovfkit/usr/share/doc/ovfkit/README.md.gz").read_bytes()),
                         (CHECKOUT / "README.md").read_bytes())

    def test_cmake_finds_the_cxx_library_in_them(self):
        root = SCRATCH / "together"
        for name in ("libovfkit-c0", "libovfkit-dev"):
            run("dpkg-deb", "-x", PACKAGES[name], root)
        self.addCleanup(shutil.rmtree, root)
        run(CMAKE, "-G", "Ninja", "-S", HERE / "consumer", "-B", root / "build", f"-DCMAKE_PREFIX_PATH={root / 'usr'}",
            "-DCOMPONENT=cxx", f"-DCMAKE_CXX_COMPILER={COMPILER}", "-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF")
        run(CMAKE, "--build", root / "build")
        self.assertEqual(run(root / "build/decide", *DECIDED), decisions())


class Lintian(unittest.TestCase):
    @unittest.skipUnless(shutil.which("lintian"), "lintian is not installed")
    def test_has_nothing_to_say(self):
        # The spelling of texts in programs takes most of its time, and would be neither an error nor a warning.
        done = run("lintian", *(["--allow-root"] if os.geteuid() == 0 else []), "-X", "binaries/spelling",
                   "--fail-on", "none", "--tag-display-limit", "0",
                   *self.light_packages(), environment={"TMPDIR": str(SCRATCH)}, cwd=SCRATCH)
        said = [line for line in done.splitlines() if re.match(r"[EW]: ", line)]
        if not any("/share/man/" in path for path in paths("ovfkit")):
            said = [line for line in said if "no-manual-page" not in line]
        self.assertEqual(said, [])

    def light_packages(self):
        """The packages, with one object in the static library: lintian would look into them for minutes."""
        light = SCRATCH / "light"
        run("dpkg-deb", "-R", PACKAGES["libovfkit-dev"], light)
        library = light / f"usr/lib/{multiarch()}/libovfkit.a"
        # Objects of several rooms have the same name, so that removing some by their names would leave most.
        first = run("ar", "t", library).splitlines()[0]
        run("ar", "xN", "1", library, first, cwd=SCRATCH)
        library.unlink()
        run("ar", "rcD", library, SCRATCH / first)
        sums = light / "DEBIAN/md5sums"
        digest = run("md5sum", library)[:32]
        sums.write_text(re.sub(r"^\w+(  .*/libovfkit\.a)$", rf"{digest}\1", sums.read_text(), flags=re.M))
        again = SCRATCH / "again" / PACKAGES["libovfkit-dev"].name
        again.parent.mkdir()
        run("dpkg-deb", "--root-owner-group", "-Zgzip", "-b", light, again)
        return [path if name != "libovfkit-dev" else again for name, path in PACKAGES.items()]


class Script(unittest.TestCase):
    def test_says_how_it_is_used_and_what_is_missing(self):
        self.assertEqual(run(MAKE, check=False).returncode, 64)
        self.assertEqual(run(MAKE, SCRATCH, SCRATCH, check=False).returncode, 64)
        (SCRATCH / "none").mkdir()
        (SCRATCH / "none/CMakeCache.txt").touch()
        done = run(MAKE, SCRATCH / "none", SCRATCH / "none", check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("BUILD_SHARED_LIBS=OFF", done.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=1)
