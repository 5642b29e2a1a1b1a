// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ovfkit::io {

/// What the records of a pax extended header say about the member behind it, as far as it matters where its data are
/// and what it is called.
struct PaxRecords {
    std::optional<std::string> path;
    std::optional<std::string> link;
    std::optional<std::uint64_t> size;
    bool sparse = false;  ///< there are records of GNU's sparse files
    bool volume = false;  ///< there are records of GNU's archives of several volumes
};

/// The records in `text`, `<length> <key>=<value>\n` each; empty when it has not exactly that form, when a record that
/// matters is empty or no number, and when it occurs twice: readers disagree what counts then.
[[nodiscard]] std::optional<PaxRecords> parse_pax(std::string_view text);

}  // namespace ovfkit::io
