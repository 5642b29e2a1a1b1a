// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <ovfkit/model/envelope.hpp>

namespace ovfkit::model {

/// The oVirt engine's own number of an operating system by its unique name (`rhel_9x64`) or by a name of old files
/// (`RHEL6x64`); letter case does not matter. Empty for a name that is not in the engine's table, which sites can
/// extend (oVirt reference 1c).
[[nodiscard]] std::optional<std::int64_t> ovirt_os_number(std::string_view name);
/// The unique name of such a number; empty for one that is not in the table.
[[nodiscard]] std::string_view ovirt_os_name(std::int64_t number);

/// The CIM OsType that the engine writes into an OVA for its number, 1 (other) for those it does not know.
[[nodiscard]] std::uint16_t cim_os_of_ovirt(std::int64_t number);
/// The engine's number for a CIM OsType of an OVA that does not state the number itself, 0 (other) for those it does
/// not know.
[[nodiscard]] std::int64_t ovirt_os_of_cim(std::uint16_t cim);

/// The guest operating system of an entity.
struct OperatingSystemView {
    /// The CIM OsType, and in the oVirt dialects the engine's own number. Empty when it is not said, or by a name that
    /// is not in the table.
    std::optional<std::int64_t> number;
    std::string_view description;  ///< empty if there is none; lives as long as the system is unchanged
};

/// What the first operating system section of `system` says.
[[nodiscard]] OperatingSystemView operating_system(const VirtualSystem& system);

}  // namespace ovfkit::model
