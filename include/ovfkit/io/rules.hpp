// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::io {

/// The findings of this room, each declared once. An error ends what can be trusted of an archive; a warning is what
/// some importer refuses or reads in another way; a note is harmless.
namespace rule {

// The format of the headers.

inline constexpr Rule tar_gnu_header{"tar/gnu-header",
                                     Severity::note,
                                     "the archive's headers have the old GNU magic, not that of ustar",
                                     "DSP0243 1.1.1 section 5.3",
                                     "the specification wants ustar; every importer known takes this one as well",
                                     "",
                                     "0.1.0"};

inline constexpr Rule tar_no_magic{"tar/no-magic",
                                   Severity::warning,
                                   "a header has no magic of ustar or GNU",
                                   "DSP0243 1.1.1 section 5.3",
                                   "headers from before POSIX are no ustar, and importers that look for its magic "
                                   "refuse the archive",
                                   "pack it anew as ustar",
                                   "0.1.0"};

inline constexpr Rule tar_pax_header{"tar/pax-header",
                                     Severity::warning,
                                     "a member has extended headers in the form of pax",
                                     "DSP0243 1.1.1 section 5.3",
                                     "vSphere and VirtualBox take an extended header for a file of its own and refuse "
                                     "the package",
                                     "pack it anew as ustar",
                                     "0.1.0"};

inline constexpr Rule tar_long_name{"tar/long-name",
                                    Severity::warning,
                                    "a member's name stands in a GNU long-name record",
                                    "DSP0243 1.1.1 section 5.3",
                                    "ustar knows no such record; importers that do not either see a cut name",
                                    "use names of at most 100 bytes",
                                    "0.1.0"};

inline constexpr Rule tar_numeric_size{"tar/numeric-size",
                                       Severity::warning,
                                       "a member's size is in the base-256 form of GNU",
                                       "DSP0243 1.1.1 section 5.3",
                                       "ustar ends at 8 GiB; importers that know nothing else misread the size",
                                       "cut the file into chunks (ovf:chunkSize) of less than 8 GiB",
                                       "0.1.0"};

inline constexpr Rule tar_bad_number{"tar/bad-number",
                                     Severity::warning,
                                     "a field of a header that should hold a number does not",
                                     "POSIX.1-2017 pax, ustar interchange format",
                                     "a strict reader refuses the archive",
                                     "pack it anew",
                                     "0.1.0"};

// The members.

inline constexpr Rule tar_dot_slash_name{"tar/dot-slash-name",
                                         Severity::warning,
                                         "a member's name begins with ./",
                                         "DSP0243 1.1.1 section 5.3",
                                         "an importer that compares names byte by byte does not find the file",
                                         "name the files themselves when packing, not the folder",
                                         "0.1.0"};

inline constexpr Rule tar_directory_member{"tar/directory-member",
                                           Severity::note,
                                           "a member is a directory",
                                           "",
                                           "packages need none: a file's name makes the folders it is in",
                                           "",
                                           "0.1.0"};

inline constexpr Rule tar_apple_double{"tar/apple-double",
                                       Severity::warning,
                                       "a member holds the extended attributes of a macOS file",
                                       "",
                                       "importers have taken ._name.ovf for a second descriptor",
                                       "pack with COPYFILE_DISABLE=1",
                                       "0.1.0"};

inline constexpr Rule tar_unsafe_name{
    "tar/unsafe-name",
    Severity::error,
    "a member's name could leave the folder that it is unpacked in, or means a device somewhere",
    "DSP0243 1.1.1 section 5.3",
    "names that are absolute, or hold .., a drive, a NUL, a backslash or control characters, are how packages attack "
    "importers (CVE-2021-21972)",
    "give the member a plain relative name",
    "0.1.0"};

inline constexpr Rule tar_special_member{"tar/special-member",
                                         Severity::error,
                                         "a member is a link, a device, or anything else but a file or directory",
                                         "DSP0243 1.1.1 section 5.3",
                                         "no package needs one, and links are how archives reach files outside of them",
                                         "pack the file itself",
                                         "0.1.0"};

inline constexpr Rule tar_duplicate_name{"tar/duplicate-name",
                                         Severity::error,
                                         "two members have the same name",
                                         "DSP0243 1.1.1 section 5.3",
                                         "importers disagree which one counts, so what was checked need not be what "
                                         "is used",
                                         "leave one of them out",
                                         "0.1.0"};

// What ends the reading.

inline constexpr Rule tar_bad_checksum{"tar/bad-checksum",
                                       Severity::error,
                                       "a header's checksum is wrong",
                                       "POSIX.1-2017 pax, ustar interchange format",
                                       "the archive is damaged, or this is no tar archive at all",
                                       "get the package anew from where it came from",
                                       "0.1.0"};

inline constexpr Rule tar_bad_size{"tar/bad-size",
                                   Severity::error,
                                   "a member's size is no number that a size can be",
                                   "POSIX.1-2017 pax, ustar interchange format",
                                   "nobody can tell where the next member begins",
                                   "get the package anew from where it came from",
                                   "0.1.0"};

inline constexpr Rule tar_bad_record{"tar/bad-record",
                                     Severity::error,
                                     "an extended header is not in the form that it has to have",
                                     "POSIX.1-2017 pax, pax extended header",
                                     "the name or size that it should give is not known",
                                     "pack it anew as ustar",
                                     "0.1.0"};

inline constexpr Rule tar_ambiguous_member{
    "tar/ambiguous-member",
    Severity::error,
    "readers disagree about a member's name or size",
    "POSIX.1-2017 pax, pax extended header",
    "two readers that see different members in one archive let a package pass a check with one content and be "
    "imported with another (CVE-2025-62518)",
    "pack it anew as ustar",
    "0.1.0"};

inline constexpr Rule tar_sparse_member{"tar/sparse-member",
                                        Severity::error,
                                        "a member is stored as a sparse file",
                                        "DSP0243 1.1.1 section 5.3",
                                        "what is in the archive is not the file, so neither digests nor importers "
                                        "work on it",
                                        "pack without --sparse",
                                        "0.1.0"};

inline constexpr Rule tar_multi_volume{"tar/multi-volume",
                                       Severity::error,
                                       "the archive is one of several volumes",
                                       "DSP0243 1.1.1 section 5.3",
                                       "a package is one archive",
                                       "join the volumes and pack them anew",
                                       "0.1.0"};

inline constexpr Rule tar_truncated{"tar/truncated",
                                    Severity::error,
                                    "the archive ends before a member does",
                                    "POSIX.1-2017 pax, ustar interchange format",
                                    "the package was cut off, as by a download that broke",
                                    "get the package anew from where it came from",
                                    "0.1.0"};

inline constexpr Rule tar_too_many_members{"tar/too-many-members",
                                           Severity::error,
                                           "the archive has more members or names than the limit",
                                           "",
                                           "packages have a handful; the limit bounds what a hostile one can cost",
                                           "raise the limit if the package is what it should be",
                                           "0.1.0"};

inline constexpr Rule tar_name_too_long{"tar/name-too-long",
                                        Severity::error,
                                        "a member's name is longer than the limit",
                                        "",
                                        "no file system takes such a name",
                                        "give the member a shorter name",
                                        "0.1.0"};

inline constexpr Rule tar_record_too_large{"tar/record-too-large",
                                           Severity::error,
                                           "an extended header is larger than the limit",
                                           "",
                                           "it holds a few names and numbers; the limit bounds what a hostile one can "
                                           "cost",
                                           "pack it anew as ustar",
                                           "0.1.0"};

// The end of the archive.

inline constexpr Rule tar_no_end{"tar/no-end",
                                 Severity::warning,
                                 "the archive does not end in two blocks of zeros",
                                 "POSIX.1-2017 pax, ustar interchange format",
                                 "it may have been cut off between two members",
                                 "get the package anew, or pack it anew",
                                 "0.1.0"};

inline constexpr Rule tar_no_padding{"tar/no-padding",
                                     Severity::note,
                                     "the archive is not padded to a multiple of 10240 bytes",
                                     "POSIX.1-2017 pax, ustar interchange format",
                                     "many packages are not, and every importer known takes them",
                                     "",
                                     "0.1.0"};

inline constexpr Rule tar_trailing_data{"tar/trailing-data",
                                        Severity::warning,
                                        "there is something behind the end of the archive",
                                        "POSIX.1-2017 pax, ustar interchange format",
                                        "a reader that goes on there finds members that others do not see",
                                        "cut the file off at its end, or pack it anew",
                                        "0.1.0"};

inline constexpr Rule tar_endless_padding{"tar/endless-padding",
                                          Severity::error,
                                          "zeros without an end follow the archive",
                                          "",
                                          "archives are padded by some KiB; a source of zeros would be read for ever",
                                          "cut the file off at its end",
                                          "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::io
