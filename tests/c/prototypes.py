"""Reads the functions out of the headers of the C ABI."""

import re
from pathlib import Path

FUNCTION = re.compile(r"((?:^[ \t]*///[^\n]*\n)*)^OVFKIT_API\s+([^;(]*?)(\w+)\(([^;]*?)\)\s*OVFKIT_NOEXCEPT;", re.MULTILINE)


class Function:
    def __init__(self, doc, result, name, parameters):
        self.doc = " ".join(line.strip().removeprefix("///").strip() for line in doc.splitlines())
        self.result = " ".join(result.replace("*", " *").split())
        self.name = name
        parameters = " ".join(parameters.split())
        self.parameters = [] if parameters == "void" else [split(one) for one in parameters.split(",")]


def split(parameter):
    """The type, with blanks between all words, and the name."""
    kind, name = re.fullmatch(r"(.*?)(\w+)", parameter.strip()).groups()
    return " ".join(kind.replace("*", " * ").split()), name


def functions(folder):
    found = []
    for path in sorted(Path(folder).glob("*.h")):
        found += [Function(*match.groups()) for match in FUNCTION.finditer(path.read_text())]
    return found


def declared(folder):
    """How often OVFKIT_API stands in the headers, however the declaration is written."""
    return sum(len(re.findall(r"^OVFKIT_API", path.read_text(), re.MULTILINE)) for path in Path(folder).glob("*.h"))
