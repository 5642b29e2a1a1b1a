# SPDX-License-Identifier: Apache-2.0
"""Certificates, keys and signatures: of a package's manifest, and of the trust flags in a descriptor.

Whom one trusts is an argument (`anchors`, a PEM text), and so is the time at which certificates have to be in force.
"""

from __future__ import annotations

import enum
import functools
import os
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Callable, Union

from . import _ovfkit
from .base import Diagnostic, DigestAlgorithm, Progress, Span, Text
from .descriptor import Descriptor
from .trust import SignatureStrength, SignedTrust

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

#: Told about long work; False ends it as `CANCELLED`.
OnProgress = Callable[[Progress], Union[bool, None]]
Path = Union[str, "os.PathLike[str]"]


class SignatureState(enum.Enum):
    """One thing that was found out about a signature or a certificate. Several hold at once."""

    VALID = "valid"  #: the signature fits the bytes and the certificate's key
    INVALID = "invalid"  #: it does not
    UNREADABLE = "unreadable"  #: the signature or the certificate is broken, or of a kind that is not known
    WEAK_DIGEST = "weak-digest"  #: made with SHA-1 or MD5, or one of the certificates below the anchor is
    MISLABELLED_ALGORITHM = "mislabelled-algorithm"  #: it fits with another digest than the one that its line names
    WEAK_KEY = "weak-key"  #: RSA below 2048 bits, elliptic curve below 224, anywhere in the chain
    WRONG_KEY_USAGE = "wrong-key-usage"  #: the key is not for signatures
    NOT_YET_VALID = "not-yet-valid"  #: the certificate, or one of its chain, begins later
    EXPIRED = "expired"  #: the certificate, or one of its chain, has ended
    SELF_SIGNED = "self-signed"  #: the certificate vouches for itself, and is no anchor
    UNTRUSTED = "untrusted"  #: no chain leads to one of the anchors
    TRUSTED = "trusted"  #: a chain leads to one of the anchors that were given
    NO_ANCHORS = "no-anchors"  #: no anchors were given, so nobody said whom to trust


class KeyKind(enum.Enum):
    """What kind of key a certificate is for, as far as the number of its bits says how strong it is."""

    RSA = "rsa"  #: RSA, RSA-PSS and DSA
    EC = "ec"  #: elliptic curves, those of Edwards among them
    OTHER = "other"  #: nobody here knows


class EditKind(enum.Enum):
    """How a package was changed."""

    UNCHANGED = "unchanged"  #: there was nothing to do
    IN_PLACE = "in-place"  #: bytes of the archive were exchanged, its end included
    REWRITTEN = "rewritten"  #: a new archive took the place of the old one
    FILES = "files"  #: files of a folder were replaced, one after the other


@dataclass(slots=True)
class CertificateFacts:
    """What a certificate says of itself. Texts are escaped for one line."""

    subject: str = ""  #: RFC 2253
    issuer: str = ""  #: RFC 2253
    serial: str = ""  #: lower-case hex
    sha256: str = ""  #: fingerprint, lower-case hex
    not_before: datetime = _EPOCH
    not_after: datetime = _EPOCH
    key: str = ""  #: such as `RSA 2048` or `EC P-256`
    key_kind: KeyKind = KeyKind.OTHER
    key_bits: int = 0  #: of the modulus or of the curve's order; 0 when it cannot be read
    self_signed: bool = False


@dataclass(slots=True)
class SignatureVerdict:
    """What is to be said about a signature: never one bool, because valid, trusted and in force are different questions."""

    states: list[SignatureState] = field(default_factory=list)  #: each once
    chain: list[CertificateFacts] = field(default_factory=list)  #: signer first, as far as it could be built
    digest: DigestAlgorithm | None = None  #: that a valid signature was really made with
    details: list[str] = field(default_factory=list)  #: one sentence each
    accepted: bool = False  #: valid, trusted, and nothing against it


@dataclass(slots=True)
class TrustSignature:
    """What became of the signed statement of the trust flags in a descriptor."""

    state: SignedTrust = SignedTrust.ABSENT
    signature: SignatureVerdict = field(default_factory=SignatureVerdict)
    details: list[str] = field(default_factory=list)  #: why it is not accepted, one sentence each
    at: Span = Span()  #: of the first statement
    strength: SignatureStrength | None = None  #: what a valid signature is made of (`Evidence.signature_strength`)


@dataclass(slots=True)
class Signer:
    """Who signs a manifest. The key may be anywhere: in a file (see `signer`), or in hardware behind a function."""

    certificates: list[str] = field(default_factory=list)  #: PEM; the first is the signer's, others of its chain
    digest: DigestAlgorithm = DigestAlgorithm.SHA256
    sign: Callable[[bytes], bytes] | None = field(default=None, repr=False)  #: RSA PKCS #1 v1.5, or DER of ECDSA


