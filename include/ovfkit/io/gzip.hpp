// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <ovfkit/io/stream.hpp>

namespace ovfkit::io {

/// What is refused, so that a small file cannot become a huge one.
struct GzipLimits {
    std::uint64_t max_bytes = UINT64_MAX;  ///< of what comes out
    /// Of what comes out to what went in, once 1 MiB came out: deflate cannot do better than 1032.
    std::uint64_t max_ratio = 1100;
};

/// What was found of a gzip stream so far.
struct GzipSeen {
    std::uint64_t members = 0;  ///< that began; one, unless streams were put behind each other
};

/// What is inside the gzip stream (RFC 1952) `compressed`, which must stay alive; several members in a row are one.
/// `name` stands in messages. Broken data, a wrong checksum and an early end are `malformed`, bytes beyond a limit
/// `limit_exceeded`; bytes behind the last member that begin no further one are `malformed`, except zeros. What is
/// found is written into `seen`, which is null or must stay alive.
[[nodiscard]] std::unique_ptr<Input> gunzip(Input& compressed, std::string name, const GzipLimits& limits = {},
                                            GzipSeen* seen = nullptr);

/// Compresses into `output`, which must stay alive: one member without name and time, so that the same bytes give the
/// same bytes.
class GzipWriter : public Output {
public:
    /// Compresses into `output` with the effort `level`, from 1 (fast) to 9 (small).
    explicit GzipWriter(Output& output, int level = 6);
    ~GzipWriter() override;
    [[nodiscard]] Result<void> write(std::string_view bytes) override;
    /// Writes what is left, and the end. Nothing may be written afterwards.
    [[nodiscard]] Result<void> finish();

private:
    class State;
    std::unique_ptr<State> state_;
};

/// Whether `begin` are the first bytes of a gzip stream.
[[nodiscard]] bool looks_like_gzip(std::string_view begin) noexcept;

}  // namespace ovfkit::io
