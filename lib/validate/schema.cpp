// SPDX-License-Identifier: Apache-2.0
#include "xml/schema.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "descriptor/tables.hpp"
#include "validate/embedded.hpp"
#include "validate/group.hpp"
#include "validate/schema_rules.hpp"
#include "validate/schemas.hpp"
#include "validate/words.hpp"

namespace ovfkit::validate {
namespace {

using Violation = xml::SchemaViolation;
using Kind = Violation::Kind;
using descriptor::Space;

// Whether a section of somebody else stands where the standard has its own: schemas have no room for those, the text of
// the standard has (DSP0243 1.1.1, 7.3). They are the business of a pass of their own.
// What VMware writes in the namespace of another version of the standard is such a section, too.
bool foreign_section(const Subject& subject, const xml::Node& node) {
    if (node.undeclared_prefix || node.ns == xml::no_namespace || node.ns == subject.tree.root().ns) return false;
    const xml::Node& parent = subject.tree.parent(node);
    if (parent.kind != xml::Node::Kind::element || subject.spaces.of(parent) != Space::ovf) return false;
    return parent.name == "Envelope" || parent.name == "VirtualSystem" || parent.name == "VirtualSystemCollection";
}

bool is_hardware(std::string_view name) {
    constexpr std::array names{
        "Item", "System", "EthernetPortItem", "StorageItem", "VirtualHardwareSection", "ResourceAllocationSection"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether the element has a place in its parent, only not this one.
bool out_of_order(const Subject& subject, const xml::Node& node) {
    const xml::Node& parent = subject.tree.parent(node);
    if (parent.kind != xml::Node::Kind::element || !is_hardware(parent.name)) return false;
    const auto& shape = descriptor::table::virtual_hardware_standard();
    const Space space = subject.spaces.of(node);
    if (const auto found = shape.find_element(space, node.name); found.row != nullptr)
        return parent.name == "VirtualHardwareSection" || parent.name == "ResourceAllocationSection";
    const auto holder = shape.find_element(Space::ovf, parent.name);
    return holder.row != nullptr && holder.row->shape != nullptr &&
           holder.row->shape().find_element(space, node.name).row != nullptr;
}

const Rule& rule_of(const Subject& subject, const Violation& found) {
    switch (found.kind) {
        case Kind::no_declaration:
        case Kind::unexpected_element:
            return out_of_order(subject, *found.node) ? rule::item_order : rule::unexpected_element;
        case Kind::missing_element: return rule::missing_element;
        case Kind::missing_attribute: return rule::missing_attribute;
        case Kind::unexpected_attribute: return rule::unexpected_attribute;
        case Kind::bad_value: return found.node->name == "NetworkPortProfileURI" ? rule::profile_uri : rule::bad_value;
        case Kind::unexpected_text: return rule::unexpected_text;
        case Kind::bad_type: return rule::bad_type;
        case Kind::other: break;
    }
    return rule::other_violation;
}

std::string named(const Subject& subject, const xml::Node& node) {
    const std::string_view prefix = subject.tree.prefix(node);
    return printable(prefix.empty() ? std::string(node.name) : std::string(prefix) + ":" + std::string(node.name), 80);
}

std::string message_of(const Subject& subject, const Violation& found) {
    const std::string element = named(subject, *found.node);
    const std::string expected = one_of(found.expected);
    const std::string here = expected.empty() ? std::string() : "; expected is " + expected;
    switch (found.kind) {
        case Kind::no_declaration: return element + " is no element of the schema";
        case Kind::unexpected_element: return element + " cannot stand here" + here;
        case Kind::missing_element: return element + " is not complete" + here;
        case Kind::missing_attribute: return element + " has no attribute " + printable(found.attribute, 80);
        case Kind::unexpected_attribute: return element + " cannot have an attribute " + printable(found.attribute, 80);
        case Kind::bad_value: {
            const std::string of =
                found.attribute.empty() ? element : printable(found.attribute, 80) + " of " + element;
            return of + " is " + quoted(found.value, 80) + ", which is not " + words_for_type(found.type);
        }
        case Kind::unexpected_text:
            return found.node->has_children ? element + " holds text beside its elements"
                                            : element + " holds something other than what belongs there";
        case Kind::bad_type: return element + " cannot be of this type, or empty";
        case Kind::other: break;
    }
    return element + ": " + printable(found.text);
}

void check_schema(const Subject& subject, Findings& findings) {
    const xml::Schema* schema = schema_of(subject.grammar);
    if (schema == nullptr) return;
    std::size_t reported = 0;
    xml::Schema::Walk walk;
    walk.leave_out = [&](const xml::Node& node) { return foreign_section(subject, node); };
    walk.report = [&](const Violation& found) {
        const Rule& rule = rule_of(subject, found);
        const std::string message = message_of(subject, found);
        if (found.on != nullptr)
            findings.report(rule, message, *found.on);
        else
            findings.report(rule, message, *found.node);
        return ++reported < Diagnostics::default_limit;
    };
    schema->validate(subject.tree, walk);
}

xml::Schema compile(std::string_view name) {
    std::vector<xml::SchemaDocument> documents;
    for (const embedded::Text& file : embedded::xsd()) documents.push_back({file.name, file.text});
    auto schema = xml::Schema::compile(name, documents);
    if (!schema) throw std::logic_error(schema.error().message);  // a defect of this library, found by its tests
    return *std::move(schema);
}

}  // namespace

const xml::Schema* schema_of(descriptor::Grammar grammar) {
    using descriptor::Grammar;
    // Each is compiled when it is first asked for, once, by one thread, and then shared by all.
    switch (grammar) {
        case Grammar::ovf_1: {
            static const xml::Schema envelope_1 = compile("envelope-1.xsd");
            return &envelope_1;
        }
        case Grammar::ovf_2: {
            static const xml::Schema envelope_2 = compile("envelope-2.xsd");
            return &envelope_2;
        }
        case Grammar::ovirt: {
            static const xml::Schema ovirt = compile("ovirt.xsd");
            return &ovirt;
        }
        case Grammar::ovirt_ova: {
            static const xml::Schema ovirt_ova = compile("ovirt-ova.xsd");
            return &ovirt_ova;
        }
        case Grammar::draft_0_9: break;
    }
    return nullptr;
}

Group schema_group() {
    return {{{check_schema, applies::standard | applies::engine}},
            {&rule::unexpected_element, &rule::missing_element, &rule::missing_attribute, &rule::unexpected_attribute,
             &rule::bad_value, &rule::unexpected_text, &rule::bad_type, &rule::other_violation, &rule::item_order,
             &rule::profile_uri}};
}

}  // namespace ovfkit::validate
