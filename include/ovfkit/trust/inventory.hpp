// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/trust/policy.hpp>

namespace ovfkit::trust {

/// A cluster as an inventory lists it.
struct InventoryCluster {
    /// Its name, and what it is.
    Cluster cluster;
    std::vector<std::string> hosts;  ///< names under which an attestation server knows its hosts
};

/// The clusters that somebody keeps in a file.
struct Inventory {
    std::vector<InventoryCluster> clusters;  ///< in the order of the file

    /// The cluster of that name, letter by letter; null when there is none.
    [[nodiscard]] const InventoryCluster* find(std::string_view name) const;
};

/// Reads an inventory: TOML with tables `[[cluster]]`, keys `name` (required, unique), `trusted` (a boolean; absent
/// means that nobody knows) and `hosts` (an array of names). `source` names the file in findings. Unknown keys, wrong
/// types, repeated names and syntax errors are findings with their place (`policy/...`), and the result is then
/// `malformed`: half an inventory is none.
[[nodiscard]] Result<Inventory> parse_inventory(std::string_view toml, const std::string& source,
                                                Diagnostics& diagnostics);

}  // namespace ovfkit::trust
