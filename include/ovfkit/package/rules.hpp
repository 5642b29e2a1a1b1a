// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::package {

/// The findings of this room, each declared once. The first group is about the form of a package and comes from
/// `Package::open`; the second is about digests and signatures and comes from `verify`.
namespace rule {

inline constexpr Rule several_descriptors{"package/several-descriptors",
                                          Severity::error,
                                          "the package has more than one descriptor",
                                          "DSP0243 1.1.1, 5.1",
                                          "importers disagree about which one counts; the first is used here",
                                          "leave one descriptor in the package",
                                          "0.1.0"};

inline constexpr Rule interrupted_change{
    "package/interrupted-change",
    Severity::error,
    "a change of the archive was interrupted and is half made",
    "",
    "parts of the archive are old and others new; without a manifest nothing else would show it",
    "run the change again, or any other: it restores the old archive first",
    "0.1.0"};

inline constexpr Rule descriptor_not_first{
    "package/descriptor-not-first",
    Severity::warning,
    "the descriptor is not the first member of the archive",
    "DSP0243 1.1.1, 5.3",
    "vSphere, Workstation and VirtualBox look at the first member only and find no descriptor",
    "pack the archive again: descriptor, manifest, certificate, then the files in the order of References",
    "0.1.0"};

inline constexpr Rule several_gzip_members{
    "package/several-gzip-members",
    Severity::warning,
    "the archive is in several gzip streams behind each other",
    "RFC 1952, 2.2",
    "a reader that stops behind the first stream sees another archive, or a broken one",
    "decompress it and compress it again as one stream",
    "0.2.0"};

inline constexpr Rule foreign_manifest{
    "package/foreign-manifest",
    Severity::warning,
    "a manifest or certificate has another base name than the descriptor, or stands elsewhere",
    "DSP0243 1.1.1, 5.1",
    "an importer takes it for a plain file and verifies nothing",
    "name it like the descriptor and put it beside it",
    "0.1.0"};

inline constexpr Rule several_manifests{"package/several-manifests",
                                        Severity::error,
                                        "the package has more than one manifest or certificate for its descriptor",
                                        "DSP0243 1.1.1, 5.1",
                                        "importers disagree about which one counts",
                                        "leave one of them in the package",
                                        "0.1.0"};

inline constexpr Rule missing_file{"package/missing-file",
                                   Severity::error,
                                   "the descriptor references a file that is not in the package",
                                   "DSP0243 1.1.1, 7.1",
                                   "an importer fails, or makes an empty disk",
                                   "add the file, or remove the reference",
                                   "0.1.0"};

inline constexpr Rule remote_file{"package/remote-file",
                                  Severity::warning,
                                  "the descriptor references a file on a server",
                                  "DSP0243 1.1.1, 7.1",
                                  "it is not part of the package, and nothing here fetches or verifies it",
                                  "put the file into the package",
                                  "0.1.0"};

inline constexpr Rule unsafe_reference{"package/unsafe-reference",
                                       Severity::error,
                                       "a reference leaves the package or names no plain file",
                                       "DSP0243 1.1.1, 5.3 and 7.1",
                                       "an importer that follows it reads a file of its own host and hands it on",
                                       "reference files of the package by relative names without '..'",
                                       "0.1.0"};

inline constexpr Rule wrong_size{"package/wrong-size",
                                 Severity::error,
                                 "a file has another size than the descriptor says",
                                 "DSP0243 1.1.1, 7.1",
                                 "the file is cut off or was exchanged; importers that reserve room by the size fail",
                                 "correct ovf:size, or get the whole file",
                                 "0.1.0"};

inline constexpr Rule chunk_size{"package/chunk-size",
                                 Severity::error,
                                 "a chunk has another size than ovf:chunkSize says",
                                 "DSP0243 1.1.1, 7.1",
                                 "importers that compute where a chunk belongs put the file together wrongly",
                                 "cut the file again",
                                 "0.1.0"};

inline constexpr Rule unreferenced_file{
    "package/unreferenced-file",
    Severity::note,
    "a file that the descriptor does not reference was left out",
    "DSP0243 1.1.1, 5.1 and 7.1",
    "importers look at referenced files only, and some refuse a package with others",
    "reference it, or ask for all files",
    "0.1.0"};

inline constexpr Rule signature_dropped{"package/signature-dropped",
                                        Severity::warning,
                                        "the signature of the source was left out, because the manifest is a new one",
                                        "DSP0243 1.1.1, 5.1",
                                        "nobody vouches for the new package",
                                        "keep the manifest, or sign again",
                                        "0.1.0"};

inline constexpr Rule name_clash{"package/name-clash",
                                 Severity::error,
                                 "two files of the package cannot lie in one folder",
                                 "DSP0243 1.1.1, 5.1",
                                 "equal names, names that differ in letter case only, and a file that is a folder to "
                                 "another overwrite each other on some systems",
                                 "rename one of them",
                                 "0.1.0"};

inline constexpr Rule digest_mismatch{
    "manifest/digest-mismatch",
    Severity::error,
    "a file has another digest than the manifest says",
    "DSP0243 1.1.1, 5.1",
    "the file was changed or damaged after the manifest was made",
    "get the package again; make the manifest again only if you know who changed the file",
    "0.1.0"};

inline constexpr Rule listed_missing{"manifest/missing-file",
                                     Severity::error,
                                     "the manifest lists a file that is not in the package",
                                     "DSP0243 1.1.1, 5.1",
                                     "a part of the package got lost, or its files were renamed",
                                     "add the file, or make the manifest again",
                                     "0.1.0"};

inline constexpr Rule unlisted_file{"manifest/unlisted-file",
                                    Severity::warning,
                                    "a file of the package is not in the manifest",
                                    "DSP0243 1.1.1, 5.1",
                                    "it could be anything: nothing says what its digest is",
                                    "make the manifest again with all files",
                                    "0.1.0"};

inline constexpr Rule unlisted_descriptor{
    "manifest/unlisted-descriptor",
    Severity::warning,
    "the descriptor is not in the manifest",
    "DSP0243 1.1.1, 5.1",
    "whoever changes the descriptor, and its trust flags, leaves no trace, even when the manifest is signed",
    "make the manifest again with the descriptor",
    "0.1.0"};

inline constexpr Rule weak_digest{"manifest/weak-digest",
                                  Severity::error,
                                  "a file is protected by SHA-1 only",
                                  "",
                                  "another file with the same SHA-1 can be made on purpose",
                                  "make the manifest again with SHA-256, or allow SHA-1 by name",
                                  "0.1.0"};

inline constexpr Rule unverifiable{
    "manifest/unverifiable-file",
    Severity::error,
    "a file cannot be verified although the manifest lists it",
    "DSP0243 1.1.1, 5.1",
    "its digest is of an unknown kind, contradicts another one, or the file is unreadable",
    "make the manifest again with SHA-256",
    "0.1.0"};

inline constexpr Rule no_manifest{"manifest/absent",
                                  Severity::warning,
                                  "the package has no manifest, so nothing was verified",
                                  "DSP0243 1.1.1, 5.1",
                                  "damage and changes go unnoticed",
                                  "make a manifest when the package is built",
                                  "0.1.0"};

inline constexpr Rule signature_absent{"signature/absent",
                                       Severity::note,
                                       "the package is not signed",
                                       "DSP0243 1.1.1, 5.1",
                                       "the manifest says that files are whole, not who made them",
                                       "sign the manifest",
                                       "0.1.0"};

inline constexpr Rule signature_without_manifest{
    "signature/no-manifest",
    Severity::error,
    "the package has a certificate but no manifest",
    "DSP0243 1.1.1, 5.3",
    "the signature is over a manifest that is not there; perhaps it was removed to hide changes",
    "get the package again",
    "0.1.0"};

inline constexpr Rule signature_rejected{"signature/rejected",
                                         Severity::error,
                                         "the signature of the manifest does not count",
                                         "DSP0243 1.1.1, 5.1",
                                         "nobody vouches for the package who is trusted, or it was changed",
                                         "get the package from its maker, or name whom you trust",
                                         "0.1.0"};

inline constexpr Rule signature_names_other{"signature/other-manifest",
                                            Severity::error,
                                            "the certificate names another file than the manifest",
                                            "DSP0243 1.1.1, 5.1",
                                            "the signature was made for another package",
                                            "sign the manifest again",
                                            "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::package
