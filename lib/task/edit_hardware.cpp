// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <limits>
#include <numeric>
#include <string_view>

#include <ovfkit/text/units.hpp>

#include "task/edit_parts.hpp"

namespace ovfkit::task {
namespace {

using model::Item;
using model::ResourceType;
using model::VirtualSystem;

constexpr std::uint64_t mebi = std::uint64_t{1} << 20;
constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_blank(const model::Field<std::string>& field) { return !field || trimmed(*field).empty(); }

/// Whether `id` is one of the blank-separated words of `list`.
bool names(std::string_view list, std::string_view id) {
    for (std::size_t at = list.find_first_not_of(blanks); at != std::string_view::npos;) {
        const std::size_t end = std::min(list.find_first_of(blanks, at), list.size());
        if (list.substr(at, end - at) == id) return true;
        at = list.find_first_not_of(blanks, end);
    }
    return false;
}

/// The Items of one type that hold in the default configuration, and what stands beside them.
struct Found {
    std::vector<Item*> items;  ///< the device and, behind it, its variant for the default configuration
    std::size_t devices = 0;   ///< with InstanceIDs of their own
    bool has_markers = false;
    bool has_other_variants = false;
    std::string configuration;
};

Found find_items(ResourceType type, const model::Envelope& envelope, VirtualSystem& system) {
    Found found;
    found.configuration = model::default_configuration(envelope);
    auto* section = model::find<model::VirtualHardwareSection>(system.sections);
    if (!section) return found;
    std::vector<std::string_view> ids;
    for (Item& item : section->items) {
        if (!item.resource_type || *item.resource_type != type) continue;
        const std::string_view bound = item.bound ? trimmed(*item.bound) : std::string_view();
        if (!bound.empty() && bound != "normal") {
            found.has_markers = true;
            continue;
        }
        if (!is_blank(item.configuration) && !names(*item.configuration, found.configuration)) {
            found.has_other_variants = true;
            continue;
        }
        const std::string_view id = item.instance_id ? trimmed(*item.instance_id) : std::string_view();
        if (id.empty() || std::find(ids.begin(), ids.end(), id) == ids.end()) ++found.devices;
        ids.push_back(id);
        found.items.push_back(&item);
    }
    return found;
}

/// The Item whose quantity counts: the last that has one, because a variant replaces what stands before it.
Item& item_to_edit(const Found& found) {
    for (auto item = found.items.rbegin(); item != found.items.rend(); ++item)
        if (!(*item)->virtual_quantity.absent()) return **item;
    return *found.items.back();
}

bool has_digit(const model::Field<model::Msg>& field) {
    return field &&
           std::any_of(field->text.begin(), field->text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Says what was meant and what was left alone.
void explain(const Found& found, const Item& edited, const std::string& what, const VirtualSystem& system,
             Remarks& remarks) {
    const bool own = !is_blank(edited.configuration);
    if (!found.configuration.empty()) {
        remarks.push_back(what + " was set for the deployment configuration " + ovfkit::quoted(found.configuration) +
                          (own ? "" : " and for all others that have none of their own"));
        if (found.has_other_variants)
            remarks.push_back("deployment configurations that say " + what + " themselves keep it");
    }
    if (found.has_markers) remarks.push_back("the range markers (ovf:bound) of " + what + " were left alone");
    std::vector<std::string_view> said;
    for (const auto* text : {&edited.element_name, &edited.caption, &edited.description}) {
        if (!has_digit(*text) || std::find(said.begin(), said.end(), (*text)->text) != said.end()) continue;
        said.emplace_back((*text)->text);
        remarks.push_back("the text " + ovfkit::quoted((*text)->text) + " was left as it is");
    }
    for (const model::Extension& extension : system.extensions)
        if (extension.kind == model::Extension::Kind::element && extension.name == "Machine")
            remarks.push_back("VirtualBox describes the machine once more in " + extension.prefix + ":" +
                              extension.name + ", which was left alone, and reads that");
}

Error no_item(const std::string& what, const Found& found, const VirtualSystem& system) {
    if (found.items.empty()) return impossible(called(system) + " has no Item for " + what);
    return impossible(called(system) + " has " + std::to_string(found.devices) + " Items for " + what +
                      ", which add up; which of them should change is not clear");
}

/// Number of CPUs of one unit that can be added: cores, and threads of these.
std::uint64_t cpus_per_socket(const Item& item, const model::HardwareView& hardware) {
    std::uint64_t product = std::max<std::uint64_t>(hardware.cores_per_socket.value_or(1), 1);
    if (item.ovirt && item.ovirt->num_of_sockets)
        product *= std::max<std::uint64_t>(item.ovirt->threads_per_cpu.value_or(1), 1);
    return product;
}

void set_topology(std::uint64_t cpus, std::uint64_t per_socket, Item& item) {
    model::OvirtDevice& topology = *item.ovirt;
    topology.num_of_sockets = static_cast<std::uint32_t>(cpus / per_socket);
    if (topology.max_num_of_vcpus && *topology.max_num_of_vcpus < cpus)
        topology.max_num_of_vcpus = static_cast<std::uint32_t>(cpus);
    if (!item.virtual_quantity.absent()) item.virtual_quantity = cpus;
}

void remark_pinning(const model::VirtualSystem& system, Remarks& remarks) {
    const bool pinned = system.ovirt && system.ovirt->cpu_pinning && !system.ovirt->cpu_pinning->empty();
    if (pinned) remarks.push_back("CpuPinning names single CPUs and was left alone");
    if (model::find<model::NumaNodeSection>(system.sections))
        remarks.push_back("NUMA nodes divide CPUs and memory and were left alone");
}

/// The unit that the quantity is counted in, as the library reads it.
std::optional<text::Unit> unit_of(const Found& found, std::optional<std::uint64_t> quantity) {
    for (auto item = found.items.rbegin(); item != found.items.rend(); ++item)
        if (!is_blank((*item)->allocation_units)) return text::parse_unit(trimmed(*(*item)->allocation_units));
    text::Unit unit;
    unit.base = text::BaseUnit::byte;
    unit.numerator = quantity && *quantity < mebi ? mebi : 1;
    return unit;
}

/// How many times `unit` goes into `bytes`; empty when it does not go evenly.
std::optional<std::uint64_t> divide(std::uint64_t bytes, const std::optional<text::Unit>& unit) {
    if (!unit || unit->base != text::BaseUnit::byte) return std::nullopt;
    if (bytes > std::numeric_limits<std::uint64_t>::max() / unit->denominator) return std::nullopt;
    const std::uint64_t scaled = bytes * unit->denominator;
    return scaled % unit->numerator == 0 ? std::optional(scaled / unit->numerator) : std::nullopt;
}

/// Counts the memory in a unit that everything goes into evenly: reservation and limit are counted in it, too.
Result<void> change_unit(std::uint64_t bytes, Item& item, Remarks& remarks) {
    const auto reservation = model::reservation_base_units(item);
    const auto limit = model::limit_base_units(item);
    if (!reservation || !limit)
        return impossible("the unit of the memory has to change, but its reservation or limit cannot be read");
    const std::uint64_t common = std::gcd(bytes, std::gcd(reservation->value_or(0), limit->value_or(0)));
    const text::ByteAmount canonical = text::canonical_byte_unit(common);
    const std::uint64_t factor = common / canonical.amount;
    item.allocation_units = canonical.unit;
    item.virtual_quantity = bytes / factor;
    if (*reservation) item.reservation = **reservation / factor;
    if (*limit) item.limit = **limit / factor;
    remarks.push_back("the memory is now counted in " + ovfkit::quoted(canonical.unit) +
                      ", because the unit it had does not divide it");
    return {};
}

/// What is set aside cannot be more than there is.
void lower_reservation(std::uint64_t bytes, Item& item, Remarks& remarks) {
    const auto reservation = model::reservation_base_units(item);
    if (!reservation || !*reservation || **reservation <= bytes) return;
    item.reservation = *item.virtual_quantity;
    remarks.push_back("the reservation was lowered to the new size");
}

/// What the oVirt dialects say about memory beside the Item.
void follow_memory(std::uint64_t bytes, model::OvirtSystem& system, Remarks& remarks) {
    const std::uint64_t size = bytes / mebi;
    const auto beyond = [&](const model::Field<std::int32_t>& field, bool above) {
        if (!field || *field <= 0) return false;
        const auto value = static_cast<std::uint64_t>(*field);
        return above ? value > size : value < size;
    };
    const auto mebibytes = static_cast<std::int32_t>(size);
    if (beyond(system.min_allocated_mem, true)) {
        system.min_allocated_mem = mebibytes;
        remarks.push_back("MinAllocatedMem was lowered to the new size");
    }
    if (beyond(system.max_memory_size_mb, false)) {
        system.max_memory_size_mb = mebibytes;
        remarks.push_back("MaxMemorySizeMb was raised to the new size");
    }
}

}  // namespace

Result<void> set_cpus(std::uint64_t cpus, model::Envelope& envelope, VirtualSystem& system, Remarks& remarks) {
    const Found found = find_items(ResourceType::processor, envelope, system);
    if (found.devices != 1) return no_item("CPUs", found, system);
    Item& item = item_to_edit(found);
    const std::uint64_t per_socket = cpus_per_socket(item, model::hardware(envelope, system));
    if (cpus % per_socket != 0)
        return impossible("a socket of " + called(system) + " has " + std::to_string(per_socket) +
                          " CPUs, so the number has to be a multiple of that, not " + std::to_string(cpus));
    if (item.ovirt && item.ovirt->num_of_sockets)
        set_topology(cpus, per_socket, item);
    else
        item.virtual_quantity = cpus;
    drop_nil(item.virtual_quantity);
    if (model::hardware(envelope, system).cpus != std::optional(cpus))
        return impossible("the Items for CPUs of " + called(system) + " contradict each other");
    explain(found, item, "the number of CPUs", system, remarks);
    remark_pinning(system, remarks);
    return {};
}

Result<void> set_memory(std::uint64_t bytes, model::Envelope& envelope, VirtualSystem& system, Remarks& remarks) {
    const Found found = find_items(ResourceType::memory, envelope, system);
    if (found.devices != 1) return no_item("memory", found, system);
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max()) * mebi;
    if (system.ovirt && (bytes % mebi != 0 || bytes > most))
        return impossible("oVirt counts memory in MiB, and " + std::to_string(bytes) + " bytes are no such number");
    Item& item = item_to_edit(found);
    const bool no_unit = std::all_of(found.items.begin(), found.items.end(),
                                     [](const Item* i) { return is_blank(i->allocation_units); });
    auto quantity = divide(bytes, unit_of(found, item.virtual_quantity.optional()));
    // Without a unit small numbers count MiB and large ones bytes; the new number must not cross that line.
    if (quantity && no_unit && !system.ovirt && (*quantity < mebi) != (item.virtual_quantity.value_or(0) < mebi))
        quantity.reset();
    if (quantity)
        item.virtual_quantity = *quantity;
    else if (auto changed = change_unit(bytes, item, remarks); !changed)
        return changed;
    drop_nil(item.virtual_quantity);
    drop_nil(item.allocation_units);
    if (model::hardware(envelope, system).memory_bytes != std::optional(bytes))
        return impossible("the Items for memory of " + called(system) + " contradict each other");
    lower_reservation(bytes, item, remarks);
    if (system.ovirt) follow_memory(bytes, *system.ovirt, remarks);
    explain(found, item, "the size of the memory", system, remarks);
    return {};
}

}  // namespace ovfkit::task
