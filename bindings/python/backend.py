# SPDX-License-Identifier: Apache-2.0
"""Builds the wheel for `pip install` (PEP 517) with CMake, and with nothing that has to be downloaded.

Settings, each as `--config-settings NAME=VALUE`:

    build-dir   where CMake builds; kept, and used again by the next run. A build of the whole project will do: only the
                module is built in it. Without it a folder in the system's place for temporary files is used once.
    jobs        how many compilers run at once; else CMake's own choice
"""

import base64
import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MOMENT = (1980, 1, 1, 0, 0, 0)  # the same files give the same wheel


def project():
    """`name`, `version` and so on of pyproject.toml."""
    import tomllib
    with (HERE / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]


def run(*words):
    print("+", *words, flush=True)
    subprocess.run([str(word) for word in words], check=True)


def build_module(folder, settings):
    """Builds the package's module in `folder`, and answers the folder of the finished package."""
    if not (folder / "CMakeCache.txt").exists():
        run("cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DOVFKIT_UNITY=ON",
            "-DOVFKIT_BUILD_TESTS=OFF", "-DOVFKIT_BUILD_CLI=OFF", "-DOVFKIT_BUILD_PYTHON=ON", "-DBUILD_SHARED_LIBS=OFF",
            f"-DPython3_EXECUTABLE={sys.executable}")
    jobs = ["--parallel", settings["jobs"]] if settings.get("jobs") else []
    run("cmake", "--build", folder, "--target", "ovfkit_python", *jobs)
    return folder / "python" / "ovfkit"


def module_name():
    return "_ovfkit" + sysconfig.get_config_var("EXT_SUFFIX")


def tag():
    """The one interpreter and system that the module is for."""
    version = "cp" + sysconfig.get_config_var("py_version_nodot")
    return f"{version}-{version}-{re.sub(r'[-.]', '_', sysconfig.get_platform())}"


def metadata():
    facts = project()
    return (f"Metadata-Version: 2.1\nName: {facts['name']}\nVersion: {facts['version']}\nSummary: {facts['description']}\n"
            f"License: {facts['license']['text']}\nRequires-Python: {facts['requires-python']}\n")


def info_files():
    return {"METADATA": metadata(), "WHEEL": f"Wheel-Version: 1.0\nGenerator: ovfkit\nRoot-Is-Purelib: false\nTag: {tag()}\n",
            "LICENSE": (ROOT / "LICENSE").read_text()}


def info_folder():
    facts = project()
    return f"{facts['name']}-{facts['version']}.dist-info"


class Wheel:
    """A zip archive that ends with the digests of what is in it."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self.record = []

    def add(self, name, data, mode=0o644):
        entry = zipfile.ZipInfo(name, MOMENT)
        entry.external_attr = (0o100000 | mode) << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.zip.writestr(entry, data)
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        self.record.append(f"{name},sha256={digest},{len(data)}\n")

    def close(self):
        name = f"{info_folder()}/RECORD"
        self.zip.writestr(zipfile.ZipInfo(name, MOMENT), "".join(self.record) + f"{name},,\n")
        self.zip.close()


# What pip calls.

def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    settings = config_settings or {}
    with tempfile.TemporaryDirectory(prefix="ovfkit-") as temporary:
        package = build_module(Path(settings.get("build-dir") or temporary).resolve(), settings)
        facts = project()
        name = f"{facts['name']}-{facts['version']}-{tag()}.whl"
        wheel = Wheel(os.path.join(wheel_directory, name))
        for path in sorted((HERE / "ovfkit").iterdir()):
            if path.suffix in (".py", ".pyi") or path.name == "py.typed":
                wheel.add(f"ovfkit/{path.name}", path.read_bytes())
        wheel.add(f"ovfkit/{module_name()}", (package / module_name()).read_bytes(), 0o755)
        for file, text in info_files().items():
            wheel.add(f"{info_folder()}/{file}", text.encode())
        wheel.close()
    return name


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    folder = Path(metadata_directory) / info_folder()
    folder.mkdir()
    for file, text in info_files().items():
        (folder / file).write_text(text)
    return folder.name


def get_requires_for_build_wheel(config_settings=None):
    return []


def build_sdist(sdist_directory, config_settings=None):
    raise RuntimeError("the package is built inside of a checkout of the whole project: pip install ./bindings/python")
