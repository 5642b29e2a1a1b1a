// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "validate/ovirt_passes.hpp"
#include "validate/ovirt_rules.hpp"

// Images, disks and snapshots (oVirt reference 1a.4, 1a.6, 1a.13, 1b).

namespace ovfkit::validate {
namespace {

constexpr std::uint64_t ovirt_gib = std::uint64_t{1} << 30;

const std::vector<model::File>& ovirt_files(const Subject& subject) {
    static const std::vector<model::File> none;
    return subject.envelope.references ? subject.envelope.references->files : none;
}

bool is_ovirt_lun(const model::File& file) {
    return file.ovirt && file.ovirt->disk_storage_type && *file.ovirt->disk_storage_type == "LUN";
}
bool is_ovirt_lun(const model::Disk& disk) {
    return disk.ovirt && (is_written(disk.ovirt->lun_id) || !disk.ovirt->connections.empty());
}

// The id of the disk in `disk/image`; the whole text of a LUN.
std::string_view ovirt_disk_part(std::string_view href) { return href.substr(0, href.find('/')); }

void check_image_file(const model::File& file, Findings& findings) {
    const auto missing = [&](const std::string& name) {
        findings.report(rule::ovirt_incomplete_file, "File has no " + name, file.at);
    };
    if (!is_written(file.id)) missing("ovf:id");
    if (!is_written(file.href)) missing("ovf:href");
    if (!is_ovirt_lun(file) && !(file.ovirt && is_written(file.ovirt->description))) missing("ovf:description");
    const auto guid = [&](std::string_view id, Span at, const std::string& what) {
        if (!id.empty() && !is_guid(id))
            findings.report(rule::ovirt_not_a_guid, "the id of the " + what + " is " + quoted(id, 80), at);
    };
    if (file.id) guid(*file.id, file.id.at(), is_ovirt_lun(file) ? "disk" : "image");
    if (file.href) guid(ovirt_disk_part(*file.href), file.href.at(), "disk");
}

bool is_ovirt_rounded(std::uint64_t gibibytes, std::uint64_t bytes) {
    return gibibytes == bytes / ovirt_gib || gibibytes == bytes / ovirt_gib + 1;
}

void check_image_size(const Subject& subject, const model::Disk& disk, Findings& findings) {
    const bool sized = disk.ovirt && disk.ovirt->size.has_value();
    if (!sized) {
        if (!disk.ovirt || disk.ovirt->size.absent())
            findings.report(rule::ovirt_disk_without_size, "Disk has no ovf:size, so the disk has 0 bytes", disk.at);
        return;
    }
    const std::uint64_t size = *disk.ovirt->size;
    // virt-v2v writes bytes beside the size in GiB, without a unit.
    std::uint64_t bytes = 0;
    bool digits = disk.capacity.has_value() && !disk.capacity->empty() && disk.capacity->size() < 19 &&
                  !is_written(disk.capacity_allocation_units);
    for (std::size_t i = 0; digits && i < disk.capacity->size(); ++i) {
        const char c = (*disk.capacity)[i];
        digits = c >= '0' && c <= '9';
        bytes = bytes * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (digits && !is_ovirt_rounded(size, bytes))
        return findings.report(
            rule::ovirt_size_contradicts,
            "ovf:size is " + std::to_string(size) + " GiB, but ovf:capacity is " + std::to_string(bytes) + " bytes",
            disk.ovirt->size.at());
    // The size of the File is the actual one, and before 4.2 the virtual one.
    if (!disk.ovirt->actual_size.has_value() || !disk.disk_id) return;
    const auto file = subject.files.find(*disk.disk_id);
    if (file == subject.files.end() || !file->second->size.has_value()) return;
    const std::uint64_t stored = *file->second->size;
    if (is_ovirt_rounded(size, stored) || is_ovirt_rounded(*disk.ovirt->actual_size, stored)) return;
    findings.report(rule::ovirt_size_contradicts,
                    "ovf:size is " + std::to_string(size) + " GiB and ovf:actual_size " +
                        std::to_string(*disk.ovirt->actual_size) + " GiB, but the File has " + std::to_string(stored) +
                        " bytes",
                    disk.ovirt->size.at(), {{file->second->at, "the File"}});
}

void check_image_disk(const Subject& subject, const model::Disk& disk, Findings& findings) {
    if (!disk.disk_id) return;  // the schema's business
    const auto file = subject.files.find(*disk.disk_id);
    if (file == subject.files.end())
        findings.report(rule::ovirt_unknown_image,
                        "no File has the id " + quoted(*disk.disk_id, 80) + ", so the engine passes over this Disk",
                        disk.disk_id.at());
    if (is_ovirt_lun(disk) || (file != subject.files.end() && is_ovirt_lun(*file->second))) return;
    check_image_size(subject, disk, findings);
}

// Two images of one disk in one snapshot; the pair of ids tells them.
void check_active_images(const Subject& subject, const model::DiskSection& section,
                         std::unordered_map<std::string, const model::Disk*>& seen, Findings& findings) {
    for (const model::Disk& disk : section.disks) {
        if (!disk.ovirt || !disk.ovirt->vm_snapshot_id || disk.ovirt->vm_snapshot_id->empty() || !disk.disk_id)
            continue;
        const auto file = subject.files.find(*disk.disk_id);
        if (file == subject.files.end() || !file->second->href) continue;
        const std::string key =
            lowered(ovirt_disk_part(*file->second->href)) + " " + lowered(*disk.ovirt->vm_snapshot_id);
        const auto [first, fresh] = seen.emplace(key, &disk);
        // the same image twice is another matter
        if (fresh || (first->second->disk_id && *first->second->disk_id == *disk.disk_id)) continue;
        findings.report(rule::ovirt_two_active_images,
                        "the snapshot " + quoted(*disk.ovirt->vm_snapshot_id, 80) + " has an image of the disk " +
                            quoted(ovirt_disk_part(*file->second->href), 80) + " already",
                        disk.ovirt->vm_snapshot_id.at(), {{first->second->at, "the other image"}});
    }
}

void check_ovirt_snapshot(const model::Snapshot& snapshot, Findings& findings) {
    const auto missing = [&](const std::string& name) {
        findings.report(rule::ovirt_incomplete_snapshot, "Snapshot has no " + name, snapshot.at);
    };
    if (!is_written(snapshot.type)) missing("Type");
    if (!is_written(snapshot.description)) missing("Description");
    if (!is_written(snapshot.creation_date)) missing("CreationDate");
    if (snapshot.id && !is_guid(*snapshot.id))
        findings.report(rule::ovirt_not_a_guid, "the id of the snapshot is " + quoted(*snapshot.id, 80),
                        snapshot.id.at());
    if (!snapshot.memory || snapshot.memory->empty()) return;
    const auto ids = words(*snapshot.memory, ",");
    bool guids = ids.size() == 6;
    for (const std::string_view id : ids) guids = guids && is_guid(trimmed(id));
    if (!guids)
        findings.report(rule::ovirt_snapshot_memory,
                        "Memory is " + quoted(*snapshot.memory, 80) + ", not six GUIDs parted by commas",
                        snapshot.memory.at());
}

void check_active_snapshots(const model::SnapshotsSection& section, Findings& findings) {
    const model::Snapshot* active = nullptr;
    bool preview = false;
    bool known = true;
    for (const model::Snapshot& snapshot : section.snapshots) {
        if (!snapshot.type) {
            known = false;
        } else if (*snapshot.type == "ACTIVE") {
            if (active != nullptr)
                findings.report(rule::ovirt_active_snapshot, "a second snapshot is the active one", snapshot.type.at(),
                                {{active->at, "the first one"}});
            else
                active = &snapshot;
        } else if (*snapshot.type == "PREVIEW") {
            preview = true;
        }
    }
    if (active == nullptr && !preview && known && !section.snapshots.empty())
        findings.report(rule::ovirt_active_snapshot, "no snapshot is the active one", section.at);
}

void check_disks_in_snapshots(const Subject& subject, const std::unordered_set<std::string>& ids, Findings& findings) {
    for (const auto* section : Subject::all<model::DiskSection>(subject.envelope.sections))
        for (const model::Disk& disk : section->disks) {
            if (!disk.ovirt || !disk.ovirt->vm_snapshot_id || disk.ovirt->vm_snapshot_id->empty()) continue;
            const std::string& id = *disk.ovirt->vm_snapshot_id;
            if (!is_guid(id) || ids.count(lowered(id)) != 0) continue;
            findings.report(rule::ovirt_unknown_snapshot, "no snapshot has the id " + quoted(id, 80),
                            disk.ovirt->vm_snapshot_id.at());
        }
}

}  // namespace

void check_ovirt_images(const Subject& subject, Findings& findings) {
    std::unordered_set<std::string_view> described;
    std::unordered_map<std::string, const model::Disk*> seen;
    for (const auto* section : Subject::all<model::DiskSection>(subject.envelope.sections)) {
        for (const model::Disk& disk : section->disks) {
            check_image_disk(subject, disk, findings);
            if (disk.disk_id) described.insert(*disk.disk_id);
        }
        check_active_images(subject, *section, seen, findings);
    }
    for (const model::File& file : ovirt_files(subject)) {
        check_image_file(file, findings);
        if (file.id && !file.id->empty() && described.count(*file.id) == 0)
            findings.report(rule::ovirt_image_without_disk, "no Disk has the id " + quoted(*file.id, 80), file.id.at());
    }
}

void check_ovirt_snapshots(const Subject& subject, Findings& findings) {
    const model::VirtualSystem* system = ovirt_system(subject);
    if (system == nullptr) return;
    const auto* section = model::find<model::SnapshotsSection>(system->sections);
    if (section == nullptr || section->snapshots.empty()) return;
    std::unordered_set<std::string> ids;
    bool all_known = true;
    for (const model::Snapshot& snapshot : section->snapshots) {
        check_ovirt_snapshot(snapshot, findings);
        if (snapshot.id)
            ids.insert(lowered(*snapshot.id));
        else
            all_known = false;
    }
    check_active_snapshots(*section, findings);
    if (all_known) check_disks_in_snapshots(subject, ids, findings);
}

namespace {

// `byte` and factors `* n` or `* b^e`, as the engine's reader of OVAs takes them.
bool is_ova_unit(std::string_view unit) {
    unit = trimmed(unit);
    constexpr std::string_view byte = "byte";
    if (unit.substr(0, byte.size()) != byte) return false;
    unit.remove_prefix(byte.size());
    const auto skip = [&](std::string_view what) {
        unit.remove_prefix(std::min(unit.find_first_not_of(what), unit.size()));
    };
    const auto number = [&] {
        const std::size_t before = unit.size();
        skip("0123456789");
        return unit.size() != before;
    };
    for (skip(" "); !unit.empty(); skip(" ")) {
        if (unit.front() != '*') return false;
        unit.remove_prefix(1);
        skip(" ");
        if (!number()) return false;
        if (!unit.empty() && unit.front() == '^') {
            unit.remove_prefix(1);
            if (!number()) return false;
        }
    }
    return true;
}

void check_ova_disk(const Subject& subject, const model::Disk& disk, Findings& findings) {
    const auto missing = [&](const std::string& name) {
        findings.report(rule::ovirt_incomplete_disk, "Disk has no " + name, disk.at);
    };
    if (!is_written(disk.disk_id)) missing("ovf:diskId");
    if (!is_written(disk.capacity)) missing("ovf:capacity");
    if (!is_written(disk.file_ref))
        missing("ovf:fileRef");
    else if (disk.file_ref && subject.files.count(*disk.file_ref) == 0)
        findings.report(rule::ovirt_disk_without_file, "no File has the id " + quoted(*disk.file_ref, 80),
                        disk.file_ref.at());
    if (disk.disk_id && !disk.disk_id->empty() && !is_guid(*disk.disk_id))
        findings.report(rule::ovirt_fresh_id, "the id " + quoted(*disk.disk_id, 80) + " is no GUID", disk.disk_id.at());
    if (is_written(disk.capacity_allocation_units)) {
        const std::string_view unit = Subject::text_of(disk.capacity_allocation_units);
        if (!is_ova_unit(unit))
            findings.report(rule::ovirt_capacity_unit, "the unit is " + quoted(unit, 80),
                            disk.capacity_allocation_units.at());
    }
}

}  // namespace

void check_ova_disks(const Subject& subject, Findings& findings) {
    for (const auto* section : Subject::all<model::DiskSection>(subject.envelope.sections))
        for (const model::Disk& disk : section->disks) check_ova_disk(subject, disk, findings);
}

}  // namespace ovfkit::validate
