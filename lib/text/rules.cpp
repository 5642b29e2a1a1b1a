// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/rules.hpp>

namespace ovfkit::text {

std::vector<const Rule*> rules() {
    return {&rule::encoding_mismatch, &rule::invalid_utf8, &rule::invalid_bytes, &rule::unknown_encoding,
            &rule::too_large};
}

}  // namespace ovfkit::text
