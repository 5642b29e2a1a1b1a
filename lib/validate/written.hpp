// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include <ovfkit/model/field.hpp>
#include <ovfkit/text/units.hpp>

#include "base/ascii.hpp"

// What a field says beyond its value.

namespace ovfkit::validate {

/// Whether the element or attribute of a field stands in the file, with or without a value.
template <class T>
[[nodiscard]] bool is_written(const model::Field<T>& field) {
    return field.at().known();
}

/// A unit of memory that a reader who takes every quantity for MiB gets wrong.
[[nodiscard]] inline bool is_other_than_mib(std::string_view unit) {
    const auto read = text::parse_unit(trimmed(unit));
    if (!read || read->base != text::BaseUnit::byte) return false;
    return read->denominator != 1 || read->numerator != std::uint64_t{1} << 20;
}

}  // namespace ovfkit::validate