@dataclass(slots=True)
class EditReport:
    """What a change did to a package."""

    kind: EditKind = EditKind.UNCHANGED
    bytes_written: int = 0  #: to the package; of a rewritten archive all of it
    changed: list[str] = field(default_factory=list)  #: members that have other bytes now, are new, or were removed
    manifest_updated: bool = False  #: the digests of the descriptor were exchanged
    descriptor_unlisted: bool = False  #: there is a manifest, and it does not say what the descriptor's digest is
    signature_invalidated: bool = False  #: there was a signature over a manifest that is there no more
    signature_removed: bool = False


@dataclass(slots=True)
class SignReport:
    """What signing did."""

    edit: EditReport = field(default_factory=EditReport)
    manifest_made: bool = False
    was_signed: bool = False  #: there was a certificate, which the new one has replaced
    manifest_name: str = ""
    certificate_name: str = ""


def certificate_facts(pem: Text) -> CertificateFacts:
    """What the first certificate of a PEM text says. Raises `Error` (`MALFORMED`) when there is none."""
    return _ovfkit.certificate_facts(pem)


def signer(key: Text, certificates: Text, *, passphrase: Text = "",
           digest: DigestAlgorithm = DigestAlgorithm.SHA256) -> Signer:
    """A signer with its key at hand: PEM texts, the signer's own certificate first.

    The key is read when something is signed, which then raises `Error`: `MALFORMED`, or `PERMISSION` for a wrong
    passphrase.
    """
    sign = functools.partial(_ovfkit.sign_bytes, key, passphrase, digest)
    return Signer(_ovfkit.certificate_blocks(certificates), digest, sign)


def sign_package(path: Path, signer: Signer, *, check_files: bool = True, make_manifest: bool = False,
                 digest: DigestAlgorithm = DigestAlgorithm.SHA256, progress: OnProgress | None = None,
                 diagnostics: list[Diagnostic] | None = None) -> SignReport:
    """Puts the `.cert` file into the package at `path`: its signature of the manifest (DSP0243 1.1.1, 5.1).

    Without `check_files` the manifest is signed as it stands, whatever the files are. With `make_manifest` it is made
    first, with `digest`. Raises `Error`: `NOT_FOUND` without a manifest, `INVALID_ARGUMENT` when a file is not what it
    says, and as `ovfkit.Package.open` does; nothing is changed then.
    """
    return _ovfkit.sign_package(path, signer, check_files, make_manifest, digest, progress, diagnostics)


def set_descriptor(path: Path, data: Text, *, output: Path | None = None, remove_signature: bool = False,
                   accept_mismatch: bool = False, progress: OnProgress | None = None,
                   diagnostics: list[Diagnostic] | None = None) -> EditReport:
    """Gives the package at `path` another descriptor, and its manifest the digest of it; whole or not at all.

    With `output` the changed archive goes there. Without `remove_signature` a certificate stays, and verifiers refuse the
    package until it is signed again. With `accept_mismatch` a digest is exchanged that was not right before. Raises
    `Error`: `INVALID_ARGUMENT` when the manifest cannot be read or was wrong already, `UNSUPPORTED`, and as opening does.
    """
    return _ovfkit.set_descriptor(path, data, output, remove_signature, accept_mismatch, progress, diagnostics)


def sign_trust(source: Descriptor, key: Text, certificates: Text, *, passphrase: Text = "",
               digest: DigestAlgorithm = DigestAlgorithm.SHA256) -> bytes:
    """The descriptor with a signed statement of its trust flags in it, in place of any that was there.

    Raises `Error`: `INVALID_ARGUMENT` when there is no entity, or two share an id; `MALFORMED` for a broken key.
    """
    return _ovfkit.sign_trust(source._native, key, passphrase, certificates, digest)


def verify_trust(source: Descriptor, *, anchors: Text = "", time: datetime | None = None,
                 allow_sha1: bool = False) -> TrustSignature:
    """What became of the statement in `source`, with its certificate's chain up to one of `anchors` at `time` (None: now).

    Never fails for what is in the descriptor; raises `Error` (`MALFORMED`) for anchors that are no certificates.
    """
    return _ovfkit.verify_trust(source._native, anchors, time or datetime.now(timezone.utc), allow_sha1)


def has_trust_signature(source: Descriptor) -> bool:
    """Whether there is a statement, good or bad."""
    return _ovfkit.has_trust_signature(source._native)


def remove_trust_signature(source: Descriptor) -> bytes:
    """The bytes of the descriptor without any statement; what `sign_trust` was given, when it made it."""
    return _ovfkit.remove_trust_signature(source._native)
