// SPDX-License-Identifier: Apache-2.0
#include "convert/settle.hpp"

#include <ovfkit/model/ovirt_os.hpp>

#include "convert/to_ovirt.hpp"
#include "convert/to_standard.hpp"
#include "convert/words.hpp"
#include "descriptor/names.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::Item;
using model::ResourceType;

/// The cores that VMware's word says are those of the topology.
void say_cores(Item& item, std::uint32_t cores) {
    for (model::Extension& e : item.extensions)
        if (e.name == "CoresPerSocket" && e.ns == descriptor::uri::vmware) e.text = std::to_string(cores);
}

void settle_in_ovirt(Item& item, ResourceType type, Job& job) {
    if (type == ResourceType::processor && (!item.ovirt || !item.ovirt->num_of_sockets)) ovirt_cpu(item);
    if (type == ResourceType::memory) ovirt_memory(item, job);
    if (type != ResourceType::ethernet_adapter) return;
    model::OvirtDevice& device = item.ovirt.ensure();
    if (item.address && is_mac(trimmed(*item.address))) {
        device.mac_address = item.address;
        item.address.reset();
    }
    if (item.resource_sub_type)
        if (const auto number = nic_number(*item.resource_sub_type)) item.resource_sub_type = *number;
    if (device.name.absent() && item.element_name) device.name = item.element_name->text;
}

void settle_in_standard(Item& item, ResourceType type) {
    if (!item.ovirt) return;
    model::OvirtDevice& device = *item.ovirt;
    if (type == ResourceType::processor && device.num_of_sockets) {
        say_cores(item, device.cpu_per_socket.value_or(1));
        standard_cpu(item);
        device.num_of_sockets.reset();
        device.cpu_per_socket.reset();
        device.threads_per_cpu.reset();
    }
    if (type == ResourceType::ethernet_adapter && device.mac_address) {
        item.address = device.mac_address;
        device.mac_address.reset();
    }
}

}  // namespace

void settle(model::Disk& disk, Job& job) {
    if (is_ovirt(job.form)) return set_capacity(disk, job.form);
    if (disk.ovirt) disk.ovirt->size.reset();  // the capacity says the same, exactly
}

void settle(Item& item, Job& job) {
    const ResourceType type = item.resource_type.value_or(ResourceType::other);
    if (is_ovirt(job.form))
        settle_in_ovirt(item, type, job);
    else
        settle_in_standard(item, type);
}

void settle(model::OperatingSystemSection& section, Job& job) {
    if (job.form != Grammar::ovirt || !section.id) return;
    const std::string_view name = model::ovirt_os_name(model::ovirt_os_of_cim(*section.id));
    if (!name.empty()) section.description = model::Msg(std::string(name));
    section.id.reset();
}

void settle(model::VirtualSystem& system, Job& job) {
    if (job.form != Grammar::ovirt || !system.id || *system.id == "out") return;
    auto* os = model::find<model::OperatingSystemSection>(system.sections);
    if (os == nullptr) return;
    os->entity_id = job.guids.of("system", *system.id);
    system.id = "out";
}

}  // namespace ovfkit::convert
