// SPDX-License-Identifier: Apache-2.0
#include "convert/select.hpp"

#include <map>
#include <utility>

#include "convert/words.hpp"
#include "model/hardware_disks.hpp"
#include "model/hardware_items.hpp"

namespace ovfkit::convert {
namespace {

/// The files and disks of a document by the names that refer to them.
class Names {
public:
    explicit Names(const model::Envelope& envelope) : index_(envelope) {
        for (const model::Disk* disk : index_.disks())
            if (disk->disk_id) disks_.emplace(trimmed(*disk->disk_id), disk);
        if (!envelope.references) return;
        for (const model::File& file : envelope.references->files) {
            if (file.href) files_.emplace(trimmed(*file.href), &file);
            if (file.id) files_[trimmed(*file.id)] = &file;
        }
    }

    [[nodiscard]] Uses uses_of(const model::VirtualSystem& system) const {
        Uses uses;
        for (const model::Section& section : system.sections) {
            if (const auto* hardware = std::get_if<model::VirtualHardwareSection>(&section)) use(*hardware, uses);
            if (const auto* product = std::get_if<model::ProductSection>(&section))
                for (const model::Icon& icon : product->icons) use_file(icon.file_ref, uses);
            if (const auto* environment = std::get_if<model::EnvironmentFilesSection>(&section))
                for (const model::EnvironmentFile& file : environment->files) use_file(file.file_ref, uses);
        }
        return uses;
    }

private:
    void use(const model::VirtualHardwareSection& hardware, Uses& uses) const {
        for (const model::ItemPlace place : model::items_in_order(hardware)) {
            const model::Backing backing = index_.backing(*place.item);
            use_disk(backing.disk, uses);
            if (backing.file != nullptr) uses.files.insert(backing.file);
            for (const auto& network : place.item->connection)
                if (network) uses.networks.insert(*network);
        }
    }
    /// A disk with its file and the disks that it builds on.
    void use_disk(const model::Disk* disk, Uses& uses) const {
        while (disk != nullptr && uses.disks.insert(disk).second) {
            use_file(disk->file_ref, uses);
            const auto parent = disk->parent_ref ? disks_.find(trimmed(*disk->parent_ref)) : disks_.end();
            disk = parent == disks_.end() ? nullptr : parent->second;
        }
    }
    void use_file(const model::Field<std::string>& reference, Uses& uses) const {
        const auto file = reference ? files_.find(trimmed(*reference)) : files_.end();
        if (file != files_.end()) uses.files.insert(file->second);
    }

    model::DiskIndex index_;
    std::map<std::string_view, const model::Disk*> disks_;
    std::map<std::string_view, const model::File*> files_;
};

template <class T>
void subtract(std::set<T>& from, const std::set<T>& what) {
    for (const T& one : what) from.erase(one);
}

/// Erases the elements of `list` that stand where those of `from` that `unwanted` names stand.
template <class T, class Unwanted>
void erase_same(std::vector<T>& list, const std::vector<T>& from, Unwanted unwanted) {
    std::vector<T> kept;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!unwanted(from[i])) kept.push_back(std::move(list[i]));
    list = std::move(kept);
}

void lose_collection(const model::VirtualSystemCollection& around, Job& job) {
    const std::string called = around.id ? " " + quoted(*around.id) : std::string();
    const std::string reason = " of the collection" + called + " has no place in the document of one virtual machine";
    if (!around.name.absent()) job.losses.dropped(around.name.at(), "the name" + reason);
    if (!around.info.absent()) job.losses.dropped(around.info.at(), "the description" + reason);
    if (!around.id.absent()) job.losses.dropped(around.id.at(), "the id" + reason);
    for (const model::Attribute& a : around.attributes)
        job.losses.dropped(a.at, "the attribute " + quoted(a.name) + reason);
    for (const model::Extension& e : around.extensions)
        job.losses.dropped(
            e.at, (e.name.empty() ? std::string("a comment or text") : "the element " + quoted(e.name)) + reason);
    for (const model::Section& section : around.sections) {
        if (std::holds_alternative<model::TrustSection>(section)) continue;
        const Span at = std::visit([](const auto& s) { return s.at; }, section);
        job.losses.dropped(at, "a section" + reason);
    }
}

/// `envelope` without its contents, which are most of it.
model::Envelope without_contents(const model::Envelope& envelope) {
    model::Envelope bare;
    static_cast<model::Element&>(bare) = envelope;
    bare.version = envelope.version;
    bare.language = envelope.language;
    bare.references = envelope.references;
    bare.sections = envelope.sections;
    bare.strings = envelope.strings;
    bare.prolog = envelope.prolog;
    bare.epilog = envelope.epilog;
    return bare;
}

}  // namespace

Selection::Selection(const model::Envelope& whole) : whole_(whole), systems_(model::virtual_systems(whole)) {
    if (systems_.size() == 1) return;
    const Names names(whole);
    for (const auto* system : systems_) {
        uses_.push_back(names.uses_of(*system));
        all_.disks.insert(uses_.back().disks.begin(), uses_.back().disks.end());
        all_.files.insert(uses_.back().files.begin(), uses_.back().files.end());
        all_.networks.insert(uses_.back().networks.begin(), uses_.back().networks.end());
    }
}

Uses Selection::others_only(std::size_t index) const {
    if (uses_.empty()) return {};
    Uses others = all_;
    subtract(others.disks, uses_[index].disks);
    subtract(others.files, uses_[index].files);
    subtract(others.networks, uses_[index].networks);
    return others;
}

model::Envelope Selection::only(std::size_t index, Job& job) const {
    const model::VirtualSystem& chosen = *systems_[index];
    for (const auto* around : model::collections_around(whole_, chosen)) lose_collection(*around, job);

    model::Envelope one = without_contents(whole_);
    one.contents.push_back(model::Content{chosen});
    const Uses others = others_only(index);
    if (whole_.references)
        erase_same(one.references->files, whole_.references->files,
                   [&](const model::File& f) { return others.files.count(&f) != 0; });
    const auto foreign_disk = [&](const model::Disk& d) { return others.disks.count(&d) != 0; };
    for (std::size_t s = 0; s < one.sections.size(); ++s) {
        const model::Section& from = whole_.sections[s];
        if (auto* disks = std::get_if<model::DiskSection>(&one.sections[s]))
            erase_same(disks->disks, std::get<model::DiskSection>(from).disks, foreign_disk);
        if (auto* shared = std::get_if<model::SharedDiskSection>(&one.sections[s]))
            erase_same(shared->disks, std::get<model::SharedDiskSection>(from).disks, foreign_disk);
        if (auto* networks = std::get_if<model::NetworkSection>(&one.sections[s]))
            erase_same(networks->networks, std::get<model::NetworkSection>(from).networks,
                       [&](const model::Network& n) { return n.name && others.networks.count(*n.name) != 0; });
    }
    return one;
}

}  // namespace ovfkit::convert
