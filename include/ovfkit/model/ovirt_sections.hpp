// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <ovfkit/model/section_base.hpp>
#include <ovfkit/model/timestamp.hpp>

namespace ovfkit::model {

/// `Connection` of a LUN disk (oVirt reference 1a.6).
struct LunConnection : Element {
    Field<std::string> connection;
    Field<std::string> iqn;
    Field<std::string> port;
    Field<std::string> storage_type;  ///< written as `xsi:storage_type`
    Field<std::string> portal;        ///< written as `xsi:portal`
    [[nodiscard]] auto tied() const { return std::tie(connection, iqn, port, storage_type, portal); }
};

/// What `Disk` has in the oVirt dialects beyond the standard (oVirt reference 1a.6 and 1b).
struct OvirtDisk {
    Field<std::uint64_t> size;         ///< virtual size in GiB, rounded up
    Field<std::uint64_t> actual_size;  ///< GiB, rounded up
    Field<std::string> vm_snapshot_id;
    Field<std::string> volume_format;   ///< RAW, COW or Unassigned
    Field<std::string> volume_type;     ///< Preallocated, Sparse or Unassigned
    Field<std::string> disk_interface;  ///< IDE, VirtIO_SCSI, VirtIO, SPAPR_VSCSI or SATA
    Field<bool> read_only;
    Field<bool> shareable;
    Field<bool> boot;
    Field<bool> pass_discard;
    Field<bool> incremental_backup;
    Field<std::string> disk_alias;
    Field<std::string> disk_description;
    Field<bool> wipe_after_delete;
    Field<std::string> description;  ///< OVA only
    Field<std::string> disk_storage_type;
    Field<std::string> cinder_volume_type;
    Field<std::string> disk_type;    ///< old files and virt-v2v
    Field<std::string> qcow_compat;  ///< 4.1.0 only
    Field<bool> scsi_reservation;    ///< LUN
    Field<bool> plugged;
    Field<std::string> lun_id;  ///< LUN
    std::vector<LunConnection> connections;
    [[nodiscard]] auto tied() const {
        return std::tie(size, actual_size, vm_snapshot_id, volume_format, volume_type, disk_interface, read_only,
                        shareable, boot, pass_discard, incremental_backup, disk_alias, disk_description,
                        wipe_after_delete, description, disk_storage_type, cinder_volume_type, disk_type, qcow_compat,
                        scsi_reservation, plugged, lun_id, connections);
    }
    friend bool operator==(const OvirtDisk& a, const OvirtDisk& b) { return a.tied() == b.tied(); }
};

/// `Snapshot` (oVirt reference 1a.13).
struct Snapshot : Element {
    Field<std::string> id;
    Field<std::string> type;  ///< REGULAR, ACTIVE, STATELESS, PREVIEW or NEXT_RUN
    Field<std::string> description;
    Field<Timestamp> creation_date;
    Field<std::string> memory;  ///< six comma-separated GUIDs
    Field<std::string> application_list;
    Field<std::string> vm_configuration;  ///< base64 of a complete descriptor
    [[nodiscard]] auto tied() const {
        return std::tie(id, type, description, creation_date, memory, application_list, vm_configuration);
    }
};
/// `SnapshotsSection` (oVirt reference 1a.13).
struct SnapshotsSection : SectionBase {
    std::vector<Snapshot> snapshots;
    [[nodiscard]] auto tied() const { return std::tie(info, required, snapshots); }
};

/// A name in an `AffinityGroup` or `AffinityLabel` element.
struct AffinityName : Element {
    Field<std::string> name;
    [[nodiscard]] auto tied() const { return std::tie(name); }
};
/// `AffinityGroupsSection`: the groups that the entity is in.
struct AffinityGroupsSection : SectionBase {
    std::vector<AffinityName> groups;
    [[nodiscard]] auto tied() const { return std::tie(info, required, groups); }
};
/// `AffinityLabelsSection`: the labels that the entity has.
struct AffinityLabelsSection : SectionBase {
    std::vector<AffinityName> labels;
    [[nodiscard]] auto tied() const { return std::tie(info, required, labels); }
};

/// `UserRoles` of a user.
struct UserRoles : Element {
    std::vector<Field<std::string>> role_names;
    [[nodiscard]] auto tied() const { return std::tie(role_names); }
};
/// `User`: who has permissions on the entity.
struct User : Element {
    Field<std::string> user_domain;  ///< `login@domain`
    Boxed<UserRoles> roles;
    [[nodiscard]] auto tied() const { return std::tie(user_domain, roles); }
};
/// `UserDomainsSection`: who has permissions on the entity.
struct UserDomainsSection : SectionBase {
    std::vector<User> users;
    [[nodiscard]] auto tied() const { return std::tie(info, required, users); }
};

/// `VmExternalDataItem`: TPM or NVRAM state in base64.
struct VmExternalDataItem : Element {
    Field<std::string> kind;  ///< tpm or nvram
    Field<std::string> content;
    [[nodiscard]] auto tied() const { return std::tie(kind, content); }
};
/// `VmExternalDataSection`: state of the VM that is not on its disks.
struct VmExternalDataSection : SectionBase {
    std::vector<VmExternalDataItem> items;
    [[nodiscard]] auto tied() const { return std::tie(info, required, items); }
};

/// `NumaNode`.
struct NumaNode : Element {
    Field<std::string> id;
    Field<std::uint32_t> index;
    Field<std::string> cpu_ids;          ///< comma-separated
    Field<std::string> host_numa_nodes;  ///< comma-separated, may be empty
    Field<std::uint64_t> mem_total;      ///< MiB
    Field<std::string> tune_mode;        ///< strict, interleave or preferred
    [[nodiscard]] auto tied() const { return std::tie(id, index, cpu_ids, host_numa_nodes, mem_total, tune_mode); }
};
/// `NumaNodeSection`: the virtual NUMA nodes.
struct NumaNodeSection : SectionBase {
    std::vector<NumaNode> nodes;
    [[nodiscard]] auto tied() const { return std::tie(info, required, nodes); }
};

}  // namespace ovfkit::model
