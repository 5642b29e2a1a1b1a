#!/usr/bin/env python3
"""Only the C ABI is seen of the library, and all of it is documented."""

import re
import unittest

from common import CHECKOUT, HEADERS, LIBRARY, main, run
from prototypes import declared, functions

EXPORTED = (CHECKOUT / "bindings/c/exported.txt").read_text().split()


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

    def test_every_handle_has_a_function_that_frees_it(self):
        names = {function.name for function in functions(HEADERS)}
        made = {kind for function in functions(HEADERS) for kind, _ in function.parameters
                if re.fullmatch(r"ovfkit_\w+ \* \*", kind)}
        self.assertGreater(len(made), 8)
        for kind in made:
            self.assertIn(kind.removesuffix(" * *") + "_free", names)


if __name__ == "__main__":
    main()
