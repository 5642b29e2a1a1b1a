// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/anchors.hpp"

namespace ovfkit::crypto {

struct Chain {
    std::vector<X509Ptr> certificates;  // signer first, as far as each one's signature is the next one's
    bool trusted = false;               // it ends in an anchor, and nothing but dates is against it
    std::vector<std::string> problems;  // why it is not trusted, each once
};

/// Looks for a way from `signer` over `others` to an anchor; null anchors are none. An anchor may be any certificate,
/// the signer's too. Does not judge dates, digests and key sizes, neither by itself nor by the system's security level.
[[nodiscard]] Chain build_chain(X509* signer, STACK_OF(X509) * others, const AnchorStore* anchors, std::int64_t time);

}  // namespace ovfkit::crypto
