// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "xml/tree.hpp"

namespace ovfkit::descriptor {

/// What a namespace URI means to the mapping tables. OVF's own namespaces of all versions are one space, because files
/// mix them (DMTF reference 14.6); which one a document uses is told by its root.
enum class Space : std::uint8_t {
    none,
    ovf,
    rasd,
    sasd,
    epasd,
    vssd,
    bootc,
    boots,
    xsi,
    xml,
    ovirt,
    trust,
    environment,
    other,
    undeclared,  ///< a prefix that is bound to nothing
    any,         ///< in a row: matches every space
};

namespace uri {
inline constexpr std::string_view ovf_0_9 = "http://www.vmware.com/schema/ovf/1/envelope";
inline constexpr std::string_view ovf_1 = "http://schemas.dmtf.org/ovf/envelope/1";
inline constexpr std::string_view ovf_1_slash = "http://schemas.dmtf.org/ovf/envelope/1/";
inline constexpr std::string_view ovf_2 = "http://schemas.dmtf.org/ovf/envelope/2";
inline constexpr std::string_view environment = "http://schemas.dmtf.org/ovf/environment/1";
inline constexpr std::string_view cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
inline constexpr std::string_view rasd =
    "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData";
inline constexpr std::string_view sasd =
    "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_StorageAllocationSettingData";
inline constexpr std::string_view epasd =
    "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_EthernetPortAllocationSettingData";
inline constexpr std::string_view vssd =
    "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData";
inline constexpr std::string_view bootc = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_BootConfigSetting";
inline constexpr std::string_view boots = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_BootSourceSetting";
inline constexpr std::string_view xsi = "http://www.w3.org/2001/XMLSchema-instance";
inline constexpr std::string_view xml = "http://www.w3.org/XML/1998/namespace";
inline constexpr std::string_view ovirt = "http://www.ovirt.org/ovf";
inline constexpr std::string_view trust = "urn:ovfkit:trust:1";
inline constexpr std::string_view vmware = "http://www.vmware.com/schema/ovf";
inline constexpr std::string_view virtualbox = "http://www.virtualbox.org/ovf/machine";
inline constexpr std::string_view xen = "http://schemas.citrix.com/ovf/envelope/1";
}  // namespace uri

/// The space of a namespace URI. A CIM URI with `.xsd` at its end, as VirtualBox writes it, is the same space.
[[nodiscard]] Space space_of(std::string_view namespace_uri);
[[nodiscard]] bool is_ovf(std::string_view namespace_uri);

/// Whether a row of space `row` takes an element or attribute of space `actual`.
[[nodiscard]] bool accepts(Space row, Space actual);

/// The spaces of a tree's namespaces, looked up once. The namespace of the root counts as OVF's whatever it is, so that
/// a descriptor of an unknown version is still understood.
class Spaces {
public:
    explicit Spaces(const xml::Tree& tree);
    [[nodiscard]] Space of(const xml::Node& n) const { return n.undeclared_prefix ? Space::undeclared : spaces_[n.ns]; }
    [[nodiscard]] Space of(const xml::Attribute& a) const {
        return a.undeclared_prefix ? Space::undeclared : spaces_[a.ns];
    }

private:
    std::vector<Space> spaces_;
};

/// The name under which the tables know an element: its local name, or for the abstract `Section` and `Content` what
/// `xsi:type` says, without prefix and `_Type` (DMTF reference 14.3).
struct EffectiveName {
    std::string_view name;
    bool abstract = false;
};
[[nodiscard]] EffectiveName effective_name(const xml::Tree& tree, const Spaces& spaces, const xml::Node& node);

}  // namespace ovfkit::descriptor
