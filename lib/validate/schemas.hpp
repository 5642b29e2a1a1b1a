// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/descriptor/dialect.hpp>

#include "xml/schema.hpp"

namespace ovfkit::validate {

/// The schema that a descriptor of that grammar follows; null for VMware's draft, which has none. Compiled at the first
/// call, and shared by all threads. Lives as long as the program.
[[nodiscard]] const xml::Schema* schema_of(descriptor::Grammar grammar);

/// The schema of environment documents, in the same way.
[[nodiscard]] const xml::Schema& environment_schema();

/// The rule that a violation breaks in any document, and what is said about it.
[[nodiscard]] const Rule& rule_of(const xml::SchemaViolation& found);
[[nodiscard]] std::string message_of(const xml::Tree& tree, const xml::SchemaViolation& found);

}  // namespace ovfkit::validate
