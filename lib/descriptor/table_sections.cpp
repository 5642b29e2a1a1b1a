// SPDX-License-Identifier: Apache-2.0
#include "descriptor/member.hpp"
#include "descriptor/section_rows.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::descriptor::table {
namespace {

using namespace model;  // the tables name little else

// clang-format off

std::vector<Row> disk_rows() {
    using O = OvirtDisk;
    const Targets engine = target::engine;  // either dialect carries what only the other reads
    return {
        attribute<Token, &Disk::disk_id>("diskId"),
        only(engine, attribute<Number, &Disk::ovirt, &O::size>("size")),
        only(engine, attribute<Number, &Disk::ovirt, &O::actual_size>("actual_size")),
        attribute<Text, &Disk::capacity>("capacity"),
        attribute<Text, &Disk::capacity_allocation_units>("capacityAllocationUnits"),
        attribute<Number, &Disk::populated_size>("populatedSize"),
        only(engine, attribute<Token, &Disk::ovirt, &O::vm_snapshot_id>("vm_snapshot_id")),
        attribute<Token, &Disk::parent_ref>("parentRef"),
        attribute<Token, &Disk::file_ref>("fileRef"),
        attribute<Text, &Disk::format>("format"),
        only(target::v2, attribute<Bool, &Disk::read_only>("readOnly")),
        only(engine, attribute<Token, &Disk::ovirt, &O::volume_format>("volume-format")),
        only(engine, attribute<Token, &Disk::ovirt, &O::volume_type>("volume-type")),
        only(engine, attribute<Token, &Disk::ovirt, &O::disk_interface>("disk-interface")),
        only(engine, attribute<Bool, &Disk::ovirt, &O::read_only>("read-only")),
        only(engine, attribute<Bool, &Disk::ovirt, &O::shareable>("shareable")),
        only(engine, attribute<Bool, &Disk::ovirt, &O::boot>("boot")),
        only(engine, attribute<Bool, &Disk::ovirt, &O::pass_discard>("pass-discard")),
        only(engine, attribute<Bool, &Disk::ovirt, &O::scsi_reservation>("scsi_reservation")),
        only(engine, attribute<Bool, &Disk::ovirt, &O::plugged>("plugged")),
        only(engine, attribute<Text, &Disk::ovirt, &O::lun_id>("lun_id")),
        only(engine, attribute<Text, &Disk::ovirt, &O::disk_alias>("disk-alias")),
        only(engine, attribute<Text, &Disk::ovirt, &O::disk_description>("disk-description")),
        only(engine, attribute<Bool, &Disk::ovirt, &O::wipe_after_delete>("wipe-after-delete")),
        only(engine, attribute<Text, &Disk::ovirt, &O::description>("description")),
        only(engine, attribute<Token, &Disk::ovirt, &O::disk_storage_type>("disk_storage_type")),
        only(engine, attribute<Text, &Disk::ovirt, &O::cinder_volume_type>("cinder_volume_type")),
        only(engine, attribute<Bool, &Disk::ovirt, &O::incremental_backup>("incremental-backup")),
        only(engine, attribute<Text, &Disk::ovirt, &O::disk_type>("disk-type")),
        only(engine, attribute<Text, &Disk::ovirt, &O::qcow_compat>("qcow-compat")),
        only(engine, element<&Disk::ovirt, &O::connections>("Connection", lun_connection)),
        extensions(),
    };
}

const Shape& disk() { return shape_of<Disk>("Disk", disk_rows); }

const Shape& disks() {
    return shape_of<DiskSection>("DiskSection", [] {
        return section_rows<DiskSection>({}, {element<&DiskSection::disks>("Disk", disk), extensions()});
    });
}

// Some products write Disk inside a SharedDiskSection (DMTF reference 10.13).
const Shape& shared_disks() {
    using S = SharedDiskSection;
    return shape_of<S>("SharedDiskSection", [] {
        return section_rows<S>({}, {also("Disk", 0, element<&S::disks>("SharedDisk", disk)), extensions()});
    });
}

const Shape& network() {
    return shape_of<Network>("Network", [] {
        return std::vector<Row>{
            attribute<Text, &Network::name>("name"),
            leaf<Message, &Network::description>("Description"),
            only(target::v2, element<&Network::profiles>("NetworkPortProfile", port_profile)),
            only(target::v2, leaf_list<Text, &Network::profile_uris>("NetworkPortProfileURI")),
            extensions(),
        };
    });
}

const Shape& networks() {
    return shape_of<NetworkSection>("NetworkSection", [] {
        return section_rows<NetworkSection>({}, {element<&NetworkSection::networks>("Network", network), extensions()});
    });
}

const Shape& configuration() {
    return shape_of<Configuration>("Configuration", [] {
        return std::vector<Row>{
            attribute<Token, &Configuration::id>("id"),
            attribute<Bool, &Configuration::is_default>("default"),
            leaf<Message, &Configuration::label>("Label"),
            leaf<Message, &Configuration::description>("Description"),
            extensions(),
        };
    });
}

const Shape& deployment_options() {
    using S = DeploymentOptionSection;
    return shape_of<S>("DeploymentOptionSection", [] {
        return section_rows<S>({}, {element<&S::configurations>("Configuration", configuration), extensions()});
    });
}

// In oVirt configurations ovf:id is the id of the VM or template, not the number of an operating system.
std::vector<Row> operating_system_rows(Row id) {
    using S = OperatingSystemSection;
    return section_rows<S>(
        {id, attribute<Text, &S::version>("version"),
         only(target::ova, attribute<Number, &S::ovirt_id>("id", Space::ovirt))},
        {leaf<Message, &S::description>("Description"), extensions()});
}

const Shape& operating_system() {
    return shape_of<OperatingSystemSection>("OperatingSystemSection", [] {
        return operating_system_rows(attribute<Number, &OperatingSystemSection::id>("id")); });
}
const Shape& operating_system_ovirt() {
    return shape_of<OperatingSystemSection>("OperatingSystemSection", [] {
        return operating_system_rows(attribute<Token, &OperatingSystemSection::entity_id>("id")); });
}

const Shape& install() {
    using S = InstallSection;
    return shape_of<S>("InstallSection", [] {
        return section_rows<S>({attribute<Number, &S::initial_boot_stop_delay>("initialBootStopDelay")}, {extensions()});
    });
}

const Shape& property_value() {
    return shape_of<PropertyValue>("Value", [] {
        return std::vector<Row>{
            attribute<Text, &PropertyValue::value>("value"),
            attribute<Token, &PropertyValue::configuration>("configuration"),
            extensions(),
        };
    });
}

const Shape& property() {
    return shape_of<Property>("Property", [] {
        return std::vector<Row>{
            attribute<Text, &Property::key>("key"),
            attribute<Text, &Property::type>("type"),
            attribute<Text, &Property::qualifiers>("qualifiers"),
            attribute<Text, &Property::value>("value"),
            attribute<Bool, &Property::user_configurable>("userConfigurable"),
            attribute<Bool, &Property::password>("password"),
            attribute<Text, &Property::configuration>("configuration"),
            leaf<Message, &Property::label>("Label"),
            leaf<Message, &Property::description>("Description"),
            element<&Property::values>("Value", property_value),
            extensions(),
        };
    });
}

const Shape& category() {
    return shape_of<Category>("Category", [] { return std::vector<Row>{text<Message, &Category::text>("Category")}; });
}

const Shape& icon() {
    return shape_of<Icon>("Icon", [] {
        return std::vector<Row>{
            attribute<Number, &Icon::height>("height"),
            attribute<Number, &Icon::width>("width"),
            attribute<Text, &Icon::mime_type>("mimeType"),
            attribute<Token, &Icon::file_ref>("fileRef"),
        };
    });
}

const Shape& product() {
    using P = ProductSection;
    static const Alternative property_list[] = {
        {"Category", index_in<Category, CategoryOrProperty>, category},
        {"Property", index_in<Property, CategoryOrProperty>, property},
    };
    return shape_of<P>("ProductSection", [] {
        return section_rows<P>(
            {attribute<Text, &P::class_>("class"), attribute<Text, &P::instance>("instance")},
            {leaf<Message, &P::product>("Product"), leaf<Message, &P::vendor>("Vendor"),
             leaf<Text, &P::version>("Version"),
             also("Full-version", target::v0_9, leaf<Text, &P::full_version>("FullVersion")),
             leaf<Text, &P::product_url>("ProductUrl"), leaf<Text, &P::vendor_url>("VendorUrl"),
             leaf<Text, &P::app_url>("AppUrl"), element<&P::icons>("Icon", icon),
             choice<&P::properties>(property_list), extensions()});
    });
}

const Shape& annotation() {
    using S = AnnotationSection;
    return shape_of<S>("AnnotationSection", [] {
        return section_rows<S>({}, {leaf<Message, &S::annotation>("Annotation"), extensions()}); });
}

const Shape& eula() {
    using S = EulaSection;
    return shape_of<S>("EulaSection", [] {
        return section_rows<S>({}, {leaf<Message, &S::license>("License"), extensions()}); });
}

const Shape& startup_item() {
    using I = StartupItem;
    return shape_of<I>("Item", [] {
        return std::vector<Row>{
            attribute<Text, &I::id>("id"),
            attribute<Number, &I::order>("order"),
            attribute<Number, &I::start_delay>("startDelay"),
            attribute<Bool, &I::waiting_for_guest>("waitingForGuest"),
            attribute<Number, &I::stop_delay>("stopDelay"),
            attribute<Token, &I::start_action>("startAction"),
            attribute<Token, &I::stop_action>("stopAction"),
        };
    });
}

const Shape& startup() {
    using S = StartupSection;
    return shape_of<S>("StartupSection", [] {
        return section_rows<S>({}, {element<&S::items>("Item", startup_item), extensions()}); });
}

const Shape& environment_file() {
    return shape_of<EnvironmentFile>("File", [] {
        return std::vector<Row>{
            attribute<Token, &EnvironmentFile::file_ref>("fileRef"),
            attribute<Text, &EnvironmentFile::path>("path"),
            extensions(),
        };
    });
}

const Shape& environment_files() {
    using S = EnvironmentFilesSection;
    return shape_of<S>("EnvironmentFilesSection", [] {
        return section_rows<S>({attribute<Text, &S::transport>("transport")},
                               {element<&S::files>("File", environment_file), extensions()});
    });
}

// The properties that the two boot classes of CIM share, in the order of their schemas.
template <class B>
std::vector<Row> boot_rows(Space s) {
    return {
        leaf<Message, &B::caption>("Caption", s),
        leaf<Number, &B::changeable_type>("ChangeableType", s),
        leaf<Text, &B::component_setting>("ComponentSetting", s),
        leaf<Text, &B::configuration_name>("ConfigurationName", s),
        leaf<Message, &B::description>("Description", s),
        leaf<Message, &B::element_name>("ElementName", s),
        leaf<Number, &B::generation>("Generation", s),
        leaf<Token, &B::instance_id>("InstanceID", s),
        leaf<Text, &B::so_id>("SoID", s),
        leaf<Text, &B::so_org_id>("SoOrgID", s),
    };
}

const Shape& boot_source() {
    using B = BootSourceSetting;
    return shape_of<B>("CIM_BootSourceSetting", [] {
        std::vector<Row> rows = boot_rows<B>(Space::boots);
        rows.insert(rows.begin(), leaf<Text, &B::boot_string>("BootString", Space::boots));
        rows.push_back(leaf<Text, &B::structured_boot_string>("StructuredBootString", Space::boots));
        rows.push_back(extensions());
        return rows;
    });
}

const Shape& boot_config() {
    using B = BootConfigSetting;
    return shape_of<B>("CIM_BootConfigSetting", [] {
        std::vector<Row> rows = boot_rows<B>(Space::bootc);
        rows.push_back(element<&B::sources>("CIM_BootSourceSetting", boot_source, Space::boots));
        rows.push_back(extensions());
        return rows;
    });
}

const Shape& boot_device() {
    using S = BootDeviceSection;
    return shape_of<S>("BootDeviceSection", [] {
        return section_rows<S>({}, {element<&S::settings>("CIM_BootConfigSetting", boot_config, Space::bootc), extensions()});
    });
}

const Shape& instance_count() {
    using I = InstanceCount;
    return shape_of<I>("InstanceCount", [] {
        return std::vector<Row>{
            attribute<Number, &I::minimum>("minimum"),
            attribute<Number, &I::default_count>("default"),
            attribute<Number, &I::maximum>("maximum"),
            attribute<Token, &I::configuration>("configuration"),
            extensions(),
        };
    });
}

const Shape& scale_out() {
    using S = ScaleOutSection;
    return shape_of<S>("ScaleOutSection", [] {
        return section_rows<S>({attribute<Text, &S::id>("id")},
                               {leaf<Message, &S::description>("Description"),
                                element<&S::counts>("InstanceCount", instance_count), extensions()});
    });
}

const Shape& placement_group() {
    using S = PlacementGroupSection;
    return shape_of<S>("PlacementGroupSection", [] {
        return section_rows<S>({attribute<Text, &S::id>("id"), attribute<Text, &S::policy>("policy")},
                               {leaf<Message, &S::description>("Description"), extensions()});
    });
}

const Shape& placement() {
    using S = PlacementSection;
    return shape_of<S>("PlacementSection", [] {
        return section_rows<S>({attribute<Text, &S::group>("group")}, {extensions()}); });
}

const Shape& encryption() {
    return shape_of<EncryptionSection>("EncryptionSection", [] {
        return section_rows<EncryptionSection>({}, {extensions()}); });
}

const Shape& trust() {
    using S = TrustSection;
    return shape_of<S>("TrustSection", [] {
        const Space s = Space::trust;
        using F = TrustFlags;
        return section_rows<S>({}, {
            leaf<Token, &S::kind>("Kind", s),
            leaf<TrustBool, &S::flags, &F::TrustedHostFlag>("TrustedHostFlag", s),
            leaf<TrustBool, &S::flags, &F::trusted_host_flag>("trusted_host_flag", s),
            leaf<TrustBool, &S::flags, &F::TrustedService>("TrustedService", s),
            leaf<TrustBool, &S::flags, &F::trusted_cluster_flag>("trusted_cluster_flag", s),
            leaf<TrustBool, &S::flags, &F::trusted_service>("trusted_service", s),
            extensions(),
        });
    });
}
// clang-format on

// Written by `xsi:type` in the draft and, but for NetworkSection, in oVirt configurations.
template <class S>
constexpr Alternative section(std::string_view name, ShapeFunction shape,
                              Targets abstract = target::ovirt | target::v0_9) {
    return {name, index_in<S, Section>, shape, target::all, abstract, false, Space::ovf};
}
template <class S>
constexpr Alternative section_of_2(std::string_view name, ShapeFunction shape) {
    return {name, index_in<S, Section>, shape, target::all, target::ovirt | target::v0_9, true, Space::ovf};
}
constexpr Alternative trust_section{"TrustSection", index_in<TrustSection, Section>, trust, target::standard, 0, false,
                                    Space::trust};

}  // namespace

