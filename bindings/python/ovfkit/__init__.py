# SPDX-License-Identifier: Apache-2.0
"""Reads, checks, edits and converts OVF descriptors and packages, and decides their import.

    >>> import ovfkit
    >>> descriptor = ovfkit.Descriptor.read("web.ovf")
    >>> evidence = ovfkit.trust.collect(descriptor)
    >>> cluster = ovfkit.trust.Cluster("lab", ovfkit.trust.ClusterTrust.UNTRUSTED)
    >>> ovfkit.trust.decide(evidence, cluster).outcome
    <Outcome.WARN: 'warn'>

What could not be done raises `Error`; what was found about an input is a list of `Diagnostic`.
"""

from . import _ovfkit

if not _ovfkit.is_main_interpreter():
    raise ImportError("ovfkit works in the main interpreter only")

from . import (
    archive,
    attest,
    base,
    convert,
    descriptor,
    element,
    engine,
    envelope,
    environment,
    hardware,
    manifest,
    model,
    net,
    ovirt,
    package,
    report,
    sections,
    signing,
    store,
    task,
    text,
    trust,
    validate,
)
from .base import (
    Diagnostic,
    Diagnostics,
    DigestAlgorithm,
    EntityKind,
    Error,
    ErrorCode,
    Limits,
    Location,
    Progress,
    Related,
    Rule,
    Severity,
    Span,
    find_rule,
    rules,
    version,
)
from .descriptor import Descriptor, Dialect, Grammar, Vendor
from .package import Package

__version__ = version()

__all__ = [
    "Descriptor", "Diagnostic", "Diagnostics", "Dialect", "DigestAlgorithm", "EntityKind", "Error", "ErrorCode",
    "Grammar", "Limits", "Location", "Package", "Progress", "Related", "Rule", "Severity", "Span", "Vendor",
    "archive", "attest",
    "base", "convert", "descriptor", "element", "engine", "envelope", "environment", "find_rule",
    "hardware", "manifest", "model", "net", "ovirt",
    "package", "report", "rules", "sections", "signing", "store", "task", "text", "trust", "validate", "version",
]
