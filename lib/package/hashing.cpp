// SPDX-License-Identifier: Apache-2.0
#include "package/hashing.hpp"

#include <ovfkit/crypto/digest.hpp>

namespace ovfkit::package {
namespace {

// Large enough that system calls do not count, small enough to stay in a core's cache until it is hashed.
constexpr std::size_t piece_bytes = 256U << 10U;
constexpr std::uint64_t telling_bytes = 4U << 20U;

}  // namespace

bool Meter::add(const std::string& what, std::uint64_t bytes) {
    if (!tell_) return true;
    const std::lock_guard<std::mutex> lock(mutex_);
    done_ += bytes;
    if (done_ - told_ >= telling_bytes) tell(what);
    return !cancelled_;
}

bool Meter::end(const std::string& what) {
    if (!tell_) return true;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (done_ != told_) tell(what);
    return !cancelled_;
}

void Meter::tell(const std::string& what) {
    told_ = done_;
    if (!tell_({what, done_, total_})) cancelled_ = true;
}

Error cancelled_error() { return {ErrorCode::cancelled, "the work was cancelled", {}, {}}; }

Result<void> read_pieces(io::Input& input, const std::string& what, Meter& meter,
                         const std::function<Result<void>(std::string_view)>& take) {
    std::string piece(piece_bytes, '\0');
    while (true) {
        const auto got = input.read(piece.data(), piece.size());
        if (!got) return got.error();
        if (*got == 0) return {};
        if (auto taken = take({piece.data(), *got}); !taken) return taken;
        if (!meter.add(what, *got)) return cancelled_error();
    }
}

void hash(io::Input& input, const std::vector<crypto::DigestAlgorithm>& algorithms, Meter& meter, HashedFile& file,
          WholeFile* whole) {
    std::vector<crypto::Digest> digests;
    digests.reserve(algorithms.size());
    for (const auto algorithm : algorithms) digests.emplace_back(algorithm);
    std::string piece(piece_bytes, '\0');
    std::uint64_t read = 0;
    while (true) {
        const auto got = input.read(piece.data(), piece.size());
        if (!got) file.readable = false;
        if (!got || *got == 0) break;
        for (crypto::Digest& digest : digests) digest.update({piece.data(), *got});
        if (whole != nullptr) whole->update({piece.data(), *got});
        read += *got;
        if (!meter.add(file.name, *got)) return;
    }
    if (!meter.end(file.name)) return;
    if (read != file.size) file.readable = false;
    if (whole != nullptr) whole->end_chunk(file.readable);
    for (std::size_t i = 0; i < digests.size(); ++i) file.digests.emplace_back(algorithms[i], digests[i].hex());
}

}  // namespace ovfkit::package
