#!/usr/bin/env python3
"""Only the C ABI is seen of the library, and all of it is documented."""

import re
import unittest

from common import CHECKOUT, HEADERS, LIBRARY, main, run
from prototypes import abi, declared, functions, numbers

EXPORTED = (CHECKOUT / "bindings/c/exported.txt").read_text().split()
# What programs were compiled with. Lines may come; one that goes or changes needs another SONAME, once there is a release.
ABI = (CHECKOUT / "bindings/c/abi.txt").read_text().splitlines()


class Exported(unittest.TestCase):
    def test_the_symbols_are_those_that_are_listed(self):
        lines = run("nm", "-D", "--defined-only", LIBRARY).stdout.decode().splitlines()
        symbols = [line.split()[-1] for line in lines if line.split()[1] != "A"]
        self.assertEqual(sorted(symbol.split("@")[0] for symbol in symbols), EXPORTED)
        self.assertEqual({symbol.split("@@")[1] for symbol in symbols}, {"OVFKIT_C_0"})

    def test_the_list_is_sorted_and_says_what_the_headers_declare(self):
        self.assertEqual(sorted(set(EXPORTED)), EXPORTED)
        self.assertEqual(sorted(function.name for function in functions(HEADERS)), EXPORTED)
        self.assertEqual(declared(HEADERS), len(EXPORTED))

    def test_prototypes_numbers_and_structures_are_those_that_are_listed(self):
        self.assertEqual(sorted(set(ABI)), ABI)
        self.assertEqual(abi(HEADERS), ABI, "tests/c/prototypes.py include/ovfkit/c > bindings/c/abi.txt")
        self.assertGreater(sum(" = " in line for line in ABI), 100)

    def test_no_two_numbers_of_an_enumeration_are_the_same(self):
        names = [name for name, _ in numbers(HEADERS)]
        self.assertEqual(len(set(names)), len(names))
        self.assertTrue(all(name.startswith("OVFKIT_") for name in names))

    def test_only_the_borrowed_text_is_passed_by_value(self):
        for function in functions(HEADERS):
            with self.subTest(function.name):
                for kind in [function.result, *(kind for kind, _ in function.parameters)]:
                    self.assertRegex(kind, r"^(?:void|.* \*|u?int(?:32|64)_t|size_t|ovfkit_status|ovfkit_string"
                                           r"|ovfkit_\w+_callback)$")

    def test_the_name_of_the_library_has_the_version_of_the_abi(self):
        dynamic = run("readelf", "-d", LIBRARY).stdout.decode()
        self.assertIn("soname: [libovfkit_c.so.0]", dynamic)
        self.assertNotIn("TEXTREL", dynamic)

    def test_every_function_says_since_when_it_is_there(self):
        for function in functions(HEADERS):
            with self.subTest(function.name):
                self.assertRegex(function.doc, r"since \d+\.\d+\.\d+$")

    def test_every_function_that_can_fail_says_why(self):
        for function in functions(HEADERS):
            if function.result == "ovfkit_status" and function.name != "ovfkit_error_status":
                with self.subTest(function.name):
                    self.assertEqual(function.parameters[-1], ("ovfkit_error * *", "error"))

    def test_every_handle_says_what_threads_may_do(self):
        seen = 0
        for path in sorted(HEADERS.glob("*.h")):
            for doc, name in re.findall(r"((?:^///[^\n]*\n)+)typedef struct (\w+) \w+;", path.read_text(), re.MULTILINE):
                words = " ".join(line.removeprefix("///").strip() for line in doc.splitlines())
                seen += 1
                with self.subTest(name):
                    self.assertRegex(words, r"Threads: (any number at once|one that sets, or any number that read|one at a time)\.")
        self.assertEqual(seen, sum(line.startswith("typedef struct") and "{" not in line for line in ABI))

    def test_every_handle_has_a_function_that_frees_it(self):
        names = {function.name for function in functions(HEADERS)}
        made = {kind for function in functions(HEADERS) for kind, _ in function.parameters
                if re.fullmatch(r"ovfkit_\w+ \* \*", kind)}
        self.assertGreater(len(made), 8)
        for kind in made:
            self.assertIn(kind.removesuffix(" * *") + "_free", names)


if __name__ == "__main__":
    main()
