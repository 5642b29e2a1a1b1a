# SPDX-License-Identifier: Apache-2.0
"""The guide does what it says: the sessions of each page are run as they stand there, one page in one new folder, and
print what it shows. A command that ends with something else than 0 says so itself (`; echo $?`).

    walk_test.py <ovfkit> <source> <folder of the examples' programs> <folder of the Python package> <folder of libovfkit_c>
        [--update [PAGE...]]

With --update what differs is written into the pages, or into these, to be looked at and cut down. Sessions with Java are left
out where it is not installed, and those with Python where the package was not built.
"""
import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM, SOURCE, PROGRAMS, PYTHON, LIBRARY = (Path(argument).resolve() for argument in sys.argv[1:6])
UPDATE, ONLY = "--update" in sys.argv[6:], sys.argv[7:]
GUIDE = SOURCE / "lib/guide"
sys.path.insert(0, str(SOURCE / "tests/support"))
import console  # noqa: E402


HAS_JAVA = os.path.exists("/usr/bin/javac") and os.path.exists("/usr/share/java/jna.jar")
HAS_PYTHON = any((PYTHON / "ovfkit").glob("_ovfkit.*.so"))


def is_left_out(command):
    """Whether a command needs what is not there."""
    return (not HAS_JAVA and command.startswith("java")) or (
        not HAS_PYTHON and command.startswith("python3") and ("import ovfkit" in command or ".py" in command))


def walk(page, folder):
    """Each command of a page with what it is shown to print, and what became of it."""
    for block in console.blocks(page.read_text(encoding="utf-8"), "console"):
        for command, shown in console.steps(block):
            if not is_left_out(command):
                yield command, shown, console.run(command, folder, [PROGRAM.parent, PROGRAMS], OVFKIT=str(SOURCE),
                                                  PYTHONPATH=str(PYTHON), PYTHONDONTWRITEBYTECODE="1",
                                                  LD_LIBRARY_PATH=str(LIBRARY))


class Pages(unittest.TestCase):
    def test_print_what_they_show(self):
        pages = sorted(GUIDE.glob("*.md"))
        self.assertGreater(sum(len(console.blocks(page.read_text(encoding="utf-8"), "console")) for page in pages), 20)
        for page in pages:
            if ONLY and page.name not in ONLY:
                continue
            with self.subTest(page=page.name), tempfile.TemporaryDirectory() as folder:
                for script in [*(GUIDE / "examples").glob("*.py"), *(GUIDE / "examples").glob("*.java")]:
                    shutil.copy(script, folder)
                text = page.read_text(encoding="utf-8")
                wrong = []
                for command, shown, done in walk(page, folder):
                    if done.returncode == 0 and console.matches(shown, done.stdout):
                        continue
                    if UPDATE:
                        old = "\n".join([f"$ {command}", *shown]) + "\n"
                        self.assertIn(old, text)
                        text = text.replace(old, f"$ {command}\n{done.stdout}", 1)
                    wrong.append(f"$ {command}\n{done.stdout}ended with {done.returncode}")
                if UPDATE:
                    page.write_text(text, encoding="utf-8")
                self.assertEqual(wrong, [], "\n".join(wrong))

    def test_have_no_program_that_nothing_runs(self):
        for page in sorted(GUIDE.glob("*.md")):
            for language in ("cpp", "c", "py", "python", "java", "sh"):
                with self.subTest(page=page.name, language=language):
                    self.assertEqual(console.blocks(page.read_text(encoding="utf-8"), language), [])

    def test_show_the_pipelines_of_the_readme(self):
        readme = (SOURCE / "README.md").read_text(encoding="utf-8")
        shown = [path.read_text(encoding="utf-8") for path in sorted((GUIDE / "examples").glob("*.yml"))]
        self.assertEqual(sorted(shown), sorted(console.blocks(readme, "yaml")))  # which are run by readme.pipelines


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
