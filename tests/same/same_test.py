#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same package gives the same JSON through C++, C, Python and the command line, byte for byte.

    same_test.py CHECKOUT OVFKIT CPP_TOOL C_TOOL [TEST...]      PYTHONPATH has to lead to the package

Every file and folder of the fixtures and of the corpus is given to C++, C and Python, whatever it is: what cannot be read
has an answer, too. What is asked in several ways, about conversions and imports, is asked of what somebody would take for a
descriptor or a package, of each in one of the ways. The command line takes one file a run; it is asked about everything that somebody would take for a
descriptor or a package, about each in some way. OVFKIT_CORPUS names the corpus (`../shared/corpus`); without one the fixtures have to do.
"""

import concurrent.futures
import functools
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import python_surface as in_python

CHECKOUT, COMMAND, CPP_TOOL, C_TOOL = (Path(argument).resolve() for argument in sys.argv[1:5])
NOW, NOW_WORDS = 2208988800, "2040-01-01T00:00:00Z"
EPOCH = "1970-01-01T00:00:00Z"  # the tools set no time for imports
VERBS = 12  # comparisons in all
POLICY = Path(__file__).resolve().parent / "policy.toml"
WORDS_OF_TRUST = ("trusted", "untrusted", "unknown")
WORDS_OF_ACTION = ("warn", "allow", "refuse")
TARGETS = ("ovf-1.1", "ovf-2.0", "ovirt", "ovirt-ova")
#: What becomes of imports: the cluster's trust and what to do, as the numbers that the tools take.
BY_WORD = {"into an untrusted cluster": (1, 0), "into a trusted cluster": (0, 0), "refused": (1, 2), "into the unknown": (2, 2)}
BY_RULES = {"by a policy file": ("", ""), "acknowledged": ("anna", "restore \N{LATIN SMALL LETTER E WITH ACUTE}drill")}
OF_INTEREST = (".ovf", ".ova", ".xml", ".gz", ".tar")


def environment():
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def run(*arguments):
    return subprocess.run([str(one) for one in arguments], cwd=CHECKOUT, env=environment(), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)


def corpus_folder():
    """None when there is none."""
    folder = Path(os.environ.get("OVFKIT_CORPUS") or CHECKOUT / "../shared/corpus")
    return folder.resolve() if folder.is_dir() else None


@functools.cache
def inputs():
    """Paths as the surfaces get them, those of the checkout relative to it."""
    found = [str(path.relative_to(CHECKOUT)) for path in sorted((CHECKOUT / "fixtures").rglob("*"))]
    found.append("fixtures/there-is-no-such-file.ovf")
    corpus = corpus_folder()
    of_corpus = [str(path) for path in sorted(corpus.rglob("*")) if path.is_file()] if corpus else []
    print(f"fixtures: {len(found)} files and folders; corpus: "
          f"{f'{len(of_corpus)} files' if corpus else 'none found (set OVFKIT_CORPUS to a folder of descriptors)'}")
    return found + of_corpus


def part(number, of):
    """One of `of` parts of what somebody would take for a descriptor or a package; all inputs when there is one part."""
    if of == 1 or os.environ.get("OVFKIT_SAME_ALL"):
        return inputs()
    return [path for path in inputs() if path.endswith(OF_INTEREST) or os.path.isdir(path)][number::of]


def by_command(number):
    """The inputs that the command line is asked about in comparison `number`, because it takes one a run.

    The fixtures of rules are many and much alike, and the files of the corpus are many: each is in one comparison. The other
    fixtures are in three; of what nobody would take for a descriptor, one in sixteen is in one. OVFKIT_SAME_ALL asks about all.
    """
    if os.environ.get("OVFKIT_SAME_ALL"):
        return inputs()
    chosen = []
    for at, path in enumerate(inputs()):
        if not path.endswith(OF_INTEREST):
            wanted = at % (16 * VERBS) == number
        elif path.startswith("fixtures/") and not path.startswith("fixtures/rules/"):
            wanted = at % 4 == number % 4
        else:
            wanted = at % VERBS == number
        if wanted:
            chosen.append(path)
    return chosen


def printed(*arguments):
    """What the command line prints as JSON."""
    return run(COMMAND, *arguments, "--format", "json").stdout


def losses(folder, path, target):
    """What the command says is lost; the reports of the tools have no files, so their names are taken out."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        report = printed("convert", path, out, "--to", target, "--time", NOW_WORDS)
        for written in os.listdir(out):
            name = json.dumps(os.path.join(out, written), ensure_ascii=False).encode()
            report = report.replace(b'"file": ' + name, b'"file": "-"')
        return report


