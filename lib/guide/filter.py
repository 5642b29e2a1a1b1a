# SPDX-License-Identifier: Apache-2.0
"""What Doxygen reads in place of a public header: the same lines, with the documentation that stands elsewhere put beside
what it is about, so that nothing has to be written twice.

    filter.py <folder with the pages of verbs> <header or page>

- A rule is documented by what it is made of: its slug, title, reason, clause and remedy.
- A member of the model is documented by the attribute or element that carries it, which the tables of lib/descriptor say.
- In the headers of the C ABI `since` becomes a paragraph of its own, and constants become links.
- In a table of the guide a verb leads to its page, if there is one.
- Copying, moving and `tied()`, the plumbing of comparisons, are what they are for every value, and are left out.
"""
import re
import sys
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "descriptor"
LITERAL = r'"(?:[^"\\]|\\.)*"'


def plain(text):
    """Text in which Doxygen sees no command, tag or emphasis."""
    return re.sub(r"([\\@&$#<>%\"*_`~|])", r"\\\1", text)


def rule_documented(match):
    """A declaration of a rule behind a comment that says all that is in it."""
    texts = ["".join(part[1:-1] for part in re.findall(LITERAL, run)).replace('\\"', '"')
             for run in re.findall(rf"{LITERAL}(?:\s*{LITERAL})*", match.group(2))]
    severity = re.search(r"Severity::(\w+)", match.group(2)).group(1)
    slug, title, clause, rationale, hint, since = texts
    said = [f"`{slug}`, {severity}: {plain(title)}.", f"\\par Why\n{plain(rationale)}."]
    said += [f"\\par Clause\n{plain(clause)}."] if clause else []
    said += [f"\\par Remedy\n{plain(hint)}."] if hint else []
    return comment("\n".join([*said, f"\\since {since}"])) + match.group()


def comment(text):
    """A comment of one line, so that what follows keeps its line."""
    return "/** " + text.replace("\n", "\\ilinebr ") + " */ "


def carriers():
    """For each struct and member of the model what carries it in a document; "" stands for the structs of a template."""
    found = {}
    kinds = {"attribute": "The attribute", "leaf": "The element", "leaf_list": "The elements", "element": "The elements",
             "text": "The text of", "general": "The element"}
    for table in sorted(TABLES.glob("*.[ch]pp")):
        aliases = {}
        for line in table.read_text(encoding="utf-8").splitlines():
            if alias := re.match(r"\s*using (\w+) = (?:model::)?(\w+);", line):
                aliases[alias.group(1)] = alias.group(2)
            elif parameter := re.match(r"template <class (\w)>", line):
                aliases[parameter.group(1)] = ""
            for kind, path, name in re.findall(r'\b(' + "|".join(kinds) + r')<([^>]*)>\("([^"]+)"', line):
                owner, member = re.findall(r"&(?:model::)?(\w+)::(\w+)", path)[-1]
                said = f"{kinds[kind]} `{name}`."
                places = found.setdefault((aliases.get(owner, owner), member), [])
                if said not in places:
                    places.append(said)
    return found


def members_documented(text):
    known = carriers()
    lines = text.split("\n")
    inside = ""
    for number, line in enumerate(lines):
        if begun := re.match(r"(?:struct|class) (\w+)", line):
            inside = begun.group(1)
        member = re.match(r" +(?:std::|Field<|Boxed<|Trust)[^()]*[ >](\w+)(?:\{\}|\{[^{}]*\}| = [^;]*)?;", line)
        said = member and (known.get((inside, member.group(1))) or inside.startswith("Boot") and known.get(("", member.group(1))))
        if said and not lines[number - 1].lstrip().startswith("///"):
            lines[number] = comment(" ".join(said)) + line
    return "\n".join(lines)


def blank(match):
    """Nothing, in as many lines."""
    return "\n" * match.group().count("\n")


# What is private is nobody's to read. Value types say nothing by being copied and moved, and `tied()` is for their comparison.
PLUMBING = [
    re.compile(r"\nprivate:\n.*?(?=\n\};)", re.DOTALL),
    # A friend that is defined elsewhere would be taken for that definition, and have no place on the page of its class.
    re.compile(r"(?:\n    ///[^\n]*)*\n    friend bool operator==\([^;{}]*\);"),
    re.compile(r"\[\[nodiscard\]\] (?:inline )?(?:auto|std::tuple<>) tied\(\) const(?: \{(?:[^{}]|\{\})*\}|;)"),
    re.compile(r"\ninline auto \w+::tied\(\) const \{[^{}]*\}"),
    re.compile(r"\n    (\w+)\((?:const \1&|\1&&)(?: \w+)?\)[^;{}\n]*(?:;|\{\})(?=\n)"),
    re.compile(r"\n    (\w+)& operator=\((?:const \1&|\1&&)(?: \w+)?\)[^;{}]*(?:;|\{[^{}]*\})(?=\n)"),
]


def c_documented(text):
    """Constants lead to where they are declared. `since` may have been wrapped from its number; the line stays."""
    text = re.sub(r"^ *///.*$", lambda line: re.sub(r"\b(OVFKIT_\w+[A-Z0-9])\b", r"#\1", line.group()), text, flags=re.MULTILINE)
    text = re.sub(r"#define OVFKIT_(API|NOEXCEPT).*", "", text)
    return re.sub(r"(?<=[ /])since( |\n/// )(\d+\.\d+\.\d+)(?=\n(?!///))",
                  lambda m: rf"\ilinebr \since {m.group(2)}" + "\n///" * m.group(1).count("\n"), text)


def verbs_linked(text, folder):
    def linked(match):
        page = folder / f"{match.group(1)}.md"
        label = re.match(r"#.*\{#(\w+)\}", page.read_text(encoding="utf-8")) if page.exists() else None
        return f'@ref {label.group(1)} "{match.group(1)}"' if label else match.group()

    return re.sub(r"^\|.*$", lambda row: re.sub(r"`([a-z-]+)`", linked, row.group()), text, flags=re.MULTILINE)


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    header = Path(sys.argv[2])
    text = header.read_text(encoding="utf-8")
    if header.suffix == ".md":
        sys.stdout.write(verbs_linked(text, Path(sys.argv[1])))
        return
    if header.suffix == ".h":
        sys.stdout.write(c_documented(text))
        return
    for plumbing in PLUMBING:
        text = plumbing.sub(blank, text)
    text = re.sub(r"inline constexpr Rule (\w+)\{(.*?)\};", rule_documented, text, flags=re.DOTALL)
    if header.parent.name == "model":
        text = members_documented(text)
    room = header.parent.name
    space = "ovfkit" if room == "base" else f"ovfkit::{room}"
    # A file that says nothing of itself would not be in the list of files. Two lines take the place of two.
    said = f"/** \\file\nOf the room {room}; see namespace {space}. */\n"
    sys.stdout.write(said + text.split("\n", 2)[2])


main()
