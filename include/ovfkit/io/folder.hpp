// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/io/stream.hpp>

namespace ovfkit::io {

/// A folder held by its handle: names are looked up inside of it and nowhere else, whatever anybody renames or links
/// meanwhile. Symbolic links are not followed. Copies are the same folder. To be used by one thread at a time, but for
/// `file`.
class Folder {
public:
    /// The folder at `path`, which exists.
    [[nodiscard]] static Result<Folder> open(const std::string& path);
    /// Keeps others from locking it as long as this object or a copy lives, without waiting: a folder that is locked
    /// already is `unsupported`. Nobody but those who lock as well is kept from anything.
    [[nodiscard]] Result<void> lock();
    /// Makes the folder, whose parent must exist. What is there already is `already_exists`.
    [[nodiscard]] static Result<Folder> create(const std::string& path);
    /// The same, but under another name beside it (`.ovfkit-...`) until `settle`, so that nobody takes a half filled
    /// folder for a whole one. What killed processes left there is removed first.
    [[nodiscard]] static Result<Folder> prepare(const std::string& path);
    /// Flushes what `prepare` made and gives it its own name. What has come there meanwhile is `already_exists`, and
    /// stays.
    [[nodiscard]] Result<void> settle();

    /// The regular file of that relative name: parts joined by `/`, none of them empty, a dot or two
    /// dots. A link, also on the way, or a device or pipe is `unsupported`, a folder `invalid_argument`.
    [[nodiscard]] Result<std::shared_ptr<const RandomAccess>> file(std::string_view name) const;
    /// A new file of that name, which must please `check_member_name`, and the folders on the way to it; one that
    /// exists is `already_exists`. The file is removed again when the output is destroyed before `finish_file` was
    /// called for it; the output may outlive this object.
    [[nodiscard]] Result<std::unique_ptr<Output>> create_file(std::string_view name);
    /// Flushes a file that `create_file` gave, and keeps it. Nothing may be written to it afterwards.
    [[nodiscard]] Result<void> finish_file(Output& file);
    /// What is inside, at any depth, sorted; folders themselves are not listed.
    struct Contents {
        std::vector<std::string> files;   ///< relative names of regular files
        std::vector<std::string> others;  ///< of links, pipes, devices and sockets
    };
    /// What a killed process of this library left there is left out. More than `most` files, others or folders, or a
    /// name of more than 4096 bytes, is `limit_exceeded`.
    [[nodiscard]] Result<Contents> contents(std::size_t most) const;
    /// Removes every file and folder that was made through this object, newest first, and the folder itself if
    /// `create` or `prepare` made it; what somebody else put there stays, and the folders that it is in.
    void discard();

private:
    class State;
    explicit Folder(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace ovfkit::io
