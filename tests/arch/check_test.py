#!/usr/bin/env python3
"""Proves that both layout checks, check.py and the one at configure time, refuse what they exist to refuse.

    check_test.py CMAKE      builds small checkouts in a temporary folder, each with one seeded violation
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check  # noqa: E402

PROJECT = Path(__file__).resolve().parents[2]
CMAKE = sys.argv.pop(1) if len(sys.argv) > 1 else "cmake"

CLEAN = {
    "CMakeLists.txt": """cmake_minimum_required(VERSION 3.25)
project(seeded VERSION 1.0 LANGUAGES CXX)
list(APPEND CMAKE_MODULE_PATH "${MODULES}")
include(ovfkit_flags)
include(ovfkit_room)
add_subdirectory(lib)
""",
    "lib/CMakeLists.txt": """set(OVFKIT_ROOMS base text xml model)
set(OVFKIT_THIRD_PARTY libxml/=xml)
foreach(room IN LISTS OVFKIT_ROOMS)
  add_subdirectory(${room})
endforeach()
""",
    "lib/README.md": "```\nbase <-\ntext <- base\nxml <- base text\nmodel <- base\n```\n",
    "lib/base/CMakeLists.txt": "ovfkit_room(base)\n",
    "lib/text/CMakeLists.txt": "ovfkit_room(text DEPENDS base)\n",
    "lib/xml/CMakeLists.txt": "ovfkit_room(xml DEPENDS base text)\n",
    "lib/model/CMakeLists.txt": "ovfkit_room(model DEPENDS base)\n",
    "lib/base/a.cpp": "#include <ovfkit/base/a.hpp>\n#include <string>\nint a() { return 1; }\n",
    "lib/text/t.cpp": '#include <ovfkit/base/a.hpp>\n// printf("x") std::cout getenv\nint t() { return a(); }\n',
    "lib/xml/x.hpp": "#pragma once\n#include <libxml/tree.h>\n#include <ovfkit/base/a.hpp>\n",
    "lib/xml/x.cpp": '#include "xml/x.hpp"\nconst char* x() { return "time(0) std::cout"; }\n',
    "lib/model/m.cpp": "#include <ovfkit/base/a.hpp>\nlong m() { return 2'000 + a(); }\n",
    "include/ovfkit/base/a.hpp": "#pragma once\n#include <cstdint>\n/// Unlike an xmlNode.\nint a();\n",
    "bindings/cli/main.cpp": '#include "verbs.hpp"\n#include <CLI/CLI.hpp>\n#include <ovfkit/base/a.hpp>\n',
    "bindings/cli/verbs.hpp": "#pragma once\n#include <iostream>\n",
}


def checkout(folder, changes):
    for path, text in {**CLEAN, **changes}.items():
        file = Path(folder) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return Path(folder)


class LayoutCheck(unittest.TestCase):
    def found(self, changes):
        with tempfile.TemporaryDirectory() as folder:
            return check.violations(checkout(folder, changes))

    def refuses(self, path, text, words):
        found = self.found({path: text})
        self.assertEqual(len(found), 1, found)
        self.assertIn(path.split("/")[0], found[0])
        self.assertIn(words, found[0])

    def test_a_clean_checkout_has_no_violation(self):
        self.assertEqual(self.found({}), [])

    def test_a_room_outside_the_closure(self):
        self.refuses("lib/model/m.cpp", '#include "xml/x.hpp"\n', "room 'model' may include only: base model")

    def test_a_public_header_of_a_room_outside_the_closure(self):
        self.refuses("include/ovfkit/model/m.hpp", "#pragma once\n#include <ovfkit/xml/x.hpp>\n", "may include only")

    def test_a_lower_room(self):
        self.refuses("lib/base/a.cpp", "#  include <ovfkit/model/m.hpp>\n", "may include only: base")

    def test_the_header_for_programs_inside_a_room(self):
        self.refuses("lib/model/m.cpp", "#include <ovfkit/ovfkit.hpp>\n", "include the headers they use")

    def test_a_sibling_without_its_room(self):
        self.refuses("lib/xml/x.cpp", '#include "x.hpp"\n', "<room>/<file>.hpp")

    def test_third_party_headers_in_another_room(self):
        self.refuses("lib/model/m.cpp", "#include <libxml/tree.h>\n", "stay inside the room that owns them")

    def test_third_party_headers_in_a_public_header_of_their_owner(self):
        self.refuses("include/ovfkit/xml/x.hpp", "#pragma once\n#include <libxml/tree.h>\n", "stay inside")

    def test_private_headers_in_a_public_header(self):
        self.refuses("include/ovfkit/xml/x.hpp", '#pragma once\n#include "xml/x.hpp"\n', "a public header includes only")

    def test_third_party_types_in_a_public_header(self):
        self.refuses("include/ovfkit/xml/x.hpp", "#pragma once\nstruct _xmlDoc;\n", "names no third-party type")
        self.refuses("include/ovfkit/xml/x.hpp", "#pragma once\nvoid f(xmlNodePtr);\n", "names no third-party type")

    def test_a_public_header_without_a_guard(self):
        self.refuses("include/ovfkit/base/a.hpp", "int a();\n", "#pragma once")

    def test_headers_of_the_c_abi(self):
        path = "include/ovfkit/c/base.h"
        clean = "#ifndef OVFKIT_C_BASE_H\n#define OVFKIT_C_BASE_H\n#include <stdint.h>\n#endif\n"
        self.assertEqual(self.found({path: clean}), [])
        self.refuses(path, clean.replace("stdint.h", "string"), "a header of the C ABI includes only")
        self.refuses(path, clean.replace("stdint.h", "ovfkit/base/a.hpp"), "a header of the C ABI includes only")
        self.refuses(path, "#pragma once\n", "no include guard 'OVFKIT_C_BASE_H'")
        self.refuses("lib/model/m.cpp", "#include <ovfkit/c/base.h>\n", "may include only")

    def test_iostream(self):
        self.refuses("lib/base/a.cpp", "#include <iostream>\n", "never prints")

    def test_calls_that_print_or_read_hidden_state(self):
        for call, what in {
            'std::printf("x")': "prints",
            "std::cerr << 1": "prints",
            "fputs(s, stdout)": "prints",
            'std::getenv("HOME")': "reads the environment",
            "std::chrono::system_clock::now()": "reads the clock",
            "std::time(nullptr)": "reads the clock",
            "time(0)": "reads the clock",
            "std::exit(1)": "ends the process",
        }.items():
            with self.subTest(call):
                self.refuses("lib/model/m.cpp", "void m() { %s; }\n" % call, "the library never " + what)

    def test_names_that_only_look_like_such_calls(self):
        self.assertEqual(self.found({"lib/model/m.cpp": "int f(V v) { snprintf(b, n, s); return v.time(0) + exit_code(1); }\n"}), [])

    def test_a_file_past_the_limit(self):
        self.refuses("lib/base/a.cpp", "\n" * 501, "501 lines")
        self.assertEqual(self.found({"lib/base/a.cpp": "\n" * 500}), [])

    def test_a_binding_that_reaches_into_the_library(self):
        self.refuses("bindings/cli/main.cpp", '#include "xml/x.hpp"\n', "bindings include only")
        self.refuses("bindings/cli/main.cpp", '#include "../../lib/xml/x.hpp"\n', "bindings include only")
        self.refuses("bindings/cli/main.cpp", "#include <libxml/tree.h>\n", "bindings include only")

    def test_a_dependency_that_points_down(self):
        self.refuses("lib/text/CMakeLists.txt", "ovfkit_room(text DEPENDS xml)\n", "does not stand above it")

    def test_a_folder_that_is_no_room(self):
        self.refuses("lib/extra/e.cpp", "int e;\n", "not a room")
        self.refuses("include/ovfkit/extra/e.hpp", "#pragma once\n", "no room of that name")

    def test_a_graph_that_was_not_redrawn(self):
        self.refuses("lib/README.md", "base <-\ntext <- base\nxml <- base\nmodel <- base\n", "xml <- base text")

    def test_a_stray_top_level_folder(self):
        self.refuses("scratch/x.txt", "\n", "not one of the top-level files and folders")


class ConfigureCheck(unittest.TestCase):
    def configure(self, changes):
        with tempfile.TemporaryDirectory() as folder:
            checkout(folder, changes)
            # No compiler is run: only the rooms are looked at.
            run = subprocess.run(
                [CMAKE, "-G", "Ninja", "-S", folder, "-B", f"{folder}/build", f"-DMODULES={PROJECT}/lib/cmake",
                 "-DCMAKE_CXX_COMPILER_FORCED=ON", "-DCMAKE_CXX_COMPILER=c++"],
                capture_output=True, text=True, timeout=60)
            return run.returncode, " ".join((run.stdout + run.stderr).split())

    def refuses(self, path, text, words):
        code, output = self.configure({path: text})
        self.assertNotEqual(code, 0, output)
        self.assertIn(words, output)

    def test_a_clean_checkout_configures(self):
        code, output = self.configure({})
        self.assertEqual(code, 0, output)

    def test_a_dependency_that_is_not_declared_yet(self):
        self.refuses("lib/text/CMakeLists.txt", "ovfkit_room(text DEPENDS xml)\n", "'xml', which is not declared above it")

    def test_a_room_outside_the_closure(self):
        self.refuses("lib/model/m.cpp", '#include "xml/x.hpp"\n', "room 'model' may include only: model base")
        self.refuses("include/ovfkit/model/m.hpp", "#include <ovfkit/xml/x.hpp>\n", "room 'model' may include only")

    def test_third_party_headers_outside_their_room(self):
        self.refuses("lib/model/m.cpp", "#include <libxml/tree.h>\n", "stay inside the room that owns them")
        self.refuses("include/ovfkit/xml/x.hpp", "#include <libxml/tree.h>\n", "stay inside the room that owns them")

    def test_iostream(self):
        self.refuses("lib/base/a.cpp", "#include <iostream>\n", "the library never prints")

    def test_private_headers_in_a_public_header(self):
        self.refuses("include/ovfkit/xml/x.hpp", '#include "xml/x.hpp"\n', "a public header includes only")

    def test_a_room_that_is_not_listed(self):
        self.refuses("lib/text/CMakeLists.txt", "ovfkit_room(text DEPENDS base)\novfkit_room(extra)\n", "not in OVFKIT_ROOMS")


if __name__ == "__main__":
    unittest.main()
