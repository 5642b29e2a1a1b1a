// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::task {

/// Whom to believe about a descriptor that is to be imported.
struct EvidenceOptions {
    crypto::TrustAnchors anchors;
    std::int64_t time = 0;  ///< seconds since 1970 at which certificates must be in force
    /// Somebody wants to know who stands for the flags. Without that only what is certain without anchors counts: that
    /// the descriptor says something else than what somebody signed.
    bool judge_signature = false;
};

/// What is known about the trust of a descriptor and of the package it came in (null for one by itself), for `decide`.
///
/// Findings about flags go into `diagnostics`. What becomes of a bad signature is decided, and can be acknowledged, so
/// the finding about it is a warning; that there is none is no finding: the reasons of a decision say it. Never fails.
[[nodiscard]] trust::Evidence import_evidence(const descriptor::Descriptor& descriptor, const package::Package* package,
                                              const EvidenceOptions& options, Diagnostics& diagnostics);

}  // namespace ovfkit::task
