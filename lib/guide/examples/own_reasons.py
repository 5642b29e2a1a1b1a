# SPDX-License-Identifier: Apache-2.0
"""own_reasons.py FILE: refuses what a site does not want, beside what the policy says."""
import sys

import ovfkit
from ovfkit import task, trust


def no_builders(entity, decision):
    """Called for each VM, with what was decided so far. It can make a decision stricter, and never laxer."""
    if not entity.name.startswith("build-"):
        return None
    reason = trust.Reason("site/no-builders", ovfkit.Severity.ERROR, f"{entity.name} is a machine of the build farm")
    return trust.Verdict(trust.Outcome.REFUSE, [reason])


descriptor = ovfkit.Descriptor.read(sys.argv[1])
pool = trust.Cluster("pool", trust.ClusterTrust.TRUSTED)
decision = trust.decide(task.collect_evidence(descriptor), pool, review=no_builders)
print(decision.outcome.value)
for reason in decision.reasons:
    print(f"{reason.severity.value}: {reason.message} [{reason.code}]")
