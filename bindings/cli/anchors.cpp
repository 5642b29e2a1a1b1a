// SPDX-License-Identifier: Apache-2.0
#include "anchors.hpp"

#include "keys.hpp"
#include "options.hpp"

namespace ovfkit::cli {

CLI::Option* add_anchors(CLI::App& verb, std::vector<std::string>& files) {
    // One value each time: a path that follows is not a second one.
    return add_path(verb, "--trust-anchor", files, paths::pem(), "FILE",
                    "trust the certificates of this PEM file; may be given several times")
        ->allow_extra_args(false);
}

Result<crypto::TrustAnchors> read_anchors(const std::vector<std::string>& files) {
    crypto::TrustAnchors anchors;
    for (const std::string& file : files) {
        const auto pem = read_key_file(file);
        if (!pem) return pem.error();
        auto more = anchors.with(*pem);
        if (!more) {
            Error error = more.error();
            error.message = ovfkit::quoted(file) + ": " + error.message;
            return error;
        }
        anchors = *std::move(more);
    }
    return anchors;
}

}  // namespace ovfkit::cli
