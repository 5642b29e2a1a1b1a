// SPDX-License-Identifier: Apache-2.0
#include "validate/place.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace ovfkit::validate {
namespace {

using descriptor::Space;

std::string with_prefix(std::string_view prefix, std::string_view name) {
    return printable(prefix.empty() ? std::string(name) : std::string(prefix) + ":" + std::string(name), 80);
}

bool ends_in_section(std::string_view name) {
    constexpr std::string_view ending = "Section";
    return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

constexpr std::array standard_namespaces{
    descriptor::uri::ovf_1, descriptor::uri::ovf_2,       descriptor::uri::rasd,  descriptor::uri::vssd,
    descriptor::uri::sasd,  descriptor::uri::epasd,       descriptor::uri::bootc, descriptor::uri::boots,
    descriptor::uri::xsi,   descriptor::uri::environment, descriptor::uri::ovirt, descriptor::uri::ovf_0_9};

// What is left of a namespace when everything is taken away that people get wrong about it.
std::string namespace_core(std::string_view ns) {
    ns = trimmed(ns);
    std::string core = lowered(ns);
    if (core.rfind("https:", 0) == 0) core.erase(4, 1);
    if (core.rfind("http://schema.dmtf.org", 0) == 0) core.insert(13, "s");
    if (core.rfind("http://www.dmtf.org/ovf/", 0) == 0) core.replace(7, 3, "schemas");
    while (!core.empty() && core.back() == '/') core.pop_back();
    if (core.size() > 4 && core.compare(core.size() - 4, 4, ".xsd") == 0) core.resize(core.size() - 4);
    return core;
}

}  // namespace

bool is_of_standard(Space space) {
    switch (space) {
        case Space::none:
        case Space::ovf:
        case Space::rasd:
        case Space::sasd:
        case Space::epasd:
        case Space::vssd:
        case Space::bootc:
        case Space::boots: return true;
        default: return false;
    }
}

Place place_of(const Subject& subject, const xml::Node& node, Place parent) {
    if (&node == &subject.tree.root()) return Place::envelope;
    const Space space = subject.spaces.of(node);
    if (parent == Place::foreign || !is_of_standard(space)) return Place::foreign;
    if (!holds_sections(parent)) return Place::typed;
    const std::string_view name = descriptor::effective_name(subject.tree, subject.spaces, node).name;
    if (name == "VirtualSystem") return Place::system;
    if (name == "VirtualSystemCollection") return Place::collection;
    return ends_in_section(name) ? Place::section : Place::typed;
}

// The namespace of the standard that is meant by one that is none; empty when that is not certain.
std::string_view meant_namespace(std::string_view ns) {
    if (std::find(standard_namespaces.begin(), standard_namespaces.end(), ns) != standard_namespaces.end()) return {};
    const std::string core = namespace_core(ns);
    for (const std::string_view known : standard_namespaces)
        if (namespace_core(known) == core) return known;
    return {};
}

std::string called(const xml::Tree& tree, const xml::Node& node) { return with_prefix(tree.prefix(node), node.name); }

std::string called(const Subject& subject, const xml::Node& node) { return called(subject.tree, node); }

std::string called(const Subject& subject, const xml::Attribute& attribute) {
    return with_prefix(subject.tree.prefix(attribute), attribute.name);
}

Span span_of(const Subject& subject, const xml::Node& node) {
    return subject.descriptor.state().source.to_source(node.begin, node.end);
}

const xml::Attribute* ovf_attribute(const Subject& subject, const xml::Node& node, std::string_view name) {
    const xml::Attribute* end = subject.tree.attributes_end(node);
    const xml::Attribute* found = std::find_if(subject.tree.attributes_begin(node), end, [&](const xml::Attribute& a) {
        return a.name == name && subject.spaces.of(a) == Space::ovf;
    });
    return found == end ? nullptr : found;
}

Need need_of(const Subject& subject, const xml::Node& extension) {
    const xml::Attribute* required = ovf_attribute(subject, extension, "required");
    if (required == nullptr) return Need::required;
    const std::string_view value = trimmed(required->value);
    if (value == "true" || value == "1") return Need::required;
    return value == "false" || value == "0" ? Need::optional : Need::unreadable;
}

bool is_vendor(std::string_view ns) {
    // The vendors count versions in their namespaces.
    constexpr std::array<std::string_view, 5> known{"http://www.vmware.com/", "http://www.virtualbox.org/ovf/",
                                                    "http://www.ovirt.org/", "http://schemas.citrix.com/ovf/",
                                                    "urn:ovfkit:"};
    if (descriptor::is_ovf(ns)) return true;  // VMware writes sections of 2.x into descriptors of 1.x
    return std::any_of(known.begin(), known.end(), [&](std::string_view one) { return ns.rfind(one, 0) == 0; });
}

}  // namespace ovfkit::validate
