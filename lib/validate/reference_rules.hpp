// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// References: the ids, names and attributes of files. Whether the files are there is a matter of the package.

namespace ovfkit::validate::rule {

inline constexpr Rule file_duplicate_id{"references/duplicate-id",
                                        Severity::error,
                                        "two files have the same id",
                                        "DSP0243 1.1.1, 7.1",
                                        "a disk that names the id gets the contents of either file",
                                        "give each File an id of its own",
                                        "0.2.0"};

inline constexpr Rule file_scheme{"references/scheme",
                                  Severity::warning,
                                  "a file is referenced by a scheme other than file, http and https",
                                  "DSP0243 1.1.1, 7.1",
                                  "importers do not know how to get the file",
                                  "put the file beside the descriptor and reference it by its relative name",
                                  "0.2.0"};

inline constexpr Rule file_href_form{"references/href-form",
                                     Severity::warning,
                                     "a file is not referenced by a relative path as URIs have it",
                                     "DSP0243 1.1.1, 7.1; RFC 3986, 4.2",
                                     "importers look for another file, or for none",
                                     "write the path from the descriptor to the file, with '/' between its parts and "
                                     "%20 for a blank",
                                     "0.2.0"};

inline constexpr Rule file_parent_segment{"references/parent-segment",
                                          Severity::error,
                                          "the path to a file goes up with '..'",
                                          "DSP0243 1.1.1, 5.3",
                                          "an archive has no place for such a file, and an importer that followed the "
                                          "path would read files of its own host",
                                          "put the file beside or below the descriptor",
                                          "0.2.0"};

inline constexpr Rule file_duplicate_href{"references/duplicate-href",
                                          Severity::error,
                                          "two File elements reference the same file",
                                          "DSP0243 1.1.1, 7.1",
                                          "importers upload it twice, or refuse the second disk made of it",
                                          "keep one File, and let both users of it name its id",
                                          "0.2.0"};

inline constexpr Rule file_compression{"references/compression",
                                       Severity::error,
                                       "a file is compressed in a way that the standard does not know",
                                       "DSP0243 1.1.1, 7.1",
                                       "an importer takes the compressed bytes for the disk, or refuses the package",
                                       "compress with gzip and write \"gzip\", or leave the attribute out",
                                       "0.2.0"};

inline constexpr Rule file_chunk_size{"references/chunk-size",
                                      Severity::error,
                                      "the size of a file's chunks is no positive number",
                                      "DSP0243 1.1.1, 7.1",
                                      "nobody can tell how many chunks there are",
                                      "write the size of the chunks in bytes, or leave the attribute out",
                                      "0.2.0"};

inline constexpr Rule file_bundle_order{"references/bundle-order",
                                        Severity::error,
                                        "a file with messages comes behind other files",
                                        "DSP0243 1.1.1, 7.1 and 10",
                                        "a reader of an archive on a pipe has to show texts before it takes disks",
                                        "move the files of Strings to the beginning of References",
                                        "0.2.0"};

inline constexpr Rule file_unused{"references/unused-file",
                                  Severity::note,
                                  "nothing in the descriptor uses a file",
                                  "DSP0243 1.1.1, 7.1",
                                  "it is carried along and never looked at; perhaps the disk that should use it names "
                                  "another one",
                                  "let a Disk or an Item name it, or take it out of References",
                                  "0.2.0"};

inline constexpr Rule file_of_message_unknown{"references/unknown-message-file",
                                              Severity::error,
                                              "the text of a message stands in a file that is not referenced",
                                              "DSP0243 2.x, 10.3, as recalled",
                                              "the message has no text in this language",
                                              "add the File, or write the text into the message",
                                              "0.2.0"};

}  // namespace ovfkit::validate::rule
