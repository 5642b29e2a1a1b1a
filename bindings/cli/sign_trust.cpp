// SPDX-License-Identifier: Apache-2.0
#include "sign_trust.hpp"

#include <ovfkit/trust/signed_trust.hpp>

#include "change_descriptor.hpp"
#include "terminal.hpp"

namespace ovfkit::cli {

ExitCode sign_trust(const TrustSigning& options) {
    const auto change = [&](const descriptor::Descriptor& source) {
        const bool again = trust::has_trust_signature(source);
        auto bytes =
            trust::sign_trust(source, options.key, options.certificates, options.digest, options.source.limits);
        if (bytes && again) remark("the signature over the trust flags that was there was replaced");
        return bytes;
    };
    return change_descriptor(options.source, change, {options.output, false, options.no_verify});
}

}  // namespace ovfkit::cli
