# SPDX-License-Identifier: Apache-2.0
"""A live oVirt engine: which cluster is trusted and which hosts it has, and the XML of a VM and a cluster.

All three spellings of the flags are read (oVirt reference 2.3 and 2.6); absent, false and true are three things.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import List, Union

from . import _ovfkit
from .base import Diagnostic, EntityKind, Limits, Text
from .net import HttpsOptions
from .trust import Cluster, ClusterTrust, EntityEvidence, Evidence


class ClusterSpelling(enum.Enum):
    """Which spelling of a cluster's flag is written."""

    MERGED = "merged"  #: `trusted_service`, which engines read
    DRAFT = "draft"  #: `trusted_cluster_flag`


@dataclass(slots=True)
class VmResource:
    """A `<vm>` or a `<template>`."""

    id: str = ""
    name: str = ""
    kind: EntityKind = EntityKind.VM
    cluster_id: str = ""
    cluster_name: str = ""
    trusted_host_flag: bool | None = None


@dataclass(slots=True)
class ClusterResource:
    """A `<cluster>`."""

    id: str = ""
    name: str = ""
    trusted_cluster_flag: bool | None = None  #: of the draft
    trusted_service: bool | None = None  #: as merged

    @property
    def trust(self) -> ClusterTrust:
        """Trusted only if what is stated says so and nothing contradicts it; unknown when nothing is stated."""
        return _ovfkit.cluster_trust(self)


@dataclass(slots=True)
class HostResource:
    """A `<host>`."""

    id: str = ""
    name: str = ""
    address: str = ""  #: what attestation knows the host by, usually its host name
    cluster_id: str = ""
    status: str = ""  #: the engine's word, such as `up`


class DocumentKind(enum.Enum):
    """What a document of the REST API holds."""

    VMS = "vms"  #: VMs and templates
    CLUSTERS = "clusters"
    HOSTS = "hosts"


@dataclass(slots=True)
class Document:
    """A document of the REST API. One of the three lists is filled, as `kind` says."""

    kind: DocumentKind = DocumentKind.VMS
    list: bool = False  #: the root is `vms`, `templates`, `clusters` or `hosts`
    vms: List[VmResource] = field(default_factory=lambda: [])
    clusters: List[ClusterResource] = field(default_factory=lambda: [])
    hosts: List[HostResource] = field(default_factory=lambda: [])


@dataclass(slots=True)
class Credentials:
    """Who asks: a token, or a user with a password, never both. What is secret is not in the `repr`."""

    token: str = field(default="", repr=False)  #: an OAuth access token of the engine's single sign-on
    user: str = ""  #: with its profile: `admin@internal`
    password: str = field(default="", repr=False)  #: exchanged for a token before the first question


@dataclass(slots=True)
class Engine:
    """A live engine."""

    url: str = ""  #: `https://engine.example/ovirt-engine`; `/api` behind it may be there or not
    credentials: Credentials = field(default_factory=Credentials)
    https: HttpsOptions = field(default_factory=HttpsOptions)


def parse_document(xml: Text, name: str = "", *, limits: Limits | None = None,
                   diagnostics: list[Diagnostic] | None = None) -> Document:
    """Reads the XML of `vm`, `template`, `cluster` or `host`, or of a list of them; `name` is the source in findings.

    Raises `Error`: `MALFORMED`, `NOT_A_DESCRIPTOR` for another document, `UNSUPPORTED`, `LIMIT_EXCEEDED`.
    """
    return _ovfkit.parse_document(xml, name, limits or Limits(), diagnostics)


def parse_vms(xml: Text, *, limits: Limits | None = None, diagnostics: list[Diagnostic] | None = None) -> list[VmResource]:
    """The VMs and templates of a document whose root is `vm`, `vms`, `template` or `templates`.

    A flag whose text is no boolean, or that stands twice and differs, is a finding; a VM's then counts as true.
    Raises `Error`: `MALFORMED`, `NOT_A_DESCRIPTOR`, `LIMIT_EXCEEDED`.
    """
    return _ovfkit.parse_vms(xml, limits or Limits(), diagnostics)


def parse_clusters(xml: Text, *, limits: Limits | None = None,
                   diagnostics: list[Diagnostic] | None = None) -> list[ClusterResource]:
    """The clusters of a document whose root is `cluster` or `clusters`. Raises `Error` as `parse_vms` does.

    A flag that is no boolean is a finding and counts as false: what a cluster does not say clearly it does not promise.
    """
    return _ovfkit.parse_clusters(xml, limits or Limits(), diagnostics)


