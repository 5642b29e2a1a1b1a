// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "package/judge.hpp"

namespace ovfkit::package {

struct SignatureJudgement {
    std::vector<PackageState> states;
    std::optional<crypto::SignatureVerdict> verdict;  ///< empty when there is nothing to verify
};

/// Verifies the certificate over the raw bytes of the manifest (DSP0243 1.1.1, 5.1) and says what does not hold.
[[nodiscard]] SignatureJudgement judge_signature(const Evidence& evidence, const VerifyOptions& options,
                                                 Diagnostics& diagnostics);

}  // namespace ovfkit::package
