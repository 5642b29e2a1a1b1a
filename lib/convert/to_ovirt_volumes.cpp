// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "convert/removed.hpp"
#include "convert/to_ovirt.hpp"
#include "convert/words.hpp"

namespace ovfkit::convert {
namespace {

using model::Disk;
using DisksById = std::map<std::string, const Disk*>;

DisksById disks_by_id(const model::Envelope& envelope) {
    DisksById disks;
    for (const model::Section& section : envelope.sections)
        if (const auto* list = std::get_if<model::DiskSection>(&section))
            for (const Disk& disk : list->disks) disks.emplace(word(disk.disk_id), &disk);
    return disks;
}

/// The id of the disk that `disk` builds on in the end: in oVirt all of them are volumes of one disk.
std::string root_of(const Disk& disk, const DisksById& disks) {
    constexpr int longest = 100;  // longer chains go in a circle
    const Disk* at = &disk;
    for (int step = 0; step < longest; ++step) {
        const auto parent = at->parent_ref ? disks.find(word(at->parent_ref)) : disks.end();
        if (parent == disks.end()) return word(at->disk_id);
        at = parent->second;
    }
    return word(disk.disk_id);
}

std::set<const Disk*> disks_of(const model::Envelope& envelope, const model::VirtualSystem& system) {
    std::set<const Disk*> disks;
    const model::DiskIndex index(envelope);
    for (const model::Section& section : system.sections)
        if (const auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
            for (const model::Item& item : hardware->items) disks.insert(index.backing(item).disk);
    return disks;
}

/// The disks behind the devices of the default configuration, and those that they build on.
std::set<const Disk*> disks_in_use(const model::Envelope& envelope, const model::VirtualSystem& system) {
    const DisksById disks = disks_by_id(envelope);
    std::set<const Disk*> used;
    for (const model::DiskView& view : model::hardware(envelope, system).disks)
        for (const Disk* at = view.disk; at != nullptr && used.insert(at).second;) {
            const auto parent = at->parent_ref ? disks.find(word(at->parent_ref)) : disks.end();
            at = parent == disks.end() ? nullptr : parent->second;
        }
    return used;
}

}  // namespace

Volumes ovirt_volumes(const model::Envelope& envelope, const Job& job) {
    const DisksById disks = disks_by_id(envelope);
    Volumes volumes;
    for (const model::Section& section : envelope.sections) {
        const auto* list = std::get_if<model::DiskSection>(&section);
        if (list == nullptr) continue;
        for (const Disk& disk : list->disks) {
            const std::string id = word(disk.disk_id);
            const std::string file = word(disk.file_ref);
            // A disk and its volume have different GUIDs in oVirt.
            const bool own = is_guid(file) && file != id;
            volumes.emplace(&disk, Volume{job.guids.of("disk", root_of(disk, disks)),
                                          job.guids.of("image", own ? file : "of " + id)});
        }
    }
    return volumes;
}

void remove_bases(model::Envelope& envelope, const model::VirtualSystem& system, Job& job) {
    const std::set<const Disk*> used = disks_of(envelope, system);
    for (model::Section& section : envelope.sections) {
        auto* disks = std::get_if<model::DiskSection>(&section);
        if (disks == nullptr) continue;
        std::set<std::string> bases;
        std::set<std::string> files;
        for (const Disk& disk : disks->disks) bases.insert(word(disk.parent_ref));
        bases.erase("");
        const auto is_base = [&](const Disk& d) { return bases.count(word(d.disk_id)) != 0 && used.count(&d) == 0; };
        for (const Disk& disk : disks->disks) {
            if (!is_base(disk)) continue;
            files.insert(word(disk.file_ref));
            job.losses.renamed(disk.at, "an OVA has no volumes that build on each other: what builds on " +
                                            quoted(word(disk.disk_id)) + " must be made whole");
        }
        remove_into(disks->extensions, disks->disks, tables::disk(), "Disk", is_base);
        files.erase("");
        if (envelope.references && !files.empty())
            remove_into(envelope.references->extensions, envelope.references->files, tables::file(), "File",
                        [&](const model::File& f) { return files.count(word(f.id)) != 0; });
    }
}

void remove_unused_disks(model::Envelope& envelope, const model::VirtualSystem& system, Job& job) {
    const std::set<const Disk*> used = disks_in_use(envelope, system);
    // A document without any such device does not say whose its disks are; there they stay.
    if (used.empty()) return;
    const auto is_unused = [&](const Disk& disk) { return used.count(&disk) == 0; };
    for (model::Section& section : envelope.sections) {
        auto* disks = std::get_if<model::DiskSection>(&section);
        if (disks == nullptr) continue;
        for (const Disk& disk : disks->disks)
            if (is_unused(disk))
                job.losses.renamed(disk.at, "oVirt takes every disk of a document for one of the machine's, so " +
                                                quoted(word(disk.disk_id)) +
                                                ", which no device of the default configuration uses, is left to "
                                                "ovfkit to read");
        remove_into(disks->extensions, disks->disks, tables::disk(), "Disk", is_unused);
    }
}

}  // namespace ovfkit::convert
