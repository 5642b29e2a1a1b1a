// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <ovfkit/model/field.hpp>
#include <ovfkit/model/timestamp.hpp>

namespace ovfkit::model {

/// `SpecParams`: the free key-value parameters of a device (oVirt reference 1a.12). Keys are element names, so the
/// entries are its `extensions`: an element named by the key holds the text or nested entries.
struct SpecParams : Element {
    [[nodiscard]] std::tuple<> tied() const { return {}; }
};

/// What an Item of the oVirt dialects has beyond the standard: the non-standard `rasd:` children and the device block
/// (oVirt reference 1a.12).
struct OvirtDevice {
    // CPU
    Field<std::uint32_t> num_of_sockets;
    Field<std::uint32_t> cpu_per_socket;
    Field<std::uint32_t> threads_per_cpu;
    Field<std::uint32_t> max_num_of_vcpus;
    // disk
    Field<std::string> template_id;  ///< `rasd:Template`
    Field<std::string> application_list;
    std::vector<Field<std::string>> storage_id;
    Field<std::string> storage_pool_id;
    Field<Timestamp> creation_date;
    Field<Timestamp> last_modified;
    Field<Timestamp> last_modified_date;
    // network
    Field<bool> linked;
    Field<std::string> name;
    Field<std::string> mac_address;
    Field<std::uint64_t> speed;  ///< Mb/s
    // USB, video
    Field<std::string> usb_policy;
    Field<bool> single_pci_qxl;
    // device block
    Field<std::string> type;
    Field<std::string> device;
    Field<std::uint32_t> boot_order;
    Field<bool> is_plugged;
    Field<bool> is_read_only;
    Field<std::string> alias;
    Boxed<SpecParams> spec_params;
    Field<std::string> custom_properties;
    Field<std::string> snapshot_id;

    [[nodiscard]] auto tied() const {
        return std::tie(num_of_sockets, cpu_per_socket, threads_per_cpu, max_num_of_vcpus, template_id,
                        application_list, storage_id, storage_pool_id, creation_date, last_modified, last_modified_date,
                        linked, name, mac_address, speed, usb_policy, single_pci_qxl, type, device, boot_order,
                        is_plugged, is_read_only, alias, spec_params, custom_properties, snapshot_id);
    }
    friend bool operator==(const OvirtDevice& a, const OvirtDevice& b) { return a.tied() == b.tied(); }
};

}  // namespace ovfkit::model
