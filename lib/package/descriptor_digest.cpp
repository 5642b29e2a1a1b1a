// SPDX-License-Identifier: Apache-2.0
#include "package/descriptor_digest.hpp"

#include <algorithm>
#include <map>

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/manifest/manifest.hpp>

#include "package/references.hpp"

namespace ovfkit::package {
namespace {

Error refused_update(std::string why) {
    return {ErrorCode::invalid_argument, "the manifest cannot be kept right: " + std::move(why), {}, {}};
}

bool is_called(const manifest::Entry& entry, std::string_view name) {
    const auto names = names_of(entry.name);
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Where the digest stands: it is the last word of its line.
std::size_t place_of(const manifest::Entry& entry, std::string_view manifest) {
    const std::size_t behind = manifest.find_last_of("0123456789abcdefABCDEF", entry.at.end - 1);
    return behind + 1 - entry.digest.size();
}

void write_like(std::string& manifest, std::size_t at, const std::string& digest) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'F'; };
    const auto old = manifest.begin() + static_cast<std::ptrdiff_t>(at);
    const bool upper = std::any_of(old, old + static_cast<std::ptrdiff_t>(digest.size()), is_upper);
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const char c = digest[i];
        manifest[at + i] = upper && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    }
}

}  // namespace

Result<UpdatedManifest> with_digest(std::string_view manifest, std::string_view name, std::string_view before,
                                    std::string_view after, bool accept_mismatch) {
    Diagnostics known;
    const auto parsed = manifest::parse(manifest, name, known);
    if (!parsed) return refused_update(parsed.error().message);
    if (parsed->unreadable_lines != 0) return refused_update("it has lines that cannot be read");
    UpdatedManifest updated{std::string(manifest), false};
    std::map<crypto::DigestAlgorithm, std::string> first;
    for (const manifest::Entry& entry : parsed->entries) {
        if (!is_called(entry, name)) continue;
        updated.lists_descriptor = true;
        const auto algorithm = entry.known_algorithm();
        if (!algorithm)
            return refused_update("a digest of " + quoted(name) + " is of the unknown kind " + quoted(entry.algorithm));
        if (first.emplace(*algorithm, entry.digest).first->second != entry.digest)
            return refused_update("it has two different digests of " + quoted(name));
        if (!accept_mismatch && crypto::digest_hex(*algorithm, before) != entry.digest)
            return refused_update(quoted(name) + " has another digest already than the manifest says");
        const std::string digest = crypto::digest_hex(*algorithm, after);
        if (digest.size() != entry.digest.size())
            return refused_update("this system does not compute " + std::string(crypto::to_string(*algorithm)));
        write_like(updated.bytes, place_of(entry, manifest), digest);
    }
    return updated;
}

}  // namespace ovfkit::package
