// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <utility>

#include <ovfkit/model/view.hpp>
#include <ovfkit/text/units.hpp>

#include "validate/hardware_amount_rules.hpp"
#include "validate/hardware_racks.hpp"
#include "validate/hardware_rules.hpp"

// What a single Item says in words: ids, types, units, and children that the standard does not have.

namespace ovfkit::validate::hardware {
namespace {

using model::Item;
using model::ResourceType;

// The element whose inner text has this place.
const xml::Node* element_around(const Subject& subject, Span inner) {
    if (!inner.known()) return nullptr;
    return subject.tree.element_at(subject.descriptor.state().source.decoded().to_text(inner.begin));
}

void check_instance_id(const Subject& subject, const model::Field<std::string>& id, std::string_view what,
                       Findings& findings) {
    if (id.has_value() && trimmed(*id).empty())
        findings.report(rule::hardware_blank_instance_id, std::string(what) + " has an empty InstanceID", id.at());
    if (!subject.is_standard() || !id.has_value()) return;
    const xml::Node* node = element_around(subject, id.at());
    if (node != nullptr && node->name == "InstanceId")
        findings.report(rule::hardware_old_instance_id, "InstanceId " + quoted(*id, 80) + " is not spelled InstanceID",
                        *node);
}

void check_resource_type(const Item& item, Findings& findings) {
    if (item.resource_type.absent())
        return findings.report(rule::hardware_missing_resource_type, item_called(item) + " has no ResourceType",
                               item.at);
    if (!item.resource_type.has_value() || !item.required.value_or(true)) return;
    const auto number = static_cast<std::uint16_t>(*item.resource_type);
    const std::string type = "ResourceType " + std::to_string(number) + " of " + item_called(item);
    if (number == 0 || (number > 33 && number < 32768))
        findings.report(rule::hardware_reserved_type, type + " is not defined by CIM", item.resource_type.at());
    else if (number >= 32768)
        findings.report(rule::hardware_vendor_type, type + " is a vendor's own", item.resource_type.at());
}

bool must_be_understood(const model::Extension& child) {
    const std::string* required = child.attribute("required");
    if (required == nullptr) return true;
    const std::string_view word = trimmed(*required);
    return !(word == "0" || same_word(word, "false"));
}

// Children of one namespace are not understood together, so they are named together.
void check_children(const Item& item, Findings& findings) {
    using descriptor::Space;
    struct Foreign {
        const model::Extension* first = nullptr;
        std::size_t further = 0;
    };
    std::map<std::string_view, Foreign> by_namespace;
    for (const model::Extension& child : item.extensions) {
        if (child.kind != model::Extension::Kind::element || child.undeclared_prefix) continue;
        const Space space = descriptor::space_of(child.ns);
        // A child in a namespace of the standard is the business of the schema.
        if (space != Space::other && space != Space::ovirt && space != Space::trust) continue;
        if (!must_be_understood(child)) continue;
        Foreign& foreign = by_namespace[child.ns];
        if (foreign.first == nullptr)
            foreign.first = &child;
        else
            ++foreign.further;
    }
    for (const auto& [ns, foreign] : by_namespace)
        findings.report(rule::hardware_unknown_required_child,
                        printable(foreign.first->name, 80) +
                            (foreign.further == 0 ? "" : " and " + std::to_string(foreign.further) + " more") + " of " +
                            item_called(item) + " must be understood, from namespace " + quoted(ns, 100),
                        foreign.first->at);
}

void check_message_ids(const Item& item, Findings& findings) {
    using Text = std::pair<std::string_view, const model::Field<model::Msg>*>;
    for (const auto& [name, text] : {Text{"Caption", &item.caption}, Text{"Description", &item.description},
                                     Text{"ElementName", &item.element_name}})
        for (const model::Attribute& attribute : text->attributes())
            if (attribute.name == "msgid" && !descriptor::is_ovf(attribute.ns))
                findings.report(
                    rule::hardware_message_id,
                    "msgid " + quoted(attribute.value, 80) + " of " + std::string(name) +
                        (attribute.ns.empty() ? " has no namespace" : " is in namespace " + quoted(attribute.ns, 100)),
                    attribute.at);
}

void check_subtype(const Item& item, Findings& findings) {
    const auto wrong = wrong_separator(Subject::text_of(item.resource_sub_type));
    if (wrong.empty()) return;
    findings.report(
        rule::hardware_subtype_separator,
        "the alternatives " + quoted(word_of(item.resource_sub_type), 120) + " are separated by " + std::string(wrong),
        item.resource_sub_type.at());
}

// The exponent of two, or of ten, that a factor is; nothing else is written as a power.
std::string power_text(std::uint64_t factor) {
    if (factor % 1000 == 0) {
        unsigned exponent = 0;
        while (factor % 10 == 0) factor /= 10, ++exponent;
        if (factor == 1) return "10^" + std::to_string(exponent);
        for (; exponent != 0; --exponent) factor *= 10;
    }
    unsigned exponent = 0;
    std::uint64_t rest = factor;
    while (rest % 2 == 0) rest /= 2, ++exponent;
    return rest == 1 && exponent >= 10 ? "2^" + std::to_string(exponent) : std::to_string(factor);
}

// `hertz * 106` and `byte * 220`: a factor that nobody means, and that is a base with its exponent behind it. Empty if
// the unit is none of them, else what was meant.
std::string with_exponent(std::string_view unit, const text::Unit& read) {
    if (read.denominator != 1 || unit.find('^') != std::string_view::npos) return {};
    for (const auto& [digits, meant] : {std::pair{103U, "10^3"},
                                        {106U, "10^6"},
                                        {109U, "10^9"},
                                        {210U, "2^10"},
                                        {220U, "2^20"},
                                        {230U, "2^30"},
                                        {240U, "2^40"}})
        if (read.numerator == digits) return std::string(text::to_string(read.base)) + " * " + meant;
    return {};
}

void check_unit(const Item& item, Findings& findings) {
    const std::string_view written = word_of(item.allocation_units);
    if (written.empty() || is_template_text(written)) return;
    // A unit with which the amount of memory cannot be told was found when it was read.
    const bool memory = is_a(item, ResourceType::memory);
    const bool told = memory && !model::memory_bytes(item);
    const auto read = text::parse_unit(written);
    const Span at = item.allocation_units.at();
    if (!read) {
        if (told) return;
        findings.report(rule::hardware_unknown_unit, quoted(written, 80) + " is no unit", at);
        return;
    }
    if (const std::string meant = with_exponent(written, *read); !meant.empty())
        return findings.report(rule::hardware_lost_exponent,
                               quoted(written, 80) + " counts in " + std::to_string(read->numerator) + " " +
                                   std::string(text::to_string(read->base)) + "s",
                               at, {}, "write " + quoted(meant));
    const std::string canonical = canonical_unit(*read);
    if (!read->conforming)
        findings.report(rule::hardware_unit_spelling, "the unit is spelled " + quoted(written, 80), at, {},
                        canonical.empty() ? std::string() : "write " + quoted(canonical));
    const bool bytes = read->base == text::BaseUnit::byte || read->base == text::BaseUnit::bit;
    if (is_a(item, ResourceType::processor) && bytes)
        findings.report(rule::hardware_wrong_unit, "processors are counted in " + quoted(written, 80), at);
    if (memory && !bytes && !told)
        findings.report(rule::hardware_wrong_unit, "memory is counted in " + quoted(written, 80), at, {},
                        "memory is counted in bytes, as in 'byte * 2^20'");
}

}  // namespace

std::string canonical_unit(const text::Unit& unit) {
    if (unit.denominator != 1 || unit.base == text::BaseUnit::other) return {};
    const std::string base(text::to_string(unit.base));
    return unit.numerator == 1 ? base : base + " * " + power_text(unit.numerator);
}

void check_words(const Subject& subject, Findings& findings) {
    for (const Rack& rack : racks_of(subject)) {
        if (rack.hardware != nullptr && rack.hardware->system)
            check_instance_id(subject, rack.hardware->system->instance_id, "System", findings);
        for (const model::ItemPlace place : rack.places) {
            check_instance_id(subject, place.item->instance_id, item_called(*place.item), findings);
            check_resource_type(*place.item, findings);
            check_children(*place.item, findings);
            if (!subject.is_standard()) continue;
            check_message_ids(*place.item, findings);
            check_subtype(*place.item, findings);
        }
    }
}

void check_units(const Subject& subject, Findings& findings) {
    for (const Rack& rack : racks_of(subject))
        for (const model::ItemPlace place : rack.places) check_unit(*place.item, findings);
}

}  // namespace ovfkit::validate::hardware
