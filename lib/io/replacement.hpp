// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ovfkit/io/file.hpp>
#include <ovfkit/io/stream.hpp>

#include "io/system.hpp"
#include "io/target.hpp"
#include "io/temporary.hpp"

namespace ovfkit::io {

/// The new content of one path, on its way there: first `begin`, then the bytes, then `commit`. Ended before that, or
/// after a failure, it leaves everything as it was.
///
/// What can be replaced is written to a `Temporary`; a device, a pipe, and a descriptor's place in /proc are written
/// directly, behind what is there.
class Replacement {
public:
    Replacement(std::string path, const ReplaceOptions& options) : path_(std::move(path)), options_(options) {}
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// The range must have been written before.
    [[nodiscard]] Result<void> write_at(std::uint64_t offset, std::string_view bytes);
    /// Writes `size` bytes of `from`, by the system itself where it can.
    [[nodiscard]] Result<void> copy_from(const RandomAccess& from, std::uint64_t offset, std::uint64_t size);
    [[nodiscard]] Result<void> commit();

private:
    [[nodiscard]] Error fail(int number, std::string_view action = "write") const;
    [[nodiscard]] Result<void> check_writable() const;
    [[nodiscard]] Result<void> look_at_old();
    /// 0 or the errno, these three.
    [[nodiscard]] int make_temporary(Temporary::Kind kind);
    [[nodiscard]] int copy_to_named();
    [[nodiscard]] int put_into_place();

    std::string path_;
    ReplaceOptions options_;
    Target target_;
    Descriptor directory_;
    std::unique_ptr<Temporary> temporary_;
    Descriptor direct_;
    std::uint64_t size_ = 0;
    std::optional<struct stat> old_;
    std::string access_list_;
    bool ended_ = true;  // not begun, failed or committed: nothing may be written
};

}  // namespace ovfkit::io
