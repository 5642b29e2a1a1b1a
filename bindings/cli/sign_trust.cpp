// SPDX-License-Identifier: Apache-2.0
#include "sign_trust.hpp"

#include <ovfkit/io/file.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include "output.hpp"
#include "terminal.hpp"

namespace ovfkit::cli {
namespace {

/// Far above any key or chain.
constexpr std::uint64_t most_pem_bytes = std::uint64_t{1} << 20U;

std::optional<std::string> read_pem(const std::string& path) {
    Limits limits;
    limits.max_bytes = most_pem_bytes;
    auto bytes = io::read_file(path, limits);
    if (bytes) return *std::move(bytes);
    fail(bytes.error().message);
    return std::nullopt;
}

}  // namespace

std::optional<crypto::TrustAnchors> read_trust_anchors(const std::vector<std::string>& paths) {
    crypto::TrustAnchors anchors;
    for (const std::string& path : paths) {
        const auto pem = read_pem(path);
        if (!pem) return std::nullopt;
        auto more = anchors.with(*pem);
        if (!more) {
            fail(more.error().message + ": " + ovfkit::quoted(path));
            return std::nullopt;
        }
        anchors = *std::move(more);
    }
    return anchors;
}

ExitCode sign_trust(const TrustSigning& options) {
    const auto pem = read_pem(options.key);
    if (!pem) return ExitCode::errors;
    const auto certificate = read_pem(options.certificate);
    if (!certificate) return ExitCode::errors;
    const auto key = crypto::SigningKey::read(*pem, options.passphrase);
    if (!key) return fail(key.error().message + ": " + ovfkit::quoted(options.key));

    const auto source = read_source(options.source);
    if (!source) return ExitCode::errors;
    const ExitCode found = source->report(options.source.color);
    if (!source->descriptor) return found;
    const bool again = trust::has_trust_signature(*source->descriptor);
    const auto bytes = trust::sign_trust(*source->descriptor, *key, *certificate);
    if (!bytes) return fail(bytes.error().message);
    if (again) remark("the signature over the trust flags that was there was replaced");
    return graver(found, write_result(options.output.empty() ? options.source.path : options.output, *bytes));
}

}  // namespace ovfkit::cli
