#!/usr/bin/env python3
"""Writes a C program that calls every exported function with arguments that make no sense.

    make_hostile.py HEADERS EXPORTED OUTPUT

The rounds are: nothing but NULL, with numbers that are 0, the greatest or the least; then live handles with the same
numbers; then live handles, texts, callbacks that fail, and places for results. Made of the prototypes, so that no
function can be forgotten: one that is exported and not declared, or of a type that this program does not know, ends the
build.
"""

import re
import sys
from pathlib import Path

from prototypes import functions

INTEGERS = {"int32_t": ("0", "INT32_MAX", "INT32_MIN", "1"), "uint32_t": ("0", "UINT32_MAX", "UINT32_MAX", "1"),
            "int64_t": ("0", "INT64_MAX", "INT64_MIN", "1"), "uint64_t": ("0", "UINT64_MAX", "UINT64_MAX", "1"),
            "size_t": ("0", "SIZE_MAX", "SIZE_MAX", "1"), "ovfkit_status": ("0", "INT32_MAX", "INT32_MIN", "1")}
PLACES = ("uint64_t *", "size_t *", "int32_t *", "int64_t *")
# (which of the numbers, live handles, texts and places)
ROUNDS = ((0, False, False), (1, False, False), (2, False, False), (0, True, False), (1, True, False), (2, True, True),
          (0, True, True), (3, True, True))


def argument(kind, name, which, live, places):
    if kind in INTEGERS:
        return INTEGERS[kind][which]
    handle = re.fullmatch(r"(?:const )?ovfkit_(\w+) \*", kind)
    if kind == "ovfkit_owned_string *":
        return "&text" if places else "NULL"
    if kind == "ovfkit_error * *":
        return "&error" if places else "NULL"
    if re.fullmatch(r"ovfkit_\w+ \* \*", kind):
        return "&made" if places else "NULL"
    if handle:
        return f"live->{handle.group(1)}" if live else "NULL"
    if kind in ("const char *", "const void *"):
        return '"x"' if places else "NULL"
    if kind in PLACES:
        return f"&{name}" if places else "NULL"
    callback = re.fullmatch(r"ovfkit_(\w+)_callback", kind)
    if callback:
        return f"live_{callback.group(1)}" if places else "NULL"
    if kind == "const char * const *":  # of two names, and never more is said
        return "live_names" if places and which in (0, 3) else "NULL"
    if kind == "void *":
        return "NULL"
    raise SystemExit(f"make_hostile.py: no arguments are known for '{kind}'")


def call(function, which, live, places):
    arguments = ", ".join(argument(kind, name, which, live, places) for kind, name in function.parameters)
    calling = f"{function.name}({arguments})"
    if function.result == "ovfkit_string":
        return f"check_string({calling});"
    if function.result == "ovfkit_status" and ("ovfkit_error * *", "error") in function.parameters:
        return f"{'check_status' if live else 'check_refused'}({calling});"
    if re.fullmatch(r"ovfkit_\w+ \*", function.result):
        return f"{function.result.removesuffix(' *')}_free({calling});"
    return f"(void){calling};"


def is_free(function):
    return function.name.endswith("_free")


def body(function):
    places = {name: kind.removesuffix(" *") for kind, name in function.parameters
              if kind in PLACES}
    made = next((kind.removesuffix(" * *") for kind, _ in function.parameters
                 if re.fullmatch(r"ovfkit_\w+ \* \*", kind) and kind != "ovfkit_error * *"), None)
    has = {kind for kind, _ in function.parameters}
    lines = [f"{kind} {name} = 0;" for name, kind in places.items()]
    if made:
        lines.append(f"{made} *made = NULL;")
    if "ovfkit_owned_string *" in has:
        lines.append("ovfkit_owned_string text = {NULL, 0};")
    if "ovfkit_error * *" in has:
        lines.append("ovfkit_error *error = NULL;")
    lines.append("(void)live;")
    if is_free(function):
        lines = ["(void)live;"]
    for which, live, place in ROUNDS:
        if live and is_free(function):
            continue
        lines.append(call(function, which, live, place))
        if place and made:
            lines += [f"{made}_free(made);", "made = NULL;"]
        if place and "ovfkit_owned_string *" in has and not is_free(function):
            lines.append("ovfkit_owned_string_free(&text);")
        if place and "ovfkit_error * *" in has:
            lines += ["ovfkit_error_free(error);", "error = NULL;"]
    return [f"static void call_{function.name}(struct live *live) {{", *("    " + line for line in lines), "}", ""]


def main():
    folder, exported, output = sys.argv[1:]
    known = {function.name: function for function in functions(folder)}
    names = Path(exported).read_text().split()
    missing = [name for name in names if name not in known]
    if missing:
        raise SystemExit(f"make_hostile.py: exported and not declared: {missing}")
    lines = ["// Made by make_hostile.py.", '#include "live.h"', ""]
    for name in names:
        lines += body(known[name])
    lines += ["const struct hostile_call hostile_calls[] = {",
              *(f'    {{"{name}", call_{name}}},' for name in names), "    {NULL, NULL}};"]
    Path(output).write_text("\n".join(lines) + "\n")


main()
