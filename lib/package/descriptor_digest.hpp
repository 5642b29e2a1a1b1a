// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/base/result.hpp>

namespace ovfkit::package {

/// A manifest after the descriptor was changed.
struct UpdatedManifest {
    std::string bytes;
    bool lists_descriptor = false;
};

/// `manifest` with the digests of the file `name` exchanged: those of `before` become those of `after`, and no other
/// byte changes. Fails with `invalid_argument` when that cannot be done for every one of them, and, unless
/// `accept_mismatch`, when one is not that of `before`.
[[nodiscard]] Result<UpdatedManifest> with_digest(std::string_view manifest, std::string_view name,
                                                  std::string_view before, std::string_view after,
                                                  bool accept_mismatch);

}  // namespace ovfkit::package
