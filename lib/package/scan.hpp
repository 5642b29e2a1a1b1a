// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/io/stream.hpp>

#include "package/judge.hpp"
#include "package/references.hpp"
#include "package/roles.hpp"

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
    Form form = Form::archive;
    Evidence evidence;
    std::string descriptor_bytes;
    std::vector<Member> members;
    std::vector<std::string> refused;  ///< names of what was not admitted
    Roles roles;                       ///< of `members`
};

/// What happens to the members that are not kept.
enum class Passing : std::uint8_t {
    hashed,   ///< read and hashed
    skipped,  ///< passed over; `evidence.files` have no digests then
};

/// Reads the archive, or the archive inside gzip, that `input` gives, to its end. Only the descriptor, manifests and
/// certificates are kept. Fails with `not_a_descriptor` when there is no descriptor, and with what `tap`, which may be
/// null, fails with.
[[nodiscard]] Result<Scan> scan(io::Input& input, const std::string& name, const VerifyOptions& options,
                                Passing passing, Diagnostics& diagnostics, ScanTap* tap = nullptr);

/// The package that was scanned: its descriptor is parsed and its references are checked; its files can no longer be
/// read. Takes the descriptor's bytes out of `scan`.
[[nodiscard]] Result<Package> package_of(Scan& scan, const OpenOptions& options, Diagnostics& diagnostics);

[[nodiscard]] Verification judge_scan(const Scan& scan, const VerifyOptions& options, Diagnostics& diagnostics);

}  // namespace ovfkit::package
