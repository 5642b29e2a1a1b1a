// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <ovfkit/text/units.hpp>

#include "convert/removed.hpp"
#include "convert/to_standard.hpp"
#include "convert/words.hpp"

namespace ovfkit::convert {
namespace {

using model::Disk;
using model::File;

bool is_lun(const File& file) {
    return file.ovirt && file.ovirt->disk_storage_type && *file.ovirt->disk_storage_type == "LUN";
}

bool is_lun(const Disk& disk) {
    return disk.ovirt && (!disk.ovirt->lun_id.absent() || !disk.ovirt->connections.empty() ||
                          (disk.ovirt->disk_storage_type && *disk.ovirt->disk_storage_type == "LUN"));
}

void remove_luns(model::Envelope& envelope, model::DiskSection& section, Job& job) {
    std::set<std::string> references;
    for (const Disk& disk : section.disks)
        if (is_lun(disk)) {
            if (disk.file_ref) references.insert(*disk.file_ref);
            job.losses.renamed(disk.at,
                               "a LUN is no disk that a standard package can hold; only ovfkit reads it there");
        }
    remove_into(section.extensions, section.disks, tables::disk(), "Disk", [](const Disk& d) { return is_lun(d); });
    if (!envelope.references) return;
    for (const File& file : envelope.references->files)
        if (file.href && references.count(*file.href) != 0) job.losses.account(file.at);
    remove_into(envelope.references->extensions, envelope.references->files, tables::file(), "File",
                [&](const File& f) { return is_lun(f) || (f.href && references.count(*f.href) != 0); });
}

/// oVirt configurations refer to a File by its href, or do not say an id.
void name_file(const model::Envelope& envelope, Disk& disk) {
    if (!disk.file_ref || !envelope.references) return;
    if (trimmed(*disk.file_ref).empty()) return disk.file_ref.reset();
    for (const File& file : envelope.references->files)
        if (file.href && file.id && *file.href == *disk.file_ref) disk.file_ref = *file.id;
}

void size_of(Disk& disk, Job& job) {
    const auto bytes = model::capacity_bytes(disk);
    if (!bytes || !*bytes) {
        if (disk.capacity.absent())
            job.losses.weakened(disk.at,
                                "the size of this disk is not known; a standard dialect wants one, and its schema "
                                "refuses the descriptor");
        return;
    }
    // Bytes without a unit are what the standard says, too; a size in GiB is said as such.
    if (!disk.capacity.absent()) return;
    const text::ByteAmount amount = text::canonical_byte_unit(**bytes);
    disk.capacity = std::to_string(amount.amount);
    disk.capacity_allocation_units = amount.unit;
    disk.capacity.set_at(disk.ovirt->size.at());
}

void populated_of(const model::Envelope& envelope, Disk& disk) {
    if (disk.populated_size || !disk.ovirt || !disk.ovirt->actual_size || !envelope.references || !disk.file_ref)
        return;
    for (const File& file : envelope.references->files)
        if (file.id && *file.id == *disk.file_ref && file.size) disk.populated_size = *file.size;
}

void format_of(Disk& disk) {
    const std::string word = disk.ovirt && disk.ovirt->volume_format ? *disk.ovirt->volume_format : std::string();
    const std::string_view uri = standard_format_uri(word);
    if (!uri.empty() && (disk.format.absent() || *disk.format != uri))
        disk.format = std::string(uri);
    else if (disk.format && disk.format->empty())
        disk.format.reset();
    if (!disk.format && disk.file_ref) disk.format = std::string(standard_format_uri("RAW"));
}

void report_disk(const Disk& disk, Job& job) {
    const model::OvirtDisk& ovirt = *disk.ovirt;
    const auto says = [&](const model::Field<bool>& flag, std::string_view what) {
        if (flag.value_or(false))
            job.losses.renamed(flag.at(), "that the disk is " + std::string(what) +
                                              " has no place in a standard dialect; only "
                                              "ovfkit reads it there");
    };
    says(ovirt.read_only, "read-only");
    says(ovirt.shareable, "shareable");
    says(ovirt.wipe_after_delete, "wiped after deletion");
    says(ovirt.pass_discard, "told about discarded blocks");
    says(ovirt.incremental_backup, "backed up incrementally");
    for (const auto* text : {&ovirt.disk_alias, &ovirt.disk_description, &ovirt.description})
        if (*text && !(*text)->empty())
            job.losses.renamed(text->at(), "the disk's name or description " + quoted(**text, 60) +
                                               " has no place in a standard dialect; only ovfkit reads it there");
}

}  // namespace

void remove_nic_references(model::References& references) {
    remove_into(references.extensions, references.nics, tables::nic_reference(), "Nic",
                [](const model::NicReference&) { return true; });
}

void standard_disks(model::Envelope& envelope, const OvirtDisks& disks, Job& job) {
    auto* section = model::find<model::DiskSection>(envelope.sections);
    if (section != nullptr) {
        remove_luns(envelope, *section, job);
        for (Disk& disk : section->disks) {
            size_of(disk, job);
            name_file(envelope, disk);
            populated_of(envelope, disk);
            format_of(disk);
            disk.parent_ref.reset();  // says nothing in oVirt; the chain is in the Items
            const auto parent = disk.disk_id ? disks.parents.find(*disk.disk_id) : disks.parents.end();
            if (parent != disks.parents.end()) disk.parent_ref = parent->second;
            if (!disk.ovirt) continue;
            report_disk(disk, job);
            disk.ovirt.reset();
        }
    }
    if (!envelope.references) return;
    for (File& file : envelope.references->files) file.ovirt.reset();
    remove_nic_references(*envelope.references);
}

}  // namespace ovfkit::convert
