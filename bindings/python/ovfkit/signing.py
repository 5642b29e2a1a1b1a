# SPDX-License-Identifier: Apache-2.0
"""Certificates, keys and signatures: of a package's manifest, and of the trust flags in a descriptor.

Whom one trusts is an argument (`anchors`, a PEM text), and so is the time at which certificates have to be in force.
"""

from __future__ import annotations

import enum
import functools
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Callable, Union

from . import _ovfkit
from ._sources import Path, Readable, descriptor_of
from .base import Diagnostic, DigestAlgorithm, Limits, Progress, Span, Text
from .trust import SignatureStrength, SignedTrust

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

#: Told about long work; False ends it as `CANCELLED`.
OnProgress = Callable[[Progress], Union[bool, None]]


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
                 digest: DigestAlgorithm = DigestAlgorithm.SHA256, allow_sha1: bool = False, output: Path | None = None,
                 progress: OnProgress | None = None, diagnostics: list[Diagnostic] | None = None) -> SignReport:
    """Puts the `.cert` file into the package at `path`: its signature of the manifest (DSP0243 1.1.1, 5.1).

    Without `check_files` the manifest is signed as it stands, whatever the files are. With `make_manifest` it is made
    first, with `digest`. With `allow_sha1` digests of SHA-1 in the manifest are enough. With `output` a signed copy is
    made there instead. Raises `Error`: `NOT_FOUND` without a manifest, `INVALID_ARGUMENT` when a file is not what it
    says, and as `ovfkit.Package.open` does; nothing is changed then.
    """
    editor = _ovfkit.Editor.open(path, output, Limits(), True, diagnostics)
    try:
        return editor.sign(signer, check_files, make_manifest, digest, allow_sha1, progress, diagnostics)
    finally:
        editor.close()


def set_descriptor(path: Path, data: Text, *, output: Path | None = None, remove_signature: bool = False,
                   accept_mismatch: bool = False, progress: OnProgress | None = None,
                   diagnostics: list[Diagnostic] | None = None) -> EditReport:
    """Gives the package at `path` another descriptor, and its manifest the digest of it; whole or not at all.

    With `output` the changed archive goes there. Without `remove_signature` a certificate stays, and verifiers refuse the
    package until it is signed again. With `accept_mismatch` a digest is exchanged that was not right before. Raises
    `Error`: `INVALID_ARGUMENT` when the manifest cannot be read or was wrong already, `UNSUPPORTED`, and as opening does.
    """
    editor = _ovfkit.Editor.open(path, output, Limits(), True, diagnostics)
    try:
        return editor.set_descriptor(data, remove_signature, accept_mismatch, progress)
    finally:
        editor.close()


def sign_trust(source: Readable, key: Text, certificates: Text, *, passphrase: Text = "",
               digest: DigestAlgorithm = DigestAlgorithm.SHA256) -> bytes:
    """The descriptor with a signed statement of its trust flags in it, in place of any that was there.

    Raises `Error`: `INVALID_ARGUMENT` when there is no entity, or two share an id; `MALFORMED` for a broken key.
    """
    return _ovfkit.sign_trust(descriptor_of(source)._native, key, passphrase, certificates, digest)


def verify_trust(source: Readable, *, anchors: Text = "", time: datetime | None = None,
                 allow_sha1: bool = False) -> TrustSignature:
    """What became of the statement in `source`, with its certificate's chain up to one of `anchors` at `time` (None: now).

    Never fails for what is in the descriptor; raises `Error` (`MALFORMED`) for anchors that are no certificates.
    """
    return _ovfkit.verify_trust(descriptor_of(source)._native, anchors, time or datetime.now(timezone.utc), allow_sha1)


def has_trust_signature(source: Readable) -> bool:
    """Whether there is a statement, good or bad."""
    return _ovfkit.has_trust_signature(descriptor_of(source)._native)


def remove_trust_signature(source: Readable) -> bytes:
    """The bytes of the descriptor without any statement; what `sign_trust` was given, when it made it.

    Raises `Error` (`UNSUPPORTED`), and as reading `source` does.
    """
    return _ovfkit.remove_trust_signature(descriptor_of(source)._native)


def trust_findings(signature: TrustSignature, source: Readable) -> list[Diagnostic]:
    """What `verify_trust` found, as findings: `trust/unsigned`, `trust/altered-statement` or `trust/rejected-signature`.

    That there is no statement is a finding for those only who insist on one: others leave the call out then.
    """
    return _ovfkit.trust_findings(signature, descriptor_of(source)._native)


# Signatures of anything.


@dataclass(slots=True)
class DetachedSignature:
    """A signature of some bytes as a package holds it."""

    digest: DigestAlgorithm | None = None  #: that its line names; None when it is none that is known
    signature: bytes = b""  #: RSA PKCS #1 v1.5, or DER of ECDSA
    certificates: list[str] = field(default_factory=list)  #: PEM; the first is the signer's, others of its chain
    cms: str = ""  #: PEM of a detached CMS signature, used when `signature` is empty


