// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/io/locked_file.hpp>

namespace ovfkit::io {

/// What is needed to take back a change of a file.
struct UndoRecord {
    std::uint64_t file_number = 0;  ///< inode of the file; not its device, which may have another number tomorrow
    std::uint64_t old_size = 0;
    std::uint64_t new_size = 0;
    std::vector<Patch> patches;  ///< in order
};

/// The name of the record of the file called `name`. It is none that a `Temporary` can have.
[[nodiscard]] std::string undo_name(std::string_view name);

/// The bytes of a record, with a checksum at the end, and back; empty when they are not whole.
[[nodiscard]] std::string write_undo_record(const UndoRecord& record);
[[nodiscard]] std::optional<UndoRecord> read_undo_record(std::string_view bytes);

/// Whether `now`, the bytes that stand from the offset of `patch` on, can be what an interrupted change left: each the
/// old one, the new one, or, behind the end of the old file, a zero.
[[nodiscard]] bool is_between(const Patch& patch, std::string_view now);

}  // namespace ovfkit::io
