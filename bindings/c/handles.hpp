// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/c/ovfkit.h>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/package/signer.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/report/verification.hpp>

// What is behind the handles that more than one file needs. Others stand where they are used.

struct ovfkit_diagnostics {
    ovfkit::Diagnostics list = ovfkit::Diagnostics();
};

struct ovfkit_error {
    ovfkit_status status = OVFKIT_INTERNAL;
    ovfkit::Error error;
    ovfkit_diagnostics diagnostics;
};

struct ovfkit_limits {
    ovfkit::Limits limits;
};

/// Something that was mended in a descriptor.
struct ovfkit_mended {
    std::string rule;
    std::string what;
    std::uint64_t line = 0;
};

struct ovfkit_descriptor {
    ovfkit::descriptor::Descriptor descriptor;
    ovfkit_diagnostics diagnostics;
    ovfkit::report::Inspection inspection;  // has the package
    std::vector<std::string> remarks{};
    bool lost_trust_signature = false;
    std::vector<ovfkit_mended> mended{};
    // What a verification says of it that the package, which was opened without a look at the manifest, does not know.
    bool disowned = false;
    std::optional<ovfkit::crypto::DigestAlgorithm> manifest_digest{};
};

struct ovfkit_verify_options {
    ovfkit::package::VerifyOptions verify;
    bool insist = true;
};

struct ovfkit_verification {
    ovfkit::report::Verified verified;
    ovfkit_diagnostics diagnostics;
};

struct ovfkit_signer {
    ovfkit::package::Signer signer;
};

namespace ovfkit::c {

/// The handle of a descriptor; what is found about its trust flags joins `found`.
[[nodiscard]] std::unique_ptr<ovfkit_descriptor> make_descriptor(descriptor::Descriptor descriptor,
                                                                 std::optional<package::Package> package,
                                                                 Diagnostics found);

/// The handle of `bytes`, which were made from `source` and read already.
[[nodiscard]] Result<std::unique_ptr<ovfkit_descriptor>> reread(std::string bytes, const ovfkit_descriptor& source);

/// What the options say, or their defaults for null.
[[nodiscard]] inline Limits limits_of(const ovfkit_limits* limits) { return limits ? limits->limits : Limits(); }
[[nodiscard]] inline ovfkit_verify_options verify_options_of(const ovfkit_verify_options* options) {
    return options ? *options : ovfkit_verify_options();
}

}  // namespace ovfkit::c