@dataclass(slots=True)
class CertificateFile:
    """What stands in a `.cert` file: a signature of the manifest, and whose it is (DSP0243 1.1.1, 5.1)."""

    manifest_name: str = ""  #: in the signature's line; empty when there is no such line
    algorithm: str = ""  #: of the digest that was signed, as it stands there
    signature: bytes = b""
    signature_at: Span = field(default=Span(), compare=False)  #: of the line
    certificates: list[str] = field(default_factory=list)  #: PEM blocks as they stand there; the first is the signer's
    cms: str = ""  #: PEM block of a CMS signature over the manifest, which some tools add
    cms_at: Span = field(default=Span(), compare=False)


class SigningKey:
    """A private key to sign with, RSA or elliptic curve. It is neither shown nor pickled."""

    __slots__ = ("_native",)

    def __init__(self, pem: Text, passphrase: Text = "") -> None:
        """The first private key of a PEM text, decrypted with `passphrase` if need be.

        Raises `Error`: `MALFORMED` for a broken one, `PERMISSION` for a wrong passphrase, `UNSUPPORTED` for other kinds.
        """
        self._native = _ovfkit.SigningKey.read(pem, passphrase)

    def sign(self, data: Text, digest: DigestAlgorithm = DigestAlgorithm.SHA256) -> bytes:
        """The signature of `data`: RSA PKCS #1 v1.5, or DER of ECDSA. Raises `Error`."""
        return self._native.sign(digest, data)

    def matches(self, pem: Text) -> bool:
        """Whether it belongs to the first certificate of `pem`."""
        return self._native.matches(pem)


def verify_signature(data: Text, signature: DetachedSignature, *, anchors: Text = "", time: datetime | None = None,
                     allow_sha1: bool = False) -> SignatureVerdict:
    """Verifies `signature` over `data`, with the chain of its certificate up to one of `anchors` at `time` (None: now).

    Never fails for the signature: what cannot be read is `UNREADABLE`. Revocation and the names in certificates are not
    checked. Raises `Error` (`MALFORMED`) for anchors that are none.
    """
    return _ovfkit.verify_signature(data, signature, anchors, time or datetime.now(timezone.utc), allow_sha1)


def never_accepted_because(verdict: SignatureVerdict) -> str:
    """Why a signature is never accepted, whomever a verifier trusts and whenever it looks; empty for no such reason.

    Such as a weak key in the chain. For whoever signs, before it is too late: words that go on behind "because".
    """
    return _ovfkit.never_accepted_because(verdict)


def sign_element(element: Text, key: SigningKey, certificates: Text, *,
                 digest: DigestAlgorithm = DigestAlgorithm.SHA256) -> bytes:
    """A well-formed element in UTF-8 with an enveloped XML signature of all of it as its last child (XML-DSig).

    Raises `Error`: `INVALID_ARGUMENT` when the element has no usable `Id`, or holds what cannot be signed; `MALFORMED` for
    a certificate that cannot be read; `UNSUPPORTED` when the key cannot sign so.
    """
    return _ovfkit.sign_element(element, key._native, certificates, digest)


def verify_element(element: Text, *, anchors: Text = "", time: datetime | None = None, allow_sha1: bool = False,
                   limits: Limits | None = None) -> tuple[SignatureVerdict, bytes]:
    """Verifies what `sign_element` makes; answers the verdict, and the bytes that were signed when it is valid.

    Whoever believes a signature has to look at these bytes, and not at the document. Never fails, as `verify_signature`.
    """
    when = time or datetime.now(timezone.utc)
    return _ovfkit.verify_element(element, anchors, when, allow_sha1, limits or Limits())


def parse_certificate_file(data: Text, name: str = "certificate", *,
                           diagnostics: list[Diagnostic] | None = None) -> CertificateFile:
    """Reads a `.cert` file, with blanks and padding as tools leave them; nothing is verified here.

    Raises `Error` (`LIMIT_EXCEEDED`).
    """
    return _ovfkit.parse_certificate_file(data, name, diagnostics)


def write_certificate_file(file: CertificateFile) -> bytes:
    """The file as the standard writes it. Raises `Error` (`INVALID_ARGUMENT`) for what no such file can say."""
    return _ovfkit.write_certificate_file(file)


def make_certificate_file(signer: Signer, manifest_name: str, manifest: Text) -> bytes:
    """The `.cert` file for a manifest of that name (DSP0243 1.1.1, 5.1); the signature is verified before it is given out.

    Raises `Error`: `INVALID_ARGUMENT` for a signature that the certificate does not fit. What `Signer.sign` raises is raised.
    """
    return _ovfkit.make_certificate_file(signer, manifest_name, manifest)
