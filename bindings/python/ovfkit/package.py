# SPDX-License-Identifier: Apache-2.0
"""Packages: a descriptor with the files that belong to it, as a directory or in an archive (DSP0243 1.1.1, 5)."""

from __future__ import annotations

import enum
import io
import os
from dataclasses import dataclass, field
from datetime import datetime, timezone
from types import TracebackType
from typing import IO, Any, Iterator, Union

from . import _ovfkit
from ._sources import Path, Source, can_seek, is_buffer, is_path, is_pipe, name_of, open_pipe, opened
from .base import Diagnostic, Diagnostics, DigestAlgorithm, Error, ErrorCode, Limits, Text
from .descriptor import Descriptor
from .envelope import File
from .signing import EditReport, OnProgress, Signer, SignatureVerdict, SignReport


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

    def close(self) -> None:
        # Not before the buffer around it is closed as well, and at once then: the file of the package is let go.
        if not self.closed:
            self._stream.close()
        super().close()


class Package:
    """A package that was opened: its descriptor is read, its files are known, and nothing of them is verified.

    Immutable; may be used from many threads. Iterating gives the members, `streams` their bytes. A context manager that
    closes it: after `close` everything but `diagnostics` raises `Error` (`INVALID_ARGUMENT`); descriptors and open files
    that came out of it stay what they are.
    """

    __slots__ = ("_handle", "_threads", "diagnostics")

    diagnostics: Diagnostics  #: what opening it had to say, about the descriptor, the archive and the package

    def __init__(self, native: _ovfkit.Package, diagnostics: Diagnostics, threads: int = 0) -> None:
        """For `open`, which is how packages are made."""
        self._handle: _ovfkit.Package | None = native
        self._threads = threads  # at most so many read at once; 0: any number
        self.diagnostics = diagnostics

    @classmethod
    def open(cls, source: Source, name: str | None = None, *, limits: Limits | None = None,
             check_descriptor: bool = True) -> Package:
        """Opens a directory, a descriptor, an OVA, or an OVA inside gzip; its bytes tell what it is, never its name.

        `source` is a path, the bytes of an OVA, or an open binary file, from where it stands on; one that can seek has to
        stay open as long as the package is used. What can be read only once, such as a pipe, at a path as well, is read
        to its end: its files can then be verified or unpacked with `verify_file` and `unpack_file` only, in that one pass.
        `name` is the source in findings (the path). Without `check_descriptor` another one in the manifest is no finding.
        Raises `Error`: as `Descriptor` does, `MALFORMED` for a broken archive, `NOT_A_DESCRIPTOR` when there is none, and
        `NOT_FOUND`, `PERMISSION` or `IO`.
        """
        found = Diagnostics()
        most = limits or Limits()
        if is_buffer(source):
            return cls(_ovfkit.Package.open_bytes(source, name or "package", most, check_descriptor, found), found)
        if is_path(source):
            if not is_pipe(source):
                return cls(_ovfkit.Package.open(source, most, check_descriptor, found), found)
            with open_pipe(source) as pipe:  # once, also where one could seek: it is closed at the end
                called = name or os.fsdecode(source)
                return cls(_ovfkit.Package.open_file(pipe, called, most, check_descriptor, found), found)
        called = name or name_of(source, "package")
        if can_seek(source):
            native = _ovfkit.Package.open_seekable(source, called, most, check_descriptor, found)
            return cls(native, found, threads=1)  # the file has one position, and what it raises belongs to this thread
        return cls(_ovfkit.Package.open_file(source, called, most, check_descriptor, found), found)

    @property
    def _native(self) -> _ovfkit.Package:
        if self._handle is None:
            raise Error(ErrorCode.INVALID_ARGUMENT, "the package is closed")
        return self._handle

    def close(self) -> None:
        """Lets go of the files. Closing twice does nothing."""
        self._handle = None

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._handle is None

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def __copy__(self) -> Package:
        return type(self)(self._native, self.diagnostics, self._threads)

    def __deepcopy__(self, memo: Any) -> Package:
        return self.__copy__()

    def __reduce__(self) -> Any:
        raise TypeError("a package is no value that could be pickled: open it again from its path")

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
        """The descriptor, which remembers whether the package stands for it; `diagnostics` is that of the package."""
        return Descriptor._of(self._native.descriptor(), Diagnostics(self.diagnostics, self.diagnostics.dropped), self._native)

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

    def read(self, member: Union[Member, File, str]) -> io.BufferedReader:
        """An open binary file: the bytes of a member or of the one of that name, or what a `File` of References means, its
        chunks joined and decompressed.

        It stays readable when the package is closed. Raises `KeyError` for a name that no member has, and `Error`:
        `NOT_FOUND`, and `UNSUPPORTED` for a package that was read once.
        """
        if isinstance(member, str):
            member = self[member]
        stream = self._native.read_file(member) if isinstance(member, File) else self._native.read_member(member)
        return io.BufferedReader(_Raw(stream), 1 << 20)

    def streams(self) -> Iterator[tuple[Member, io.BufferedReader]]:
        """Every member with an open binary file of its bytes, which is closed when the next one is asked for.

            >>> with ovfkit.Package.open("web.ova") as package:
            ...     for member, file in package.streams():
            ...         print(member.name, len(file.read()) == member.size)
            web.ovf True
            web.mf True
            disk.img True

        Raises `Error` as `read` does.
        """
        for member in self.members:
            with self.read(member) as file:
                yield member, file

    def make_manifest(self, digest: DigestAlgorithm = DigestAlgorithm.SHA256, *,
                      progress: OnProgress | None = None) -> bytes:
        """A manifest of all files but the manifest and the certificate, in their order, the descriptor first.

        Raises `Error`: `UNSUPPORTED` for a name that cannot stand in one, `CANCELLED`, `IO`.
        """
        return self._native.make_manifest(digest, progress)

    def verify(self, *, anchors: Text = "", require_signature: bool = False, allow_sha1: bool = False,
               time: datetime | None = None, threads: int = 0, progress: OnProgress | None = None,
               limits: Limits | None = None, diagnostics: list[Diagnostic] | None = None) -> Verification:
        """Reads every file once and compares it with the manifest, both ways; verifies the signature of the manifest.

        `anchors` are PEM certificates that one trusts, in force at `time` (None: now). `threads` is how many files are
        read at once (0: one for each core). Whatever is not verified is a finding. Blocks without the interpreter's lock;
        Ctrl-C ends it. Raises `Error`: `CANCELLED`, `IO`.
        """
        words = _verify_words(anchors, require_signature, allow_sha1, time, self._threads or threads, progress, limits)
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
        """The same as a new directory, which appears whole or not at all.

        Raises `Error` as `pack` does; what is there already is `ALREADY_EXISTS`.
        """
        return self._native.pack_to_path(to, True, options or PackOptions(), diagnostics)

    def unpack(self, to: Path, *, insist: bool = True, anchors: Text = "", require_signature: bool = False,
               allow_sha1: bool = False, time: datetime | None = None, progress: OnProgress | None = None,
               limits: Limits | None = None, diagnostics: list[Diagnostic] | None = None) -> Verification:
        """Writes every file into a new directory, and verifies each while it is written.

        With `insist` an error of the verification ends the work and leaves nothing. Raises `Error`: `MALFORMED` when the
        package is not what its manifest says, `INVALID_ARGUMENT` for names that are not safe, `ALREADY_EXISTS`,
        `CANCELLED`.
        """
        words = _verify_words(anchors, require_signature, allow_sha1, time, 0, progress, limits)
        return self._native.unpack(to, insist, words, diagnostics)

    def __repr__(self) -> str:
        if self._handle is None:
            return "<Package, closed>"
        return f"<Package {self.name!r}, {self.form.value}, {len(self.members)} files>"


