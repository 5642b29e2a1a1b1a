# SPDX-License-Identifier: Apache-2.0
"""The guide as HTML: made without a warning, the same bytes each time, without a link that leads nowhere and without
anything from elsewhere; and everything public is in it.

    html_test.py <Doxyfile> <source folder>
"""
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

DOXYFILE, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "object": "data", "embed": "src", "source": "src"}


class Page(HTMLParser):
    """The anchors of a page, where its links lead, and what a browser loads for it."""

    def __init__(self, path):
        super().__init__()
        self.anchors, self.links, self.loaded, self.text = set(), [], [], path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        words = dict(attrs)
        self.anchors.update(words[name] for name in ("id", "name") if words.get(name))
        if tag in ("a", "area") and words.get("href"):
            self.links.append(words["href"])
        if tag in LOADED and words.get(LOADED[tag]):
            self.loaded.append(words[LOADED[tag]])


def make(folder):
    """Starts making the guide in `folder`."""
    (folder / "Doxyfile").write_text(DOXYFILE.read_text(encoding="utf-8") + f'\nOUTPUT_DIRECTORY = "{folder}"\n', encoding="utf-8")
    return subprocess.Popen(["doxygen", folder / "Doxyfile"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


class Guide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        folders = [Path(temporary.name) / name for name in ("one", "two")]
        for folder in folders:
            folder.mkdir()
        made = [make(folder) for folder in folders]
        cls.said = [process.communicate(timeout=300)[0] for process in made]
        cls.codes = [process.returncode for process in made]
        cls.first, cls.second = (folder / "html" for folder in folders)
        cls.pages = {path.name: Page(path) for path in sorted(cls.first.glob("*.html"))}

    def test_is_made_without_a_warning(self):
        self.assertEqual((self.codes[0], self.said[0]), (0, ""))

    def test_is_the_same_each_time(self):
        files = sorted(path.relative_to(self.first) for path in self.first.rglob("*") if path.is_file())
        self.assertEqual(files, sorted(path.relative_to(self.second) for path in self.second.rglob("*") if path.is_file()))
        for file in files:
            self.assertEqual((self.first / file).read_bytes(), (self.second / file).read_bytes(), file)

    def test_says_nothing_of_where_it_was_made(self):
        for name, page in self.pages.items():
            self.assertNotIn(str(self.first.parent), page.text, name)
            self.assertNotIn(str(SOURCE), page.text, name)

    def test_has_no_link_that_leads_nowhere(self):
        self.assertGreater(len(self.pages), 200)
        wrong = set()
        for name, page in self.pages.items():
            for link in page.links:
                parts = urlsplit(link)
                if parts.scheme in ("http", "https") or link.startswith("javascript:"):
                    continue
                target = unquote(parts.path) or name
                if target not in self.pages and not (self.first / target).is_file():
                    wrong.add((name, link))
                elif parts.fragment and unquote(parts.fragment) not in self.pages[target].anchors:
                    wrong.add((name, link))
        self.assertEqual(wrong, set(), '\n'.join(map(str, sorted(wrong))))

    def test_loads_nothing_from_elsewhere(self):
        for name, page in self.pages.items():
            for address in page.loaded:
                if address == "javascript:void(0)":  # the frame of the search's results
                    continue
                self.assertEqual(urlsplit(address)[:2], ("", ""), name)
                self.assertTrue((self.first / unquote(urlsplit(address).path)).is_file(), (name, address))
        for style in self.first.rglob("*.css"):
            for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", style.read_text(encoding="utf-8")):
                self.assertTrue(address.startswith("data:") or (style.parent / address).is_file(), (style.name, address))
            self.assertNotIn("@import", style.read_text(encoding="utf-8"))

    def test_has_every_public_header(self):
        listed = self.pages["files.html"].text
        for header in sorted((SOURCE / "include/ovfkit").rglob("*.h*")):
            with self.subTest(header=header.name):
                escaped = header.name.replace("_", "__").replace(".", "_8") + ".html"
                self.assertRegex(listed, rf'href="(?:[a-z]+_2)?{re.escape(escaped)}"')
                shown = [page for name, page in self.pages.items() if name.endswith(escaped)]
                self.assertTrue(any(f"ovfkit/{header.parent.name}/{header.name}" in page.text for page in shown))

    def test_has_every_function_of_the_c_interface(self):
        everything = "".join(page.text for name, page in self.pages.items() if name.startswith("globals"))
        for function in (SOURCE / "bindings/c/exported.txt").read_text(encoding="utf-8").split():
            self.assertRegex(everything, rf"\b{function}\(\)")

    def test_says_since_when_a_function_of_c_is_there(self):
        for name, page in self.pages.items():
            for title, body in re.findall(r'<h2 class="memtitle">.*?</span>(ovfkit_\w+)\(\).*?</h2>(.*?)(?=<h2|<hr)', page.text, re.DOTALL):
                self.assertRegex(body, r'<dl class="section since"><dt>Since</dt><dd>\d+\.\d+\.\d+\s*</dd></dl>', (name, title))

    def test_has_every_page_of_the_guide(self):
        begin = self.pages["index.html"].text
        for page in sorted((SOURCE / "lib/guide").glob("*.md")):
            label = re.search(r"\{#(\w+)\}", page.read_text(encoding="utf-8")).group(1)
            if label != "mainpage":
                self.assertIn(f'href="{label}.html"', begin, page.name)


if __name__ == "__main__":
    if not shutil.which("doxygen") or not DOXYFILE.exists():
        print("doxygen is not installed: the guide cannot be made")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
