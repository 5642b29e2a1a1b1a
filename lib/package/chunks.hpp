// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/crypto/digest.hpp>

#include "package/judge.hpp"

namespace ovfkit::package {

/// The digests of a file that lies there in chunks (DSP0243 1.1.1, 7.1), while its chunks are read in their order.
class WholeFile {
public:
    WholeFile(std::string name, const std::vector<crypto::DigestAlgorithm>& algorithms);

    void update(std::string_view bytes);
    /// Behind the last byte of a chunk, and whether all of it could be read.
    void end_chunk(bool readable) { readable_ = readable_ && readable; }
    [[nodiscard]] HashedFile take();

private:
    std::string name_;
    std::vector<std::pair<crypto::DigestAlgorithm, crypto::Digest>> digests_;
    std::uint64_t size_ = 0;
    bool readable_ = true;
};

/// The name and the number of a chunk, from the name of its file; empty for what is none.
[[nodiscard]] std::optional<std::pair<std::string, std::uint64_t>> chunk_of(const std::string& name);

/// The chunked files of an archive that passes once.
class PassingWholes {
public:
    using Wanted = std::function<std::vector<crypto::DigestAlgorithm>(const std::string& whole)>;

    /// What the bytes of the member `name`, which is the next one, count for as well; null when it is no chunk whose
    /// turn it is, or when `wanted` has no digest for the whole.
    [[nodiscard]] WholeFile* turn_of(const std::string& name, const Wanted& wanted);
    /// The files whose chunks came in their order. A chunk behind a gap is none of them, and a file of which the next
    /// chunk came at another time, as `passed` tells of a name, is not among them.
    [[nodiscard]] std::vector<HashedFile> take(const std::function<bool(const std::string& name)>& passed);

private:
    struct Passing {
        WholeFile file;
        std::uint64_t next = 1;
    };
    std::map<std::string, Passing> passing_;
};

}  // namespace ovfkit::package
