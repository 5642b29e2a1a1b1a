# SPDX-License-Identifier: Apache-2.0
"""`pip install ./bindings/python` with what Debian ships, and without any index."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])
BUILD = Path(os.environ["OVFKIT_BINARY_DIR"])


def clean_environment(**more):
    """No network, no settings of the user, and not the package of the build."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    return {**environment, "PIP_CONFIG_FILE": os.devnull, "https_proxy": "http://127.0.0.1:1", "http_proxy": "http://127.0.0.1:1",
            "PYTHONDONTWRITEBYTECODE": "1", **more}


def run(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, env=clean_environment(),
                          **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module", name="wheel")
def wheel_of_the_build(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-cache-dir", "-w", folder, "--config-settings", f"build-dir={BUILD}",
        ROOT / "bindings/python")
    (path,) = folder.iterdir()
    return path


def test_a_wheel_has_every_file_of_the_package_and_their_digests(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        record = archive.read(next(name for name in names if name.endswith("RECORD"))).decode()
    package = ROOT / "bindings/python/ovfkit"
    for path in package.iterdir():
        if path.name != "__pycache__":
            assert f"ovfkit/{path.name}" in names
    assert sorted(line.split(",")[0] for line in record.splitlines()) == sorted(names)


def test_what_was_installed_runs_without_the_checkout(wheel, tmp_path):
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env")
    python = tmp_path / "env/bin/python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-cache-dir", wheel, cwd=tmp_path)
    program = "import ovfkit, sys; print(ovfkit.__file__, ovfkit.version(), len(ovfkit.rules()) > 100)"
    said = run(python, "-c", program, cwd=tmp_path).split()
    assert said[0].startswith(str(tmp_path)) and said[2] == "True"
    assert said[1] in wheel.name
