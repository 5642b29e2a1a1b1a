// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/model/envelope.hpp>

namespace ovfkit::convert {

/// The places of everything in `envelope` that says something: values, foreign attributes and texts, comments. Values
/// keep their place when they are copied and moved, so that a place of the source that the output does not have was
/// lost. Trust flags are left out; they are collected, and written anew.
[[nodiscard]] std::vector<Span> census(const model::Envelope& envelope);

}  // namespace ovfkit::convert
