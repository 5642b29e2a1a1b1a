// SPDX-License-Identifier: Apache-2.0
#include "xml/schema.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "descriptor/tables.hpp"
#include "validate/embedded.hpp"
#include "validate/group.hpp"
#include "validate/place.hpp"
#include "validate/schema_rules.hpp"
#include "validate/schemas.hpp"
#include "validate/words.hpp"

namespace ovfkit::validate {
namespace {

using Violation = xml::SchemaViolation;
using Broken = Violation::Kind;
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

// What the schema misses in front of an element that has its place in the parent; empty when it is there, only
// elsewhere. The processor names the element that it meets instead.
std::string_view missing_before(const Subject& subject, const Violation& found) {
    constexpr std::array mandatory{"References", "Info", "Label", "ElementName", "InstanceID"};
    if (found.kind != Broken::unexpected_element) return {};
    const xml::Node& parent = subject.tree.parent(*found.node);
    if (is_hardware(parent.name) && !out_of_order(subject, *found.node)) return {};
    for (const std::string_view name : mandatory) {
        if (std::find(found.expected.begin(), found.expected.end(), name) == found.expected.end()) continue;
        const xml::Node* child = subject.tree.first_child(parent);
        while (child != nullptr && child->name != name) child = subject.tree.next(*child);
        if (child == nullptr) return name;
    }
    return {};
}

const Rule& rule_in(const Subject& subject, const Violation& found) {
    const bool unexpected = found.kind == Broken::no_declaration || found.kind == Broken::unexpected_element;
    if (unexpected && out_of_order(subject, *found.node)) return rule::item_order;
    if (found.kind == Broken::bad_value && found.node->name == "NetworkPortProfileURI") return rule::profile_uri;
    return rule_of(found);
}

// What has oVirt's own namespace follows its configuration schema, also where it is made for an OVA.
const xml::Schema* schema_for(const Subject& subject) {
    const bool slash = subject.tree.namespace_uri(subject.tree.root().ns) == descriptor::uri::ovf_1_slash;
    return schema_of(slash ? descriptor::Grammar::ovirt : subject.grammar);
}

void check_schema(const Subject& subject, Findings& findings) {
    const xml::Schema* schema = schema_for(subject);
    if (schema == nullptr) return;
    std::size_t reported = 0;
    xml::Schema::Walk walk;
    walk.leave_out = [&](const xml::Node& node) { return foreign_section(subject, node); };
    walk.report = [&](const Violation& found) {
        if (const auto missing = missing_before(subject, found); !missing.empty()) {
            const xml::Node& parent = subject.tree.parent(*found.node);
            // The spelling of the drafts has a rule of its own, which says what to write.
            if (missing == "InstanceID" && found.node->name == "InstanceId") return true;
            findings.report(missing == "ElementName" ? rule::unnamed_item : rule::missing_element,
                            called(subject.tree, parent) + " has no " + std::string(missing), parent);
            return ++reported < Diagnostics::default_limit;
        }
        const Rule& rule = rule_in(subject, found);
        const std::string message = message_of(subject.tree, found);
        if (found.on != nullptr)
            findings.report(rule, message, *found.on);
        else
            findings.report(rule, message, *found.node);
        return ++reported < Diagnostics::default_limit;
    };
    schema->validate(subject.tree, walk);
}

void check_foreign_sections(const Subject& subject, Findings& findings) {
    if (!findings.wants(rule::foreign_section)) return;
    for (const xml::Node& node : subject.tree.nodes())
        if (node.kind == xml::Node::Kind::element && foreign_section(subject, node))
            findings.report(rule::foreign_section,
                            called(subject.tree, node) + " is of another namespace than the standard's", node);
}

xml::Schema compile(std::string_view name) {
    std::vector<xml::SchemaDocument> documents;
    for (const embedded::Text& file : embedded::xsd()) documents.push_back({file.name, file.text});
    auto schema = xml::Schema::compile(name, documents);
    if (!schema) throw std::logic_error(schema.error().message);  // a defect of this library, found by its tests
    return *std::move(schema);
}

}  // namespace

const Rule& rule_of(const Violation& found) {
    switch (found.kind) {
        case Broken::no_declaration:
        case Broken::unexpected_element: return rule::unexpected_element;
        case Broken::missing_element: return rule::missing_element;
        case Broken::missing_attribute: return rule::missing_attribute;
        case Broken::unexpected_attribute: return rule::unexpected_attribute;
        case Broken::bad_value: return rule::bad_value;
        case Broken::unexpected_text: return rule::unexpected_text;
        case Broken::bad_type: return rule::bad_type;
        case Broken::other: break;
    }
    return rule::unexpected_element;
}

std::string message_of(const xml::Tree& tree, const Violation& found) {
    const std::string element = called(tree, *found.node);
    const std::string expected = one_of(found.expected);
    const std::string here = expected.empty() ? std::string() : "; expected is " + expected;
    switch (found.kind) {
        case Broken::no_declaration: return element + " is no element of the schema";
        case Broken::unexpected_element: return element + " cannot stand here" + here;
        case Broken::missing_element: return element + " is not complete" + here;
        case Broken::missing_attribute: return element + " has no attribute " + printable(found.attribute, 80);
        case Broken::unexpected_attribute:
            return element + " cannot have an attribute " + printable(found.attribute, 80);
        case Broken::bad_value: {
            const std::string of =
                found.attribute.empty() ? element : printable(found.attribute, 80) + " of " + element;
            return of + " is " + quoted(found.value, 80) + ", which is not " + words_for_type(found.type);
        }
        case Broken::unexpected_text:
            return found.node->has_children ? element + " holds text beside its elements"
                                            : element + " holds something other than what belongs there";
        case Broken::bad_type: return element + " cannot be of this type, or empty";
        case Broken::other: break;
    }
    return element + ": " + printable(found.text);
}

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

const xml::Schema& environment_schema() {
    static const xml::Schema environment_1 = compile("environment-1.xsd");
    return environment_1;
}

Group schema_group() {
    return {{{check_schema, applies::standard | applies::engine}, {check_foreign_sections, applies::standard}},
            {&rule::unexpected_element, &rule::missing_element, &rule::missing_attribute, &rule::unexpected_attribute,
             &rule::bad_value, &rule::unexpected_text, &rule::bad_type, &rule::unnamed_item, &rule::foreign_section,
             &rule::item_order, &rule::profile_uri}};
}

}  // namespace ovfkit::validate
