# SPDX-License-Identifier: Apache-2.0
"""What the package promises to programs and to type checkers."""

import ast
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samples import modules

import ovfkit
from ovfkit import _ovfkit

PACKAGE = Path(ovfkit.__file__).resolve().parent  # behind the links of a build
STUB = ast.parse((PACKAGE / "_ovfkit.pyi").read_text())


def public_things():
    """(name, object) of every function, class, method and property that programs use."""
    for module in modules():
        yield module.__name__, module
        for name, value in vars(module).items():
            if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
                continue
            yield f"{module.__name__}.{name}", value
            if isinstance(value, type):
                for member, what in vars(value).items():
                    if not member.startswith("_") and (inspect.isfunction(what) or isinstance(what, (property, classmethod))):
                        yield f"{module.__name__}.{name}.{member}", what


def is_alias(value):
    return not (inspect.ismodule(value) or inspect.isclass(value) or callable(value)
                or isinstance(value, (property, classmethod)))


DOCUMENTED = [(name, value) for name, value in public_things() if not is_alias(value)]


@pytest.mark.parametrize("name, value", DOCUMENTED, ids=[name for name, _ in DOCUMENTED])
def test_everything_public_has_a_docstring(name, value):
    doc = inspect.getdoc(value)
    assert doc and doc.strip().endswith((".", "`", "'warn'>")) or "\n" in (doc or ""), name
    assert not doc.startswith(getattr(value, "__name__", "?") + "("), f"{name} has the docstring that dataclasses make up"


def test_functions_that_can_fail_say_how():
    for name, value in DOCUMENTED:
        if inspect.isfunction(value) and re.search(r"\.(parse_(vms|policy|credentials)|send|find_cluster|record|join_url)$", name):
            assert "aise" in inspect.getdoc(value) or "Error" in inspect.getdoc(value), name


def test_the_names_that_are_exported_exist_and_are_all():
    assert sorted(ovfkit.__all__) == ovfkit.__all__ or set(ovfkit.__all__) == {n for n in ovfkit.__all__}
    for name in ovfkit.__all__:
        assert getattr(ovfkit, name) is not None
    assert {m.__name__.removeprefix("ovfkit.") for m in modules()} <= set(ovfkit.__all__)


def test_the_version_is_that_of_the_project():
    assert re.fullmatch(r"\d+\.\d+\.\d+", ovfkit.__version__)
    root = Path(os.environ["OVFKIT_SOURCE_DIR"])
    assert f"VERSION {ovfkit.__version__}" in (root / "CMakeLists.txt").read_text()
    assert f'version = "{ovfkit.__version__}"' in (root / "bindings/python/pyproject.toml").read_text()


# The stub of the compiled module.

def parameters_in_stub(function):
    return [argument.arg for argument in function.args.args if argument.arg != "self"]


def stub_functions():
    """name -> parameters, of functions and of methods as `Class.method`."""
    found = {}
    for node in STUB.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = parameters_in_stub(node)
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    found[f"{node.name}.{method.name}"] = parameters_in_stub(method)
    return found


def parameters_in_module(value):
    signature = re.match(r"\w+\((.*?)\) -> ", value.__doc__).group(1)
    names = [re.match(r"\w+", part).group() for part in re.split(r", (?=\w+:)", signature) if part]
    return [name for name in names if name != "self"]


def module_functions():
    found = {}
    for name, value in vars(_ovfkit).items():
        if isinstance(value, type):
            for member, what in vars(value).items():
                if isinstance(what, staticmethod):
                    what = what.__func__
                if (not member.startswith("_") or member == "__init__") and callable(what) and what.__doc__:
                    found[f"{name}.{member}"] = what
        elif callable(value):
            found[name] = value
    return {name: parameters_in_module(value) for name, value in found.items() if " -> " in value.__doc__}


def without_self(names, parameters):
    return parameters[1:] if "." in names and parameters[:1] == ["arg0"] else parameters


def test_the_stub_has_the_functions_and_parameters_of_the_module():
    actual = {name: without_self(name, parameters) for name, parameters in module_functions().items()}
    assert stub_functions() == actual


def test_every_function_of_the_module_is_used_by_the_package():
    text = "".join(path.read_text() for path in PACKAGE.glob("*.py"))
    for name in stub_functions():
        word = name.rpartition(".")[2]
        if word not in ("described_structs", "described_enums", "round_trip", "default_of", "undescribed_bytes", "__init__"):
            assert re.search(rf"(_ovfkit|_native|_stream|Descriptor|Package|Baseline|editor|reader|_reader|native_profile\(profile\))\.{word}\b", text), name


def test_mypy_has_nothing_to_say():
    mypy = pytest.importorskip("mypy", reason="mypy is not installed")
    assert mypy
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--cache-dir", os.devnull,
                           str(PACKAGE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


PROGRAM = """
import ovfkit
evidence = ovfkit.trust.collect(ovfkit.Descriptor.read("x.ovf"))
decision = ovfkit.trust.decide(evidence, ovfkit.trust.Cluster("lab"))
reveal_type(decision.outcome)
reveal_type(evidence.entities[0].trust.trusted_host)
ovfkit.trust.Cluster(trust="trusted")
"""


def test_a_program_is_checked_against_the_types(tmp_path):
    pytest.importorskip("mypy", reason="mypy is not installed")
    (tmp_path / "program.py").write_text(PROGRAM)
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--cache-dir", os.devnull,
                           "program.py"], capture_output=True, text=True, check=False, cwd=tmp_path,
                          env={**os.environ, "MYPYPATH": str(PACKAGE.parent)})
    assert 'Revealed type is "ovfkit.trust.Outcome"' in done.stdout, done.stdout
    assert 'Revealed type is "Union[builtins.bool, None]"' in done.stdout, done.stdout
    assert 'has incompatible type "str"; expected "ClusterTrust"' in done.stdout, done.stdout
    assert "Found 1 error" in done.stdout
