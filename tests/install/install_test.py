#!/usr/bin/env python3
"""What `cmake --install` puts into a prefix, and other projects that are built with it.

    install_test.py BUILD CHECKOUT CMAKE COMPILER [CLASS...]

The prefix is moved to another place before anything is asked of it.
"""

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
from pathlib import Path

from installation import (APPLIANCE, BUILD, CHECKOUT, CMAKE, COMPILER, DECIDED, ENVIRONMENT, HERE, VERSION, c_compiler,
                          cached, decisions, files, run)

COMPONENTS = ("library", "dev", "python", "tools")
SHARED = cached("BUILD_SHARED_LIBS") in ("ON", "TRUE", "1", "YES")


def setUpModule():
    global SCRATCH, PREFIX
    folder = tempfile.TemporaryDirectory(prefix="ovfkit-install-")
    unittest.addModuleCleanup(folder.cleanup)
    SCRATCH = Path(folder.name).resolve()
    run(CMAKE, "--install", BUILD, "--prefix", SCRATCH / "first")
    PREFIX = SCRATCH / "another place"
    (SCRATCH / "first").rename(PREFIX)


def only(pattern):
    found = sorted(PREFIX.glob(pattern))
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def libdir():
    """The folder of the libraries: `lib`, or what the system calls it."""
    return only("lib*/**/libovfkit_c.so").parent


def python_folder():
    return only("lib*/**/ovfkit/__init__.py").parents[1]


