// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <variant>

#include <ovfkit/model/view.hpp>
#include <ovfkit/text/units.hpp>

#include "validate/disk_rules.hpp"
#include "validate/fixers.hpp"
#include "validate/hardware_amount_rules.hpp"
#include "validate/hardware_racks.hpp"

namespace ovfkit::validate {
namespace {

using model::Item;

// ---- instance ids ---------------------------------------------------------------------------------------------------

std::vector<Item*> items_of(model::VirtualHardwareSection& section) {
    std::vector<Item*> items;
    for (auto* list : {&section.items, &section.ethernet_port_items, &section.storage_items})
        for (Item& item : *list) items.push_back(&item);
    std::stable_sort(items.begin(), items.end(),
                     [](const Item* a, const Item* b) { return a->at.begin < b->at.begin; });
    return items;
}

// Ids that something refers to: which of two devices is meant is not known then. Vendors name devices by attributes
// such as `vmw:instanceId`, and 2.x by boot sources.
std::unordered_set<std::string_view> ids_referred_to(const Subject& subject) {
    std::unordered_set<std::string_view> ids;
    for (const xml::Node& node : subject.tree.nodes()) {
        if (node.kind != xml::Node::Kind::element) continue;
        const bool refers = node.name == "Parent" || node.name == "StructuredBootString" ||
                            (node.name == "InstanceID" && subject.spaces.of(node) == descriptor::Space::boots);
        if (refers) ids.insert(trimmed(node.text));
        for (auto a = subject.tree.attributes_begin(node); a != subject.tree.attributes_end(node); ++a)
            if (same_word(a->name, "instanceid")) ids.insert(trimmed(a->value));
    }
    return ids;
}

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    if (text.empty() || text.size() > 9) return 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return 0;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

void fix_ids_of(model::VirtualHardwareSection& section, const std::unordered_set<std::string_view>& referred_to,
                const Note& note) {
    const std::vector<Item*> items = items_of(section);
    std::uint64_t largest = 0;
    for (const Item* item : items) largest = std::max(largest, number_of(hardware::id_of(*item)));
    std::unordered_set<std::string> devices;
    for (Item* item : items) {
        const std::string id(hardware::id_of(*item));
        if (id.empty() || hardware::is_template_text(id) || hardware::is_marker(*item) || hardware::is_variant(*item))
            continue;
        if (devices.insert(id).second || referred_to.count(id) != 0) continue;
        const Span at = item->instance_id.at();
        item->instance_id = std::to_string(++largest);
        note(rule::hardware_duplicate_instance_id.slug,
             hardware::item_called(*item) + " has the InstanceID " + std::to_string(largest), at);
    }
}

void fix_duplicate_ids(const Subject& subject, const FixOptions&, model::Envelope& envelope, const Note& note) {
    if (!subject.is_standard()) return;
    const auto referred_to = ids_referred_to(subject);
    for (model::VirtualSystem* system : model::virtual_systems(envelope))
        for (model::Section& section : system->sections)
            if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
                fix_ids_of(*hardware, referred_to, note);
}

// ---- units ----------------------------------------------------------------------------------------------------------

void spell(model::Field<std::string>& field, const Rule& rule, const Note& note) {
    const std::string_view written = hardware::word_of(field);
    const auto unit = text::parse_unit(written);
    if (!unit || unit->conforming) return;
    const std::string canonical = hardware::canonical_unit(*unit);
    if (canonical.empty() || canonical == written) return;
    const Span at = field.at();
    const std::string what = "the unit " + quoted(written, 80) + " is spelled " + quoted(canonical);
    field = canonical;
    note(rule.slug, what, at);
}

void fix_units(const Subject& subject, const FixOptions&, model::Envelope& envelope, const Note& note) {
    if (!subject.is_standard()) return;
    for (model::VirtualSystem* system : model::virtual_systems(envelope))
        for (model::Section& section : system->sections)
            if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
                for (Item* item : items_of(*hardware))
                    spell(item->allocation_units, rule::hardware_unit_spelling, note);
}

void fix_disk_units(const Subject& subject, const FixOptions&, model::Envelope& envelope, const Note& note) {
    if (!subject.is_standard()) return;
    for (model::Section& section : envelope.sections) {
        auto* disks = std::get_if<model::DiskSection>(&section);
        auto* shared = std::get_if<model::SharedDiskSection>(&section);
        if (disks != nullptr)
            for (model::Disk& disk : disks->disks) spell(disk.capacity_allocation_units, rule::disk_unit, note);
        if (shared != nullptr)
            for (model::Disk& disk : shared->disks) spell(disk.capacity_allocation_units, rule::disk_unit, note);
    }
}

}  // namespace

std::vector<ModelFixer> hardware_fixers() {
    return {{{&rule::hardware_duplicate_instance_id}, fix_duplicate_ids},
            {{&rule::hardware_unit_spelling}, fix_units},
            {{&rule::disk_unit}, fix_disk_units}};
}

}  // namespace ovfkit::validate