// Any section is understood at any of the three places: the schemas accept that (DMTF reference 6), and where one
// belongs is for rules to say.
std::span<const Alternative> standard_sections() {
    static const std::vector<Alternative> all{
        section<DiskSection>("DiskSection", disks),
        section_of_2<SharedDiskSection>("SharedDiskSection", shared_disks),
        section<NetworkSection>("NetworkSection", networks, target::v0_9),
        section<DeploymentOptionSection>("DeploymentOptionSection", deployment_options),
        section<OperatingSystemSection>("OperatingSystemSection", operating_system),
        section<InstallSection>("InstallSection", install),
        section<VirtualHardwareSection>("VirtualHardwareSection", virtual_hardware_standard),
        section<ProductSection>("ProductSection", product),
        section<AnnotationSection>("AnnotationSection", annotation),
        section<EulaSection>("EulaSection", eula),
        section<ResourceAllocationSection>("ResourceAllocationSection", resource_allocation),
        section<StartupSection>("StartupSection", startup),
        section_of_2<EnvironmentFilesSection>("EnvironmentFilesSection", environment_files),
        section_of_2<BootDeviceSection>("BootDeviceSection", boot_device),
        section_of_2<ScaleOutSection>("ScaleOutSection", scale_out),
        section_of_2<PlacementGroupSection>("PlacementGroupSection", placement_group),
        section_of_2<PlacementSection>("PlacementSection", placement),
        section_of_2<EncryptionSection>("EncryptionSection", encryption),
        trust_section,
    };
    return all;
}

