// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ovfkit::convert {

inline constexpr std::string_view zero_guid = "00000000-0000-0000-0000-000000000000";

/// 8-4-4-4-12 hexadecimal digits, in any letter case.
[[nodiscard]] bool is_guid(std::string_view text);

/// Makes GUIDs for ids that are none, always the same ones for the same document.
///
/// The document's digest takes part, because ids such as `vmdisk1` occur in thousands of documents, and an oVirt engine
/// knows a disk by its GUID alone.
class Guids {
public:
    explicit Guids(std::string_view document);
    /// Those of the document with that `salt`; those of `document` when it is no digest.
    Guids(std::string_view document, const std::string* salt);

    /// `id` in lower case if it is a GUID other than zero; else a GUID (version 8 of RFC 9562) made from the document,
    /// `kind` and `id`.
    [[nodiscard]] std::string of(std::string_view kind, std::string_view id) const;
    /// What the document adds to the ids: its digest. A converted document carries it along, so that converting that
    /// one makes the same GUIDs again.
    [[nodiscard]] const std::string& salt() const { return salt_; }

private:
    std::string salt_;
};

}  // namespace ovfkit::convert
