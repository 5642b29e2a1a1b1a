// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "validate/document_passes.hpp"
#include "validate/document_rules.hpp"
#include "validate/extension_rules.hpp"
#include "validate/place.hpp"

// Extensions: which have to be understood, and where they stand. All of it is seen on the tree, because the model keeps
// extensions beside the elements of the standard and not among them.

namespace ovfkit::validate {
namespace {

using descriptor::Space;

/// Calls `visit(node, place, place of the parent)` for every element.
template <class Visit>
void walk_places(const Subject& subject, Visit visit) {
    std::vector<Place> places(subject.tree.nodes().size(), Place::foreign);
    for (const xml::Node& node : subject.tree.nodes()) {
        if (!is_xml_element(node)) continue;
        const Place parent = places[node.parent];
        const Place place = place_of(subject, node, parent);
        places[subject.tree.index_of(node)] = place;
        visit(node, place, parent);
    }
}

// What stands in an EncryptionSection is XML Encryption, which the standard takes in.
bool is_encryption(const Subject& subject, const xml::Node& node) {
    const std::string_view ns = subject.tree.namespace_uri(node.ns);
    return ns == "http://www.w3.org/2001/04/xmlenc#" || ns == "http://www.w3.org/2009/xmlenc11#" ||
           ns == "http://www.w3.org/2000/09/xmldsig#";
}

// A section begins with Info; products write it in the standard's namespace, in none, and in their own.
bool begins_with_info(const Subject& subject, const xml::Node& node) {
    for (const xml::Node* c = subject.tree.first_child(node); c != nullptr; c = subject.tree.next(*c))
        if (is_xml_element(*c)) return c->name == "Info";
    return false;
}

bool is_section_of_2(std::string_view name) {
    constexpr std::array<std::string_view, 7> names{
        "EnvironmentFilesSection", "BootDeviceSection", "SharedDiskSection", "ScaleOutSection",
        "PlacementGroupSection",   "PlacementSection",  "EncryptionSection"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string how_required(const Subject& subject, const xml::Node& node) {
    if (ovf_attribute(subject, node, "required") != nullptr) return " is required";
    for (auto a = subject.tree.attributes_begin(node); a != subject.tree.attributes_end(node); ++a)
        if (a->name == "required" && subject.spaces.of(*a) == Space::none)
            return " is required: its attribute required is not ovf:required";
    return " is required, because it does not say ovf:required=\"false\"";
}

// Extensions of one parent that have to be understood: said once, with their number.
struct RequiredOnes {
    const xml::Node* first = nullptr;
    std::size_t others = 0;
};

class RequiredExtensions {
public:
    RequiredExtensions(const Subject& subject, Findings& findings) : subject_(subject), findings_(findings) {}

    void see(const xml::Node& node, Place place, Place parent) {
        if (place != Place::foreign || parent == Place::foreign) {
            if (holds_sections(parent)) see_version(node, place);
            return;
        }
        if (node.undeclared_prefix || is_misspelled(node.ns)) return;
        if (parent == Place::section && is_encryption(subject_, node)) return;
        if (holds_sections(parent) && !begins_with_info(subject_, node)) {
            findings_.report(rule::extension_not_a_section,
                             called(subject_, node) + " is no section: it does not begin with Info", node);
            return;
        }
        if (need_of(subject_, node) != Need::required) return;
        count(node);
        if (parent == Place::typed) return;  // of an Item, there are rules of its own
        if (is_vendor(subject_.tree.namespace_uri(node.ns)))
            add(node, by_vendor_);
        else if (holds_sections(parent))
            findings_.report(rule::extension_required_section, called(subject_, node) + how_required(subject_, node),
                             node);
        else
            add(node, in_section_);
    }

    void finish() {
        for (const std::uint32_t parent : order_) say(rule::extension_required_element, in_section_, parent);
        for (const std::uint32_t parent : order_) say(rule::extension_required_by_vendor, by_vendor_, parent);
        if (first_ == nullptr) return;
        const std::string number =
            count_ == 1 ? std::string("one extension is") : std::to_string(count_) + " extensions are";
        findings_.report(rule::extension_conformance_level, number + " required, here " + called(subject_, *first_),
                         *first_);
    }

private:
    using Groups = std::unordered_map<std::uint32_t, RequiredOnes>;

    // Below an envelope of 1.x, sections of 2.x are extensions that VMware knows; everything else of another version is
    // lost.
    void see_version(const xml::Node& node, Place place) {
        if (place == Place::foreign || node.ns == xml::no_namespace || node.ns == subject_.tree.root().ns) return;
        if (subject_.spaces.of(node) != Space::ovf) return;
        if (place == Place::section && is_section_of_2(node.name) && !subject_.is_2()) {
            if (need_of(subject_, node) != Need::required) return;
            count(node);
            return add(node, by_vendor_);
        }
        findings_.report(rule::document_mixed_versions,
                         called(subject_, node) + " stands in the namespace " +
                             quoted(subject_.tree.namespace_uri(node.ns)) + ", the envelope in " +
                             quoted(subject_.tree.namespace_uri(subject_.tree.root().ns)),
                         node);
    }

    // An element of the standard whose namespace has a slip in it is no extension, whatever it looks like.
    bool is_misspelled(xml::NsId ns) {
        const auto [known, is_new] = misspelled_.emplace(ns, false);
        if (is_new) known->second = !meant_namespace(subject_.tree.namespace_uri(ns)).empty();
        return known->second;
    }

    void count(const xml::Node& node) {
        if (count_++ == 0) first_ = &node;
    }

    void add(const xml::Node& node, Groups& groups) {
        RequiredOnes& group = groups[node.parent];
        if (group.first != nullptr) {
            ++group.others;
            return;
        }
        group.first = &node;
        if (order_.empty() || order_.back() != node.parent) order_.push_back(node.parent);
    }

    void say(const Rule& rule, Groups& groups, std::uint32_t parent) {
        const auto found = groups.find(parent);
        if (found == groups.end() || found->second.first == nullptr) return;
        const xml::Node& node = *std::exchange(found->second.first, nullptr);
        std::string message = called(subject_, node) + how_required(subject_, node);
        if (found->second.others != 0)
            message +=
                "; so " +
                std::string(found->second.others == 1 ? "is one" : "are " + std::to_string(found->second.others)) +
                " more in the same " + called(subject_, subject_.tree.parent(node));
        findings_.report(rule, std::move(message), node);
    }

    const Subject& subject_;
    Findings& findings_;
    Groups in_section_;
    Groups by_vendor_;
    std::vector<std::uint32_t> order_;
    const xml::Node* first_ = nullptr;
    std::size_t count_ = 0;
    std::unordered_map<xml::NsId, bool> misspelled_;
};

// Validators that are made of libxml2 take a repeated element for a right one after an extension (DMTF reference 16.3);
// everything else that follows an extension they report.
bool validators_overlook(const Subject& subject, const xml::Node& node, const xml::Node& extension) {
    const std::string_view name = node.name;
    if (name == "File" || name == "Disk" || name == "Network" || name == "StorageItem") return true;
    const xml::Node& parent = subject.tree.parent(node);
    if (name == "Item") return !subject.is_2() || parent.name == "StartupSection";
    if (name != "Configuration" && name != "SharedDisk" && name != "InstanceCount") return false;
    for (const xml::Node* c = subject.tree.first_child(parent); c != &extension; c = subject.tree.next(*c))
        if (is_xml_element(*c) && c->name == name) return true;  // the first of them has to be there
    return false;
}

}  // namespace

void check_extensions(const Subject& subject, Findings& findings) {
    RequiredExtensions needs(subject, findings);
    walk_places(subject, [&](const xml::Node& node, Place place, Place parent) { needs.see(node, place, parent); });
    needs.finish();
}

void check_extension_places(const Subject& subject, Findings& findings) {
    std::unordered_map<std::uint32_t, const xml::Node*> extensions;  // by parent; null when there was enough said
    walk_places(subject, [&](const xml::Node& node, Place place, Place parent) {
        if (parent != Place::section && parent != Place::typed) return;
        if (place == Place::foreign) {
            extensions.emplace(node.parent, &node);
            return;
        }
        const auto found = extensions.find(node.parent);
        if (found == extensions.end() || found->second == nullptr) return;
        const xml::Node& extension = *std::exchange(found->second, nullptr);
        if (validators_overlook(subject, node, extension))
            findings.report(rule::extension_not_last,
                            called(subject, node) + " comes after " + called(subject, extension),
                            span_of(subject, node), {{span_of(subject, extension), "the extension"}});
    });
}

}  // namespace ovfkit::validate