std::span<const Alternative> ovirt_first_envelope_sections() {
    static const std::vector<Alternative> all{section<NetworkSection>("NetworkSection", networks, target::v0_9)};
    return all;
}

std::span<const Alternative> ovirt_other_envelope_sections() {
    static const std::vector<Alternative> all = [] {
        std::vector<Alternative> rest;
        for (const Alternative& a : standard_sections())
            if (a.name != "NetworkSection" && a.name != "TrustSection") rest.push_back(a);
        return rest;
    }();
    return all;
}

std::span<const Alternative> ovirt_early_sections() {
    static const std::vector<Alternative> all{
        section<UserDomainsSection>("UserDomainsSection", user_domains),
        section<VmExternalDataSection>("VmExternalDataSection", vm_external_data),
    };
    return all;
}

std::span<const Alternative> ovirt_affinity_sections() {
    static const std::vector<Alternative> all{
        section<AffinityGroupsSection>("AffinityGroupsSection", affinity_groups),
        section<AffinityLabelsSection>("AffinityLabelsSection", affinity_labels),
    };
    return all;
}

std::span<const Alternative> ovirt_late_sections() {
    static const std::vector<Alternative> all = [] {
        std::vector<Alternative> late{
            section<ProductSection>("ProductSection", product),
            section<OperatingSystemSection>("OperatingSystemSection", operating_system_ovirt),
            section<VirtualHardwareSection>("VirtualHardwareSection", virtual_hardware_ovirt),
            section<SnapshotsSection>("SnapshotsSection", snapshots),
            section<NumaNodeSection>("NumaNodeSection", numa_nodes),
        };
        for (const Alternative& a : standard_sections()) {
            const bool there =
                a.name == "ProductSection" || a.name == "OperatingSystemSection" || a.name == "VirtualHardwareSection";
            if (!there) late.push_back(a);
        }
        return late;
    }();
    return all;
}

std::span<const Alternative> ova_late_sections() {
    static const std::vector<Alternative> all = [] {
        std::vector<Alternative> late;
        for (Alternative a : ovirt_late_sections()) {
            if (a.name == "OperatingSystemSection") a.shape = operating_system;
            late.push_back(a);
        }
        return late;
    }();
    return all;
}

}  // namespace ovfkit::descriptor::table
