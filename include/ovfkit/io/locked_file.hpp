// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <ovfkit/base/result.hpp>

namespace ovfkit::io {

/// Bytes of a file that give way to others.
struct Patch {
    /// Where `before` begins, in bytes from the beginning of the file.
    std::uint64_t offset = 0;
    std::string before;  ///< what has to stand there now
    /// What comes there: as many bytes, or, when `before` reaches the end of the file, any number.
    std::string after;
};

/// A regular file that is changed where it lies, so that the parts of it that stay are not written again.
///
/// Whatever happens meanwhile, a power failure included, the old content can be had back: before the first byte
/// changes, the bytes that will go are written to `.ovfkit-undo-NAME` in the same directory and flushed to disk, and
/// that record is removed once the new bytes are on disk. Whoever opens the file with this class next finds the record
/// of a run that was killed and restores the old content first. Others see a file that is half changed until then; a
/// package tells them by its digests.
///
/// Nobody else can hold the file in this way at the same time (flock(2)); programs that know nothing of it are not kept
/// off. Mode, owner and links stay what they are.
class LockedFile {
public:
    /// Holds the regular file at `path`, behind any symbolic link, and undoes a change of it that was interrupted.
    ///
    /// Fails with `permission` when it may not be written, `unsupported` when it is no regular file or is held by
    /// somebody else, and `io` when there is a record that belongs to somebody else or, though it is of this very file,
    /// does not fit what is in it, which nobody but a person can solve. A record that was not written to its end
    /// is removed: nothing was changed then. So is one of a file that this one has taken the place of, and what
    /// `replace_file` left in the directory when it was killed.
    [[nodiscard]] static Result<std::unique_ptr<LockedFile>> open(const std::string& path);
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;
    /// Lets go of the file.
    ~LockedFile();

    /// Whether `open` had to restore the old content.
    [[nodiscard]] bool was_restored() const noexcept;

    /// Makes all changes or none, flushed to disk. They are in order and do not overlap; the bytes of all of them
    /// together are kept in memory.
    ///
    /// Fails with `invalid_argument` for changes that have not that form, `unsupported` when the file's name is too
    /// long for a record of it, and with `io` when something else than `before` stands in the file; nothing was changed
    /// then. After a failure of the disk the old content is put back at once; if not even that can be done, the message
    /// says so, and the next `open` tries again.
    [[nodiscard]] Result<void> patch(const std::vector<Patch>& patches);

private:
    class State;
    explicit LockedFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Whether a change of the file at `path` was interrupted, or is going on, and was neither ended nor undone.
[[nodiscard]] bool has_undo_record(const std::string& path);

}  // namespace ovfkit::io
