// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <unordered_set>

#include "validate/subject.hpp"

namespace ovfkit::validate {

/// Every short word that stands as an attribute's value or as text somewhere in the document: whole, without blanks
/// around it, in pieces between blanks and commas, and of each the part behind its last `/`. Whoever uses an id in
/// any way, known or not, has it among these. `leave_out` says which attributes do not count. The words live as long as
/// the document.
[[nodiscard]] std::unordered_set<std::string_view> mentions(
    const Subject& subject, const std::function<bool(const xml::Node&, const xml::Attribute&)>& leave_out);

}  // namespace ovfkit::validate
