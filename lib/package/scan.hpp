// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/io/stream.hpp>

#include "package/judge.hpp"
#include "package/references.hpp"

namespace ovfkit::package {

/// What one pass over an archive gives.
struct Scan {
    Evidence evidence;
    std::string descriptor_bytes;
    std::vector<Member> members;
};

/// Reads the archive, or the archive inside gzip, that `input` gives, to its end. Every member is hashed while it
/// passes; only the descriptor, manifests and certificates are kept. Fails with `not_a_descriptor` when there is no
/// descriptor.
[[nodiscard]] Result<Scan> scan(io::Input& input, const std::string& name, const VerifyOptions& options,
                                Diagnostics& diagnostics);

/// Names that `envelope` references and `find` does not find; servers' files are not meant.
[[nodiscard]] std::vector<std::string> missing_references(const model::Envelope& envelope, const FindMember& find);
[[nodiscard]] std::vector<std::string> missing_in(const Scan& scan, const model::Envelope& envelope);

[[nodiscard]] Verification judge_scan(const Scan& scan, const VerifyOptions& options, Diagnostics& diagnostics);

}  // namespace ovfkit::package
