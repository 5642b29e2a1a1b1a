// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::trust {

/// `VM 'web'`, by its id when it has no name, and `the VM` when it has neither. For messages.
[[nodiscard]] inline std::string called(const EntityEvidence& entity) {
    const std::string word = entity.kind == model::EntityKind::vm ? "VM" : "template";
    const std::string& name = entity.name.empty() ? entity.id : entity.name;
    return name.empty() ? "the " + word : word + " " + quoted(name);
}

/// ` (policy.toml:12)`, without what is not known of the place; escaped.
[[nodiscard]] inline std::string place_behind_name(std::string_view source, std::uint32_t line) {
    std::string place = printable(source, 1000);
    if (line != 0) place += (place.empty() ? "line " : ":") + std::to_string(line);
    return place.empty() ? place : " (" + place + ")";
}

/// `lab (policy.toml:12)`, for records.
[[nodiscard]] inline std::string name_with_place(std::string_view name, std::string_view source, std::uint32_t line) {
    return printable(name) + place_behind_name(source, line);
}

}  // namespace ovfkit::trust
