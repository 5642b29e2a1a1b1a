// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/text.hpp>
#include <ovfkit/trust/signed_trust.hpp>

namespace ovfkit::report {

/// A package, and all that was found out about it.
struct Verified {
    /// The package.
    package::Package package;
    /// What is known about its files and its signature.
    package::Verification verification;
    trust::TrustSignature trust;  ///< of the statement in the descriptor
};

/// The files, the signatures and the verdict for people, ending in a line feed. Each state has a sentence of its own;
/// none is told by leaving something out.
[[nodiscard]] std::string as_text(const Verified& verified, const TextOptions& options = {});

/// The document of `schemas/verify.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const Verified& verified, const Diagnostics& diagnostics);

}  // namespace ovfkit::report
