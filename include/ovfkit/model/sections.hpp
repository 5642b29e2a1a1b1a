// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include <ovfkit/model/field.hpp>
#include <ovfkit/model/hardware.hpp>
#include <ovfkit/model/ovirt_sections.hpp>
#include <ovfkit/model/section_base.hpp>
#include <ovfkit/model/trust_flags.hpp>

namespace ovfkit::model {

/// `Disk`, or `SharedDisk` of OVF 2.x (DSP0243 1.1.1, 9.1; 2.x 9.13). `capacity_bytes(disk)` computes its size.
struct Disk : Element {
    Field<std::string> disk_id;
    Field<std::string> file_ref;                   ///< id of a File; absent for an empty disk
    Field<std::string> capacity;                   ///< digits, or `${property}` for an empty disk
    Field<std::string> capacity_allocation_units;  ///< a unit of DSP0004; absent means byte
    Field<std::string> format;                     ///< URI of the format
    Field<std::uint64_t> populated_size;           ///< bytes
    Field<std::string> parent_ref;                 ///< id of another Disk
    Field<bool> read_only;                         ///< SharedDisk of 2.x; `ovf:read-only` of oVirt is in `ovirt`
    /// What only the oVirt dialects have.
    Boxed<OvirtDisk> ovirt;

    [[nodiscard]] auto tied() const {
        return std::tie(disk_id, file_ref, capacity, capacity_allocation_units, format, populated_size, parent_ref,
                        read_only, ovirt);
    }
};

/// `DiskSection` (DSP0243 1.1.1, 9.1).
struct DiskSection : SectionBase {
    std::vector<Disk> disks;
    [[nodiscard]] auto tied() const { return std::tie(info, required, disks); }
};

/// `SharedDiskSection` (OVF 2.x).
struct SharedDiskSection : SectionBase {
    std::vector<Disk> disks;
    [[nodiscard]] auto tied() const { return std::tie(info, required, disks); }
};

/// `NetworkPortProfile` (OVF 2.x): port settings that apply to a network.
struct NetworkPortProfile : Element {
    std::vector<Item> items;
    [[nodiscard]] auto tied() const { return std::tie(items); }
};

/// `Network` (DSP0243 1.1.1, 9.2; profiles since 2.x).
struct Network : Element {
    Field<std::string> name;
    Field<Msg> description;
    std::vector<NetworkPortProfile> profiles;
    std::vector<Field<std::string>> profile_uris;
    [[nodiscard]] auto tied() const { return std::tie(name, description, profiles, profile_uris); }
};

/// `NetworkSection` (DSP0243 1.1.1, 9.2).
struct NetworkSection : SectionBase {
    std::vector<Network> networks;
    [[nodiscard]] auto tied() const { return std::tie(info, required, networks); }
};

/// `Configuration` of a DeploymentOptionSection (DSP0243 1.1.1, 9.8).
struct Configuration : Element {
    Field<std::string> id;
    Field<bool> is_default;
    Field<Msg> label;
    Field<Msg> description;
    [[nodiscard]] auto tied() const { return std::tie(id, is_default, label, description); }
};

/// `DeploymentOptionSection` (DSP0243 1.1.1, 9.8).
struct DeploymentOptionSection : SectionBase {
    std::vector<Configuration> configurations;
    [[nodiscard]] auto tied() const { return std::tie(info, required, configurations); }
};

/// `VirtualHardwareSection` (DSP0243 1.1.1, 8).
struct VirtualHardwareSection : SectionBase {
    Field<std::string> id;
    Field<std::string> transport;  ///< blank-separated names; real files use commas, too
    Boxed<System> system;
    std::vector<Item> items;
    std::vector<Item> ethernet_port_items;  ///< OVF 2.x
    std::vector<Item> storage_items;        ///< OVF 2.x
    [[nodiscard]] auto tied() const {
        return std::tie(info, required, id, transport, system, items, ethernet_port_items, storage_items);
    }
};

/// `ResourceAllocationSection` of a collection (DSP0243 1.1.1, 9.3).
struct ResourceAllocationSection : SectionBase {
    /// The elements `Item`.
    std::vector<Item> items;
    /// The elements `EthernetPortItem` (OVF 2.x).
    std::vector<Item> ethernet_port_items;
    /// The elements `StorageItem` (OVF 2.x).
    std::vector<Item> storage_items;
    [[nodiscard]] auto tied() const { return std::tie(info, required, items, ethernet_port_items, storage_items); }
};

/// `OperatingSystemSection` (DSP0243 1.1.1, 9.9; oVirt reference 1a.12 and 1b).
struct OperatingSystemSection : SectionBase {
    Field<std::uint16_t> id;       ///< CIM OsType; not trustworthy above 111 (DMTF reference 15.2)
    Field<std::string> entity_id;  ///< `ovf:id` in oVirt configurations, where it is the id of the VM or template
    Field<std::string> version;
    Field<std::int64_t> ovirt_id;  ///< `ovirt:id` of oVirt OVAs: the engine's own number
    Field<Msg> description;
    [[nodiscard]] auto tied() const { return std::tie(info, required, id, entity_id, version, ovirt_id, description); }
};

/// `InstallSection` (DSP0243 1.1.1, 9.10).
struct InstallSection : SectionBase {
    Field<std::uint16_t> initial_boot_stop_delay;  ///< seconds; 0 or absent: no limit
    [[nodiscard]] auto tied() const { return std::tie(info, required, initial_boot_stop_delay); }
};

/// `Value` of a Property for one configuration (DSP0243 1.1.1, 9.8).
struct PropertyValue : Element {
    Field<std::string> value;
    Field<std::string> configuration;
    [[nodiscard]] auto tied() const { return std::tie(value, configuration); }
};

/// `Property` (DSP0243 1.1.1, 9.5).
struct Property : Element {
    Field<std::string> key;
    Field<std::string> type;
    Field<std::string> qualifiers;
    Field<std::string> value;
    Field<bool> user_configurable;
    Field<bool> password;
    Field<std::string> configuration;  ///< OVF 2.x; VMware writes it in 1.x, too
    Field<Msg> label;
    Field<Msg> description;
    std::vector<PropertyValue> values;
    [[nodiscard]] auto tied() const {
        return std::tie(key, type, qualifiers, value, user_configurable, password, configuration, label, description,
                        values);
    }
};

/// `Category`: a heading for the Property elements that follow it.
struct Category : Element {
    Field<Msg> text;
    [[nodiscard]] auto tied() const { return std::tie(text); }
};

/// `Icon` of a ProductSection.
struct Icon : Element {
    Field<std::string> file_ref;
    Field<std::uint16_t> height;
    Field<std::uint16_t> width;
    Field<std::string> mime_type;
    [[nodiscard]] auto tied() const { return std::tie(file_ref, height, width, mime_type); }
};

/// What stands in a ProductSection: a heading, or a property below the heading before it.
using CategoryOrProperty = std::variant<Category, Property>;

/// `ProductSection` (DSP0243 1.1.1, 9.5).
struct ProductSection : SectionBase {
    Field<std::string> class_;
    Field<std::string> instance;
    Field<Msg> product;
    Field<Msg> vendor;
    Field<std::string> version;
    Field<std::string> full_version;
    Field<std::string> product_url;
    Field<std::string> vendor_url;
    Field<std::string> app_url;
    std::vector<Icon> icons;
    std::vector<CategoryOrProperty> properties;  ///< in document order, because a Category heads what follows it
    [[nodiscard]] auto tied() const {
        return std::tie(info, required, class_, instance, product, vendor, version, full_version, product_url,
                        vendor_url, app_url, icons, properties);
    }
};

/// `AnnotationSection` (DSP0243 1.1.1, 9.4).
struct AnnotationSection : SectionBase {
    Field<Msg> annotation;
    [[nodiscard]] auto tied() const { return std::tie(info, required, annotation); }
};

/// `EulaSection` (DSP0243 1.1.1, 9.6).
struct EulaSection : SectionBase {
    Field<Msg> license;
    [[nodiscard]] auto tied() const { return std::tie(info, required, license); }
};

/// `Item` of a StartupSection (DSP0243 1.1.1, 9.7).
struct StartupItem : Element {
    Field<std::string> id;
    Field<std::uint16_t> order;
    Field<std::uint16_t> start_delay;  ///< seconds
    Field<bool> waiting_for_guest;
    Field<std::uint16_t> stop_delay;  ///< seconds
    Field<std::string> start_action;
    Field<std::string> stop_action;
    [[nodiscard]] auto tied() const {
        return std::tie(id, order, start_delay, waiting_for_guest, stop_delay, start_action, stop_action);
    }
};

/// `StartupSection` of a collection (DSP0243 1.1.1, 9.7).
struct StartupSection : SectionBase {
    std::vector<StartupItem> items;
    [[nodiscard]] auto tied() const { return std::tie(info, required, items); }
};

/// `File` of an EnvironmentFilesSection (OVF 2.x).
struct EnvironmentFile : Element {
    Field<std::string> file_ref;
    Field<std::string> path;
    [[nodiscard]] auto tied() const { return std::tie(file_ref, path); }
};

/// `EnvironmentFilesSection` (OVF 2.x): files that the guest gets with its environment.
struct EnvironmentFilesSection : SectionBase {
    Field<std::string> transport;
    std::vector<EnvironmentFile> files;
    [[nodiscard]] auto tied() const { return std::tie(info, required, transport, files); }
};

/// `boots:CIM_BootSourceSetting`: one source to boot from (OVF 2.x).
struct BootSourceSetting : Element {
    Field<std::string> boot_string;
    Field<Msg> caption;
    Field<std::uint16_t> changeable_type;
    Field<std::string> component_setting;
    Field<std::string> configuration_name;
    Field<Msg> description;
    Field<Msg> element_name;
    Field<std::uint64_t> generation;
    Field<std::string> instance_id;
    Field<std::string> so_id;
    Field<std::string> so_org_id;
    Field<std::string> structured_boot_string;
    [[nodiscard]] auto tied() const {
        return std::tie(boot_string, caption, changeable_type, component_setting, configuration_name, description,
                        element_name, generation, instance_id, so_id, so_org_id, structured_boot_string);
    }
};

/// `bootc:CIM_BootConfigSetting`: an ordered list of boot sources (OVF 2.x).
struct BootConfigSetting : Element {
    Field<Msg> caption;
    Field<std::uint16_t> changeable_type;
    Field<std::string> component_setting;
    Field<std::string> configuration_name;
    Field<Msg> description;
    Field<Msg> element_name;
    Field<std::uint64_t> generation;
    Field<std::string> instance_id;
    Field<std::string> so_id;
    Field<std::string> so_org_id;
    std::vector<BootSourceSetting> sources;
    [[nodiscard]] auto tied() const {
        return std::tie(caption, changeable_type, component_setting, configuration_name, description, element_name,
                        generation, instance_id, so_id, so_org_id, sources);
    }
};

/// `BootDeviceSection` (OVF 2.x): what to boot from, in which order.
struct BootDeviceSection : SectionBase {
    std::vector<BootConfigSetting> settings;
    [[nodiscard]] auto tied() const { return std::tie(info, required, settings); }
};

/// `InstanceCount` of a ScaleOutSection (OVF 2.x).
struct InstanceCount : Element {
    Field<std::uint32_t> minimum;
    Field<std::uint32_t> default_count;
    Field<std::uint32_t> maximum;
    Field<std::string> configuration;
    [[nodiscard]] auto tied() const { return std::tie(minimum, default_count, maximum, configuration); }
};

/// `ScaleOutSection` of a collection (OVF 2.x): how many instances there may be.
struct ScaleOutSection : SectionBase {
    Field<std::string> id;
    Field<Msg> description;
    std::vector<InstanceCount> counts;
    [[nodiscard]] auto tied() const { return std::tie(info, required, id, description, counts); }
};

/// `PlacementGroupSection` (OVF 2.x): a group whose members are placed by one policy.
struct PlacementGroupSection : SectionBase {
    Field<std::string> id;
    Field<std::string> policy;
    Field<Msg> description;
    [[nodiscard]] auto tied() const { return std::tie(info, required, id, policy, description); }
};

/// `PlacementSection` (OVF 2.x): the group that an entity is placed with.
struct PlacementSection : SectionBase {
    Field<std::string> group;
    [[nodiscard]] auto tied() const { return std::tie(info, required, group); }
};

/// `EncryptionSection` (OVF 2.x). The keys are XML Encryption and stay in `extensions`, whole and in order.
struct EncryptionSection : SectionBase {
    [[nodiscard]] auto tied() const { return std::tie(info, required); }
};

/// The project's own section that carries the trust flags, and whether the entity is a VM or a template, through
/// dialects that have no place for them (namespace `urn:ovfkit:trust:1`).
struct TrustSection : SectionBase {
    Field<std::string> kind;  ///< `vm` or `template`
    /// The flags, by the names of this section.
    TrustFlags flags;
    [[nodiscard]] auto tied() const { return std::tie(info, required, kind, flags); }
};

/// A section of any kind that has a type. Sections without one are in the `extensions` of their parent.
using Section = std::variant<DiskSection, SharedDiskSection, NetworkSection, DeploymentOptionSection,
                             VirtualHardwareSection, ResourceAllocationSection, OperatingSystemSection, InstallSection,
                             ProductSection, AnnotationSection, EulaSection, StartupSection, EnvironmentFilesSection,
                             BootDeviceSection, ScaleOutSection, PlacementGroupSection, PlacementSection,
                             EncryptionSection, TrustSection, SnapshotsSection, AffinityGroupsSection,
                             AffinityLabelsSection, UserDomainsSection, VmExternalDataSection, NumaNodeSection>;

/// The first section of type `S`; null if there is none.
template <class S>
[[nodiscard]] const S* find(const std::vector<Section>& sections) {
    for (const Section& s : sections)
        if (const S* found = std::get_if<S>(&s)) return found;
    return nullptr;
}
/// The same, to be changed.
template <class S>
[[nodiscard]] S* find(std::vector<Section>& sections) {
    for (Section& s : sections)
        if (S* found = std::get_if<S>(&s)) return found;
    return nullptr;
}

}  // namespace ovfkit::model
