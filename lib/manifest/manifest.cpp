// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/manifest/manifest.hpp>

#include "base/ascii.hpp"
#include "manifest/line.hpp"

namespace ovfkit::manifest {

std::optional<crypto::DigestAlgorithm> Entry::known_algorithm() const {
    // `openssl dgst` writes SHA2-256, other tools SHA-256 or small letters.
    constexpr std::pair<std::string_view, crypto::DigestAlgorithm> names[] = {
        {"sha1", crypto::DigestAlgorithm::sha1},       {"sha-1", crypto::DigestAlgorithm::sha1},
        {"sha256", crypto::DigestAlgorithm::sha256},   {"sha-256", crypto::DigestAlgorithm::sha256},
        {"sha2-256", crypto::DigestAlgorithm::sha256}, {"sha512", crypto::DigestAlgorithm::sha512},
        {"sha-512", crypto::DigestAlgorithm::sha512},  {"sha2-512", crypto::DigestAlgorithm::sha512},
    };
    for (const auto& [word, known] : names)
        if (same_word(algorithm, word)) return known;
    return std::nullopt;
}

Result<std::string> write(const Manifest& manifest) {
    const auto refused = [](std::string message) {
        return Error{ErrorCode::invalid_argument, std::move(message), {}, {}};
    };
    if (manifest.unreadable_lines != 0)
        return refused("the manifest was read with lines that are no entry; writing it would drop them");
    std::string text;
    for (const Entry& entry : manifest.entries) {
        const auto algorithm = entry.known_algorithm();
        if (!algorithm) return refused("the digest algorithm " + quoted(entry.algorithm) + " is not known");
        if (!is_writable_name(entry.name)) return refused("a manifest cannot hold the name " + quoted(entry.name));
        if (entry.digest.size() != 2 * crypto::digest_size(*algorithm) || !is_hex(entry.digest))
            return refused("the digest of " + quoted(entry.name) + " is none of " +
                           std::string(crypto::to_string(*algorithm)));
        text.append(crypto::to_string(*algorithm)).append("(").append(entry.name).append(")= ");
        text.append(lowered(entry.digest)).append("\n");
    }
    return text;
}

}  // namespace ovfkit::manifest
