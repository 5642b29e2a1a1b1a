// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::manifest {

/// The findings about a manifest, each declared once. A spelling is reported once a file, at its first place.
namespace rule {

inline constexpr Rule unreadable_line{"manifest/unreadable-line",
                                      Severity::error,
                                      "a line of the manifest is no entry",
                                      "DSP0243 1.1.1 section 5.1",
                                      "what the line was meant to protect is unknown, so nothing can be said of it",
                                      "write the line as SHA256(name)= digest, or make the manifest anew",
                                      "0.1.0"};

inline constexpr Rule unknown_algorithm{"manifest/unknown-algorithm",
                                        Severity::error,
                                        "an entry names a digest algorithm that cannot be verified",
                                        "DSP0243 1.1.1 section 5.1",
                                        "the file of that entry is not protected by it",
                                        "make the manifest anew with SHA256",
                                        "0.1.0"};

inline constexpr Rule wrong_digest_length{"manifest/wrong-digest-length",
                                          Severity::error,
                                          "a digest is not as long as its algorithm makes it",
                                          "DSP0243 1.1.1 section 5.1",
                                          "no file can have this digest: it is cut off, or of another algorithm",
                                          "make the manifest anew",
                                          "0.1.0"};

inline constexpr Rule contradictory_entries{"manifest/contradictory-entries",
                                            Severity::error,
                                            "two entries give one file different digests of the same algorithm",
                                            "DSP0243 1.1.1 section 5.1",
                                            "at most one of them is right; importers differ in which one they look at",
                                            "make the manifest anew",
                                            "0.1.0"};

inline constexpr Rule duplicate_entry{"manifest/duplicate-entry",
                                      Severity::warning,
                                      "an entry stands there twice",
                                      "DSP0243 1.1.1 section 5.1",
                                      "some importers refuse a manifest that lists a file twice",
                                      "leave the second line out",
                                      "0.1.0"};

inline constexpr Rule empty{"manifest/empty",
                            Severity::warning,
                            "the manifest has no entry",
                            "DSP0243 1.1.1 section 5.1",
                            "it protects nothing, although a package with a manifest looks protected",
                            "make the manifest anew, or leave it out",
                            "0.1.0"};

inline constexpr Rule too_large{"manifest/too-large",
                                Severity::error,
                                "the manifest is larger than the limit on bytes",
                                "",
                                "a manifest has a line for each file of a package; the limit bounds what a hostile one "
                                "can cost",
                                "raise the limit if the file is what it should be",
                                "0.1.0"};

inline constexpr Rule too_many_lines{"manifest/too-many-lines",
                                     Severity::error,
                                     "the manifest has more lines than the limit on entries",
                                     "",
                                     "a manifest has a line for each file of a package; the limit bounds what a "
                                     "hostile one can cost",
                                     "raise the limit if the file is what it should be",
                                     "0.1.0"};

inline constexpr Rule name_too_long{"manifest/name-too-long",
                                    Severity::error,
                                    "a file name in the manifest is longer than the limit",
                                    "",
                                    "no file system has names of that length",
                                    "raise the limit if the file is what it should be",
                                    "0.1.0"};

inline constexpr Rule algorithm_spelling{"manifest/algorithm-spelling",
                                         Severity::warning,
                                         "the name of a digest algorithm is not spelled as the standard does",
                                         "DSP0243 1.1.1 section 5.1",
                                         "importers compare it with SHA1 and SHA256, letter by letter",
                                         "write SHA1, SHA256 or SHA512",
                                         "0.1.0"};

inline constexpr Rule leading_blank{"manifest/leading-blank",
                                    Severity::warning,
                                    "a line begins with a blank",
                                    "DSP0243 1.1.1 section 5.1",
                                    "some importers take the line for no entry",
                                    "write SHA256(name)= digest",
                                    "0.1.0"};

inline constexpr Rule blank_before_parenthesis{"manifest/blank-before-parenthesis",
                                               Severity::warning,
                                               "there is a blank between the algorithm and '('",
                                               "DSP0243 1.1.1 section 5.1",
                                               "vSphere refuses manifests in the form of sha256sum --tag",
                                               "write SHA256(name)= digest",
                                               "0.1.0"};

inline constexpr Rule blank_before_equals{"manifest/blank-before-equals",
                                          Severity::warning,
                                          "there is a blank between ')' and '='",
                                          "DSP0243 1.1.1 section 5.1",
                                          "vSphere refuses manifests in the form of sha256sum --tag",
                                          "write SHA256(name)= digest",
                                          "0.1.0"};

inline constexpr Rule blank_around_name{"manifest/blank-around-name",
                                        Severity::warning,
                                        "there is a blank beside the name inside the parentheses",
                                        "DSP0243 1.1.1 section 5.1",
                                        "it is taken for a part of the name by some importers, and not by others",
                                        "write SHA256(name)= digest",
                                        "0.1.0"};

inline constexpr Rule missing_blank{"manifest/missing-blank",
                                    Severity::warning,
                                    "there is no blank behind '='",
                                    "DSP0243 1.1.1 section 5.1",
                                    "the standard has one there, and some importers insist on it",
                                    "write SHA256(name)= digest",
                                    "0.1.0"};

inline constexpr Rule extra_blank{"manifest/extra-blank",
                                  Severity::warning,
                                  "there is something else than one blank behind '='",
                                  "DSP0243 1.1.1 section 5.1",
                                  "the standard has one blank there, and some importers insist on it",
                                  "write SHA256(name)= digest",
                                  "0.1.0"};

inline constexpr Rule trailing_blank{"manifest/trailing-blank",
                                     Severity::warning,
                                     "a line ends in a blank",
                                     "DSP0243 1.1.1 section 5.1",
                                     "some importers take it for a part of the digest",
                                     "write SHA256(name)= digest",
                                     "0.1.0"};

inline constexpr Rule upper_case_digest{"manifest/upper-case-digest",
                                        Severity::warning,
                                        "a digest has upper-case letters",
                                        "DSP0243 1.1.1 section 5.1",
                                        "some importers compare it with lower-case hex, byte by byte",
                                        "write digests in lower-case hex",
                                        "0.1.0"};

inline constexpr Rule crlf{"manifest/crlf",
                           Severity::warning,
                           "lines end in CR LF",
                           "DSP0243 1.1.1 section 5.1",
                           "the standard's line end is LF; some importers take CR for a part of the digest",
                           "end lines in LF alone",
                           "0.1.0"};

inline constexpr Rule blank_line{"manifest/blank-line",
                                 Severity::warning,
                                 "a line is blank",
                                 "DSP0243 1.1.1 section 5.1",
                                 "the standard has no blank lines, and some importers refuse them",
                                 "leave the blank line out",
                                 "0.1.0"};

inline constexpr Rule no_final_line_end{"manifest/no-final-line-end",
                                        Severity::warning,
                                        "the last line has no line end",
                                        "DSP0243 1.1.1 section 5.1",
                                        "some importers leave the last line out, and nobody knows whether the file "
                                        "is complete",
                                        "end the last line in LF",
                                        "0.1.0"};

inline constexpr Rule padding{
    "manifest/padding",
    Severity::warning,
    "the manifest is filled up behind its last line",
    "DSP0243 1.1.1 section 5.1",
    "some tools reserve space in an archive before they know the digests; some importers take "
    "the filling for a line",
    "leave the filling out; a signature covers it, so sign anew",
    "0.1.0"};

inline constexpr Rule byte_order_mark{"manifest/byte-order-mark",
                                      Severity::warning,
                                      "the manifest begins with a byte order mark",
                                      "DSP0243 1.1.1 section 5.1",
                                      "importers take it for a part of the first algorithm's name",
                                      "save the file without a byte order mark",
                                      "0.1.0"};

}  // namespace rule

/// Every rule of this room, those of `certificate_rules.hpp` too, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::manifest
