# SPDX-License-Identifier: Apache-2.0
"""look.py FILE...: what appliances hold, and whether they may go into the cluster `lab`, which is not trusted."""
import sys

import ovfkit
from ovfkit import task, trust

lab = trust.Cluster("lab", trust.ClusterTrust.UNTRUSTED)

for path in sys.argv[1:]:
    try:
        descriptor = ovfkit.Descriptor.read(path)
    except ovfkit.Error as error:
        print(f"{path}: {error} ({error.code.value})")
        continue
    decision = trust.decide(task.collect_evidence(descriptor), lab)
    for judged, hardware in zip(decision.entities, ovfkit.descriptor.hardware(descriptor.envelope())):
        print(f"{judged.name}: {hardware.cpus} CPUs, {hardware.memory_bytes} bytes of memory, {judged.outcome.value}")
    for finding in descriptor.diagnostics:
        print(f"  {finding.where.line}: {finding.message} [{finding.rule}]")