class Same(unittest.TestCase):
    maxDiff = 3000

    @classmethod
    def setUpClass(cls):
        os.chdir(CHECKOUT)  # Python gets the same paths
        cls.pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())

    @classmethod
    def tearDownClass(cls):
        cls.pool.shutdown()

    def reports(self, program, paths, *arguments):
        """What a tool says of each path."""
        said = run(program, *arguments, *paths)
        self.assertIn(said.returncode, (0, 2), said.stderr[-1000:])
        reports = said.stdout.split(b"\0")
        self.assertEqual(len(reports), len(paths) + 1, said.stderr[-1000:])
        return reports[:-1]

    def assert_same(self, expected, told, surface, paths):
        """Fails once with the first few that differ."""
        different = [(path, one, other) for path, one, other in zip(paths, expected, told, strict=True) if one != other]
        for path, one, other in different[:3]:
            with self.subTest(path=path, surface=surface, of=len(different)):
                self.assertEqual(other.decode(), one.decode())
        self.assertEqual(len(different), 0)

    def compare(self, arguments, python, command, number, paths=None):
        """All four: the arguments of the tools, what Python does with a path, and the arguments of the command."""
        paths = inputs() if paths is None else paths
        cpp = self.reports(CPP_TOOL, paths, *arguments)
        for path, report in zip(paths, cpp):
            with self.subTest(path=path):
                json.loads(report)
        self.assert_same(cpp, self.reports(C_TOOL, paths, *arguments), "C", paths)
        self.assert_same(cpp, [python(path) for path in paths], "Python", paths)
        of_path = dict(zip(paths, cpp))
        chosen = [path for path in by_command(number) if path in of_path]
        told = list(self.pool.map(command, chosen))
        self.assert_same([of_path[path] for path in chosen], told, "command", chosen)
        failed = sum(report.startswith(b'{\n  "error"') for report in cpp)
        print(f"{' '.join(map(str, arguments[:4]))}: {len(cpp) - failed} reports, {failed} failures; "
              f"{len(chosen)} through the command")
        self.assertGreater(len(cpp) - failed, 100)
        self.assertGreater(failed, 5)
        self.assertGreater(len(chosen), 10)

    def test_inspect(self):
        self.compare(("inspect", 1), in_python.inspect, lambda path: printed("inspect", path), 0)

    def test_verify(self):
        self.compare(("verify", 1, NOW), lambda path: in_python.verify(path, NOW),
                     lambda path: printed("verify", path, "--time", NOW_WORDS), 1)

    def test_import(self):
        for verb, (name, (trust, action)) in enumerate(BY_WORD.items(), 2):
            with self.subTest(name):
                words = WORDS_OF_TRUST[trust], WORDS_OF_ACTION[action]
                self.compare(("import", 1, "lab", trust, action), lambda path: in_python.decide(path, "lab", *words),
                             lambda path: printed("check-import", path, "--cluster", f"lab={words[0]}", "--policy", words[1],
                                                  "--time", EPOCH), verb, None if verb == 2 else part(verb - 3, 3))

    def test_import_by_rules(self):
        for verb, (name, who_and_why) in enumerate(BY_RULES.items(), 6):
            with self.subTest(name):
                acknowledged = ("--by", who_and_why[0], "--acknowledge", who_and_why[1]) if who_and_why[0] else ()
                self.compare(("judge", 1, "lab", 1, POLICY, *who_and_why),
                             lambda path: in_python.decide_by_rules(path, "lab", "untrusted", POLICY, *who_and_why),
                             lambda path: printed("check-import", path, "--cluster", "lab=untrusted", "--policy", POLICY,
                                                  "--time", EPOCH, *acknowledged), verb, part(verb - 6, len(BY_RULES)))

    def test_convert(self):
        with tempfile.TemporaryDirectory() as folder:
            for number, target in enumerate(TARGETS):
                with self.subTest(target):
                    self.compare(("losses", 1, number, NOW), lambda path: in_python.losses(path, target, NOW),
                                 lambda path: losses(folder, path, target), 8 + number, part(number, len(TARGETS)))

    def test_validate(self):
        cpp, c = (run(tool, "validate", 1, NOW, *inputs()).stdout for tool in (CPP_TOOL, C_TOOL))
        told = json.loads(cpp)
        self.assertEqual(len(told["files"]), len(inputs()))
        self.assert_same_lines(cpp, c, "C")
        self.assert_same_lines(cpp, in_python.validate(inputs(), NOW), "Python")
        self.assert_same_lines(cpp, printed("validate", "--time", NOW_WORDS, *inputs()), "command")
        print(f"validate: one report of {len(told['files'])} files with {len(told['diagnostics'])} findings")

    def assert_same_lines(self, one, other, surface):
        """Says where the first difference is: as a whole the reports are too long."""
        if one == other:
            return
        lines = one.decode().splitlines(), other.decode().splitlines()
        at = next((at for at, pair in enumerate(zip(*lines)) if pair[0] != pair[1]), min(map(len, lines)))
        self.fail(f"{surface} differs in line {at + 1}:\n" + "\n---\n".join("\n".join(some[max(at - 8, 0):at + 8]) for some in lines))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[5:]])
