// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/descriptor/dialect.hpp>

#include "xml/tree.hpp"

namespace ovfkit::descriptor {

/// Finds the dialect of a document whose root is an Envelope, by namespaces and structure (oVirt reference 7; DMTF
/// reference 14.3 and 18).
[[nodiscard]] Dialect detect(const xml::Tree& tree);

}  // namespace ovfkit::descriptor
