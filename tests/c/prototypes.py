"""Reads the functions out of the headers of the C ABI."""

import re
import sys
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


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)


def numbers(folder):
    """Every enumerator with its number."""
    found = []
    for path in sorted(Path(folder).glob("*.h")):
        for body in re.findall(r"enum\s*\{(.*?)\}", without_comments(path.read_text()), re.DOTALL):
            found += re.findall(r"(\w+)\s*=\s*(-?\d+)", body)
    return found


def abi(folder):
    """All that is promised, a line each and sorted."""
    lines = [f"{function.result} {function.name}({', '.join(kind for kind, _ in function.parameters) or 'void'})"
             for function in functions(folder)]
    lines += [f"{name} = {number}" for name, number in numbers(folder)]
    return sorted(set(lines + structures(folder)))


def structures(folder):
    """Handles, structures and callbacks."""
    found = []
    for path in sorted(Path(folder).glob("*.h")):
        text = without_comments(path.read_text())
        for match in re.finditer(r"^typedef\b(?:[^{};]*\{[^}]*\})?[^;]*;", text, re.MULTILINE):
            found.append(" ".join(match.group(0).split()))
    return found


if __name__ == "__main__":  # prototypes.py HEADERS > abi.txt
    print("\n".join(abi(sys.argv[1])))
