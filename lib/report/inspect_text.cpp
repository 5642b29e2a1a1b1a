// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/inspect.hpp>

#include <algorithm>
#include <utility>

#include <ovfkit/text/units.hpp>

#include "report/package_view.hpp"
#include "report/sheet.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

std::string yes_or_no(std::optional<bool> fact) { return !fact ? "not said" : *fact ? "yes" : "no"; }

std::string machine_line(const model::HardwareView& hardware) {
    std::string line;
    if (hardware.cpus) {
        line = counted(*hardware.cpus, "CPU");
        if (hardware.cores_per_socket) line += " (" + std::to_string(*hardware.cores_per_socket) + " per socket)";
    }
    if (hardware.memory_bytes) join(line, text::human_bytes(*hardware.memory_bytes) + " memory");
    if (hardware.firmware) join(line, *hardware.firmware == "efi" ? "EFI" : "BIOS");
    return line;
}

std::string disk_line(const model::DiskView& disk) {
    std::string line = disk.id.empty() ? "(no id)" : shown(disk.id);
    join(line, disk.capacity_bytes ? text::human_bytes(*disk.capacity_bytes) : "size not said");
    if (disk.controller) join(line, *disk.controller);
    join(line, disk.file ? "file " + quoted(*disk.file, 400) : "no file");
    return line;
}

std::string nic_line(const model::NicView& nic) {
    std::string line = nic.name ? shown(*nic.name) : "(no name)";
    if (nic.model) join(line, shown(*nic.model));
    if (nic.mac) join(line, *nic.mac);
    join(line, nic.network ? "network " + quoted(*nic.network, 400) : "no network");
    return line;
}

void write_entity(Sheet& sheet, const InspectedEntity& entity) {
    const std::string word = entity.kind == model::EntityKind::vm ? "VM" : "Template";
    sheet.head(word + " " + (entity.name.empty() ? "without a name" : quoted(entity.name, 400)));
    sheet.row("id", shown(entity.id));
    std::string system = shown(entity.os_description);
    if (entity.os_number) system += (system.empty() ? "number " : ", number ") + std::to_string(*entity.os_number);
    sheet.row("system", system);
    sheet.row("machine", machine_line(entity.hardware));
    for (const model::DiskView& disk : entity.hardware.disks) sheet.row("disk", disk_line(disk));
    for (const model::NicView& nic : entity.hardware.nics) sheet.row("nic", nic_line(nic));

    const trust::TrustFacts& trust = entity.trust;
    std::string line = "trusted host: " + yes_or_no(trust.trusted_host) +
                       "; from a trusted cluster: " + yes_or_no(trust.trusted_cluster);
    if (entity.requires_trust) line += "; " + sheet.paint().bold("requires a trusted cluster");
    if (entity.trust_misplaced) line += "; flags in other places count when it is imported";
    sheet.row("trust", line);
}

std::string file_line(const model::File& file) {
    std::string line = file.href ? shown(*file.href) : "(no href)";
    if (file.id) join(line, "id " + quoted(*file.id, 400));
    if (file.size) join(line, text::human_bytes(*file.size));
    return line;
}

std::string package_line(const Inspection& inspection) {
    const std::size_t count = inspection.entities.size();
    if (inspection.kind == PackageKind::collection)
        return "a collection of " + (count == 1 ? "1 entity" : std::to_string(count) + " entities");
    if (count == 0) return "no virtual machine";
    return inspection.kind == PackageKind::vm ? "a VM" : "a template";
}

}  // namespace

std::string as_text(const Inspection& inspection, const TextOptions& options) {
    Sheet sheet(options.color);
    if (inspection.package) write_package(sheet, *inspection.package);
    sheet.head("Descriptor");
    sheet.row("dialect", inspection.dialect.name + ", OVF " + inspection.dialect.ovf_version);
    for (const std::string& reason : inspection.dialect.reasons) sheet.row("because", shown(reason));
    sheet.row("holds", package_line(inspection));
    if (!inspection.configuration.empty())
        sheet.row("shown", "deployment configuration " + quoted(inspection.configuration, 400));
    for (const std::string& network : inspection.networks) sheet.row("network", shown(network));
    for (const model::File* file : inspection.files) sheet.row("file", file_line(*file));
    for (const InspectedEntity& entity : inspection.entities) write_entity(sheet, entity);
    return sheet.take();
}

}  // namespace ovfkit::report
