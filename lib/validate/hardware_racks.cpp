// SPDX-License-Identifier: Apache-2.0
#include "validate/hardware_racks.hpp"

#include <algorithm>
#include <unordered_set>

#include <ovfkit/model/view.hpp>

#include "validate/reference_passes.hpp"

namespace ovfkit::validate::hardware {
namespace {

using model::Item;
using model::ItemKind;
using model::ItemPlace;
using model::ResourceType;

// What looking at one configuration costs: every Item, and every id that an Item lists.
std::size_t cost_of(const std::vector<Rack>& racks) {
    std::size_t cost = 1;
    for (const Rack& rack : racks)
        for (const ItemPlace place : rack.places) cost += 8 + Subject::text_of(place.item->configuration).size();
    return cost;
}

std::unordered_set<std::string_view> configurations_named(const std::vector<Rack>& racks) {
    std::unordered_set<std::string_view> named;
    for (const Rack& rack : racks)
        for (const ItemPlace place : rack.places)
            for (const std::string_view id : words(Subject::text_of(place.item->configuration))) named.insert(id);
    return named;
}

std::vector<const model::Configuration*> configurations_defined(const Subject& subject) {
    std::vector<const model::Configuration*> defined;
    std::unordered_set<std::string_view> seen;
    for (const auto* section : Subject::all<model::DeploymentOptionSection>(subject.envelope.sections))
        for (const model::Configuration& one : section->configurations)
            if (!word_of(one.id).empty() && seen.insert(word_of(one.id)).second) defined.push_back(&one);
    std::stable_partition(defined.begin(), defined.end(),
                          [](const model::Configuration* one) { return one->is_default.value_or(false); });
    return defined;
}

}  // namespace

std::vector<Rack> racks_of(const Subject& subject) {
    std::vector<Rack> racks;
    for (const Scope& scope : subject.scopes) {
        bool first = scope.system != nullptr;
        for (const model::Section& section : *scope.sections) {
            if (const auto* hardware = std::get_if<model::VirtualHardwareSection>(&section)) {
                racks.push_back({&scope, hardware, first, model::items_in_order(*hardware)});
                first = false;
            } else if (const auto* allocation = std::get_if<model::ResourceAllocationSection>(&section)) {
                racks.push_back({&scope, nullptr, false, model::items_in_order(*allocation)});
            }
        }
    }
    return racks;
}

std::vector<std::string_view> configurations_to_try(const Subject& subject, const std::vector<Rack>& racks) {
    constexpr std::size_t budget = 4'000'000;
    const std::size_t most = std::max<std::size_t>(1, budget / cost_of(racks));
    const auto named = configurations_named(racks);
    std::vector<std::string_view> ids;
    bool other = false;
    for (const model::Configuration* one : configurations_defined(subject)) {
        const bool differs = named.count(word_of(one->id)) != 0;
        if (ids.size() < most && (differs || !other)) ids.push_back(word_of(one->id));
        other = other || !differs;
    }
    if (ids.empty()) ids.emplace_back();
    return ids;
}

void ConfiguredFindings::report(const Rule& rule, std::string message, Span at, std::vector<Findings::Also> also,
                                std::string hint) {
    const auto [found, is_new] = found_.try_emplace({at.begin, rule.slug}, Found{});
    Found& one = found->second;
    if (is_new) one = {&rule, std::move(message), at, std::move(also), std::move(hint), configuration_, {}, 0};
    if (!is_new && one.last == configuration_) return;
    one.last = configuration_;
    ++one.seen;
}

ConfiguredFindings::~ConfiguredFindings() {
    for (auto& [place, one] : found_) {
        if (one.seen < configurations_) one.message += ", in configuration " + quoted(one.configuration, 80);
        findings_.report(*one.rule, std::move(one.message), one.at, std::move(one.also), std::move(one.hint));
    }
}

void for_each_fitting(const Subject& subject, Findings& findings, const std::function<void(const Fitted&)>& check) {
    const std::vector<Rack> racks = racks_of(subject);
    const auto configurations = configurations_to_try(subject, racks);
    for (const Rack& rack : racks) {
        ConfiguredFindings found(findings, configurations.size());
        for (const std::string_view configuration : configurations) {
            found.enter(configuration);
            const auto devices = model::items_under(rack.places, configuration);
            check({subject, rack, configuration, devices, found});
        }
    }
}

void check_fitted(const Subject& subject, Findings& findings) {
    for_each_fitting(subject, findings, [](const Fitted& fitted) {
        for (const auto judge :
             {judge_transport, judge_attachments, judge_connections, judge_ranges, judge_slots, judge_amounts})
            judge(fitted);
    });
}

std::string item_called(const Item& item) {
    for (const model::Field<model::Msg>* name : {&item.element_name, &item.caption})
        if (name->has_value() && !trimmed((*name)->text).empty()) return quoted(trimmed((*name)->text), 80);
    const std::string_view id = id_of(item);
    return id.empty() ? std::string("an Item") : "Item " + quoted(id, 80);
}

bool is_adapter(const Item& item, ItemKind kind) {
    constexpr auto switch_port = static_cast<ResourceType>(30);
    if (kind == ItemKind::ethernet_port) return item.resource_type.has_value() && !is_a(item, switch_port);
    return is_a(item, ResourceType::ethernet_adapter) || is_a(item, ResourceType::other_network_adapter);
}

bool is_drive(const Item& item) {
    return is_a(item, ResourceType::floppy_drive) || is_a(item, ResourceType::cd_drive) ||
           is_a(item, ResourceType::dvd_drive) || is_a(item, ResourceType::disk_drive);
}

bool is_marker(const Item& item) {
    const std::string_view bound = word_of(item.bound);
    return same_word(bound, "min") || same_word(bound, "max");
}

bool is_template_text(std::string_view text) {
    if (is_template_marker(text) || text.find("%%") != std::string_view::npos) return true;
    return text.size() > 2 && text.front() == '+' && text.back() == '+';
}

std::string_view wrong_separator(std::string_view text) {
    text = trimmed(text);
    bool blank = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // URIs hold commas and semicolons, too; as separators they end a word that is none.
        const bool ends = i + 1 == text.size() || blanks.find(text[i + 1]) != std::string_view::npos;
        const bool separates = ends || text.find("://") == std::string_view::npos;
        if (text[i] == ',' && separates) return "a comma";
        if (text[i] == ';' && separates) return "a semicolon";
        const bool is_blank = blanks.find(text[i]) != std::string_view::npos;
        if (is_blank && blank) return "several blanks";
        if (is_blank && text[i] != ' ') return "a tab or line break";
        blank = is_blank;
    }
    return {};
}

Span part_of(const model::Field<std::string>& field, std::string_view part) {
    if (!field.has_value() || field.at().size() != field->size()) return field.at();
    const auto offset = static_cast<std::uint32_t>(part.data() - field->data());
    return {field.at().begin + offset, field.at().begin + offset + static_cast<std::uint32_t>(part.size())};
}

}  // namespace ovfkit::validate::hardware
