// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/progress.hpp>
#include <ovfkit/io/stream.hpp>

#include "package/chunks.hpp"
#include "package/judge.hpp"

namespace ovfkit::package {

/// Tells the caller how far the work is, from whatever thread, and takes the answer that ends it.
class Meter {
public:
    Meter(ProgressCallback tell, std::optional<std::uint64_t> total) : tell_(std::move(tell)), total_(total) {}

    /// Counts bytes of the file `what`. False when the work was cancelled.
    [[nodiscard]] bool add(const std::string& what, std::uint64_t bytes);
    /// Tells what was counted and not told yet, at the end of the file `what`. False when the work was cancelled.
    [[nodiscard]] bool end(const std::string& what);
    [[nodiscard]] bool cancelled() const { return cancelled_; }

private:
    void tell(const std::string& what);

    ProgressCallback tell_;
    std::optional<std::uint64_t> total_;
    std::mutex mutex_;
    std::uint64_t done_ = 0;
    std::uint64_t told_ = 0;
    std::atomic<bool> cancelled_ = false;
};

/// The answer to a cancelled meter.
[[nodiscard]] Error cancelled_error();

/// Reads `input`, which is of the file `what`, to its end and gives each piece to `take`. Fails with what `take` fails
/// with, and with `cancelled`.
[[nodiscard]] Result<void> read_pieces(io::Input& input, const std::string& what, Meter& meter,
                                       const std::function<Result<void>(std::string_view)>& take);

/// Reads `input` to its end and computes the digests of its bytes. A failure to read is `readable = false`. The bytes
/// count for `whole` as well, if it is not null.
void hash(io::Input& input, const std::vector<crypto::DigestAlgorithm>& algorithms, Meter& meter, HashedFile& file,
          WholeFile* whole = nullptr);

}  // namespace ovfkit::package
