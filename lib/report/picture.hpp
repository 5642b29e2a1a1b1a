// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/descriptor/descriptor.hpp>

namespace ovfkit::report {

/// A picture of what `source` holds as one `<svg>` element: its VMs and templates in their collections, with disks,
/// trust, and the networks that their adapters are on. Colours come from the page; `id` makes its own ids unique. What
/// there is too much of is counted. Empty when there is nothing in it.
[[nodiscard]] std::string picture_of(const descriptor::Descriptor& source, const std::string& id);

}  // namespace ovfkit::report
