# SPDX-License-Identifier: Apache-2.0
"""What Python says, as the JSON that the command line prints; for same_test.py."""

import functools
from datetime import datetime, timezone
from pathlib import Path

import ovfkit
from ovfkit import report, task, trust

#: The targets as the command line calls them.
GRAMMARS = {"ovf-1.1": ovfkit.Grammar.OVF_1, "ovf-2.0": ovfkit.Grammar.OVF_2, "ovirt": ovfkit.Grammar.OVIRT,
            "ovirt-ova": ovfkit.Grammar.OVIRT_OVA}


def at(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc)


def reported(function):
    """The bytes of a report, or of why there is none."""
    @functools.wraps(function)
    def wrapped(*arguments):
        try:
            return function(*arguments).encode()
        except ovfkit.Error as error:
            return report.error_json(error).encode()
    return wrapped


@reported
def inspect(path):
    return report.inspection_json(path)


@reported
def verify(path, seconds):
    return report.verification_json(task.verify(path, time=at(seconds)))


@reported
def decide(path, cluster, trust_word, action):
    target = trust.Cluster(cluster, trust.ClusterTrust(trust_word))
    policy = trust.ImportPolicy(trusted_into_untrusted=trust.Action(action))
    return report.decision_json(task.check_import(path, target, policy, time=at(0)).decision)


@functools.cache
def policy_of(file):
    return trust.parse_policy(Path(file).read_bytes(), str(file))


@reported
def decide_by_rules(path, cluster, trust_word, file, who, why):
    target = trust.Cluster(cluster, trust.ClusterTrust(trust_word))
    acknowledgement = trust.Acknowledgement(who, why) if who else None
    return report.decision_json(task.check_import(path, target, policy_of(file), acknowledgement, time=at(0)).decision)


@reported
def losses(path, target, seconds):
    source = task.read_source(path)
    outputs = ovfkit.convert.convert(source, GRAMMARS[target], now=at(seconds))
    descriptor = source if isinstance(source, ovfkit.Descriptor) else source.descriptor
    return report.conversion_json(descriptor.dialect.name, target, outputs, ["-"] * len(outputs))


@reported
def validate(paths, seconds):
    files = [task.validate_file(path, time=at(seconds)).file for path in paths]
    return report.validation_json(report.Validation("interop", files))
