// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/io/stream.hpp>

#include "package/judge.hpp"
#include "package/references.hpp"

namespace ovfkit::package {

/// Gets the files of an archive while it is scanned.
class ScanTap {
public:
    ScanTap() = default;
    ScanTap(const ScanTap&) = delete;
    ScanTap& operator=(const ScanTap&) = delete;
    virtual ~ScanTap() = default;

    /// Before the bytes of a file; where they go.
    [[nodiscard]] virtual Result<io::Output*> begin(const std::string& name) = 0;
    /// Behind its last byte.
    [[nodiscard]] virtual Result<void> end() = 0;
};

/// What one pass over an archive gives.
struct Scan {
    Evidence evidence;
    std::string descriptor_bytes;
    std::vector<Member> members;
};

/// Reads the archive, or the archive inside gzip, that `input` gives, to its end. Every member is hashed while it
/// passes; only the descriptor, manifests and certificates are kept. Fails with `not_a_descriptor` when there is no
/// descriptor, and with what `tap`, which may be null, fails with.
[[nodiscard]] Result<Scan> scan(io::Input& input, const std::string& name, const VerifyOptions& options,
                                Diagnostics& diagnostics, ScanTap* tap = nullptr);

/// Names that `envelope` references and `find` does not find; servers' files are not meant.
[[nodiscard]] std::vector<std::string> missing_references(const model::Envelope& envelope, const FindMember& find);
[[nodiscard]] std::vector<std::string> missing_in(const Scan& scan, const model::Envelope& envelope);

[[nodiscard]] Verification judge_scan(const Scan& scan, const VerifyOptions& options, Diagnostics& diagnostics);

}  // namespace ovfkit::package