class Files(unittest.TestCase):
    def test_the_headers_are_those_of_the_checkout_and_name_no_others(self):
        source, installed = CHECKOUT / "include", PREFIX / "include"
        self.assertEqual(files(installed), {name for name in files(source) if name.endswith((".hpp", ".h"))})
        for name in files(installed):
            text = (installed / name).read_text()
            self.assertEqual(text, (source / name).read_text(), name)
            for included in re.findall(r'^\s*#\s*include\s*[<"]([^>"]*)', text, re.M):
                if included.startswith("ovfkit/"):
                    self.assertTrue((installed / included).is_file(), f"{name} includes {included}")
                else:
                    self.assertRegex(included, r"^[a-z0-9_]+(\.h)?$", name)

    def test_the_headers_compile_without_the_checkout(self):
        # One by one the build has compiled the very same files.
        names = sorted(files(PREFIX / "include"))
        for compiler, standard, suffix, wanted in ((COMPILER, "c++17", "cpp", names),
                                                  (c_compiler(), "c99", "c", [n for n in names if n.endswith(".h")])):
            unit = SCRATCH / f"headers.{suffix}"
            unit.write_text("".join(f"#include <{name}>\n" for name in wanted))
            run(compiler, f"-std={standard}", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{PREFIX / 'include'}", unit)

    def test_everything_has_its_place(self):
        there = files(PREFIX)
        for name in ("bin/ovfkit", "share/doc/ovfkit/LICENSE", "share/doc/ovfkit/README.md", "share/doc/ovfkit/CHANGELOG.md",
                     "share/ovfkit/schemas/inspect.schema.json", "share/ovfkit/schemas/policy/strict.toml",
                     "share/ovfkit/schemas/profiles/esxi.profile", "share/ovfkit/schemas/xsd/ovirt.xsd"):
            self.assertIn(name, there)
        # Nothing of anybody else, and nothing of the tests.
        for name in there:
            self.assertTrue(any("ovfkit" in part for part in Path(name).parts), name)
            self.assertNotRegex(name, "gtest|gmock|test_support|benchmark")

    def test_links_stay_inside(self):
        for name in files(PREFIX):
            path = PREFIX / name
            if path.is_symlink():
                self.assertNotIn("/", str(path.readlink()), name)
                self.assertTrue(path.exists(), name)

    def test_nothing_tells_where_it_was_built(self):
        secrets = [str(folder).encode() for folder in (BUILD, CHECKOUT, BUILD.resolve(), CHECKOUT.resolve(), SCRATCH / "first")]
        for name in sorted(files(PREFIX)):
            path = PREFIX / name
            if path.is_symlink():
                continue
            if re.search(r"\.(a|so)$|\.so\.|^bin/", name):
                # What is for a debugger has to name the sources.
                bare = SCRATCH / "bare"
                run("objcopy", "--strip-debug", path, bare)
                path = bare
            data = path.read_bytes()
            for secret in secrets:
                self.assertFalse(secret in data, f"{name} tells of {secret.decode()}")

    def test_programs_look_for_libraries_only_beside_themselves(self):
        for pattern in ("bin/ovfkit", "lib*/**/libovfkit_c.so", "lib*/**/_ovfkit*.so"):
            for path in PREFIX.glob(pattern):
                paths = re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", run("readelf", "-d", path))
                for entry in ":".join(paths).split(":"):
                    self.assertTrue(entry.startswith("$ORIGIN") if SHARED else not entry, f"{path}: {entry}")

    def test_the_c_library_has_the_name_programs_ask_for(self):
        self.assertIn("[libovfkit_c.so.0]", run("readelf", "-d", libdir() / "libovfkit_c.so"))
        self.assertEqual(str((libdir() / "libovfkit_c.so.0").readlink()), f"libovfkit_c.so.{VERSION}")

    def test_the_version_is_the_same_everywhere(self):
        project = tomllib.loads((CHECKOUT / "bindings/python/pyproject.toml").read_text())["project"]
        self.assertEqual(project["version"], VERSION)
        for name in ("ovfkit", "ovfkit-c"):
            self.assertIn(f"\nVersion: {VERSION}\n", (libdir() / f"pkgconfig/{name}.pc").read_text())
        for metadata in PREFIX.glob(f"lib*/**/ovfkit-{VERSION}.dist-info/METADATA"):
            facts = dict(line.split(": ", 1) for line in metadata.read_text().splitlines())
            self.assertEqual((facts["Version"], facts["Summary"], facts["Requires-Python"]),
                             (VERSION, project["description"], project["requires-python"]))


class Components(unittest.TestCase):
    def test_they_are_disjoint_and_together_all_and_go_where_destdir_says(self):
        seen = {}
        for component in COMPONENTS:
            stage = SCRATCH / "stage" / component
            run(CMAKE, "--install", BUILD, "--prefix", "/opt/ovfkit-test", "--component", component,
                environment={"DESTDIR": str(stage)})
            if component == "python" and not stage.exists():
                continue  # this build has no Python package
            self.assertEqual([path.name for path in stage.iterdir()], ["opt"])
            for name in files(stage / "opt/ovfkit-test"):
                self.assertNotIn(name, seen, f"both in {component} and in {seen.get(name)}")
                seen[name] = component
            shutil.rmtree(stage)
        self.assertFalse(Path("/opt/ovfkit-test").exists())
        self.assertEqual(set(seen), files(PREFIX))
        by_name = {Path(name).name: component for name, component in seen.items()}
        for name, component in (("libovfkit_c.so.0", "library"), (f"libovfkit_c.so.{VERSION}", "library"),
                                ("libovfkit_c.so", "dev"), ("ovfkit.h", "dev"), ("ovfkit.pc", "dev"),
                                ("ovfkit-config.cmake", "dev"), ("__init__.py", "python"), ("strict.toml", "tools")):
            if name in by_name or name != "__init__.py":
                self.assertEqual(by_name[name], component, name)
        self.assertEqual(seen["bin/ovfkit"], "tools")

    def test_the_library_and_dev_are_enough_for_c(self):
        for component in ("library", "dev"):
            run(CMAKE, "--install", BUILD, "--prefix", SCRATCH / "c", "--component", component)
        self.addCleanup(shutil.rmtree, SCRATCH / "c")
        self.assertFalse((SCRATCH / "c/bin").exists())
        self.assertEqual(consume(SCRATCH / "c", "c"), decisions())


def consume(prefix, component):
    """Builds the consumer with CMake, and answers what it prints. For `c` nothing else can be found than ovfkit."""
    folder = Path(tempfile.mkdtemp(dir=SCRATCH))
    words = ["-DCMAKE_BUILD_TYPE=Debug", f"-DCMAKE_CXX_COMPILER={COMPILER}", f"-DCMAKE_C_COMPILER={c_compiler()}",
             f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCOMPONENT={component}"]
    if component == "c":
        words += [f"-DCMAKE_DISABLE_FIND_PACKAGE_{name}=ON"
                  for name in ("PkgConfig", "LibXml2", "ICU", "ZLIB", "Threads", "Boost", "OpenSSL", "CURL", "SOCI", "SQLite3",
                               "PostgreSQL", "tomlplusplus")]
    # Without the registry of packages, so that no other ovfkit is found.
    run(CMAKE, "-G", "Ninja", "-S", HERE / "consumer", "-B", folder, "-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF", *words)
    run(CMAKE, "--build", folder)
    return run(folder / "decide", *DECIDED)


class Consumers(unittest.TestCase):
    def pkg_config(self, *words):
        text = run("pkg-config", *words, environment={"PKG_CONFIG_PATH": str(libdir() / "pkgconfig")})
        return shlex.split(text)

    def test_cmake_finds_the_cxx_library(self):
        self.assertEqual(consume(PREFIX, "cxx"), decisions())

    def test_cmake_finds_the_c_library_where_nothing_else_can_be_found(self):
        self.assertEqual(consume(PREFIX, "c"), decisions())

    def test_cmake_says_what_is_missing(self):
        done = run(CMAKE, "-G", "Ninja", "-S", HERE / "consumer", "-B", Path(tempfile.mkdtemp(dir=SCRATCH)),
                   f"-DCMAKE_PREFIX_PATH={PREFIX}", "-DCOMPONENT=cxx", f"-DCMAKE_CXX_COMPILER={COMPILER}",
                   "-DCMAKE_DISABLE_FIND_PACKAGE_SOCI=ON", check=False)
        if SHARED:
            self.assertEqual(done.returncode, 0, done.stdout)
        else:
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("SOCI", done.stdout)
            self.assertNotIn("are referenced, but are missing", done.stdout)

    def test_a_project_in_c_gets_what_it_can_use(self):
        project = SCRATCH / "in-c"
        project.mkdir()
        (project / "CMakeLists.txt").write_text("""cmake_minimum_required(VERSION 3.25)
project(in_c LANGUAGES C)
find_package(ovfkit CONFIG REQUIRED)
find_package(ovfkit CONFIG REQUIRED)
if(NOT TARGET ovfkit::c)
  message(FATAL_ERROR "who names no component gets what there is")
endif()
if(WITH_CXX)
  find_package(ovfkit CONFIG REQUIRED COMPONENTS cxx)
endif()
""")
        words = [CMAKE, "-G", "Ninja", "-S", project, f"-DCMAKE_C_COMPILER={c_compiler()}", f"-DCMAKE_PREFIX_PATH={PREFIX}",
                 "-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF"]
        run(*words, "-B", project / "build")
        if not SHARED:
            done = run(*words, "-B", project / "build", "-DWITH_CXX=ON", check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("is for projects with the language CXX", " ".join(done.stdout.split()))

    def test_pkg_config_knows_the_cxx_library(self):
        program = SCRATCH / "decide-cxx"
        flags = self.pkg_config("--cflags", "--libs", "--static", "ovfkit")
        self.assertIn(f"-I{PREFIX}/include", [flag.replace("/pkgconfig/../..", "").replace(f"/{libdir().name}/", "/")
                                              if flag.startswith("-I") else flag for flag in flags])
        run(COMPILER, "-std=c++17", HERE / "consumer/decide.cpp", "-o", program, *flags)
        where = {"LD_LIBRARY_PATH": str(libdir())} if SHARED else {}
        self.assertEqual(run(program, *DECIDED, environment=where), decisions())

    def test_pkg_config_knows_the_c_library(self):
        program = SCRATCH / "decide-c"
        flags = self.pkg_config("--cflags", "--libs", "ovfkit-c")
        run(c_compiler(), "-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", HERE / "consumer/decide.c", "-o", program, *flags)
        self.assertEqual(run(program, *DECIDED, environment={"LD_LIBRARY_PATH": str(libdir())}), decisions())
        self.assertEqual(run("pkg-config", "--modversion", "ovfkit-c",
                             environment={"PKG_CONFIG_PATH": str(libdir() / "pkgconfig")}).strip(), VERSION)

    def test_a_checkout_is_a_part_of_another_project(self):
        project = SCRATCH / "outer"
        project.mkdir()
        (project / "CMakeLists.txt").write_text(f"""cmake_minimum_required(VERSION 3.25)
project(outer LANGUAGES CXX)
add_subdirectory("{CHECKOUT}" ovfkit)
foreach(target ovfkit::ovfkit ovfkit::c)
  if(NOT TARGET ${{target}})
    message(FATAL_ERROR "no ${{target}}")
  endif()
endforeach()
foreach(target ovfkit_cli ovfkit_python)
  if(TARGET ${{target}})
    message(FATAL_ERROR "${{target}} was not asked for")
  endif()
endforeach()
file(WRITE "${{CMAKE_CURRENT_BINARY_DIR}}/program.cpp" "int main() {{}}")
add_executable(program "${{CMAKE_CURRENT_BINARY_DIR}}/program.cpp")
target_link_libraries(program PRIVATE ovfkit::ovfkit ovfkit::c)
""")
        run(CMAKE, "-G", "Ninja", "-S", project, "-B", project / "build", f"-DCMAKE_CXX_COMPILER={COMPILER}")
        install = (project / "build/cmake_install.cmake").read_text()
        self.assertNotIn("libovfkit", install + (project / "build/ovfkit/cmake_install.cmake").read_text())


class Use(unittest.TestCase):
    def test_the_command_runs(self):
        program = PREFIX / "bin/ovfkit"
        self.assertIn(VERSION, run(program, "--version"))
        self.assertIn("files-verified", run(program, "verify", APPLIANCE, "--format", "json"))
        self.assertEqual(run(program, "policy", "check", PREFIX / "share/ovfkit/schemas/policy/strict.toml", check=False).returncode, 0)

    def test_python_imports_the_package(self):
        if not list(PREFIX.glob("lib*/**/ovfkit/__init__.py")):
            self.skipTest("this build has no Python package")
        code = ("import sys, ovfkit, importlib.metadata as metadata\n"
                "print(ovfkit.__file__)\n"
                "print(metadata.version('ovfkit'))\n"
                "lab = ovfkit.trust.Cluster('lab', ovfkit.trust.ClusterTrust.UNTRUSTED)\n"
                "for path in sys.argv[1:]:\n"
                "    print(ovfkit.trust.decide(ovfkit.trust.collect(ovfkit.Descriptor.read(path)), lab).outcome.value)\n")
        interpreter = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
        done = run(interpreter, "-B", "-c", code, *DECIDED, environment={"PYTHONPATH": str(python_folder())}, cwd=SCRATCH)
        self.assertEqual(done.splitlines(), [str(python_folder() / "ovfkit/__init__.py"), VERSION, "warn", "allow"])
        for name in ("py.typed", "_ovfkit.pyi"):
            self.assertFalse((python_folder() / "ovfkit" / name).is_symlink())

    def test_debians_python_looks_where_a_prefix_of_the_system_has_it(self):
        if not list(PREFIX.glob("lib/python3/dist-packages/ovfkit")):
            self.skipTest("not an installation for Debian's Python")
        paths = run("/usr/bin/python3", "-c", "import sys; print(sys.path)")
        for prefix in ("/usr", "/usr/local"):
            stage = SCRATCH / "python" / prefix.strip("/")
            run(CMAKE, "--install", BUILD, "--prefix", prefix, "--component", "python", environment={"DESTDIR": str(stage)})
            folder = next(stage.rglob("ovfkit/__init__.py")).parents[1]
            self.assertIn(f"'/{folder.relative_to(stage)}'", paths)


if __name__ == "__main__":
    unittest.main(verbosity=1)
