# SPDX-License-Identifier: Apache-2.0
"""Everything that the public C++ headers have is reached from Python, or api_table.tsv says why it is not."""

import dataclasses
import importlib
import inspect
import os
import re
from pathlib import Path

from headers import function_of, functions_that_can_fail, public_functions, statements, without_comments

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
TABLE = Path(__file__).with_name("api_table.tsv")


def rows():
    for line in TABLE.read_text().splitlines():
        if not line.startswith("#"):
            name, python, remark = (line + "\t\t").split("\t")[:3]
            yield name, python, remark


def found(path):
    """What a dotted name of the package means; fields of dataclasses are members of their classes."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            value = getattr(value, part)
        return value
    raise ModuleNotFoundError(path)


def test_every_public_function_has_a_row_and_no_row_is_left_over():
    assert [name for name, _, _ in rows()] == public_functions(ROOT / "include/ovfkit")


def test_every_python_name_of_the_table_is_there_and_what_is_not_bound_has_a_reason():
    for name, python, remark in rows():
        if python == "-":
            assert len(remark) > 5, name
        else:
            assert found(python) is not None, name


def test_what_can_fail_says_with_what():
    can_fail = functions_that_can_fail(ROOT / "include/ovfkit")
    assert len(can_fail) > 100
    for name, python, _ in rows():
        value = found(python) if name in can_fail and python != "-" else None
        if isinstance(value, type):
            value = None if dataclasses.is_dataclass(value) else value.__init__  # one of these is read when it is used
        if callable(value):
            assert re.search(r"[Rr]aise|Never fails|Findings and failure as|`Error`", inspect.getdoc(value)), python


def test_most_of_it_is_reached():
    by_room = {}
    for name, python, _ in rows():
        by_room.setdefault(name.split("::")[0], []).append(python != "-")
    for room in ("attest", "convert", "engine", "net", "package", "report", "store", "task", "trust", "validate"):
        assert all(by_room[room]), room


def test_the_scanner_sees_what_it_should():
    heads = [head for head, _ in statements(without_comments("""
        [[nodiscard]] Result<int> a(const std::string& x = "{", int y = f(1)); // b();
        struct S { int c; }; using F = int(int); int d = e(1); bool operator==(int, int);
    """)) if head]
    assert [function_of(head) for head in heads] == ["a", None, None, None, "operator=="]
    names = public_functions(ROOT / "include/ovfkit")
    assert {"package::Package::open", "trust::decide", "version", "io::Input::read"} <= set(names) and len(names) > 300
    assert "package::Editor::State" not in names and not [name for name in names if "operator" in name]