def parse_hosts(xml: Text, *, limits: Limits | None = None, diagnostics: list[Diagnostic] | None = None) -> list[HostResource]:
    """The hosts of a document whose root is `host` or `hosts`. Raises `Error` as `parse_vms` does."""
    return _ovfkit.parse_hosts(xml, limits or Limits(), diagnostics)


def write(resource: Union[VmResource, ClusterResource], spelling: ClusterSpelling = ClusterSpelling.MERGED) -> bytes:
    """The resource as a document of its own, in UTF-8: what is posted to create it. `spelling` is that of a cluster.

    Absent facts and empty texts are left out. Raises `Error` (`INVALID_ARGUMENT`) for characters that XML cannot hold.
    """
    return _ovfkit.write_resource(resource, spelling)


def rewrite(xml: Text, resource: Union[VmResource, ClusterResource], *, limits: Limits | None = None) -> bytes:
    """`xml`, a single `vm`, `template` or `cluster`, with the changed facts of `resource` in it; no other byte changes.

    Raises `Error` as parsing does, and `UNSUPPORTED` for a list.
    """
    return _ovfkit.rewrite_resource(xml, resource, limits or Limits())


def set_trusted_host(xml: Text, flag: bool | None, *, limits: Limits | None = None) -> bytes:
    """`xml`, a single `vm` or `template`, with that flag; None takes it away. No other byte changes.

    Raises `Error` as `rewrite` does, and `INVALID_ARGUMENT` for other resources.
    """
    return _ovfkit.set_trusted_host(xml, flag, limits or Limits())


def set_trusted_cluster(xml: Text, flag: bool | None, spelling: ClusterSpelling = ClusterSpelling.MERGED, *,
                        limits: Limits | None = None) -> bytes:
    """`xml`, a single `cluster`, with that flag in every spelling that is there, or in `spelling` when there is none.

    None takes all of them away. Raises `Error` as `rewrite` does, and `INVALID_ARGUMENT` for other resources.
    """
    return _ovfkit.set_trusted_cluster(xml, flag, spelling, limits or Limits())


def evidence_of(vm: VmResource) -> Evidence:
    """What a VM that is in an engine says about its trust, as `ovfkit.trust.decide` takes it. Nobody has signed it."""
    return _ovfkit.evidence_of(vm)


def requested_vm(entity: EntityEvidence, evidence: Evidence, cluster: Cluster) -> VmResource:
    """The VM or template that `entity` of `evidence` asks an engine to create in `cluster`.

    Its flag is true too when the signed statement is altered or the package disowns the descriptor, whatever the flags
    say: that no trust is needed is then not believed.
    """
    return _ovfkit.requested_vm(entity, evidence, cluster)


def requested_cluster(evidence: Evidence, name: str) -> ClusterResource:
    """The cluster that would be right for everything in `evidence`: trusted when an entity requires it.

    Trusted too when the signed statement is altered or the package disowns the descriptor.
    """
    return _ovfkit.requested_cluster(evidence, name)


def parse_credentials(text: Text, source: str = "credentials") -> Credentials:
    """The credentials of a file: lines `token = ...`, or `user = ...` and `password = ...`.

    `source` names the file in errors, which never hold what is in it. Raises `Error`: `MALFORMED`.
    """
    return _ovfkit.parse_credentials(text, source)


def find_cluster(engine: Engine, name: str, *, diagnostics: list[Diagnostic] | None = None) -> ClusterResource:
    """The cluster of exactly that name, asked of a live engine (`api/clusters`, version 4 of the API).

    Blocks without the interpreter's lock; Ctrl-C ends it. Raises `Error`: `NOT_FOUND`, `INVALID_ARGUMENT` when several
    data centers have one of that name and they are not equally trusted, `PERMISSION` when the credentials are refused,
    `MALFORMED` or `NOT_A_DESCRIPTOR` when the answer is not what an engine says, and as `ovfkit.net.send` does.
    """
    return _ovfkit.find_cluster(engine, name, diagnostics)


def hosts_of(engine: Engine, cluster_id: str, *, diagnostics: list[Diagnostic] | None = None) -> list[HostResource]:
    """The hosts of the cluster with that id, in the engine's order (`api/hosts`). Raises `Error` as `find_cluster`."""
    return _ovfkit.hosts_of(engine, cluster_id, diagnostics)
