// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// Packages: their form, their files, and their manifest against what the descriptor says. What is said by whoever opens
// or verifies a package has its rules in the rooms package, manifest and io.

namespace ovfkit::validate::rule {

inline constexpr Rule package_extension{"package/extension",
                                        Severity::error,
                                        "descriptor, manifest or certificate has not the extension of its role",
                                        "DSP0243 1.1.1, 5.1",
                                        "importers find these files by '.ovf', '.mf' and '.cert' in lower case",
                                        "rename the file",
                                        "0.2.0"};

inline constexpr Rule package_referenced_manifest{
    "package/referenced-manifest",
    Severity::error,
    "References lists the descriptor, the manifest or the certificate",
    "DSP0243 1.1.1, 5.1",
    "a manifest would have to hold its own digest; importers upload the file as if it were a disk",
    "take the File out of References",
    "0.2.0"};

inline constexpr Rule package_misplaced_manifest{
    "package/misplaced-manifest",
    Severity::error,
    "a manifest or certificate that nothing references stands where it does not count",
    "DSP0243 1.1.1, 5.1",
    "it looks as if it protected the package, and every importer takes it for a plain file",
    "put it beside the descriptor under the same base name, or leave it out",
    "0.2.0"};

inline constexpr Rule package_manifest_algorithm{"package/manifest-algorithm",
                                                 Severity::error,
                                                 "the manifest has digests that this version of OVF does not know",
                                                 "DSP0243 1.1.1, 5.1; 2.x as recalled",
                                                 "OVF 1.x has SHA1 and 2.x SHA256 beside it; importers of that time "
                                                 "refuse others, those of today read SHA256 in both",
                                                 "write SHA1 for the oldest importers only; SHA256 is the safer choice",
                                                 "0.2.0"};

inline constexpr Rule package_manifest_name{"package/manifest-name",
                                            Severity::error,
                                            "the manifest spells a file in another way than the descriptor",
                                            "DSP0243 1.1.1, 7.1",
                                            "importers compare the name with ovf:href letter by letter and find no "
                                            "digest for the file",
                                            "write the value of ovf:href into the manifest",
                                            "0.2.0"};

inline constexpr Rule package_unlisted_chunk{"package/unlisted-chunk",
                                             Severity::error,
                                             "the manifest has no line for a chunk of a file",
                                             "DSP0243 1.1.1, 7.1",
                                             "a chunk can be exchanged without a trace",
                                             "make the manifest again, with a line for each chunk",
                                             "0.2.0"};

inline constexpr Rule package_manifest_extra{
    "package/manifest-extra",
    Severity::warning,
    "the manifest lists a file that the descriptor does not reference",
    "DSP0243 2.x, 5.1, as recalled",
    "OVF 2.x has lines for the files of References only; some importers refuse "
    "others",
    "reference the file, or leave its line out",
    "0.2.0"};

inline constexpr Rule package_unused_member{"package/unused-member",
                                            Severity::note,
                                            "the package holds a file that the descriptor does not reference",
                                            "DSP0243 1.1.1, 5.1 and 7.1",
                                            "importers pass it over, and some refuse a package with such a file",
                                            "reference it, or leave it out",
                                            "0.2.0"};

inline constexpr Rule package_not_gzip{"package/not-gzip",
                                       Severity::error,
                                       "a file that should be compressed is no gzip file",
                                       "DSP0243 1.1.1, 7.1; RFC 1952",
                                       "an importer fails when it decompresses the file",
                                       "take ovf:compression away, or compress the file",
                                       "0.2.0"};

inline constexpr Rule package_chunk_name{
    "package/chunk-name",
    Severity::error,
    "the chunks of a file are not called as they have to be",
    "DSP0243 1.1.1, 7.1",
    "an importer finds no chunk, or takes the file to end before a gap",
    "call them by ovf:href, a dot and nine digits, from .000000000 on without a gap",
    "0.2.0"};

inline constexpr Rule package_chunk_compressed{
    "package/chunk-compressed",
    Severity::error,
    "each chunk of a file is compressed by itself",
    "DSP0243 1.1.1, 7.1",
    "a file is compressed first and then cut; importers that join the chunks may stop at the end of the first",
    "compress the whole file, and cut the result",
    "0.2.0"};

inline constexpr Rule package_broken_bundle{"package/broken-bundle",
                                            Severity::error,
                                            "a file of messages is not one Strings element",
                                            "DSP0243 1.1.1, 10",
                                            "its messages are shown in no language",
                                            "let the file hold one Strings element of the descriptor's namespace",
                                            "0.2.0"};

inline constexpr Rule package_message_not_text{"package/message-not-text",
                                               Severity::error,
                                               "the file of a message is not plain UTF-8 text",
                                               "DSP0243 2.x, 10.3, as recalled",
                                               "the message is shown as garbage, or not at all",
                                               "save the text as UTF-8",
                                               "0.2.0"};

inline constexpr Rule package_unportable_name{"package/unportable-name",
                                              Severity::warning,
                                              "a file has a name that some systems cannot hold",
                                              "",
                                              "the package cannot be unpacked on Windows, or on no system at all",
                                              "use letters, digits, '-', '_' and '.', and fewer than 200 of them",
                                              "0.2.0"};

// What holds for archives only.

inline constexpr Rule archive_extension{"archive/extension",
                                        Severity::warning,
                                        "an archive is not called .ova",
                                        "DSP0243 1.1.1, 5.3",
                                        "importers tell the form of a package by its name",
                                        "rename it",
                                        "0.2.0"};

inline constexpr Rule archive_compressed{"archive/compressed",
                                         Severity::warning,
                                         "the archive as a whole is compressed",
                                         "DSP0243 1.1.1, 5.3",
                                         "a package is a TAR archive; most importers do not look inside gzip",
                                         "decompress it; single files can be compressed with ovf:compression",
                                         "0.2.0"};

inline constexpr Rule archive_remote_file{"archive/remote-file",
                                          Severity::error,
                                          "a file of an archive is referenced by a URL",
                                          "DSP0243 1.1.1, 5.3",
                                          "all files of an archive are members of it; importers look for no server",
                                          "put the file into the archive, and reference it by its name",
                                          "0.2.0"};

inline constexpr Rule archive_manifest_place{
    "archive/manifest-place",
    Severity::error,
    "manifest and certificate are neither right behind the descriptor nor at the end, in that order",
    "DSP0243 1.1.1, 5.3",
    "a reader of a stream does not know which digests it needs, or when it has seen all of them",
    "pack the archive again: descriptor, manifest, certificate, then the files in the order of References",
    "0.2.0"};

inline constexpr Rule archive_member_order{"archive/member-order",
                                           Severity::warning,
                                           "the files of an archive are not in the order of References",
                                           "DSP0243 1.1.1, 5.3",
                                           "a reader of a stream meets a file before it can use it",
                                           "pack the archive again in the order of References",
                                           "0.2.0"};

}  // namespace ovfkit::validate::rule
