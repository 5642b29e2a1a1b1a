// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>

/// Files, as the operating system has them. Paths are its own bytes. An error's message names the path and gives the
/// system's reason; its code is `not_found`, `permission`, `no_space`, `already_exists`, `invalid_argument` (a
/// directory where a file is wanted, a path that cannot be one) or `io`.
namespace ovfkit::io {

/// All bytes of the file, pipe or device at `path`, read to the end. More than `limits.max_bytes` is `limit_exceeded`.
[[nodiscard]] Result<std::string> read_file(const std::string& path, const Limits& limits);

/// All bytes that can be read from the open `descriptor` (0 is standard input), which stays open. `name` stands in
/// messages.
[[nodiscard]] Result<std::string> read_descriptor(int descriptor, std::string_view name, const Limits& limits);

/// What may be replaced, and who may read it.
struct ReplaceOptions {
    bool replace_existing = true;  ///< false: a file at the path is `already_exists`, and stays as it is
    bool owner_only = false;       ///< a new file has the mode 0600; one that is replaced keeps its own
};

/// Puts `bytes` into the file at `path`, whole or not at all: whatever happens, there is the old content or the new.
///
/// The bytes go to a temporary file in the same directory, are flushed to disk, and take the place of the old file at
/// once. Mode, access list and, if the system lets us, owner are kept; a hard link to the old file keeps the old
/// content. A symbolic link at `path` is followed and its target is replaced. A file that the caller may not write is
/// not replaced
/// (`permission`). A device, pipe or socket, and what is reached through a descriptor (`/dev/stdout`), is written
/// directly.
///
/// The temporary has no name where the file system allows that (then for an instant only), else its name starts with
/// `.ovfkit-`. It is removed on every failure; what a killed process left in the directory is removed by the next call.
[[nodiscard]] Result<void> replace_file(const std::string& path, std::string_view bytes,
                                        const ReplaceOptions& options = {});

/// Adds `line`, and a line end behind it, to the end of the file at `path`, and flushes it to disk.
///
/// Writers that use this function take turns. No part of a record stays when it cannot be written whole, and a record
/// starts on a line of its own even if the file does not end in one. A new file has the mode 0640. A line end inside
/// `line`, and an empty one, is an `invalid_argument`.
///
/// So is a file at `path` that does not begin with the same two bytes as `line`: all records of a log begin alike (`{"`
/// of JSON), and a file that begins with something else was named by mistake and would be ruined. One that the caller
/// may write and not read is taken for a log. The null device keeps no record, and is an `invalid_argument` as well.
[[nodiscard]] Result<void> append_record(const std::string& path, std::string_view line);

/// Makes one directory; its parent must exist. What is there already is `already_exists`.
[[nodiscard]] Result<void> make_directory(const std::string& path);

/// True when there is a directory at `path`, or behind a symbolic link there.
[[nodiscard]] bool is_directory(const std::string& path);

/// True when there is a regular file at `path`, or behind a symbolic link there: no device, pipe or directory.
[[nodiscard]] bool is_regular_file(const std::string& path);

/// Removes the file or link at `path` and flushes its directory. One that is not there is `not_found`.
[[nodiscard]] Result<void> remove_file(const std::string& path);

/// True when there is something at `path` (behind a symbolic link, when it is one) that we can see.
[[nodiscard]] bool exists(const std::string& path);

/// True when both paths lead to one thing that is there, by whatever names and links.
[[nodiscard]] bool is_same_file(const std::string& one, const std::string& other);

}  // namespace ovfkit::io
