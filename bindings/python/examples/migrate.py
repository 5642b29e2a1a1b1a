#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Looks at every appliance in a folder, decides its import by a policy, converts it, and writes a report.

    migrate.py FOLDER --into DIALECT --cluster NAME=trusted|untrusted|unknown [--policy FILE] [--store FILE] --output FOLDER

REPORT.csv there has a line for each virtual system and each broken file. Exits 2 after one of these or a refusal, 1 after a warning."""
import argparse, contextlib, csv, sys
from pathlib import Path
import ovfkit
from ovfkit import convert, store, task, trust
COLUMNS = ["file", "dialect", "name", "requires trust", "outcome", "reasons", "converted", "losses"]

def progress_bar(done, total, name, width=30):
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\33[K[{'#' * (width * done // total):.<{width}}] {done}/{total} {ovfkit.text.printable(name)[-40:]}")

def migrate(path, number, given, kept):
    checked = task.check_import(path, given.cluster, given.policy, store=kept)
    if not checked.decision.entities:
        raise ovfkit.Error(ovfkit.ErrorCode.UNSUPPORTED, "there is no virtual system in it")
    for place, one in enumerate(checked.decision.entities):
        row = dict(zip(COLUMNS, [path, checked.descriptor.dialect.name, one.name, one.trust.requires_trust, one.outcome.value]))
        row["reasons"] = "; ".join(reason.message for reason in one.reasons)
        if checked.outcome is not trust.Outcome.REFUSE:  # a package is imported whole or not at all
            (made,) = convert.convert(checked.descriptor, ovfkit.Grammar(given.into), entity=one.id or one.name)
            row |= {"converted": f"{number:04}-{place}-{path.stem}.ovf", "losses": "; ".join(map(str, made.losses))}
            (given.output / row["converted"]).write_bytes(made.data)
        yield row

def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=Path)
    words.add_argument("--into", required=True, choices=[grammar.value for grammar in ovfkit.Grammar])
    words.add_argument("--cluster", required=True, type=lambda word: trust.parse_cluster(word) or words.error(f"no cluster: {word}"))
    words.add_argument("--policy", type=lambda file: trust.parse_policy(Path(file).read_bytes(), file))
    words.add_argument("--store", type=store.Store, default=contextlib.nullcontext())
    words.add_argument("--output", type=Path, required=True)
    try:
        given, worst = words.parse_args(), 0
    except (ovfkit.Error, OSError) as error:
        words.error(str(error))
    paths = sorted(path for path in given.folder.rglob("*.[oO][vV][aAfF]") if given.output not in path.parents)
    given.output.mkdir(parents=True, exist_ok=True)
    with (given.output / "REPORT.csv").open("w", newline="", encoding="utf-8", errors="replace") as file, given.store as kept:
        report = csv.DictWriter(file, COLUMNS)
        report.writeheader()
        for number, path in enumerate(paths, 1):
            progress_bar(number, len(paths), path.name)
            try:
                for row in migrate(path, number, given, kept):
                    report.writerow(row)
                    worst = max(worst, ["allow", "warn", "refuse"].index(row["outcome"]))
            except (ovfkit.Error, OSError) as error:
                worst = 2
                report.writerow({"file": path, "outcome": "error", "reasons": error})
    return worst

if __name__ == "__main__":
    sys.exit(main())
