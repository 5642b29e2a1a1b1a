// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/io/stream.hpp>

namespace ovfkit::io {

/// The bytes of an archive in order, each with its offset, and the findings about them.
class TarSource {
public:
    TarSource(Input& input, std::string name, Diagnostics& diagnostics, std::optional<std::uint64_t> size)
        : input_(input), name_(std::move(name)), diagnostics_(diagnostics), size_(size) {}

    [[nodiscard]] std::uint64_t position() const noexcept { return position_; }

    /// `Input::read` and `Input::skip`, counted.
    [[nodiscard]] Result<std::size_t> read_some(char* to, std::size_t size);
    [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t count);
    /// Reads `size` bytes; fewer only at the end of the archive.
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size);

    /// Reports a finding at the offset `at`, unless there were `most` of its rule: an archive of a hundred thousand odd
    /// members is one odd archive.
    void report(const Rule& rule, std::uint64_t at, std::string message, int most = 10);
    /// Reports a finding that ends the reading, and gives the error that says the same.
    [[nodiscard]] Error fail(const Rule& rule, ErrorCode code, std::uint64_t at, std::string message);
    /// The failure when the archive ends within `what`, which has `size` bytes from `at` on; `where` is its header.
    [[nodiscard]] Error truncated(const std::string& what, std::uint64_t where, std::uint64_t at, std::uint64_t size);
    /// Whether `size` bytes can follow as far as is known: an archive from a pipe has no known size.
    [[nodiscard]] bool can_hold(std::uint64_t size) const;

private:
    [[nodiscard]] Location location(std::uint64_t at) const;

    Input& input_;
    std::string name_;
    Diagnostics& diagnostics_;
    std::optional<std::uint64_t> size_;
    std::uint64_t position_ = 0;
    std::map<const Rule*, int> reported_;
};

}  // namespace ovfkit::io
