// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::descriptor {

/// The grammars that a descriptor can be written in.
enum class Grammar : std::uint8_t {
    draft_0_9,  ///< VMware's draft before the standard
    ovf_1,      ///< DMTF 1.0, 1.1 and 1.1.1, which cannot be told apart by the file
    ovf_2,      ///< DMTF 2.0 and 2.1
    ovirt,      ///< configuration OVF of the oVirt engine: export domains, OVF stores, snapshots
    ovirt_ova,  ///< descriptor inside an OVA made by the oVirt engine, and virt-v2v's form for uploads
};

/// Who wrote a standard descriptor, as far as its extensions tell.
enum class Vendor : std::uint8_t { unknown, vmware, virtualbox, xen, ovirt, virt_v2v };

/// What a descriptor was found to be, and by what.
struct Dialect {
    /// What it is written in.
    Grammar grammar = Grammar::ovf_1;
    /// Whose extensions it has; `unknown` for plain OVF.
    Vendor vendor = Vendor::unknown;
    /// `vmware-0.9`, `dmtf-1.x`, `dmtf-2.x`, `vmware`, `virtualbox`, `xen`, `ovirt` or `ovirt-ova`.
    std::string name;
    /// What the envelope's namespace says: `0.9`, `1.0` or `2.0`.
    std::string ovf_version;
    /// What was seen that led to this, one sentence each; never the name of the file.
    std::vector<std::string> reasons;
};

/// `vmware-0.9`, `dmtf-1.x`, ... for a grammar and vendor.
[[nodiscard]] std::string_view dialect_name(Grammar grammar, Vendor vendor) noexcept;

}  // namespace ovfkit::descriptor
