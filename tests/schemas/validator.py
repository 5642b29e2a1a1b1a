# SPDX-License-Identifier: Apache-2.0
"""A schema as xmllint reads it, and where the schemas and descriptors to compare are."""
import os
import subprocess

NAMESPACES = {
    "http://schemas.dmtf.org/ovf/envelope/1": ("envelope-1.xsd", "1.1.0/dsp8023_1.1.0.xsd"),
    "http://schemas.dmtf.org/ovf/envelope/2": ("envelope-2.xsd", "2.0.1/dsp8023_2.0.1.xsd"),
    "http://schemas.dmtf.org/ovf/environment/1": ("environment-1.xsd", "1.1.0/dsp8027_1.1.0.xsd"),
}
MACHINE_LIMIT = 96 * 1024  # bytes of file names in one command


class Schema:
    """One schema; an oracle's imports are found by its catalog."""

    def __init__(self, path, catalog=None):
        self.path = path
        self.environment = dict(os.environ, LC_ALL="C")
        self.environment["XML_CATALOG_FILES"] = catalog or ""

    def _run(self, files):
        command = ["xmllint", "--nonet", "--noout", "--schema", self.path] + files
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.stdout.decode("utf-8", "replace")

    def verdicts(self, files):
        """For each file True, False, or None when it is not XML."""
        found = {}
        for some in _batches(files):
            for line in self._run(some).splitlines():
                for ending, verdict in ((" validates", True), (" fails to validate", False)):
                    if line.endswith(ending):
                        found[line[: -len(ending)]] = verdict
        return [found.get(file) for file in files]

    def complaints(self, file):
        return [line for line in self._run([file]).splitlines() if not line.endswith((" validates", " fails to validate"))]


def _batches(files):
    batch, size = [], 0
    for file in files:
        if batch and size + len(file) > MACHINE_LIMIT:
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += len(file) + 1
    if batch:
        yield batch


def ours(source, name):
    return Schema(os.path.join(source, "schemas", "xsd", name))


def oracle(shared, name):
    path = os.path.join(shared, "xsd", name)
    return Schema(path, os.path.join(os.path.dirname(path), "catalog.xml"))


def shared_folder(source):
    """The folder around the corpus when the published schemas are there too, else None."""
    corpus = os.environ.get("OVFKIT_CORPUS") or os.path.join(source, "..", "shared", "corpus")
    shared = os.path.normpath(os.path.join(corpus, ".."))
    return shared if os.path.isdir(os.path.join(shared, "xsd")) else None


def files_below(folder, endings):
    found = []
    for where, _, names in os.walk(folder):
        found += [os.path.join(where, name) for name in names if name.endswith(endings)]
    return sorted(found)