def verify_file(source: Source, name: str | None = None, *, anchors: Text = "", require_signature: bool = False,
                allow_sha1: bool = False, time: datetime | None = None, progress: OnProgress | None = None,
                limits: Limits | None = None, diagnostics: list[Diagnostic] | None = None) -> tuple[Package, Verification]:
    """Verifies an OVA that can be read only once, such as a pipe, in one pass: an open binary file, bytes, or a path.

    Raises `Error` as `Package.open` and `Package.verify` do.
    """
    words = _verify_words(anchors, require_signature, allow_sha1, time, 0, progress, limits)
    found = Diagnostics()
    try:
        with opened(source, name, "package") as (file, called):
            native, verification = _ovfkit.verify_file(file, called, words, found)
    finally:
        if diagnostics is not None:
            diagnostics.extend(found)
    return Package(native, found), verification


def unpack_file(source: Source, to: Path, name: str | None = None, *, insist: bool = True, anchors: Text = "",
                require_signature: bool = False, allow_sha1: bool = False, time: datetime | None = None,
                progress: OnProgress | None = None, limits: Limits | None = None,
                diagnostics: list[Diagnostic] | None = None) -> tuple[Package, Verification]:
    """Unpacks an OVA that can be read only once into a new directory, as `Package.unpack` does, in one pass.

    Raises `Error` as that does.
    """
    words = _verify_words(anchors, require_signature, allow_sha1, time, 0, progress, limits)
    found = Diagnostics()
    try:
        with opened(source, name, "package") as (file, called):
            native, verification = _ovfkit.unpack_file(file, called, to, insist, words, found)
    finally:
        if diagnostics is not None:
            diagnostics.extend(found)
    return Package(native, found), verification


