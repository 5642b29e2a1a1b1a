// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <limits>
#include <set>
#include <unordered_set>

#include <ovfkit/model/view.hpp>

#include "base/ascii.hpp"
#include "model/hardware_disks.hpp"
#include "model/hardware_items.hpp"

namespace ovfkit::model {
namespace {

constexpr std::string_view vmware_ns = "http://www.vmware.com/schema/ovf";
constexpr std::string_view virtualbox_ns = "http://www.virtualbox.org/ovf/machine";

using Count = std::optional<std::uint64_t>;

Count times(Count a, std::uint64_t b) {
    if (!a || (b != 0 && *a > std::numeric_limits<std::uint64_t>::max() / b)) return std::nullopt;
    return *a * b;
}

Count plus(Count a, Count b) {
    if (!a || !b || *a > std::numeric_limits<std::uint64_t>::max() - *b) return std::nullopt;
    return *a + *b;
}

std::optional<std::string> word_of(const Field<std::string>& field) {
    if (!field) return std::nullopt;
    const std::string_view word = trimmed(*field);
    return word.empty() ? std::nullopt : std::optional<std::string>(word);
}

std::optional<std::string> word_of(const Field<Msg>& field) {
    if (!field) return std::nullopt;
    const std::string_view word = trimmed(field->text);
    return word.empty() ? std::nullopt : std::optional<std::string>(word);
}

const Extension* child_of(const std::vector<Extension>& extensions, std::string_view ns, std::string_view name) {
    for (const Extension& e : extensions)
        if (e.kind == Extension::Kind::element && e.name == name && e.ns == ns) return &e;
    return nullptr;
}

bool is_of_type(const Item& item, ResourceType type) { return item.resource_type && *item.resource_type == type; }

/// Virtual CPUs of one processor Item: its quantity, never scaled by the unit, which belongs to reservation and limit.
/// The oVirt dialects give a topology instead, of which all but the sockets have a default (oVirt reference 1a.12).
Count cpus_of(const Item& item) {
    if (item.ovirt && item.ovirt->num_of_sockets) {
        const OvirtDevice& topology = *item.ovirt;
        return times(times(*topology.num_of_sockets, topology.cpu_per_socket.value_or(1)),
                     topology.threads_per_cpu.value_or(1));
    }
    return item.virtual_quantity.optional();
}

Count cores_per_socket_of(const Item& item) {
    if (const Extension* cores = child_of(item.extensions, vmware_ns, "CoresPerSocket")) {
        const std::string_view text = trimmed(cores->text);
        std::uint64_t count = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (problem == std::errc() && end == text.data() + text.size()) return count;
    }
    if (item.ovirt && item.ovirt->cpu_per_socket) return *item.ovirt->cpu_per_socket;
    return std::nullopt;
}

/// The sum of what `amount_of` says of every device of `type`; unknown when one of them is. Devices with equal ids that
/// are no variants of each other are one device described twice, and count once.
template <class AmountOf>
Count sum(const std::vector<EffectiveItem>& devices, ResourceType type, AmountOf amount_of) {
    bool any = false;
    Count total = 0;
    std::set<std::string_view> seen;
    for (const EffectiveItem& device : devices) {
        const Item& item = device.item();
        if (!is_of_type(item, type)) continue;
        if (item.instance_id && !item.instance_id->empty() && !seen.insert(*item.instance_id).second) continue;
        any = true;
        total = plus(total, amount_of(item));
    }
    return any ? total : std::nullopt;
}

std::optional<std::string> known_firmware(std::string_view text) {
    const std::string word = lowered(trimmed(text));
    if (word.substr(0, 3) == "efi") return "efi";
    if (word == "bios") return "bios";
    return std::nullopt;
}

std::optional<std::string> vmware_firmware(const VirtualSystem& system) {
    const auto* section = find<VirtualHardwareSection>(system.sections);
    if (!section) return std::nullopt;
    for (const Extension& e : section->extensions) {
        if (e.kind != Extension::Kind::element || e.name != "Config" || e.ns != vmware_ns) continue;
        const std::string* key = e.attribute("key");
        const std::string* value = e.attribute("value");
        if (key && value && *key == "firmware") return known_firmware(*value);
    }
    return std::nullopt;
}

std::optional<std::string> ovirt_firmware(const VirtualSystem& system) {
    if (!system.ovirt || !system.ovirt->bios_type) return std::nullopt;
    switch (*system.ovirt->bios_type) {
        case OvirtBiosType::i440fx_sea_bios:
        case OvirtBiosType::q35_sea_bios: return "bios";
        case OvirtBiosType::q35_ovmf:
        case OvirtBiosType::q35_secure_boot: return "efi";
    }
    return std::nullopt;  // a number of a later release
}

std::optional<std::string> virtualbox_firmware(const VirtualSystem& system) {
    const Extension* machine = child_of(system.extensions, virtualbox_ns, "Machine");
    const Extension* hardware = machine ? machine->child("Hardware") : nullptr;
    const Extension* firmware = hardware ? hardware->child("Firmware") : nullptr;
    const std::string* type = firmware ? firmware->attribute("type") : nullptr;
    return type ? known_firmware(*type) : std::nullopt;
}

std::optional<std::string> firmware_of(const VirtualSystem& system) {
    if (auto said = vmware_firmware(system)) return said;
    if (auto said = ovirt_firmware(system)) return said;
    return virtualbox_firmware(system);
}

/// Six pairs of hexadecimal digits with `:` or `-` between them, or twelve digits alone. Addresses of other kinds (a
/// bus number, a PCI address) stand in the same place.
bool is_mac(std::string_view text) {
    const bool plain = text.size() == 12;
    if (!plain && text.size() != 17) return false;
    const char separator = plain ? '\0' : text[2];
    if (!plain && separator != ':' && separator != '-') return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = !plain && i % 3 == 2;
        if (between ? text[i] != separator
                    : std::string_view("0123456789abcdefABCDEF").find(text[i]) == std::string_view::npos)
            return false;
    }
    return true;
}

std::optional<std::string> mac_of(const Item& item) {
    if (auto address = word_of(item.address); address && is_mac(*address)) return address;
    return item.ovirt ? word_of(item.ovirt->mac_address) : std::nullopt;
}

/// oVirt writes the model as a digit (oVirt reference 1a.12).
std::optional<std::string> nic_model_of(const Item& item) {
    static constexpr std::string_view ovirt_models[] = {"rtl8139_pv", "rtl8139",         "e1000", "virtio",
                                                        "spapr-vlan", "pci-passthrough", "e1000e"};
    auto model = word_of(item.resource_sub_type);
    if (model && model->size() == 1 && model->front() >= '0' && model->front() <= '6')
        return std::string(ovirt_models[model->front() - '0']);
    return model;
}

std::optional<std::string> nic_name_of(const Item& item) {
    if (auto name = word_of(item.element_name)) return name;
    if (item.ovirt)
        if (auto name = word_of(item.ovirt->name)) return name;
    return word_of(item.caption);
}

bool is_nic(const EffectiveItem& device) {
    const Item& item = device.item();
    // Type 30 is a port of a virtual switch: the other end of the cable.
    constexpr auto switch_port = static_cast<ResourceType>(30);
    if (device.base.kind == ItemKind::ethernet_port) return !is_of_type(item, switch_port);
    return is_of_type(item, ResourceType::ethernet_adapter) || is_of_type(item, ResourceType::other_network_adapter);
}

NicView nic_view(const EffectiveItem& device) {
    const Item& item = device.item();
    NicView nic;
    nic.name = nic_name_of(item);
    nic.mac = mac_of(item);
    nic.model = nic_model_of(item);
    if (!item.connection.empty()) nic.network = word_of(item.connection.front());
    nic.item = device.base.item;
    return nic;
}

DiskView disk_view(const Disk& disk, const DiskIndex& index) {
    DiskView view;
    view.id = disk.disk_id.value_or({});
    if (const auto bytes = capacity_bytes(disk)) view.capacity_bytes = *bytes;
    view.file = index.file_of(disk);
    view.controller = controller_of(disk);
    view.disk = &disk;
    return view;
}

DiskView disk_view(const EffectiveItem& device, const DiskIndex& index, const DevicesById& by_id) {
    const Backing backing = index.backing(device.item());
    DiskView view;
    if (backing.disk)
        view = disk_view(*backing.disk, index);
    else if (!backing.file)
        view.id = backing.id;
    if (backing.file) view.file = backing.file->href.optional();
    view.controller = controller_of(device.item(), backing.disk, by_id);
    view.item = device.base.item;
    return view;
}

DevicesById by_instance_id(const std::vector<EffectiveItem>& devices) {
    DevicesById by_id;
    for (const EffectiveItem& device : devices) {
        const Item& item = device.item();
        if (item.instance_id && !trimmed(*item.instance_id).empty()) by_id.emplace(trimmed(*item.instance_id), &item);
    }
    return by_id;
}

HardwareView view_of(const VirtualSystem& system, const DiskIndex& index, std::string_view configuration) {
    const std::vector<EffectiveItem> devices = items_under(system, configuration);
    const DevicesById by_id = by_instance_id(devices);
    HardwareView view;
    view.cpus = sum(devices, ResourceType::processor, cpus_of);
    view.memory_bytes = sum(devices, ResourceType::memory, [](const Item& item) {
        const auto bytes = memory_bytes(item);
        return bytes ? *bytes : Count();
    });
    view.firmware = firmware_of(system);
    for (const EffectiveItem& device : devices) {
        if (!view.cores_per_socket && is_of_type(device.item(), ResourceType::processor))
            view.cores_per_socket = cores_per_socket_of(device.item());
        if (is_disk(device)) view.disks.push_back(disk_view(device, index, by_id));
        if (is_nic(device)) view.nics.push_back(nic_view(device));
    }
    return view;
}

/// Disks that no Item of `system` names, under any configuration: LUNs of oVirt, mostly. A disk that another one only
/// builds on is no disk of the machine; in oVirt `parentRef` means nothing (oVirt reference 1a.6).
void append_unnamed_disks(HardwareView& view, const VirtualSystem& system, const DiskIndex& index) {
    std::unordered_set<const Disk*> named;
    for (const Section& section : system.sections)
        if (const auto* hardware = std::get_if<VirtualHardwareSection>(&section))
            for (const ItemPlace place : items_in_order(*hardware))
                if (const Disk* disk = index.backing(*place.item).disk) named.insert(disk);
    std::unordered_set<std::string_view> bases;
    for (const Disk* disk : index.disks())
        if (!disk->ovirt && disk->parent_ref) bases.insert(trimmed(*disk->parent_ref));
    for (const Disk* disk : index.disks())
        if (named.count(disk) == 0 && (disk->ovirt || !(disk->disk_id && bases.count(trimmed(*disk->disk_id)) != 0)))
            view.disks.push_back(disk_view(*disk, index));
}

std::string chosen_configuration(const Envelope& envelope, const HardwareViewOptions& options) {
    return options.configuration.empty() ? default_configuration(envelope) : options.configuration;
}

}  // namespace

HardwareView hardware(const Envelope& envelope, const VirtualSystem& system, const HardwareViewOptions& options) {
    const DiskIndex index(envelope);
    HardwareView view = view_of(system, index, chosen_configuration(envelope, options));
    if (virtual_systems(envelope).size() == 1) append_unnamed_disks(view, system, index);
    return view;
}

std::vector<HardwareView> hardware(const Envelope& envelope, const HardwareViewOptions& options) {
    const DiskIndex index(envelope);
    const std::string configuration = chosen_configuration(envelope, options);
    const std::vector<const VirtualSystem*> systems = virtual_systems(envelope);
    std::vector<HardwareView> views;
    views.reserve(systems.size());
    for (const VirtualSystem* system : systems) views.push_back(view_of(*system, index, configuration));
    if (systems.size() == 1) append_unnamed_disks(views.front(), *systems.front(), index);
    return views;
}

}  // namespace ovfkit::model
