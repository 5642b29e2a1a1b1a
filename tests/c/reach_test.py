#!/usr/bin/env python3
"""Each public header of C++ is reached from C, or it is said why not."""

import re
import unittest

from common import CHECKOUT, HEADERS, main
from prototypes import without_comments

PUBLIC = CHECKOUT / "include/ovfkit"
LINES = [line for line in (CHECKOUT / "bindings/c/reach.txt").read_text().splitlines() if not line.startswith("#")]
REACHED = re.compile(r"(\S+) -> (\S+\.h(?: \S+\.h)*)(?: except (.+))?")
LEFT_OUT = re.compile(r"(\S+) -- (\S.+)")


class Reach(unittest.TestCase):
    def test_every_public_header_has_its_line(self):
        listed = [line.split()[0] for line in LINES]
        headers = sorted(str(path.relative_to(PUBLIC)) for path in PUBLIC.rglob("*.hpp"))
        self.assertEqual(listed, headers)

    def test_every_line_means_something(self):
        named = set()
        for line in LINES:
            with self.subTest(line.split()[0]):
                if LEFT_OUT.fullmatch(line):
                    continue
                match = REACHED.fullmatch(line)
                self.assertIsNotNone(match)
                named.update(match.group(2).split())
                text = without_comments((PUBLIC / match.group(1)).read_text())
                for exception in (match.group(3) or "").split("; "):
                    if exception:
                        name, reason = exception.split(": ", 1)
                        self.assertRegex(text, rf"\b{re.escape(name)}\b")
                        self.assertNotEqual(reason, "")
        # base.h and the collection of all have nothing of their own.
        self.assertEqual(sorted({path.name for path in HEADERS.glob("*.h")} - named), ["ovfkit.h"])


if __name__ == "__main__":
    main()
