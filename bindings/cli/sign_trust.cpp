// SPDX-License-Identifier: Apache-2.0
#include "sign_trust.hpp"

#include <ovfkit/trust/signed_trust.hpp>

#include "output.hpp"
#include "set_package.hpp"
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
    const std::string& path = options.source.path;
    const bool onto_itself = options.output.empty() || is_same_file(options.output, path);
    // A descriptor by itself is signed without a look at the files that it references.
    if (is_edited_as_package(path, onto_itself))
        return change_in_package(options.source, change, {onto_itself ? "" : options.output, false, options.no_verify});
    const auto source = read_source(options.source);
    if (!source) return ExitCode::errors;
    const ExitCode found = source->report(options.source.color);
    if (!source->descriptor) return found;
    const auto bytes = change(*source->descriptor);
    if (!bytes) return fail(bytes.error().message);
    return graver(found, write_result(options.output.empty() ? path : options.output, *bytes));
}

}  // namespace ovfkit::cli
