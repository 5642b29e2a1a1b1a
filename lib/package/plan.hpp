// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/package/build.hpp>
#include <ovfkit/package/package.hpp>

#include "package/sink.hpp"

namespace ovfkit::package {

/// One file of the source that belongs to the new package, and what becomes of it.
struct Payload {
    std::string name;                  ///< in the new package, without the number of a chunk
    std::vector<const Member*> parts;  ///< where it lies in the source, in order
    std::uint64_t source_bytes = 0;    ///< of the parts together
    bool was_cut = false;              ///< the parts are chunks
    bool compress = false;
    std::optional<std::uint64_t> chunk;   ///< what is larger is cut into pieces of so many bytes
    std::vector<NewMember> members;       ///< what it becomes; of what is compressed known after a rehearsal
    std::vector<std::size_t> references;  ///< which Files of References mean it; none for a file that nobody references
    std::vector<HashedFile> rehearsed;    ///< the digests of `members`, if it was read before it is written
};

struct Plan {
    std::string descriptor_name;
    std::string manifest_name;
    std::string certificate_name;
    std::vector<Payload> payloads;
};

/// What belongs to the new package, checked as `pack_archive` says. `output` is the path that is written, or empty.
[[nodiscard]] Result<Plan> make_plan(const Package& source, const PackOptions& options, const std::string& output,
                                     Diagnostics& diagnostics);

/// What a file of `bytes` bytes becomes: itself, or its chunks if it is larger than `chunk`.
[[nodiscard]] Result<std::vector<NewMember>> cut(const std::string& name, std::uint64_t bytes,
                                                 const std::optional<std::uint64_t>& chunk);

/// The descriptor with the sizes, compression and chunks of `plan`, whose members are known.
[[nodiscard]] Result<std::string> planned_descriptor(const Package& source, const PackOptions& options,
                                                     const Plan& plan);

/// The path of a member as the system knows it; of an archive the archive itself.
[[nodiscard]] std::string path_of(const Package& source, const Member& member);

}  // namespace ovfkit::package
