# SPDX-License-Identifier: Apache-2.0
"""Packages: a descriptor with the files that belong to it, as a directory or in an archive (DSP0243 1.1.1, 5)."""

from __future__ import annotations

import enum
import io
import os
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import IO, Any, Iterator, Union

from . import _ovfkit
from .base import Diagnostic, Diagnostics, DigestAlgorithm, Limits, Text
from .descriptor import Descriptor, Source
from .envelope import File
from .signing import OnProgress, Path, Signer, SignatureVerdict


class Form(enum.Enum):
    """How the files of a package lie together."""

    DIRECTORY = "directory"  #: a folder with a descriptor in it
    BARE = "bare"  #: a descriptor, and what it references beside it
    ARCHIVE = "archive"  #: an OVA
    COMPRESSED_ARCHIVE = "compressed-archive"  #: an OVA inside gzip


class FileState(enum.Enum):
    """What is known about one file after verification."""

    VERIFIED = "verified"  #: it has every digest that the manifest gives it
    WEAK = "weak"  #: the same, but only by SHA-1, which was not allowed
    MISMATCH = "mismatch"  #: it has another digest than the manifest gives it
    MISSING = "missing"  #: the manifest or the descriptor names it, and it is not there
    UNLISTED = "unlisted"  #: it is there, and nothing says what its digest is
    CONTRADICTORY = "contradictory"  #: the manifest gives it two different digests of one kind
    UNKNOWN_ALGORITHM = "unknown-algorithm"  #: the manifest gives it only digests that nobody here can compute
    UNREADABLE = "unreadable"  #: it could not be read to its end
    REFUSED = "refused"  #: no plain file of its own: a link or device, or a name that is not safe or not its only one


class PackageState(enum.Enum):
    """What was found out about the package as a whole. Several hold at once."""

    NO_MANIFEST = "no-manifest"  #: nothing says what the files' digests are, so nothing was verified
    MANIFEST_UNREADABLE = "manifest-unreadable"  #: the manifest has lines that are no entry, or could not be read
    FILES_VERIFIED = "files-verified"  #: every file was verified, the descriptor among them
    FILES_FAILED = "files-failed"  #: a file is not what the manifest says, not there, or refused
    FILES_UNVERIFIED = "files-unverified"  #: a file is there of which nothing is known
    DESCRIPTOR_UNVERIFIED = "descriptor-unverified"  #: the descriptor itself is such a file
    UNSIGNED = "unsigned"  #: there is no certificate
    SIGNATURE_ACCEPTED = "signature-accepted"  #: the signature of the manifest is valid, trusted and in force
    SIGNATURE_REJECTED = "signature-rejected"  #: it is not; `Verification.signature` says why


class ManifestPlace(enum.Enum):
    """Where manifest and certificate stand in an archive (DSP0243 1.1.1, 5.3 allows both)."""

    AFTER_DESCRIPTOR = "after-descriptor"  #: where every importer looks for them
    LAST = "last"  #: behind all files, so that a pipe is written while everything is read once


@dataclass(slots=True)
class Member:
    """One file of a package."""

    name: str = ""  #: relative to the descriptor's folder, parts joined by `/`
    size: int = 0  #: bytes
    offset: int | None = None  #: of its first byte in the archive, where it can be read in place


@dataclass(slots=True)
class FileVerdict:
    """What was found out about one file."""

    name: str = ""
    state: FileState = FileState.UNLISTED
    size: int = 0  #: bytes
    algorithms: list[DigestAlgorithm] = field(default_factory=list)  #: of the digests that were compared
    expected: str = ""  #: of a mismatch: what the manifest says
    actual: str = ""  #: of a mismatch: what the file has


@dataclass(slots=True)
class Verification:
    """What a verification found. Nothing is ever said by leaving something out."""

    states: list[PackageState] = field(default_factory=list)  #: each once; never empty
    files: list[FileVerdict] = field(default_factory=list)  #: every file that is there or is named
    signature: SignatureVerdict | None = None  #: None without a certificate


@dataclass(slots=True)
class PackOptions:
    """How a package is made."""

    digest: DigestAlgorithm | None = DigestAlgorithm.SHA256  #: of the digests in the new manifest; None: no manifest
    manifest_place: ManifestPlace = ManifestPlace.AFTER_DESCRIPTOR
    signer: Signer | None = None  #: signs the new manifest
    keep_manifest: bool = False  #: takes over manifest and certificate as they are, so that a signature stays valid
    ignore_old_manifest: bool = False  #: makes the new manifest although a file is not what the old one says
    correct_sizes: bool = False  #: writes the real sizes into References; otherwise a size that is stated has to be right
    chunk_size: int | None = None  #: cuts files that are larger into chunks of so many bytes
    gzip: bool = False  #: compresses the files of disks, unless they are compressed already
    all_files: bool = False  #: takes also what the descriptor does not reference
    replace_existing: bool = True  #: False: an archive at the path is `ALREADY_EXISTS`, and stays as it is
    progress: OnProgress | None = None


