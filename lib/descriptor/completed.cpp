// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/view.hpp>

#include "descriptor/state.hpp"

namespace ovfkit::descriptor {
namespace {

using model::Item;
using model::ResourceType;

constexpr const char* zero_guid = "00000000-0000-0000-0000-000000000000";
constexpr const char* first_guid = "00000000-0000-0000-0000-000000000001";

template <class T, class Value>
void fill(model::Field<T>& field, Value value) {
    if (field.absent()) field = T(std::move(value));
}

// Rows that a reader insists on, set to what their absence means.
void complete_rows(const Shape& shape, Targets targets, void* owner) {
    for (const Row& row : shape.rows) {
        if ((row.always & targets) == 0 || row.kind != RowKind::leaf) continue;
        void* field = row.member(owner);
        if (row.leaf->print(field)) continue;
        LeafInput input{row.otherwise, row.otherwise, {}, {}};
        row.leaf->read(field, input);
    }
}

ResourceType type_of(const Item& item) { return item.resource_type.value_or(ResourceType::ovirt_other); }

bool is_monitor(ResourceType t) { return t == ResourceType::other_storage_device || t == ResourceType::ovirt_monitor; }

// What the engine's reader asks of an Item of each type without asking whether it is there (oVirt reference 1a.12).
void complete_item(Item& item) {
    fill(item.resource_type, ResourceType::ovirt_other);
    const ResourceType type = type_of(item);
    if (type == ResourceType::ovirt_other) fill(item.ovirt.ensure().type, "unknown");
    if (is_monitor(type)) fill(item.virtual_quantity, 1U);
    if (type == ResourceType::ethernet_adapter && item.connection.empty()) item.connection.emplace_back(std::string());
    if (type == ResourceType::disk_drive) {
        if (item.host_resource.empty()) item.host_resource.emplace_back(std::string());
        fill(item.parent, zero_guid);
    }
}

// CPU, memory, disks, NICs, USB, video, graphics, CD, TPM, others.
int item_rank(const Item& item) {
    const ResourceType type = type_of(item);
    if (type == ResourceType::processor) return 0;
    if (type == ResourceType::memory) return 1;
    if (type == ResourceType::disk_drive) return 2;
    if (type == ResourceType::ethernet_adapter) return 3;
    if (type == ResourceType::usb_controller) return 4;
    if (is_monitor(type)) return 5;
    if (type == ResourceType::partitionable_unit || type == ResourceType::graphics_controller) return 6;
    if (type == ResourceType::cd_drive) return 7;
    const bool tpm = item.ovirt.has_value() && item.ovirt->type.has_value() && *item.ovirt->type == "tpm";
    return tpm ? 8 : 9;
}

void complete_hardware(model::VirtualHardwareSection& hardware) {
    fill(hardware.info, "Virtual hardware");
    for (Item& item : hardware.items) complete_item(item);
    std::stable_sort(hardware.items.begin(), hardware.items.end(),
                     [](const Item& a, const Item& b) { return item_rank(a) < item_rank(b); });
}

template <class S>
S& ensure(std::vector<model::Section>& sections) {
    if (S* found = model::find<S>(sections)) return *found;
    return std::get<S>(sections.emplace_back(S{}));
}

// Sections are written choice row by choice row, alternative by alternative; the model takes the same order.
void sort_sections(std::vector<model::Section>& sections, const Shape& shape) {
    std::array<std::size_t, std::variant_size_v<model::Section>> rank{};
    std::size_t next = 0;
    for (const Row& row : shape.rows) {
        const bool holds_sections = row.kind == RowKind::choice && row.alternatives.front().name != "VirtualSystem";
        if (!holds_sections) continue;
        for (const Alternative& a : row.alternatives) rank[a.index] = next++;
    }
    std::stable_sort(sections.begin(), sections.end(), [&](const model::Section& a, const model::Section& b) {
        return rank[a.index()] < rank[b.index()];
    });
}

const Shape& system_shape(Grammar grammar) {
    for (const Row& row : envelope_shape(grammar).rows)
        for (const Alternative& a : row.alternatives)
            if (a.name == "VirtualSystem") return a.shape();
    return envelope_shape(grammar);
}

void complete_system(model::VirtualSystem& system, Grammar grammar) {
    const bool configuration = grammar == Grammar::ovirt;
    const Shape& shape = system_shape(grammar);
    const bool is_template = model::entity_kind(system) == model::EntityKind::template_;
    complete_rows(shape, targets_of(grammar, system), &system);
    if (configuration) fill(system.id, "out");
    auto& os = ensure<model::OperatingSystemSection>(system.sections);
    fill(os.info, "Guest Operating System");
    fill(os.required, false);
    if (configuration) {
        // An id that equals the template's is how the engine knows a template (oVirt reference 1a.14).
        const bool blank = system.ovirt.has_value() && system.ovirt->template_id.value_or({}) == zero_guid;
        fill(os.entity_id, blank && !is_template ? first_guid : zero_guid);
        fill(os.description, "other");
    } else {
        fill(os.id, std::uint16_t{1});
    }
    complete_hardware(ensure<model::VirtualHardwareSection>(system.sections));
    sort_sections(system.sections, shape);
}

void complete_disks(model::Envelope& envelope, bool configuration) {
    auto& disks = ensure<model::DiskSection>(envelope.sections);
    fill(disks.info, "List of Virtual Disks");
    auto& networks = ensure<model::NetworkSection>(envelope.sections);
    fill(networks.info, "List of networks");
    for (model::File& file : envelope.references.ensure().files) {
        if (!configuration) continue;
        fill(file.id, "");
        fill(file.href, "");
        fill(file.ovirt.ensure().description, "");
    }
    sort_sections(envelope.sections, envelope_shape(configuration ? Grammar::ovirt : Grammar::ovirt_ova));
}

}  // namespace

void order_sections(model::Envelope& envelope, Grammar grammar) {
    if (grammar != Grammar::ovirt && grammar != Grammar::ovirt_ova) return;
    sort_sections(envelope.sections, envelope_shape(grammar));
    for (model::VirtualSystem* system : model::virtual_systems(envelope))
        sort_sections(system->sections, system_shape(grammar));
}

model::Envelope completed(model::Envelope envelope, Grammar grammar) {
    if (grammar != Grammar::ovirt && grammar != Grammar::ovirt_ova) return envelope;
    complete_disks(envelope, grammar == Grammar::ovirt);
    if (grammar == Grammar::ovirt) fill(envelope.version, "4.4.0.0");
    for (model::VirtualSystem* system : model::virtual_systems(envelope)) complete_system(*system, grammar);
    return envelope;
}

}  // namespace ovfkit::descriptor
