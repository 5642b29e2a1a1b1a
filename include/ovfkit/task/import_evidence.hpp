// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/task/source.hpp>
#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::task {

/// Who is believed about an import, and when.
struct EvidenceOptions {
    /// Whose signatures are trusted; none: no signature is.
    crypto::TrustAnchors anchors;
    std::int64_t time = 0;  ///< seconds since 1970 at which certificates must be in force
    /// Somebody asks who signed the statement of the trust flags: a policy that requires it, or that has rules about
    /// it. Without that only what is certain without anchors counts: a statement that is altered.
    bool signatures = false;
};

/// What the import of `source` is judged on: what its descriptor says about trust, who signed that, and whether its
/// package stands for it. Findings go into `source.diagnostics`; a bad signature is a warning there, because what
/// becomes of it is decided, and can be acknowledged. A source without a descriptor is evidence of nothing.
[[nodiscard]] trust::Evidence collect_evidence(Source& source, const EvidenceOptions& options);

}  // namespace ovfkit::task
