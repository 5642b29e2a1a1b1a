// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <ovfkit/text/units.hpp>

namespace ovfkit::text {

/// What a name in a unit stands for: `radix ^ exponent` of a base unit.
struct NamedUnit {
    BaseUnit base = BaseUnit::other;  // never bit_per_second
    std::uint16_t radix = 10;
    std::int16_t exponent = 0;
    bool conforming = true;
};

/// Empty for a name that neither DSP0004 nor practice knows; see parse_unit for the rule of letter case.
[[nodiscard]] std::optional<NamedUnit> named_unit(std::string_view name);

}  // namespace ovfkit::text
