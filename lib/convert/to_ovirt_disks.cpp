// SPDX-License-Identifier: Apache-2.0
#include "convert/to_ovirt.hpp"

#include <set>

#include "convert/removed.hpp"
#include "convert/words.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::Disk;
using model::File;

File* find_file(model::Envelope& envelope, const std::string& id) {
    if (id.empty()) return nullptr;
    for (File& file : envelope.references->files)
        if (word(file.id) == id) return &file;
    return nullptr;
}

/// The value of a property that a capacity such as `${data.size}` names; empty if none says a number.
std::optional<std::uint64_t> property_value(const model::Envelope& envelope, const std::string& capacity) {
    if (capacity.size() < 4 || capacity.substr(0, 2) != "${" || capacity.back() != '}') return std::nullopt;
    const std::string key = capacity.substr(2, capacity.size() - 3);
    for (const auto* system : model::virtual_systems(envelope))
        for (const model::Section& section : system->sections)
            if (const auto* product = std::get_if<model::ProductSection>(&section))
                for (const auto& one : product->properties)
                    if (const auto* property = std::get_if<model::Property>(&one);
                        property != nullptr && word(property->key) == key)
                        return number_of(word(property->value));
    return std::nullopt;
}

void resolve_property(const model::Envelope& envelope, Disk& disk, Job& job) {
    const std::string capacity = word(disk.capacity);
    const bool by_property = capacity.substr(0, 2) == "${";
    if (!by_property) return;
    const auto value = property_value(envelope, capacity);
    job.losses.weakened(disk.capacity.at(),
                        value ? "oVirt has no size by property: the disk gets the default of " + quoted(capacity)
                              : "oVirt has no size by property, and " + quoted(capacity) + " has no default");
    if (value) disk.capacity = std::to_string(*value);
}

void name_format(Disk& disk, Job& job) {
    model::OvirtDisk& ovirt = disk.ovirt.ensure();
    const std::string uri = word(disk.format);
    const std::string_view format = volume_format(uri);
    if (!format.empty()) {
        ovirt.volume_format = std::string(format);
        disk.format = std::string(engine_format_uri(format));
    } else if (!uri.empty() && disk.file_ref) {
        job.losses.weakened(disk.format.at(), "oVirt has no disks of the format " + quoted(uri) +
                                                  "; the file must be converted to raw or qcow2");
    }
}

void name_interface(Disk& disk, const std::string& controller, Job& job) {
    const std::string_view interface = disk_interface(controller);
    if (interface.empty()) return;
    disk.ovirt.ensure().disk_interface = std::string(interface);
    if (controller == "scsi" || controller == "nvme")
        job.losses.weakened(disk.at, "oVirt has no " + controller + " controller of this kind; the disk hangs on " +
                                         std::string(interface));
}

/// What the engine reads of a File (oVirt reference 1a.4 and 1b).
void name_file(File& file, const Volume& volume, Job& job) {
    const std::string path = job.target() == Grammar::ovirt ? volume.disk + "/" + volume.image : volume.image;
    if (file.href && *file.href != path)
        job.losses.renamed(file.href.at(),
                           "oVirt looks for the file " + quoted(*file.href, 100) + " under the name " + path);
    job.losses.account(file.id.at());
    file.id = volume.image;
    file.href = path;
    if (job.target() == Grammar::ovirt && (!file.ovirt || file.ovirt->description.absent()))
        file.ovirt.ensure().description = "";
    if (file.compression && *file.compression != "identity" && !file.compression->empty())
        job.losses.weakened(file.compression.at(), "oVirt does not read compressed disks; the file must be unpacked");
    if (!file.chunk_size.absent())
        job.losses.weakened(file.chunk_size.at(), "oVirt does not read disks in chunks; the files must be joined");
}

}  // namespace

void remove_other_files(model::Envelope& envelope, Job& job) {
    if (!envelope.references) return;
    model::References& references = *envelope.references;
    std::set<std::string> used;
    for (const model::Section& section : envelope.sections)
        if (const auto* disks = std::get_if<model::DiskSection>(&section))
            for (const Disk& disk : disks->disks) used.insert(word(disk.file_ref));
    const auto unused = [&](const File& file) { return used.count(word(file.href)) == 0; };
    for (const File& file : references.files)
        if (unused(file))
            job.losses.renamed(file.at, "oVirt takes every file of a configuration for a disk, so " +
                                            quoted(word(file.href), 100) + " is left to ovfkit to read");
    remove_into(references.extensions, references.files, tables::file(), "File", unused);
}

void name_disks(model::Envelope& envelope, const Volumes& volumes,
                const std::map<const Disk*, std::string>& controllers, Job& job) {
    std::map<std::string, std::string> images;  // of the disks that others build on
    for (const auto& [disk, volume] : volumes) images.emplace(word(disk->disk_id), volume.image);
    if (!envelope.references) envelope.references = model::References{};
    bool first = true;
    for (model::Section& section : envelope.sections) {
        auto* disks = std::get_if<model::DiskSection>(&section);
        if (disks == nullptr) continue;
        for (Disk& disk : disks->disks) {
            const Volume& volume = volumes.at(&disk);
            model::OvirtDisk& ovirt = disk.ovirt.ensure();
            resolve_property(envelope, disk, job);
            name_format(disk, job);
            if (const auto c = controllers.find(&disk); c != controllers.end()) name_interface(disk, c->second, job);
            if (File* file = find_file(envelope, word(disk.file_ref))) {
                name_file(*file, volume, job);
            } else {  // an empty disk; the engine looks for a file all the same
                name_file(envelope.references->files.emplace_back(), volume, job);
            }
            const bool configuration = job.target() == Grammar::ovirt;
            const std::string old = word(disk.disk_id);
            const std::string id = configuration ? volume.image : volume.disk;
            if (!old.empty() && lowered(old) != volume.disk && lowered(old) != id)
                job.losses.renamed(disk.disk_id.at(),
                                   "oVirt wants a GUID for an id; the disk " + quoted(old) + " is " + id + " there");
            job.losses.account(disk.file_ref.at());
            disk.disk_id = id;
            disk.file_ref = configuration ? volume.disk + "/" + volume.image : volume.image;
            if (disk.parent_ref) {
                const auto parent = images.find(word(disk.parent_ref));
                if (parent != images.end() && configuration) disk.parent_ref = parent->second;
            }
            set_capacity(disk, job.target());
            if (configuration && model::find_attribute(disk.attributes, carried_ns, "was") != nullptr)
                ovirt.shareable = true;
            if (configuration && disk.read_only) ovirt.read_only = *disk.read_only;
            disk.read_only.reset();
            if (first && ovirt.boot.absent()) ovirt.boot = true;
            first = false;
        }
    }
    if (job.target() == Grammar::ovirt) remove_other_files(envelope, job);
}

}  // namespace ovfkit::convert
