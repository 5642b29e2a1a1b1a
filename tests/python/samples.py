# SPDX-License-Identifier: Apache-2.0
"""Values of every type of the package, made from what the types say of their fields."""

import dataclasses
import datetime
import enum
import importlib
import pkgutil
import types
import typing

import ovfkit


def modules():
    """Every module of the package that programs use."""
    names = [name for _, name, _ in pkgutil.iter_modules(ovfkit.__path__) if not name.startswith("_")]
    return [importlib.import_module(f"ovfkit.{name}") for name in names]


def classes(wanted):
    """Every class of the package for which `wanted` is true, each once."""
    for module in modules():
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and wanted(value):
                yield value


DESCRIPTOR = ovfkit.Descriptor(b'<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"/>', "sample")


def value_types():
    """Dataclasses that can be made of nothing, which all can but the one that is about an open package."""
    return [kind for kind in classes(dataclasses.is_dataclass) if kind is not ovfkit.report.Verified]


def enum_types():
    return list(classes(lambda value: issubclass(value, enum.Enum) and len(value) > 0))


def called(*words):  # stands in for a callback: pickle finds it by its name
    return True


def sample(kind, depth=3):
    """A value of that type in which nothing is as the default has it, as far as that goes."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return sample(next(argument for argument in arguments if argument is not type(None)), depth)
    if kind is typing.Any:
        return 7
    if origin is list:
        return [sample(arguments[0], depth - 1)] if depth > 0 else []
    if origin is dict:
        return {sample(arguments[0]): sample(arguments[1], depth - 1)} if depth > 0 else {}
    if origin is tuple:
        kinds = arguments[:1] if arguments[-1] is Ellipsis else arguments
        return tuple(sample(argument, depth - 1) for argument in kinds)
    if origin is not None:  # a callable
        return called
    if issubclass(kind, enum.Enum):
        return list(kind)[-1]
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        # What is noted beside fields is about fields that are there: see model_test.py.
        return kind(**{field.name: sample(hints[field.name], depth) for field in dataclasses.fields(kind)
                       if field.init and field.name not in ("extra", "places")})
    if kind is ovfkit.Package:
        return None  # no value: it has open files
    return {
        ovfkit.Descriptor: DESCRIPTOR, ovfkit.Diagnostics: ovfkit.Diagnostics([ovfkit.Diagnostic("a/b")], 1), bool: True, int: 7, str: "Größe 'x'\u2028", bytes: b"\x00\xff", datetime.timedelta: datetime.timedelta(seconds=1.5),
        datetime.datetime: datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.timezone.utc), ovfkit.Error:
            ovfkit.Error(ovfkit.ErrorCode.NO_SPACE, "full", ovfkit.Location("x", line=3), "a/b"),
    }[kind]