@dataclass(slots=True)
class Packed:
    """What was made."""

    members: list[Member] = field(default_factory=list)  #: in the order in which they were written
    bytes: int = 0  #: of the whole archive; of a directory the sum of its files


class _Raw(io.RawIOBase):
    """A stream of the library as a file of Python."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return int(self._stream.readinto(buffer))


class Package:
    """A package that was opened: its descriptor is read, its files are known, and nothing of them is verified.

    Immutable; may be used from many threads. Iterating gives the members.
    """

    __slots__ = ("_native", "diagnostics")

    diagnostics: Diagnostics  #: what opening it had to say, about the descriptor, the archive and the package

    def __init__(self, native: _ovfkit.Package, diagnostics: Diagnostics) -> None:
        """For `open`, which is how packages are made."""
        self._native = native
        self.diagnostics = diagnostics

    @classmethod
    def open(cls, source: Source, name: str | None = None, *, limits: Limits | None = None,
             check_descriptor: bool = True) -> Package:
        """Opens a directory, a descriptor, an OVA, or an OVA inside gzip; its bytes tell what it is, never its name.

        Bytes, and open files and pipes, are an OVA that is read once, to its end: its files can then be verified with
        `verify_file` only, in that one pass. With `check_descriptor` the descriptor is compared with the manifest. Raises
        `Error`: as `Descriptor` does, `MALFORMED` for a broken archive, `NOT_A_DESCRIPTOR` when there is none, and
        `NOT_FOUND`, `PERMISSION` or `IO`.
        """
        found = Diagnostics()
        most = limits or Limits()
        if isinstance(source, (str, os.PathLike)):
            return cls(_ovfkit.Package.open(source, most, check_descriptor, found), found)
        file, called = _file_of(source, name)
        return cls(_ovfkit.Package.open_file(file, called, most, check_descriptor, found), found)

    @property
    def name(self) -> str:
        """The name that findings use: the path it was opened at."""
        return self._native.name()

    @property
    def form(self) -> Form:
        """How its files lie together."""
        return self._native.form()

    @property
    def descriptor(self) -> Descriptor:
        """The descriptor; what reading it had to say is in the `diagnostics` of the package."""
        self_ = Descriptor.__new__(Descriptor)
        self_._native = self._native.descriptor()
        self_.diagnostics = Diagnostics(self.diagnostics, self.diagnostics.dropped)
        return self_

    @property
    def descriptor_is_disowned(self) -> bool:
        """Whether the package does not stand for this descriptor (`Evidence.disowned`)."""
        return self._native.descriptor_is_disowned()

    @property
    def manifest_digest(self) -> DigestAlgorithm | None:
        """The strongest digest with which the manifest says that this is the descriptor; None when it does not."""
        return self._native.manifest_digest()

    @property
    def descriptor_member(self) -> Member:
        """The file that the descriptor stands in."""
        return self._native.descriptor_member()

    @property
    def manifest_member(self) -> Member | None:
        """The manifest that goes with the descriptor; None when there is none."""
        return self._native.manifest_member()

    @property
    def certificate_member(self) -> Member | None:
        """The certificate that goes with the descriptor; None when there is none."""
        return self._native.certificate_member()

    @property
    def members(self) -> list[Member]:
        """All files: in the order of the archive, else sorted by name."""
        return self._native.members()

    @property
    def refused(self) -> list[str]:
        """The names of what is there beside the files: links, devices, unsafe and repeated names."""
        return self._native.refused()

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def __getitem__(self, name: str) -> Member:
        """The file of exactly that name. Raises `KeyError` when there is none."""
        for member in self.members:
            if member.name == name:
                return member
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(member.name == name for member in self.members)

    def resolve(self, file: File) -> list[Member]:
        """The files that hold what `file` references, in order: one, or its chunks.

        Raises `Error`: `NOT_FOUND`, and `UNSUPPORTED` for a reference that leaves the package.
        """
        return self._native.resolve(file)

    def read(self, member: Union[Member, File]) -> io.BufferedReader:
        """An open binary file: the bytes of a member, or what a `File` of References means, its chunks joined and
        decompressed. Raises `Error`: `UNSUPPORTED` for a package that was read once."""
        stream = self._native.read_file(member) if isinstance(member, File) else self._native.read_member(member)
        return io.BufferedReader(_Raw(stream), 1 << 20)

    def verify(self, *, anchors: Text = "", require_signature: bool = False, allow_sha1: bool = False,
               time: datetime | None = None, threads: int = 0, progress: OnProgress | None = None,
               limits: Limits | None = None, diagnostics: list[Diagnostic] | None = None) -> Verification:
        """Reads every file once and compares it with the manifest, both ways; verifies the signature of the manifest.

        `anchors` are PEM certificates that one trusts, in force at `time` (None: now). `threads` is how many files are
        read at once (0: one for each core). Whatever is not verified is a finding. Blocks without the interpreter's lock;
        Ctrl-C ends it. Raises `Error`: `CANCELLED`, `IO`.
        """
        words = _words(anchors, require_signature, allow_sha1, time, threads, progress, limits)
        return self._native.verify(words, diagnostics)

    def pack(self, to: Union[Path, IO[bytes]], options: PackOptions | None = None, *,
             diagnostics: list[Diagnostic] | None = None) -> Packed:
        """Makes an archive at a path, or in an open binary file or pipe (DSP0243 1.1.1, 5.3).

        The same source and options give the same bytes, save for ECDSA signatures. At a path the archive appears whole or
        not at all. Findings say what was left out. Raises `Error`: `NOT_FOUND` for a file that is missing, `MALFORMED` for
        one that is not what is said of it, `INVALID_ARGUMENT`, `ALREADY_EXISTS`, `IO`, `CANCELLED`.
        """
        if isinstance(to, (str, os.PathLike)):
            return self._native.pack_to_path(to, False, options or PackOptions(), diagnostics)
        return self._native.pack_to_file(to, options or PackOptions(), diagnostics)

    def pack_directory(self, to: Path, options: PackOptions | None = None, *,
                       diagnostics: list[Diagnostic] | None = None) -> Packed:
        """The same as a new directory, which appears whole or not at all. What is there already is `ALREADY_EXISTS`."""
        return self._native.pack_to_path(to, True, options or PackOptions(), diagnostics)

    def unpack(self, to: Path, *, insist: bool = True, anchors: Text = "", require_signature: bool = False,
               allow_sha1: bool = False, time: datetime | None = None, progress: OnProgress | None = None,
               limits: Limits | None = None, diagnostics: list[Diagnostic] | None = None) -> Verification:
        """Writes every file into a new directory, and verifies each while it is written.

        With `insist` an error of the verification ends the work and leaves nothing. Raises `Error`: `MALFORMED` when the
        package is not what its manifest says, `INVALID_ARGUMENT` for names that are not safe, `ALREADY_EXISTS`,
        `CANCELLED`.
        """
        words = _words(anchors, require_signature, allow_sha1, time, 0, progress, limits)
        return self._native.unpack(to, insist, words, diagnostics)

    def __repr__(self) -> str:
        return f"<Package {self.name!r}, {self.form.value}, {len(self.members)} files>"


def verify_file(source: Source, name: str | None = None, *, anchors: Text = "", require_signature: bool = False,
                allow_sha1: bool = False, time: datetime | None = None, progress: OnProgress | None = None,
                limits: Limits | None = None, diagnostics: list[Diagnostic] | None = None) -> tuple[Package, Verification]:
    """Verifies an OVA that can be read only once, such as a pipe, in one pass: an open binary file, or bytes.

    Raises `Error` as `Package.open` and `Package.verify` do.
    """
    words = _words(anchors, require_signature, allow_sha1, time, 0, progress, limits)
    if isinstance(source, (str, os.PathLike)):
        with io.open(source, "rb") as file:
            return verify_file(file, name or os.fspath(source), anchors=anchors, require_signature=require_signature,
                               allow_sha1=allow_sha1, time=time, progress=progress, limits=limits, diagnostics=diagnostics)
    found = Diagnostics()
    opened, called = _file_of(source, name)
    try:
        native, verification = _ovfkit.verify_file(opened, called, words, found)
    finally:
        if diagnostics is not None:
            diagnostics.extend(found)
    return Package(native, found), verification


def _file_of(source: Any, name: str | None) -> tuple[Any, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return io.BytesIO(source), name or "package"
    return source, name or str(getattr(source, "name", "package"))


def _words(anchors: Text, require_signature: bool, allow_sha1: bool, time: datetime | None, threads: int,
           progress: OnProgress | None, limits: Limits | None) -> dict[str, Any]:
    return {"anchors": anchors, "require_signature": require_signature, "allow_sha1": allow_sha1,
            "time": time or datetime.now(timezone.utc), "threads": threads, "progress": progress,
            "limits": limits or Limits()}
