// SPDX-License-Identifier: Apache-2.0
#include "descriptor/check_sizes.hpp"

#include <ovfkit/descriptor/rules.hpp>
#include <ovfkit/model/view.hpp>

namespace ovfkit::descriptor {
namespace {

// At the number or at the unit, whichever it is.
void report_size(const Descriptor& descriptor, const Rule& rule, const Error& error, Span otherwise,
                 Diagnostics& diagnostics) {
    const Span at = error.where.span.known() ? error.where.span : otherwise;
    diagnostics.report(rule, error.message, diagnostics.keeps(Severity::error) ? descriptor.locate(at) : Location{});
}

void check_disk(const Descriptor& descriptor, const model::Disk& disk, Diagnostics& diagnostics) {
    const auto bytes = model::capacity_bytes(disk);
    if (bytes) return;
    const Span at = disk.capacity.at().known() ? disk.capacity.at() : disk.at;
    report_size(descriptor, rule::capacity_out_of_range, bytes.error(), at, diagnostics);
}

void check_memory(const Descriptor& descriptor, const model::Item& item, Diagnostics& diagnostics) {
    if (!item.resource_type.has_value() || *item.resource_type != model::ResourceType::memory) return;
    if (!item.virtual_quantity.text().empty()) return;  // reported where it was read
    const auto bytes = model::memory_bytes(item);
    if (bytes) return;
    const Span at = item.virtual_quantity.at().known() ? item.virtual_quantity.at() : item.at;
    report_size(descriptor, rule::memory_out_of_range, bytes.error(), at, diagnostics);
}

}  // namespace

void check_sizes(const Descriptor& descriptor, Diagnostics& diagnostics) {
    const model::Envelope& envelope = descriptor.envelope();
    for (const model::Section& section : envelope.sections) {
        if (const auto* disks = std::get_if<model::DiskSection>(&section))
            for (const model::Disk& disk : disks->disks) check_disk(descriptor, disk, diagnostics);
        if (const auto* shared = std::get_if<model::SharedDiskSection>(&section))
            for (const model::Disk& disk : shared->disks) check_disk(descriptor, disk, diagnostics);
    }
    const auto systems = model::virtual_systems(envelope);
    for (const model::VirtualSystem* system : systems)
        for (const model::Section& section : system->sections)
            if (const auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
                for (const model::Item& item : hardware->items) check_memory(descriptor, item, diagnostics);
    if (systems.empty())
        diagnostics.report(rule::no_entity, "the descriptor describes no virtual machine",
                           descriptor.locate({envelope.at.begin, envelope.at.begin + 1}));
}

}  // namespace ovfkit::descriptor
