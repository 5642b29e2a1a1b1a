// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::text {

/// The findings of this room, each declared once.
namespace rule {

inline constexpr Rule encoding_mismatch{
    "text/encoding-mismatch",
    Severity::warning,
    "the encoding that the XML declaration names is not the one the file is written in",
    "XML 1.0 section 4.3.3",
    "a strict XML parser refuses the whole file",
    "write the encoding that the file is in into the XML declaration, or leave it out for UTF-8",
    "0.1.0"};

inline constexpr Rule invalid_utf8{"text/invalid-utf8",
                                   Severity::error,
                                   "the file holds bytes that are not UTF-8",
                                   "XML 1.0 section 4.3.3",
                                   "an XML parser stops there, or a lenient one changes the text without a word",
                                   "save the file as UTF-8, or declare the encoding it is really in",
                                   "0.1.0"};

inline constexpr Rule invalid_bytes{"text/invalid-bytes",
                                    Severity::error,
                                    "the file holds bytes that mean nothing in its encoding",
                                    "XML 1.0 section 4.3.3",
                                    "the text at that place is damaged or is in another encoding than the file says",
                                    "save the file as UTF-8, or declare the encoding it is really in",
                                    "0.1.0"};

inline constexpr Rule unknown_encoding{
    "text/unknown-encoding",
    Severity::error,
    "the file is in an encoding that cannot be read",
    "XML 1.0 section 4.3.3",
    "processors of XML need to know UTF-8 and UTF-16 only; another may fail to read the file",
    "save the file as UTF-8",
    "0.1.0"};

inline constexpr Rule too_large{"text/too-large",
                                Severity::error,
                                "the descriptor is larger than the limit on bytes",
                                "",
                                "no product is known that writes a descriptor of more than a few MiB; the limit bounds "
                                "what a hostile file can cost",
                                "raise the limit if the file is what it should be",
                                "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::text
