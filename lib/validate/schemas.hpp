// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/descriptor/dialect.hpp>

#include "xml/schema.hpp"

namespace ovfkit::validate {

/// The schema that a descriptor of that grammar follows; null for VMware's draft, which has none. Compiled at the first
/// call, and shared by all threads. Lives as long as the program.
[[nodiscard]] const xml::Schema* schema_of(descriptor::Grammar grammar);

}  // namespace ovfkit::validate
