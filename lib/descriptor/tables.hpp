// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "descriptor/row.hpp"

// The mapping tables: one Shape per element type and grammar.

namespace ovfkit::descriptor::table {

// table_envelope.cpp
const Shape& envelope_standard();
const Shape& envelope_ovirt();
const Shape& envelope_ova();
const Shape& strings();
std::span<const Alternative> standard_contents();

// table_content.cpp
const Shape& virtual_system_standard();
const Shape& virtual_system_ovirt();
const Shape& virtual_system_ova();
const Shape& collection_standard();

// table_hardware.cpp
const Shape& virtual_hardware_standard();
const Shape& virtual_hardware_ovirt();
const Shape& resource_allocation();
const Shape& port_profile();

// table_sections.cpp
/// Alternatives for the sections below an Envelope, a VirtualSystem or a VirtualSystemCollection.
std::span<const Alternative> standard_sections();
/// The same for the oVirt dialects, cut where the engine writes something in between (oVirt reference 1a.3 and 1a.7).
std::span<const Alternative> ovirt_first_envelope_sections();
std::span<const Alternative> ovirt_other_envelope_sections();
std::span<const Alternative> ovirt_early_sections();
std::span<const Alternative> ovirt_affinity_sections();
std::span<const Alternative> ovirt_late_sections();
std::span<const Alternative> ova_late_sections();

// table_ovirt.cpp
const Shape& vm_init();
const Shape& virtio_scsi_multi_queues();
const Shape& lun_connection();
const Shape& nic_reference();
const Shape& snapshots();
const Shape& affinity_groups();
const Shape& affinity_labels();
const Shape& user_domains();
const Shape& vm_external_data();
const Shape& numa_nodes();

// table_environment.cpp
const Shape& environment();

}  // namespace ovfkit::descriptor::table
