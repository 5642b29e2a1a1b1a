// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>

#include "base/ascii.hpp"
#include "validate/disk_passes.hpp"
#include "validate/disk_rules.hpp"
#include "validate/mentions.hpp"
#include "validate/reference_passes.hpp"

namespace ovfkit::validate {
namespace {

// A disk in messages: by its id, or by what it is.
std::string disk_name(const model::Disk& disk) {
    return disk.disk_id.has_value() ? "the disk " + quoted(*disk.disk_id) : std::string("the disk");
}

// Whether `format` has a scheme, as every URI that names a format has; it need not be one of a known place.
bool disk_format_is_uri(std::string_view format) {
    const std::size_t colon = format.find(':');
    if (colon == std::string_view::npos || colon < 2 || colon + 1 == format.size()) return false;
    const auto letter = [](char c) { return lower(c) >= 'a' && lower(c) <= 'z'; };
    const auto in_scheme = [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    const std::string_view scheme = format.substr(0, colon);
    return letter(scheme.front()) && std::all_of(scheme.begin(), scheme.end(), in_scheme) &&
           format.find_first_of(" \t\r\n\\") == std::string_view::npos;
}

void check_disk_format(const model::Disk& disk, Findings& findings) {
    const bool filled = disk.file_ref.has_value() && !disk.file_ref->empty();
    if (!disk.format.has_value() || trimmed(*disk.format).empty()) {
        if (filled && disk.format.text().empty())
            findings.report(rule::disk_no_format, disk_name(disk) + " has a file and no format",
                            disk.format.has_value() ? disk.format.at() : disk.at);
        return;
    }
    if (!is_template_marker(*disk.format) && !disk_format_is_uri(trimmed(*disk.format)))
        findings.report(rule::disk_format_uri, "the format " + quoted(*disk.format) + " is no URI", disk.format.at());
}

// Disks of one section whose files come in another order: each is compared with the one of the latest file so far.
void check_order_of_disks(const Subject& subject, const std::vector<model::Disk>& disks,
                          const std::unordered_map<const model::File*, std::size_t>& places, Findings& findings) {
    const model::Disk* latest = nullptr;
    std::size_t latest_place = 0;
    for (const model::Disk& disk : disks) {
        if (!disk.file_ref.has_value()) continue;
        const auto file = subject.files.find(*disk.file_ref);
        if (file == subject.files.end()) continue;
        const std::size_t place = places.at(file->second);
        if (latest == nullptr || place > latest_place) {
            latest = &disk;
            latest_place = place;
        } else if (place < latest_place) {
            findings.report(rule::disk_file_order,
                            "the file of " + disk_name(disk) + " comes before that of " + disk_name(*latest) +
                                ", which stands before it here",
                            disk.file_ref.at(), {{latest->file_ref.at(), "a later file is used here"}});
        }
    }
}

}  // namespace

std::vector<const model::Disk*> disks_of(const Subject& subject) {
    std::vector<const model::Disk*> all;
    const auto add = [&](const std::vector<model::Disk>& disks) {
        for (const model::Disk& disk : disks) all.push_back(&disk);
    };
    for (const model::Section& section : subject.envelope.sections) {
        if (const auto* own = std::get_if<model::DiskSection>(&section)) add(own->disks);
        if (const auto* shared = std::get_if<model::SharedDiskSection>(&section)) add(shared->disks);
    }
    return all;
}

void check_disk_sections(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes) {
        const auto sections = Subject::all<model::DiskSection>(*scope.sections);
        if (scope.is_envelope()) {
            for (std::size_t i = 1; i < sections.size(); ++i)
                findings.report(rule::disk_section_place, "there is a DiskSection already", sections[i]->at,
                                {{sections[0]->at, "the first one"}});
            continue;
        }
        for (const model::DiskSection* section : sections)
            findings.report(rule::disk_section_place,
                            std::string("a DiskSection cannot stand inside a ") +
                                (scope.system != nullptr ? "VirtualSystem" : "VirtualSystemCollection"),
                            section->at);
    }
}

void check_disk_ids(const Subject& subject, Findings& findings) {
    for (const model::Disk* disk : disks_of(subject)) {
        if (!disk->disk_id.has_value() || is_template_marker(*disk->disk_id)) continue;
        const auto first = subject.disks.find(*disk->disk_id);
        if (first == subject.disks.end() || first->second == disk) continue;
        findings.report(rule::disk_duplicate_id, "another disk has the id " + quoted(*disk->disk_id),
                        disk->disk_id.at(), {{first->second->disk_id.at(), "first used here"}});
    }
}

void check_disk_files(const Subject& subject, Findings& findings) {
    std::unordered_map<const model::File*, const model::Disk*> users;
    for (const model::Disk* disk : disks_of(subject)) {
        check_disk_format(*disk, findings);
        if (!disk->file_ref.has_value() || disk->file_ref->empty() || is_template_marker(*disk->file_ref)) continue;
        const auto file = subject.files.find(*disk->file_ref);
        if (file == subject.files.end()) {
            findings.report(rule::disk_unknown_file, "no File has the id " + quoted(*disk->file_ref),
                            disk->file_ref.at());
            continue;
        }
        const auto [user, added] = users.emplace(file->second, disk);
        if (!added)
            findings.report(rule::disk_shared_file,
                            disk_name(*disk) + " and " + disk_name(*user->second) + " are both made of the file " +
                                quoted(*disk->file_ref),
                            disk->file_ref.at(), {{user->second->file_ref.at(), "first used here"}});
    }
}

void check_disk_order(const Subject& subject, Findings& findings) {
    if (!subject.envelope.references) return;
    std::unordered_map<const model::File*, std::size_t> places;
    for (const model::File& file : subject.envelope.references->files) places.emplace(&file, places.size());
    for (const model::Section& section : subject.envelope.sections) {
        if (const auto* own = std::get_if<model::DiskSection>(&section))
            check_order_of_disks(subject, own->disks, places, findings);
        if (const auto* shared = std::get_if<model::SharedDiskSection>(&section))
            check_order_of_disks(subject, shared->disks, places, findings);
    }
}

void check_disk_parents(const Subject& subject, Findings& findings) {
    const auto disks = disks_of(subject);
    std::unordered_map<const model::Disk*, std::size_t> places;
    for (const model::Disk* disk : disks) places.emplace(disk, places.size());
    for (const model::Disk* disk : disks) {
        if (!disk->parent_ref.has_value() || is_template_marker(*disk->parent_ref)) continue;
        const std::string& id = *disk->parent_ref;
        const auto parent = subject.disks.find(id);
        if (parent == subject.disks.end()) {
            findings.report(rule::disk_unknown_parent, "no disk has the id " + quoted(id), disk->parent_ref.at());
        } else if (parent->second == disk) {
            findings.report(rule::disk_unknown_parent, disk_name(*disk) + " names itself as its parent",
                            disk->parent_ref.at());
        } else if (places.at(parent->second) > places.at(disk)) {
            findings.report(rule::disk_parent_order, disk_name(*disk) + " comes before its parent " + quoted(id),
                            disk->parent_ref.at(), {{parent->second->disk_id.at(), "the parent"}});
        }
    }
}

void check_unused_disks(const Subject& subject, Findings& findings) {
    if (!findings.wants(rule::disk_unused)) return;
    const auto used = mentions(subject, [](const xml::Node& node, const xml::Attribute& attribute) {
        return (node.name == "Disk" || node.name == "SharedDisk") && attribute.name != "parentRef";
    });
    for (const model::Disk* disk : disks_of(subject)) {
        if (!disk->disk_id.has_value() || disk->disk_id->empty() || is_template_marker(*disk->disk_id)) continue;
        if (used.count(*disk->disk_id) != 0 || used.count(trimmed(*disk->disk_id)) != 0) continue;
        findings.report(rule::disk_unused, "nothing uses the disk " + quoted(*disk->disk_id), disk->disk_id.at());
    }
}

}  // namespace ovfkit::validate
