// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/limits.hpp>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/validation.hpp>
#include <ovfkit/validate/profile.hpp>

namespace ovfkit::cli {

struct FileCheck {
    Limits limits;
    validate::Profile profile;
    std::vector<std::string> suppressed;  ///< patterns of rules that are left out
    bool descriptor_only = false;         ///< no look at the files that the descriptor names
    bool digests = true;                  ///< every file is read and compared with the manifest
    bool allow_sha1 = false;
    crypto::TrustAnchors anchors;
    std::int64_t time = 0;
};

struct CheckedFile {
    report::ValidatedFile file;
    std::optional<package::Verification> verification;  ///< of a package whose digests were compared
};

/// Validates what is at `path`: a descriptor, a package in any form, an OVF environment, or what comes out of a pipe.
/// What cannot be read is a finding, too. Safe to call from many threads at once.
[[nodiscard]] CheckedFile validate_file(const std::string& path, const FileCheck& check);

}  // namespace ovfkit::cli
