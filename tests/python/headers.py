# SPDX-License-Identifier: Apache-2.0
"""What the public headers of the library declare, for api_table_test.py: the names of functions, and of the public
functions of classes, qualified from the room on: `package::Package::open`. Overloads share a name."""

import re
from pathlib import Path

# What a type is compared, moved, made and destroyed with, and the parts of `Result`, are no functions that somebody calls
# by a name.
PLAIN = re.compile(r"^(~?[A-Z]\w*|operator.*|tied|defined|decltype|noexcept|explicit)$")


def without_comments(text):
    text = re.sub(r"/\*.*?\*/", "", re.sub(r"//[^\n]*", "", text), flags=re.S)
    text = re.sub(r'R"\w*\(.*?\)\w*"', '""', text, flags=re.S)
    text = re.sub(r'"(\\.|[^"\\])*"', '""', text)
    return re.sub(r"'(\\.|[^'\\])'", "0", re.sub(r"^\s*#[^\n]*(\\\n[^\n]*)*", "", text, flags=re.M))


def matching(text, at):
    """Behind the brace that closes the one at `at`."""
    depth = 0
    for place in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    raise ValueError("a brace is not closed")


def statements(text):
    """(head, body or None): what stands before each `;` or block, and what is in the block."""
    begin = place = parens = 0
    while place < len(text):
        letter = text[place]
        parens += {"(": 1, ")": -1}.get(letter, 0)
        if letter == ";" and parens == 0:
            yield text[begin:place].strip(), None
            begin = place + 1
        elif letter == "{" and parens == 0:
            end = matching(text, place)
            yield text[begin:place].strip(), text[place + 1:end - 1]
            begin, place = end, end - 1
        place += 1


def function_of(head):
    """The name of the function that `head` declares; None when it declares something else."""
    if head.startswith(("using", "typedef", "static_assert", "friend", "enum", "template <>")):
        return None
    head = re.sub(r"\[\[.*?\]\]", "", head)
    found = re.search(r"(operator\s*\S+?|[\w~]+)\s*\(", head)
    if not found or "=" in head[:found.start()]:
        return None
    return found.group(1)


def members(text, scope, public=True):
    for head, body in statements(text):
        while label := re.match(r"(public|private|protected)\s*:(?!:)\s*", head):
            public, head = label.group(1) == "public", head[label.end():]
        space = re.match(r"(?:inline )?namespace ([\w:]+)$", head)
        kind = re.match(r"(?:template\s*<[^{}]*>\s*)?(class|struct)\s+(?:\[\[\w+\]\]\s*)?(\w+)(?:\s+final)?(?:\s*:[^:].*)?$", head, re.S)
        if space and body is not None:
            yield from members(body, [*scope, *space.group(1).split("::")])
        elif kind and body is not None:
            if public:
                yield from members(body, [*scope, kind.group(2)], kind.group(1) == "struct")
        elif public and (name := function_of(head)) and not PLAIN.match(name):
            yield "::".join([*scope[1:], name])


def public_functions(root):
    """Every name, sorted, of all headers but those of the C ABI."""
    found = set()
    for path in sorted(Path(root).rglob("*.hpp")):
        found |= {name for name in members(without_comments(path.read_text()), []) if "::detail::" not in name}
    return sorted(found)
