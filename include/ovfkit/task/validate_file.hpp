// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/progress.hpp>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/validation.hpp>
#include <ovfkit/validate/baseline.hpp>
#include <ovfkit/validate/profile.hpp>

namespace ovfkit::task {

/// How a file is validated.
struct FileCheck {
    /// What is refused because it is too large.
    Limits limits;
    /// Which findings count, and how much.
    validate::Profile profile;
    std::vector<std::string> suppressed;  ///< patterns of rules that are left out
    bool descriptor_only = false;         ///< no look at the files that the descriptor names
    bool digests = true;                  ///< every file is read and compared with the manifest
    /// SHA-1 counts as verification.
    bool allow_sha1 = false;
    /// Whose signatures are trusted; none: no signature is.
    crypto::TrustAnchors anchors;
    std::int64_t time = 0;  ///< seconds since 1970 at which certificates must be in force
    /// Told while files are compared with the manifest. One that answers false leaves the file unvalidated, which is a
    /// finding.
    ProgressCallback progress;
};

/// What a validation found.
struct CheckedFile {
    /// Its findings, judged, and what a report needs around them.
    report::ValidatedFile file;
    std::optional<package::Verification> verification;  ///< of a package whose digests were compared
};

/// Validates what is at `path`: a descriptor, a package in any form, an OVF environment, or what comes out of a pipe;
/// `-` is standard input. What cannot be read is a finding, too. Findings are judged by the profile, sorted by place,
/// and at most `FileCheck::limits.max_diagnostics`, with one more that says how many were left out. Never fails. May be
/// called from many threads at once.
[[nodiscard]] CheckedFile validate_file(const std::string& path, const FileCheck& check);

/// Takes the findings away that `baseline` accepts, and counts them as suppressed. Of a file that is not readable
/// nothing is accepted.
void leave_out_accepted(validate::Baseline& baseline, std::vector<report::ValidatedFile>& files);

/// The text of a baseline that accepts every finding of `files` that can be accepted; see `validate::Baseline`.
[[nodiscard]] std::string baseline_of(const std::vector<report::ValidatedFile>& files);

/// The same for what comes out of `input`, which is read once; `name` is what it is called.
[[nodiscard]] CheckedFile validate_input(io::Input& input, const std::string& name, const FileCheck& check);

}  // namespace ovfkit::task
