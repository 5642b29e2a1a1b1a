// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>

#include "xml/source.hpp"
#include "xml/tree.hpp"

namespace ovfkit::xml {

/// Parses the text of `source`, which must be decoded and outlive the tree.
///
/// No DTD, no entity but the five of XML, no network, nothing beyond `limits`: each of these ends in a finding with its
/// place and an Error that names the same rule. Undeclared prefixes and doubtful namespace declarations are findings
/// only.
[[nodiscard]] Result<Tree> parse(const Source& source, const Limits& limits, Diagnostics& diagnostics);

}  // namespace ovfkit::xml
