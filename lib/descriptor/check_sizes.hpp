// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/descriptor/descriptor.hpp>

namespace ovfkit::descriptor {

/// Reports sizes that cannot be computed, and a document without a virtual system.
void check_sizes(const Descriptor& descriptor, Diagnostics& diagnostics);

}  // namespace ovfkit::descriptor
