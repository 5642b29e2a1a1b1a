// SPDX-License-Identifier: Apache-2.0
#include "descriptor/member.hpp"
#include "descriptor/section_rows.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::descriptor::table {
namespace {

using namespace model;  // the tables name little else

// clang-format off
const Shape& snapshot() {
    return shape_of<Snapshot>("Snapshot", [] {
        return std::vector<Row>{
            attribute<Token, &Snapshot::id>("id"),
            leaf<Token, &Snapshot::type>("Type"),
            leaf<Text, &Snapshot::description>("Description"),
            leaf<Date, &Snapshot::creation_date>("CreationDate"),
            leaf<Token, &Snapshot::memory>("Memory"),
            leaf<Text, &Snapshot::application_list>("ApplicationList"),
            leaf<Text, &Snapshot::vm_configuration>("VmConfiguration"),
            extensions(),
        };
    });
}

const Shape& affinity_name() {
    return shape_of<AffinityName>("AffinityGroup", [] {
        return std::vector<Row>{attribute<Text, &AffinityName::name>("name")}; });
}

const Shape& user_roles() {
    return shape_of<UserRoles>("UserRoles", [] {
        return std::vector<Row>{leaf_list<Text, &UserRoles::role_names>("RoleName")}; });
}

const Shape& user() {
    return shape_of<User>("User", [] {
        return std::vector<Row>{
            leaf<Text, &User::user_domain>("UserDomain"),
            element<&User::roles>("UserRoles", user_roles),
            extensions(),
        };
    });
}

const Shape& external_data_item() {
    using I = VmExternalDataItem;
    return shape_of<I>("VmExternalDataItem", [] {
        return std::vector<Row>{
            attribute<Token, &I::kind>("kind", Space::none),
            leaf<Text, &I::content>("VmExternalDataContent"),
            extensions(),
        };
    });
}

const Shape& numa_node() {
    return shape_of<NumaNode>("NumaNode", [] {
        return std::vector<Row>{
            leaf<Token, &NumaNode::id>("id"),
            leaf<Number, &NumaNode::index>("Index"),
            leaf<Token, &NumaNode::cpu_ids>("cpuIdList"),
            leaf<Token, &NumaNode::host_numa_nodes>("vdsNumaNodeList"),
            leaf<Number, &NumaNode::mem_total>("MemTotal"),
            leaf<Token, &NumaNode::tune_mode>("NumaTuneMode"),
            extensions(),
        };
    });
}
// clang-format on

}  // namespace

// clang-format off
const Shape& vm_init() {
    return shape_of<VmInit>("VmInit", [] {
        return std::vector<Row>{
            attribute<Text, &VmInit::hostname>("hostname"),
            attribute<Text, &VmInit::domain>("domain"),
            attribute<Text, &VmInit::time_zone>("timeZone"),
            attribute<Script, &VmInit::authorized_keys>("authorizedKeys"),
            attribute<Bool, &VmInit::regenerate_keys>("regenerateKeys"),
            attribute<Text, &VmInit::dns_search>("dnsSearch"),
            attribute<Text, &VmInit::dns_servers>("dnsServers"),
            attribute<Text, &VmInit::networks>("networks"),
            attribute<Text, &VmInit::win_key>("winKey"),
            attribute<Text, &VmInit::root_password>("rootPassword"),
            attribute<Script, &VmInit::custom_script>("customScript"),
            extensions(),
        };
    });
}

const Shape& virtio_scsi_multi_queues() {
    using V = VirtioScsiMultiQueues;
    return shape_of<V>("VirtioScsiMultiQueuesEnabled", [] {
        return std::vector<Row>{attribute<Number, &V::queues>("queues"), text<Bool, &V::enabled>("VirtioScsiMultiQueuesEnabled")};
    });
}

// Two of the attributes are written in the xsi namespace (oVirt reference 1a.6).
const Shape& lun_connection() {
    using L = LunConnection;
    return shape_of<L>("Connection", [] {
        return std::vector<Row>{
            attribute<Text, &L::connection>("connection"),
            attribute<Text, &L::iqn>("iqn"),
            attribute<Text, &L::port>("port"),
            attribute<Token, &L::storage_type>("storage_type", Space::xsi),
            attribute<Text, &L::portal>("portal", Space::xsi),
            extensions(),
        };
    });
}

const Shape& nic_reference() {
    return shape_of<NicReference>("Nic", [] { return std::vector<Row>{attribute<Token, &NicReference::id>("id")}; });
}

const Shape& snapshots() {
    using S = SnapshotsSection;
    return shape_of<S>("SnapshotsSection", [] {
        return section_rows<S>({}, {element<&S::snapshots>("Snapshot", snapshot), extensions()}); });
}

const Shape& affinity_groups() {
    using S = AffinityGroupsSection;
    return shape_of<S>("AffinityGroupsSection", [] {
        return section_rows<S>({}, {element<&S::groups>("AffinityGroup", affinity_name), extensions()}); });
}

const Shape& affinity_labels() {
    using S = AffinityLabelsSection;
    return shape_of<S>("AffinityLabelsSection", [] {
        return section_rows<S>({}, {element<&S::labels>("AffinityLabel", affinity_name), extensions()}); });
}

const Shape& user_domains() {
    using S = UserDomainsSection;
    return shape_of<S>("UserDomainsSection", [] {
        return section_rows<S>({}, {element<&S::users>("User", user), extensions()}); });
}

const Shape& vm_external_data() {
    using S = VmExternalDataSection;
    return shape_of<S>("VmExternalDataSection", [] {
        return section_rows<S>({}, {element<&S::items>("VmExternalDataItem", external_data_item), extensions()}); });
}

const Shape& numa_nodes() {
    using S = NumaNodeSection;
    return shape_of<S>("NumaNodeSection", [] {
        return section_rows<S>({}, {element<&S::nodes>("NumaNode", numa_node), extensions()}); });
}
// clang-format on

}  // namespace ovfkit::descriptor::table
