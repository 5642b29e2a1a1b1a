#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Looks at every appliance in a folder, decides its import by a policy, converts it, and writes a report.

    migrate.py FOLDER --into DIALECT --cluster NAME=trusted|untrusted|unknown [--policy FILE] --output FOLDER

Descriptors and OVAs are read; REPORT.csv in the output folder has a line for each virtual system. Exits 2 when something
could not be read, converted or imported, else 1 when something was only warned about.
"""

import argparse
import csv
import sys
from pathlib import Path

import ovfkit
from ovfkit import convert, task, trust


def appliances(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".ovf", ".ova"))


def progress_bar(done, total, name, width=30):
    if sys.stderr.isatty():
        filled = width * done // total
        print(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total} {name[-40:]:<40}", end="", file=sys.stderr)


def read(path):
    return ovfkit.Package.open(path) if path.suffix.lower() == ".ova" else ovfkit.Descriptor.read(path)


def migrate(path, policy, cluster, target, output):
    """The rows of the report for one appliance."""
    source = read(path)
    descriptor = source.descriptor if isinstance(source, ovfkit.Package) else source
    signatures = isinstance(policy, trust.Policy) and trust.asks_for_signatures(policy)
    decision = trust.decide(task.collect_evidence(source, signatures=signatures), cluster, policy)
    for entity in decision.entities:
        reasons = "; ".join(reason.message for reason in entity.reasons)
        losses, file = "", ""
        if entity.outcome is not trust.Outcome.REFUSE:
            (made,) = convert.convert(descriptor, target, entity=entity.id or entity.name)
            file = f"{path.stem}-{len(list(output.glob('*.ovf')))}.ovf"
            (output / file).write_bytes(made.data)
            losses = "; ".join(f"{loss.kind.value}: {loss.path}" for loss in made.losses)
        yield [str(path), descriptor.dialect.name, entity.name, entity.trust.requires_trust, entity.outcome.value, reasons, file, losses]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=Path)
    words.add_argument("--into", type=ovfkit.Grammar, required=True, choices=list(ovfkit.Grammar))
    words.add_argument("--cluster", type=trust.parse_cluster, required=True)
    words.add_argument("--policy", type=lambda file: trust.parse_policy(Path(file).read_bytes(), file))
    words.add_argument("--output", type=Path, required=True)
    given = words.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    paths, worst = appliances(given.folder), trust.Outcome.ALLOW
    with (given.output / "REPORT.csv").open("w", newline="", encoding="utf-8") as file:
        report = csv.writer(file)
        report.writerow(["file", "dialect", "name", "requires trust", "outcome", "reasons", "converted", "losses"])
        for number, path in enumerate(paths, 1):
            progress_bar(number, len(paths), path.name)
            try:
                for row in migrate(path, given.policy, given.cluster, given.into, given.output):
                    report.writerow(row)
                    worst = max(worst, trust.Outcome(row[4]))
            except ovfkit.Error as error:
                report.writerow([str(path), "", "", "", "error", str(error), "", ""])
                worst = trust.Outcome.REFUSE
    return [trust.Outcome.ALLOW, trust.Outcome.WARN, trust.Outcome.REFUSE].index(worst)


if __name__ == "__main__":
    sys.exit(main())
