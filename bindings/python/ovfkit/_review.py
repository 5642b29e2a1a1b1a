# SPDX-License-Identifier: Apache-2.0
"""What a function of the caller's adds to a decision (`ovfkit.trust.decide`)."""

from __future__ import annotations

import copy
import dataclasses

from . import _ovfkit
from .base import Severity
from .trust import Decision, Evidence, Outcome, Reason, Review, Verdict

_LONGEST_REASON = 4096  # bytes


def verdict_of(said: object) -> Verdict:
    """What a review answered, with reasons that are safe to show. Raises `TypeError` for what is none."""
    verdict = Verdict(said) if isinstance(said, Outcome) else said
    if not isinstance(verdict, Verdict):
        raise TypeError(f"a review answers a Verdict, an Outcome or None, not {type(said).__name__}")
    if not isinstance(verdict.outcome, Outcome):
        raise TypeError(f"the outcome of a Verdict is an Outcome, not {type(verdict.outcome).__name__}")
    reasons = []
    for reason in verdict.reasons:
        if not isinstance(reason, Reason):
            raise TypeError(f"a reason of a Verdict is a Reason, not {type(reason).__name__}")
        if not isinstance(reason.severity, Severity):
            raise TypeError(f"the severity of a Reason is a Severity, not {type(reason.severity).__name__}")
        message = _ovfkit.printable(reason.message, _LONGEST_REASON)
        reasons.append(Reason(_ovfkit.printable(reason.code, _LONGEST_REASON), reason.severity, message))
    return Verdict(verdict.outcome, reasons)


def reviewed(evidence: Evidence, decision: Decision, review: Review) -> Decision:
    of_entities = [reason for judged in decision.entities for reason in judged.reasons]
    of_the_whole = [reason for reason in decision.reasons if reason not in of_entities]
    for entity, judged in zip(evidence.entities, decision.entities, strict=True):
        # Copies: what is decided is changed by what is answered, and by nothing else.
        said = review(copy.deepcopy(entity), copy.deepcopy(judged))
        if said is None:
            continue
        verdict = verdict_of(said)
        judged.reasons.extend(verdict.reasons)
        if verdict.outcome > judged.outcome:
            judged.outcome = verdict.outcome
            judged.acknowledged = False
        if judged.outcome is Outcome.REFUSE:  # it does not land, so nothing of it changes
            judged.trust_after = dataclasses.replace(judged.trust)
            judged.reasons = [reason for reason in judged.reasons if reason.code != "trust/flags-from-cluster"]
        decision.outcome = max(decision.outcome, judged.outcome)
    if decision.entities:
        decision.acknowledged = (decision.outcome is not Outcome.REFUSE
                                 and any(judged.acknowledged for judged in decision.entities))
        decision.reasons = of_the_whole
        for judged in decision.entities:
            decision.reasons.extend(reason for reason in judged.reasons if reason not in decision.reasons)
    return decision
