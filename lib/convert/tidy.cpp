// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/write.hpp>

#include "convert/carry.hpp"
#include "convert/job.hpp"
#include "convert/words.hpp"
#include "descriptor/state.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Alternative;
using descriptor::Row;
using descriptor::RowKind;
using descriptor::Shape;

/// The table by which the target writes the element at the end of a path of names.
const Shape* shape_at(const Shape& from, std::initializer_list<std::string_view> path) {
    const Shape* shape = &from;
    for (const std::string_view name : path) {
        const Shape* next = nullptr;
        for (const Row& row : shape->rows) {
            if (row.kind == RowKind::element && row.name == name) next = &row.shape();
            for (const Alternative& a : row.alternatives)
                if (a.name == name) next = &a.shape();
        }
        if (next == nullptr) return nullptr;
        shape = next;
    }
    return shape;
}

template <class Box>
void drop_empty(Box& box) {
    using T = std::decay_t<decltype(*box)>;
    if (box && *box == T{}) box.reset();
}

void drop_empty_in(std::vector<model::Item>& items) {
    for (model::Item& item : items) {
        drop_empty(item.ovirt);
        drop_empty(item.storage);
        drop_empty(item.ethernet_port);
    }
}

void drop_empty_in(std::vector<model::Section>& sections) {
    for (model::Section& section : sections) {
        if (auto* disks = std::get_if<model::DiskSection>(&section))
            for (model::Disk& disk : disks->disks) drop_empty(disk.ovirt);
        if (auto* shared = std::get_if<model::SharedDiskSection>(&section))
            for (model::Disk& disk : shared->disks) drop_empty(disk.ovirt);
        if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
            for (auto* list : {&hardware->items, &hardware->storage_items, &hardware->ethernet_port_items})
                drop_empty_in(*list);
        if (auto* limits = std::get_if<model::ResourceAllocationSection>(&section))
            for (auto* list : {&limits->items, &limits->storage_items, &limits->ethernet_port_items})
                drop_empty_in(*list);
    }
}

void drop_empty_in(std::vector<model::Content>& contents) {
    for (model::Content& content : contents) {
        if (auto* system = content.system()) {
            drop_empty(system->ovirt);
            drop_empty_in(system->sections);
        }
        if (auto* collection = content.collection()) {
            drop_empty_in(collection->sections);
            drop_empty_in(collection->contents);
        }
    }
}

class Tidying {
public:
    explicit Tidying(Job& job) : job_(job), root_(descriptor::envelope_shape(job.target())) {}

    void tidy(model::Envelope& envelope) {
        const auto systems = model::virtual_systems(envelope);
        targets_ = systems.empty() ? descriptor::targets_of(job_.target())
                                   : descriptor::targets_of(job_.target(), *systems.front());
        if (envelope.references)
            for (model::File& file : envelope.references->files)
                leave(file, tables::file(), shape_at(root_, {"References", "File"}));
        tidy(envelope.sections, root_);
        tidy(envelope.contents);
    }

private:
    void tidy(std::vector<model::Content>& contents) {
        for (model::Content& content : contents) {
            if (auto* collection = content.collection()) {
                tidy(collection->sections, descriptor::table::collection_standard());
                tidy(collection->contents);
                continue;
            }
            model::VirtualSystem& system = *content.system();
            const Shape& shape = *shape_at(root_, {"VirtualSystem"});
            leave(system, tables::system(), &shape);
            tidy(system.sections, shape);
        }
    }

    void tidy(std::vector<model::Section>& sections, const Shape& parent) {
        for (model::Section& section : sections) {
            if (auto* disks = std::get_if<model::DiskSection>(&section))
                tidy_disks(disks->disks, parent, "DiskSection", "Disk");
            if (auto* disks = std::get_if<model::SharedDiskSection>(&section))
                tidy_disks(disks->disks, parent, "SharedDiskSection", "SharedDisk");
            if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
                tidy_items(*hardware, parent, "VirtualHardwareSection");
            if (auto* limits = std::get_if<model::ResourceAllocationSection>(&section))
                tidy_items(*limits, parent, "ResourceAllocationSection");
            if (auto* os = std::get_if<model::OperatingSystemSection>(&section))
                leave(*os, tables::operating_system(), shape_at(parent, {"OperatingSystemSection"}));
        }
    }

    void tidy_disks(std::vector<model::Disk>& disks, const Shape& parent, std::string_view section,
                    std::string_view name) {
        for (model::Disk& disk : disks) leave(disk, tables::disk(), shape_at(parent, {section, name}));
    }

    template <class S>
    void tidy_items(S& section, const Shape& parent, std::string_view name) {
        tidy_items(section.items, shape_at(parent, {name, "Item"}));
        tidy_items(section.storage_items, shape_at(parent, {name, "StorageItem"}));
        tidy_items(section.ethernet_port_items, shape_at(parent, {name, "EthernetPortItem"}));
    }
    void tidy_items(std::vector<model::Item>& items, const Shape* shape) {
        for (model::Item& item : items) leave(item, tables::item(), shape);
    }

    [[nodiscard]] bool writes(const Shape* shape, const void* owner, const void* member) const {
        if (shape == nullptr) return false;
        for (const Row& row : shape->rows)
            if ((row.targets & targets_) != 0 && row.peek != nullptr && row.peek(owner) == member) return true;
        return false;
    }

    /// Takes values that the target's table does not write out of `owner`; the record of changes keeps them.
    template <class T>
    void leave(T& owner, const Table& table, const Shape* shape) {
        for (const auto& [row, name] : table.rows()) {
            const void* member = row->kind == RowKind::choice ? nullptr : row->peek(&owner);
            if (member == nullptr || writes(shape, &owner, member)) continue;
            if (row->list != nullptr) {
                if (row->list->size(member) == 0) continue;
            } else {
                const auto text = row->leaf->print(member);
                if (!text) continue;
                const Span at = row->leaf->at(member);
                if (!text->empty() && at.known() && !job_.losses.covers(at))
                    job_.losses.renamed(at, name + " " + quoted(*text, 60) +
                                                " has no place in this dialect; only ovfkit reads it there");
            }
            clear_member(owner, member);
        }
    }

    Job& job_;
    const Shape& root_;
    descriptor::Targets targets_ = 0;
};

}  // namespace

void tidy(model::Envelope& envelope, Job& job) {
    Tidying(job).tidy(envelope);
    drop_empty_boxes(envelope);
}

void drop_empty_boxes(model::Envelope& envelope) {
    if (envelope.references)
        for (model::File& file : envelope.references->files) drop_empty(file.ovirt);
    drop_empty_in(envelope.sections);
    drop_empty_in(envelope.contents);
}

}  // namespace ovfkit::convert