def form_of(path: Path) -> Form:
    """What the bytes at `path` are, by themselves: whatever is neither a folder nor an archive is `BARE`.

    Raises `Error`: `UNSUPPORTED` for a pipe, `NOT_FOUND`, `PERMISSION`, `IO`.
    """
    return _ovfkit.form_of(path)


#: How many bytes `looks_like_archive` wants to see.
SNIFFED_BYTES = 512


def looks_like_archive(begin: Text) -> bool:
    """Whether `begin`, the first `SNIFFED_BYTES` bytes of a file, are those of an archive, or of something inside gzip."""
    return _ovfkit.looks_like_archive(begin)


class Editor:
    """A package at a path that is about to be changed, once; a context manager that lets go of it.

    Whatever interrupts a change of an archive, there is the old package or the new one, and the next opening removes what
    was left behind; of a folder each file is the old one or the new one. While it is open others cannot edit the package.
    Who comes while it works, out of a callback or from another thread, gets an `Error` (`INVALID_ARGUMENT`), as does who
    comes after `close` and who makes a second change.
    """

    __slots__ = ("_native", "diagnostics")

    diagnostics: Diagnostics  #: what opening the package had to say

    def __init__(self, path: Path, *, output: Path | None = None, limits: Limits | None = None,
                 check_descriptor: bool = True) -> None:
        """Opens the package at `path`. With `output` the changed archive goes there.

        Raises `Error`: as `Package.open` does, and `UNSUPPORTED` for an OVA inside gzip, and for an `output` of a folder.
        """
        self.diagnostics = Diagnostics()
        self._native = _ovfkit.Editor.open(path, output, limits or Limits(), check_descriptor, self.diagnostics)

    @property
    def package(self) -> Package:
        """The package as it was before any change."""
        return Package(self._native.package(), Diagnostics(self.diagnostics, self.diagnostics.dropped))

    @property
    def was_restored(self) -> bool:
        """Whether a change that was interrupted had to be undone first."""
        return self._native.was_restored()

    def set_descriptor(self, data: Text, *, remove_signature: bool = False, accept_mismatch: bool = False,
                       progress: OnProgress | None = None) -> EditReport:
        """Gives the package another descriptor, and its manifest the digests of it: see `ovfkit.signing.set_descriptor`.

        Raises `Error` as that does.
        """
        return self._native.set_descriptor(data, remove_signature, accept_mismatch, progress)

    def replace(self, *, descriptor: Text | None = None, manifest: Text | None = None, certificate: Text | None = None,
                remove_certificate: bool = False, progress: OnProgress | None = None) -> EditReport:
        """Exchanges files as they are given, whatever that does to manifest and signature; what is None stays.

        A file that is not there yet is added: in an archive at its end if nothing has to move, else behind the descriptor
        (DSP0243 1.1.1, 5.3). Raises `Error`: `UNSUPPORTED` when an archive has two members of that name, or something
        behind its end; `NO_SPACE`, `IO`, `CANCELLED`.
        """
        return self._native.replace(descriptor, manifest, certificate, remove_certificate, progress)

    def sign(self, signer: Signer, *, check_files: bool = True, make_manifest: bool = False,
             digest: DigestAlgorithm = DigestAlgorithm.SHA256, allow_sha1: bool = False,
             progress: OnProgress | None = None, diagnostics: list[Diagnostic] | None = None) -> SignReport:
        """Signs the manifest of the package: see `ovfkit.signing.sign_package`. Raises `Error` as that does."""
        return self._native.sign(signer, check_files, make_manifest, digest, allow_sha1, progress, diagnostics)

    def close(self) -> None:
        """Lets go of the package. Closing twice does nothing."""
        self._native.close()

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()


def _verify_words(anchors: Text, require_signature: bool, allow_sha1: bool, time: datetime | None, threads: int,
                 progress: OnProgress | None, limits: Limits | None) -> dict[str, Any]:
    """What the compiled module takes of a verification; for this package."""
    return {"anchors": anchors, "require_signature": require_signature, "allow_sha1": allow_sha1,
            "time": time or datetime.now(timezone.utc), "threads": threads, "progress": progress,
            "limits": limits or Limits()}
